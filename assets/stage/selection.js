// @ts-check
/**
 * A drag over words in a gate's band, or in the memory's, by mouse, pen or finger. Plotly covers the
 * page while a button is down, so that the window is listened to.
 */

import { unitAt } from "./bands.js";
import { MEMORY } from "./cuts.js";
import { html } from "./draw.js";
import { EVERY, PINNED } from "./operation.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {{gate: string, from: number, to: number, units: string}} Selected */

const LEAST = 6; // px: less is a click

export class Selection {
    /**
     * @param {Sheet} sheet
     * @param {(selected: Selected, x: number, y: number) => void} done
     */
    constructor(sheet, done) {
        this.sheet = sheet;
        this.done = done;
        this.mark = html("div", { class: "gw-selection", hidden: "" });
        sheet.columns.append(this.mark);
        /** @type {{x: number, pointer: number, gate: string, units: string, step: number, top: number, height: number} | null} */
        this.begun = null;
        this.dragged = false; // until the next press: whoever else listens to swipes shall know
        this.allowed = false;
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        addEventListener("pointerdown", () => { this.dragged = false; }, { signal, capture: true });
        this.sheet.columns.addEventListener("pointerdown", (event) => this.begin(event), { signal, capture: true });
        addEventListener("pointermove", (event) => this.move(event), { signal });
        addEventListener("pointerup", (event) => this.end(event), { signal });
        addEventListener("pointercancel", () => this.clear(), { signal });
        addEventListener("keydown", (event) => event.key === "Escape" && this.clear(), { signal });
    }

    /** @param {PointerEvent} event */
    begin(event) {
        this.clear();
        const { scene } = this.sheet;
        const hit = this.allowed && event.button === 0 && event.isPrimary && scene?.at.rows ? this.sheet.at(event.clientX, event.clientY) : null;
        if (!hit || !scene?.at.rows) return;
        const { at, reading, unit } = scene;
        const y = (event.clientY - this.sheet.columns.getBoundingClientRect().top) / at.scale - at.y.bands;
        const row = scene.at.rows.rows.find((each) => y >= each.top && y < each.top + each.height);
        const gate = row ? reading.bands[row.band].quantity : "";
        if (!row || !(reading.isGate(gate) || gate === MEMORY)) return;
        const chosen = unitAt(reading, at, unit, y);
        const units = row.part === "pinned" ? PINNED : chosen === null ? EVERY : String(chosen);
        this.begun = { x: event.clientX, pointer: event.pointerId, gate, units, step: hit.step, top: (at.y.bands + row.top) * at.scale, height: row.height * at.scale };
        this.sheet.columns.classList.add("gw-selecting");
    }

    /** @param {PointerEvent} event */
    move(event) {
        if (!this.begun || event.pointerId !== this.begun.pointer) return;
        if (Math.abs(event.clientX - this.begun.x) >= LEAST) this.dragged = true;
        if (this.dragged) this.show(event.clientX);
    }

    /** The words from where the drag began to a place of the window. @param {number} x */
    span(x) {
        const { scene, columns } = this.sheet;
        if (!scene || !this.begun) return { from: 0, to: 0 };
        const column = scene.at.column * scene.at.scale;
        const step = Math.min(Math.max(Math.floor((x - columns.getBoundingClientRect().left) / column), 0), scene.reading.length - 1);
        return { from: Math.min(step, this.begun.step), to: Math.max(step, this.begun.step) };
    }

    /** @param {number} x */
    show(x) {
        const { scene } = this.sheet;
        if (!scene || !this.begun) return;
        const { from, to } = this.span(x);
        const column = scene.at.column * scene.at.scale;
        this.mark.hidden = false;
        Object.assign(this.mark.style, { left: `${from * column}px`, width: `${(to - from + 1) * column}px`, top: `${this.begun.top}px`, height: `${this.begun.height}px` });
    }

    /** @param {PointerEvent} event */
    end(event) {
        const { begun } = this;
        if (!begun || event.pointerId !== begun.pointer) return;
        const span = this.span(event.clientX);
        this.begun = null;
        this.sheet.columns.classList.remove("gw-selecting");
        if (this.dragged) this.done({ gate: begun.gate, units: begun.units, ...span }, event.clientX, event.clientY);
    }

    clear() {
        this.begun = null;
        this.sheet.columns.classList.remove("gw-selecting");
        this.mark.hidden = true;
    }
}
