// @ts-check
/** The switch of notations: one button each, and the keys that go to the next one. */

import { clear, html } from "./draw.js";

/** @typedef {import("./notation.js").Notation} Notation */

export class Switch {
    /** @param {(name: string) => void} choose */
    constructor(choose) {
        this.choose = choose;
        this.element = html("div", { class: "gw-notations", role: "group", "aria-label": "Notation" });
    }

    /** @param {Notation} notation */
    show({ reading, name }) {
        const names = Object.keys(reading.conventions);
        this.element.style.visibility = names.length > 1 ? "" : "hidden"; // nothing to choose
        if (this.element.childElementCount !== names.length) clear(this.element).append(...names.map((each) => this.button(each, reading.conventions[each])));
        for (const button of this.element.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.notation === name));
    }

    /**
     * @param {string} name
     * @param {import("./notation.js").Convention} convention
     */
    button(name, { title, source }) {
        return html("button", { type: "button", "data-notation": name, title: `${source}: symbols and numbers`, on: { click: () => this.choose(name) } }, title);
    }

    /** The notation after one, round and round. @param {Notation} notation */
    static after({ reading, name }) {
        const names = Object.keys(reading.conventions);
        return names[(names.indexOf(name) + 1) % names.length];
    }
}
