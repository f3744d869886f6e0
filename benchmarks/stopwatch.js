// @ts-check
/**
 * The stopwatch that a benchmark sets in a page before it loads. It runs from the moment at which
 * the browser took a key in (the event's own time stamp) to the second animation frame after what
 * it waits for has changed: by the second frame the one with the change is drawn and handed on.
 */

const { performance, requestAnimationFrame: nextFrame } = globalThis;

class Stopwatch {
    constructor() {
        this.started = 0;
        /** @type {string[]} What was shown, one entry a change. */
        this.shown = [];
        this.read = () => "";
        this.last = "";
        /** @type {((value: number) => void) | null} */
        this.resolve = null;
        this.changes = new MutationObserver(() => this.look());
        addEventListener("keydown", (event) => { this.started = event.timeStamp; }, { capture: true });
    }

    /**
     * Wait until an element that is shown says something else, or just what is wanted.
     * @param {string} selector
     * @param {string | null} [wanted]
     */
    arm(selector, wanted = null) {
        this.read = () => {
            const element = document.querySelector(selector);
            return element?.checkVisibility() ? element.textContent ?? "" : "";
        };
        this.last = this.read();
        this.shown = [];
        this.wanted = wanted;
        this.changes.observe(document, { subtree: true, childList: true, characterData: true });
        this.lap = new Promise((resolve) => { this.resolve = resolve; });
        this.look();
    }

    look() {
        const text = this.read();
        if (text === this.last && text !== this.wanted) return;
        if (text !== this.last) this.shown.push(text);
        this.last = text;
        if (!this.resolve || text === "" || (this.wanted !== null && text !== this.wanted)) return;
        const { resolve } = this;
        this.resolve = null;
        nextFrame(() => nextFrame(() => resolve(performance.now() - this.started)));
    }
}

Object.assign(globalThis, { stopwatch: new Stopwatch() });
