// @ts-check
/** Tells who listens to the page where the walk stands: one sentence a step, none while a key is held. */

import { html } from "./draw.js";

const PAUSE = 500; // ms without another step, after which one is announced

export class Announcer {
    constructor() {
        this.element = html("p", { class: "gw-live", role: "status", "aria-live": "polite" });
        this.timer = 0;
    }

    /**
     * Tell of a step once it stands; what is said is read then, for it may still be on its way.
     * @param {{words: string[], first?: number, whole?: number}} reading
     * @param {number} step
     * @param {...HTMLElement} said
     */
    tell({ words, first = 0, whole = words.length }, step, ...said) {
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
            const text = `Step ${first + step + 1} of ${whole}, ${words[step]}. ${said.map((each) => each.textContent).filter(Boolean).join(" ")}`;
            if (text !== this.element.textContent) this.element.textContent = text;
        }, PAUSE);
    }

    stop() {
        clearTimeout(this.timer);
    }
}
