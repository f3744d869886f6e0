// @ts-check
/** The dialog of surgery: which gate, at which words, for which units, and what is done to it. */

import { nameOf } from "./carriers.js";
import { MEMORY, numbers, told, unitsOf, words } from "./cuts.js";
import { dialog } from "./dialog.js";
import { clear, html } from "./draw.js";

/** @typedef {import("./cuts.js").Cut} Cut */
/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./notation.js").Notation} Notation */
/** @typedef {{reading: Reading, unit: number, notation: Notation}} Scene */
/** @typedef {{gate?: string, from: number, to: number, units: string}} Place steps from 0; units as an option of the choice */
/** @typedef {Record<"undo" | "redo" | "reset", () => void> & {cut: (cut: Cut) => void, release: (taken: Omit<Cut, "value">) => void}} Ask */

export const PINNED = "pinned";
export const CARRIERS = "carriers";
export const EVERY = "all";

export class Operation {
    /** @param {Ask} ask */
    constructor(ask) {
        this.ask = ask;
        /** @type {Scene | null} */
        this.scene = null;
        this.gate = "";
        /** Hold the gate at the value that is typed. */
        this.hold = () => {};
        this.gates = html("div", { class: "gw-gate-choice", role: "group", "aria-label": "Gate" });
        this.from = whole("from word", () => this.echo());
        this.to = whole("to word", () => this.echo());
        this.which = html("p", { class: "gw-told" });
        this.units = /** @type {HTMLSelectElement} */ (html("select", { "aria-label": "Applied to" }));
        this.value = /** @type {HTMLInputElement} */ (html("input", { type: "number", min: 0, max: 1, step: 0.05, value: 0.5, "aria-label": "Value from 0 to 1", on: { keydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && this.hold() } }));
        this.wrong = html("p", { class: "gw-wrong", role: "alert" });
        this.deeds = html("div", { class: "gw-deeds" });
        this.list = html("ul", { class: "gw-cuts" });
        this.made = html("section", { "aria-label": "Your changes" }, html("h3", {}, "Your changes"), this.list,
            html("div", { class: "gw-deeds" }, this.undo = act("undo", ask.undo), this.redo = act("redo", ask.redo), this.reset = act("reset", ask.reset)));
        this.element = dialog("gw-operation", "Surgery", this.gates,
            html("div", { class: "gw-words-choice" }, "at words", this.from, "to", this.to), this.which,
            html("label", { class: "gw-units-choice" }, "for", this.units), this.deeds, this.wrong, this.made,
            html("p", { class: "gw-told" }, "The sentence is read again from its first word, and every later gate sees the consequence. You can also drag over words in a gate's band."));
    }

    /**
     * @param {Scene} scene
     * @param {Place} place
     * @param {{x: number, y: number}} [near] where on screen a selection has ended
     */
    open(scene, place, near) {
        this.scene = scene;
        const { reading } = scene;
        const gates = [...reading.bands.filter(({ quantity }) => reading.isGate(quantity)).map(({ quantity }) => quantity), MEMORY];
        this.gate = place.gate && gates.includes(place.gate) ? place.gate : gates.includes("update") ? "update" : gates[0];
        clear(this.gates).append(...gates.map((gate) => html("button", { type: "button", "data-gate": gate, on: { click: () => this.choose(gate) } }, scene.notation.short(gate))));
        for (const [box, step] of /** @type {const} */ ([[this.from, place.from], [this.to, place.to]])) {
            [box.min, box.max] = [String(reading.first + 1), String(reading.first + reading.length)];
            box.value = String(reading.first + step + 1);
        }
        clear(this.units).append(...choices(scene).map(([value, text]) => html("option", { value }, text)));
        this.units.value = place.units;
        if (!this.units.value) this.units.value = PINNED;
        this.choose(this.gate);
        this.echo();
        if (!this.element.open) this.element.showModal();
        this.place(near);
        /** @type {HTMLElement | null} */ (near ? this.deeds.querySelector("button") : this.gates.querySelector('[aria-pressed="true"]'))?.focus();
    }

    /** Beside a selection, as far as the window allows; else where the style sheet puts it. @param {{x: number, y: number} | undefined} near */
    place(near) {
        const { style, offsetWidth, offsetHeight } = this.element;
        style.inset = style.margin = "";
        if (!near || innerWidth <= 731) return;
        const left = Math.min(near.x + 24, innerWidth - offsetWidth - 12);
        const top = Math.min(Math.max(near.y - offsetHeight / 2, 12), innerHeight - offsetHeight - 12);
        style.margin = "0";
        style.inset = `${Math.max(top, 12)}px auto auto ${Math.max(left, 12)}px`;
    }

