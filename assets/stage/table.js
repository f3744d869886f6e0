// @ts-check
/** The twin of the bands for those who read tables: the pinned unit's numbers, word by word. */

import { clear, html } from "./draw.js";

/** @typedef {Pick<import("./track.js").Scene, "reading" | "unit" | "notation">} Scene */

export class Table {
    constructor() {
        this.body = html("div", { class: "gw-scroll", tabindex: "0", role: "region", "aria-label": "Table of numbers" });
        const close = html("button", { type: "button", on: { click: () => this.element.close() } }, "Close");
        this.element = /** @type {HTMLDialogElement} */ (html("dialog", { class: "gw-table", "aria-label": "Numbers" }, close, this.body));
        /** @type {Scene | null} */
        this.scene = null;
    }

    /** @param {Scene} scene */
    show({ reading, unit, notation }) {
        this.scene = { reading, unit, notation };
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
        const { reading, unit, notation } = this.scene;
        const heads = ["step", "word", ...reading.bands.map((band) => `${notation.plain(band.quantity)} ${notation.short(band.quantity)}`), `P(${reading.pair[0]}) next`, `P(${reading.pair[1]}) next`];
        const rows = reading.words.map((word, step) => html("tr", {},
            html("td", {}, String(step + 1)),
            html("th", { scope: "row" }, html("bdi", {}, word)),
            ...reading.bands.map((band) => html("td", {}, notation.text(band.quantity, step, unit))),
            ...reading.probabilities[step].map((p) => html("td", {}, p.toPrecision(2)))));
        this.body.append(html("table", {},
            html("caption", {}, `What unit ${unit} did at every word`),
            html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
            html("tbody", {}, ...rows)));
    }
}
