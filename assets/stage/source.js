// @ts-check
/**
 * On a phone: one line that says who reads, and opens the sentence, the examples and the readers as
 * a sheet. They are the page's own controls, which the style sheet puts there.
 */

import { html } from "./draw.js";

const PAGE = document.documentElement;
const OPEN = "gw-choosing";

export class Source {
    constructor() {
        this.reader = html("span", {});
        this.button = html("button", { type: "button", "aria-expanded": "false", on: { click: () => this.open() } }, this.reader);
        this.done = html("button", { type: "button", class: "gw-done", "aria-label": "Close the sentence and the readers", on: { click: () => this.close() } }, "Close");
        this.element = html("div", { class: "gw-source" }, html("p", { class: "gw-brand" }, "Gatewalk"), this.button, this.done);
        this.key = "";
        this.veil = html("div", { class: "gw-veil", on: { click: () => this.close() } });
        this.element.append(this.veil);
    }

    /** Who reads; another sentence or reader has been chosen, and the sheet may go. @param {import("./reading.js").Reading} reading */
    show(reading) {
        this.reader.textContent = reading.brought ? reading.title : `sentence · ${reading.title}`;
        const key = `${reading.title} ${reading.words.join(" ")}`;
        if (this.key && this.key !== key) this.close();
        this.key = key;
    }

    open() {
        PAGE.classList.add(OPEN);
        this.button.setAttribute("aria-expanded", "true");
        this.done.focus({ preventScroll: true }); // a focused box would bring up the keyboard
    }

    /** Return false where it was not open. */
    close() {
        if (!PAGE.classList.contains(OPEN)) return false;
        PAGE.classList.remove(OPEN);
        this.button.setAttribute("aria-expanded", "false");
        this.button.focus({ preventScroll: true });
        return true;
    }
}