    /** @param {string} gate */
    choose(gate) {
        this.gate = gate;
        for (const button of this.gates.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.gate === gate));
        const { notation } = /** @type {Scene} */ (this.scene);
        // Held at a number as the notation shows it: its complement, where that is what is shown.
        const keeps = gate !== MEMORY && notation.keeps(gate);
        this.hold = () => this.force(this.value.value === "" ? NaN : keeps ? 1 - Number(this.value.value) : Number(this.value.value));
        const force = (/** @type {string} */ text, /** @type {number} */ value) => act(text, () => this.force(value), "gw-main-button");
        clear(this.deeds).append(...(gate === MEMORY ? [force("silence", 0)] : [
            force("open", 1), force("shut", 0),
            html("span", { class: "gw-hold" }, act(keeps ? `hold ${notation.plain(gate)} at` : "hold at", () => this.hold(), "gw-main-button"), this.value),
        ]), act("leave alone", () => this.leave()));
    }

    /** Which words those are. */
    echo() {
        const steps = this.steps();
        this.wrong.textContent = steps ? "" : this.complaint();
        this.which.textContent = steps && this.scene ? words(this.scene.reading, steps) : "";
    }

    complaint() {
        return `Words here are ${this.from.min} to ${this.from.max}, the first no later than the last.`;
    }

    /** The words chosen, from 0; null where they are none. */
    steps() {
        const begun = this.scene?.reading.first ?? 0;
        const [from, to] = [this.from, this.to].map(({ value }) => Number(value) - begun);
        const count = this.scene?.reading.length ?? 0;
        if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || from > to || to > count) return null;
        return Array.from({ length: to - from + 1 }, (_, i) => from - 1 + i);
    }

    /** The units chosen; null for all. */
    chosen() {
        if (!this.scene || this.units.value === EVERY) return null;
        if (this.units.value === CARRIERS) return carriersOf(this.scene.reading);
        return [this.units.value === PINNED ? this.scene.unit : Number(this.units.value)];
    }

    /** @param {number} value */
    force(value) {
        const steps = this.steps();
        const right = value >= 0 && value <= 1;
        this.wrong.textContent = !steps ? this.complaint() : right ? "" : "A gate is held at a number from 0 to 1.";
        if (!steps || !right) return;
        const every = steps.length === this.scene?.reading.whole;
        this.element.close();
        this.ask.cut({ gate: this.gate, steps: every ? null : steps, units: this.chosen(), value });
    }

    leave() {
        const steps = this.steps();
        this.wrong.textContent = steps ? "" : this.complaint();
        if (!steps) return;
        this.element.close();
        this.ask.release({ gate: this.gate, steps, units: this.chosen() });
    }

    /**
     * What has been changed, one by one.
     * @param {Scene} scene
     * @param {{undo: boolean, redo: boolean}} can
     */
    show(scene, can) {
        this.scene = this.element.open ? scene : this.scene;
        const { reading, notation } = scene;
        this.made.hidden = !reading.surgery.length && !can.undo && !can.redo;
        this.undo.toggleAttribute("disabled", !can.undo);
        this.redo.toggleAttribute("disabled", !can.redo);
        this.reset.toggleAttribute("disabled", !reading.surgery.length);
        const held = this.list.contains(document.activeElement);
        clear(this.list).append(...reading.surgery.map((cut) => {
            const text = told(reading, notation, cut);
            return html("li", {}, html("bdi", {}, text), html("button", { type: "button", "aria-label": `Take back: ${text}`, on: { click: () => this.ask.release(cut) } }, "take back"));
        }));
        if (held) (this.list.querySelector("button") ?? this.undo).focus(); // what had it is gone
    }
}

/** @param {Reading} reading */
const carriersOf = ({ carriers }) => [...new Set(carriers.map(({ unit }) => unit))].sort((a, b) => a - b);

/** @param {Scene} scene */
function choices({ reading, unit }) {
    const carriers = carriersOf(reading);
    const some = carriers.length ? [[CARRIERS, `the carriers: ${carriers.length > 1 ? "units" : "unit"} ${numbers(carriers, 0, "–", ", ")}`]] : [];
    const each = Array.from({ length: reading.units }, (_, k) => [String(k), `unit ${nameOf(reading, k)}`]);
    return [[PINNED, `unit ${nameOf(reading, unit)}, as shown`], ...some, [EVERY, unitsOf(reading, null)], ...each];
}

/**
 * @param {string} text
 * @param {() => void} click
 * @param {string} [kind]
 */
const act = (text, click, kind) => html("button", { type: "button", class: kind ?? null, on: { click } }, text);

/** @param {string} label @param {() => void} changed */
function whole(label, changed) {
    return /** @type {HTMLInputElement} */ (html("input", { type: "number", min: 1, step: 1, "aria-label": label, on: { input: changed } }));
}
