// @ts-check
/** The twin of the bands for those who read tables: the pinned unit's numbers, word by word. */

import { clear, html } from "./draw.js";
import { gate, two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */

export class Table {
    constructor() {
        this.body = html("div", { class: "gw-scroll", tabindex: "0", role: "region", "aria-label": "Table of numbers" });
        const close = html("button", { type: "button", on: { click: () => this.element.close() } }, "Close");
        this.element = /** @type {HTMLDialogElement} */ (html("dialog", { class: "gw-table", "aria-label": "Numbers" }, close, this.body));
        /** @type {{reading: Reading, unit: number} | null} */
        this.scene = null;
    }

    /** @param {{reading: Reading, unit: number}} scene */
    show({ reading, unit }) {
        this.scene = { reading, unit };
        if (this.element.open) this.fill();
    }

    open() {
        this.fill();
        this.element.showModal();
    }

    /** Filled only when opened: two thousand words make a large table. */
    fill() {
        clear(this.body);
        if (!this.scene) return;
        const { reading, unit } = this.scene;
        const heads = ["step", "word", ...reading.bands.map((band) => `${band.symbol.join("")} ${band.title}`), `P(${reading.pair[0]}) next`, `P(${reading.pair[1]}) next`];
        const rows = reading.words.map((word, step) => html("tr", {},
            html("td", {}, String(step + 1)),
            html("th", { scope: "row" }, html("bdi", {}, word)),
            ...reading.bands.map((band) => {
                const value = reading.value(band.quantity, step, unit);
                return html("td", {}, band.ramp === "gate" ? gate(value) : two(value));
            }),
            ...reading.probabilities[step].map((p) => html("td", {}, p.toPrecision(2)))));
        this.body.append(html("table", {},
            html("caption", {}, `What unit ${unit} did at every word`),
            html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
            html("tbody", {}, ...rows)));
    }
}
