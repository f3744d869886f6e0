// @ts-check
/** The whole sentence at a glance, on a phone: memory and gate of every word; a tap goes there. */

import { clear, html } from "./draw.js";

/** @typedef {import("./track.js").Scene} Scene */

const MOST = 60; // words drawn; more of them share a mark

export class Overview {
    /** @param {(step: number) => void} go */
    constructor(go) {
        this.marks = html("div", { class: "gw-marks" });
        this.cursor = html("div", { class: "gw-cursor" });
        this.element = html("div", { class: "gw-overview", "aria-hidden": "true" }, this.marks, this.cursor);
        this.total = 1;
        this.element.addEventListener("click", (event) => {
            const box = this.marks.getBoundingClientRect();
            go(Math.floor(((event.clientX - box.left) / box.width) * this.total));
        });
    }

    /** @param {Scene} scene */
    draw({ reading, palette, unit }) {
        this.total = reading.length;
        const count = Math.min(reading.length, MOST);
        clear(this.marks).append(...Array.from({ length: count }, (_, i) => {
            const step = Math.floor((i * reading.length) / count);
            const memory = palette.of(reading.band("cell"), reading.value("cell", step, unit));
            const open = reading.wiring.update === "learned" ? reading.value("update", step, unit) : 1;
            return html("span", { "data-after": step, style: `--memory:${memory};--open:${open.toFixed(3)}` });
        }));
    }

    /** @param {number} step */
    show(step) {
        this.cursor.style.left = `${(step / this.total) * 100}%`;
        this.cursor.style.width = `${100 / this.total}%`;
    }
}
