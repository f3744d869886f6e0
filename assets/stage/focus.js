// @ts-check
/** Who has the keys: what is used above the stage hands them over to it when it is done. */

import { Lesson } from "./lesson.js";

const CONTROLS = ".st-key-controls";
const BOX = ".st-key-sentence input";

export class Focus {
    /**
     * @param {HTMLElement} element of the stage, which takes the keys
     * @param {() => string | undefined} sentence that is on the stage, as it was typed
     */
    constructor(element, sentence) {
        this.element = element;
        this.sentence = sentence;
        /** @type {Element | null} */
        this.lastTouched = null;
        this.lesson = new Lesson(() => this.take());
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        document.addEventListener("pointerdown", (event) => this.note(/** @type {Element} */ (event.target)), { signal, capture: true });
        document.addEventListener("keydown", (event) => this.noteKey(event), { signal, capture: true });
        document.addEventListener("click", (event) => this.noteClick(event), { signal, capture: true });
        this.lesson.attend(signal);
    }

    /** Take the keys. */
    take() {
        this.element.focus({ preventScroll: true });
    }

    /** After a click above the stage or Enter in the box, the keys belong to the stage. */
    takeBack() {
        if (this.lastTouched?.contains(document.activeElement)) this.take();
    }

    /** Remember what was used above the stage; who clicks into the box is about to type. @param {Element | null} target */
    note(target) {
        this.lastTouched = target?.closest(BOX) ? null : target?.closest(CONTROLS) ?? null;
    }

    /** Enter or Escape in the sentence box hands the keys over to the stage. @param {KeyboardEvent} event */
    noteKey(event) {
        const box = /** @type {Element} */ (event.target).closest(BOX);
        this.lastTouched = event.key === "Enter" ? box : null;
        const unchanged = box && /** @type {HTMLInputElement} */ (box).value === this.sentence();
        // A changed sentence keeps the focus until its reading is there, or what is wrong with it.
        if (box && (event.key === "Escape" || (event.key === "Enter" && unchanged))) this.take();
    }

    /** A button above the stage, once pressed by a pointer, has no use for the keys. @param {MouseEvent} event */
    noteClick(event) {
        const target = /** @type {Element} */ (event.target);
        if (event.detail !== 0 && target.closest(`${CONTROLS} button`)) this.take();
    }
}
