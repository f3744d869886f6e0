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
     * Tell of a step once it stands; `say` is asked then, for a sentence may still be on its way.
     * @param {() => string} say
     */
    tell(say) {
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
            const text = say();
            if (text !== this.element.textContent) this.element.textContent = text;
        }, PAUSE);
    }

    stop() {
        clearTimeout(this.timer);
    }
}
