// @ts-check
/**
 * The lesson above the stage, which is the page's own: what changes there is told to whoever listens,
 * and whoever goes by keys keeps the focus when the button that had it is gone.
 */

const PAGE = "[data-testid=stMainBlockContainer]";
const LESSON = ".st-key-lesson, .st-key-welcome";
const ON = ["lesson_on", "lesson_next", "lesson_leave"].map((key) => `.st-key-${key} button`);

export class Lesson {
    /** @param {() => void} take gives the keys to the stage */
    constructor(take) {
        this.take = take;
        this.byKeys = false; // the focus was in the lesson, and came there by a key
        /** @type {Element | null} */
        this.element = null;
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        const page = document.querySelector(PAGE);
        if (!page) return;
        document.addEventListener("pointerdown", () => { this.byKeys = false; }, { signal, capture: true });
        document.addEventListener("keydown", (event) => this.note(event.target), { signal, capture: true });
        document.addEventListener("focusin", (event) => this.byKeys && this.note(event.target), { signal });
        const changes = new MutationObserver(() => this.mind());
        changes.observe(page, { childList: true, subtree: true });
        signal.addEventListener("abort", () => changes.disconnect());
        this.mind();
    }

    /** @param {EventTarget | null} target that has the keys */
    note(target) {
        this.byKeys = target instanceof Element && target.closest(LESSON) !== null;
    }

    mind() {
        const lesson = document.querySelector(LESSON);
        if (lesson !== this.element) {
            this.element = lesson;
            lesson?.setAttribute("aria-live", "polite");
        }
        const lost = !document.activeElement || document.activeElement === document.body;
        if (this.byKeys && lost) this.keep();
    }

    /** Give the focus to the way on, or to the stage where the lesson itself is gone. */
    keep() {
        const next = ON.map((button) => document.querySelector(button)).find((button) => button);
        if (next instanceof HTMLElement) next.focus();
        else this.take();
    }
}
