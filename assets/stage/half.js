// @ts-check
/** One of two readings beside each other: its words as columns, its road, its verdicts, its sentence. */

import { html } from "./draw.js";
import { Notation } from "./notation.js";
import { renew } from "./renew.js";
import { saying } from "./saying.js";
import { Sheet } from "./sheet.js";
import { written } from "./written.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {{at: import("./frame.js").Frame, palette: import("./colours.js").Palette, notation: string}} Look */

export class Half {
    /** @param {string} name "A" */
    constructor(name) {
        this.name = name;
        this.sheet = new Sheet();
        this.sheet.element.setAttribute("aria-label", `${name}: words as columns; the arrow keys step`);
        this.heading = html("h2", { class: "gw-half-name" });
        this.said = html("p", { class: "gw-said" });
        this.written = html("p", { class: "gw-live" }); // seen in the arcs
        this.element = html("section", { class: "gw-half", "aria-label": `Reading ${name}` }, html("div", { class: "gw-half-head" }, this.heading, this.said, this.written), this.sheet.element);
        /** @type {(import("./track.js").Scene & {opened: boolean, twin: boolean}) | null} */
        this.scene = null;
    }

    /**
     * Draw all that does not change from step to step.
     * @param {Reading} reading
     * @param {Look} look
     */
    draw(reading, { at, palette, notation }) {
        this.scene = { reading, unit: reading.unit, at, opened: false, twin: reading.alone !== null, palette, notation: new Notation(reading, notation) };
        const carried = reading.carrier(reading.unit);
        renew(this.heading, html("b", {}, this.name), html("span", {}, reading.title, html("small", {}, `unit ${reading.unit}${carried ? ` · ${carried.name}` : ""}`)));
        this.sheet.draw(this.scene);
    }

    /** @param {number} step */
    show(step) {
        if (!this.scene) return;
        this.sheet.mark(this.scene, step);
        renew(this.said, ...saying({ ...this.scene, step }));
        this.written.textContent = written({ ...this.scene, step }).join("");
    }
}
