// @ts-check
/**
 * The twins of the heatmaps for those who read tables: the pinned unit in every band, or all units
 * in one band, word by word. What is covered on the stage is not in the table either.
 */

import { nameOf } from "./carriers.js";
import { dialog } from "./dialog.js";
import { clear, html } from "./draw.js";
import { two } from "./numbers.js";
import { nameOfMemory, twinOf } from "./twin.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./colours.js").Band} Band */
/** @typedef {import("./track.js").Scene & {twin?: boolean, covered?: boolean}} Scene */
/** @typedef {{head: string, cell: (step: number) => string}} Column */

const PAGE = 100; // words at once: two thousand of them would make a slow table
const UNIT = "unit"; // the choice of all bands of the pinned unit

export class Table {
    constructor() {
        this.body = html("div", { class: "gw-scroll", tabindex: "0", role: "region", "aria-label": "Table of numbers" });
        this.what = /** @type {HTMLSelectElement} */ (html("select", { "aria-label": "What the table shows", on: { change: () => this.fill() } }));
        this.pages = html("div", { class: "gw-pages" });
        this.element = dialog("gw-table", "Numbers", html("div", { class: "gw-choose" }, this.what, this.pages), this.body);
        /** @type {Scene | null} */
        this.scene = null;
        this.first = this.step = 0;
        this.seen = Infinity;
    }

    /** @param {Scene} scene */
    show(scene) {
        this.scene = scene;
        if (this.element.open) this.fill();
    }

    /**
     * Where the walk stands, and how many verdicts are not covered.
     * @param {number} step
     * @param {number} seen
     */
    reveal(step, seen) {
        [this.step, this.seen] = [step, seen];
    }

    open() {
        this.first = Math.floor(this.step / PAGE) * PAGE;
        this.fill();
        this.element.showModal();
    }

    /** Filled only when opened. */
    fill() {
        if (!this.scene) return;
        this.offer(this.scene);
        const band = this.scene.reading.bands.find(({ quantity }) => quantity === this.what.value);
        const columns = band ? unitsOf(this.scene, band) : this.bandsOf(this.scene);
        const caption = band ? `${nameOfBand(this.scene, band)} of every unit at every word` : `What unit ${nameOf(this.scene.reading, this.scene.unit)} did at every word`;
        clear(this.body).append(this.table(this.scene, columns, caption));
        this.offerPages(this.scene.reading.length);
    }

    /** @param {Scene} scene */
    offer(scene) {
        const { reading, unit } = scene;
        const chosen = this.what.value;
        const choices = [[UNIT, `unit ${nameOf(reading, unit)}: every band`], ...reading.bands.map((band) => [band.quantity, `${nameOfBand(scene, band)}: all units`])];
        clear(this.what).append(...choices.map(([value, text]) => html("option", { value, selected: value === chosen }, text)));
    }

    /** @param {number} length */
    offerPages(length) {
        const turn = (/** @type {string} */ text, /** @type {number} */ first) => html("button", {
            type: "button", disabled: first < 0 || first >= length, on: { click: () => { this.first = first; this.fill(); } },
        }, text);
        const last = Math.min(this.first + PAGE, length);
        clear(this.pages).append(...(length <= PAGE ? [] : [
            turn("earlier", this.first - PAGE), ` steps ${this.first + 1} to ${last} of ${length} `, turn("later", this.first + PAGE),
        ]));
    }

    /**
     * @param {Scene} scene
     * @returns {Column[]}
     */
    bandsOf(scene) {
        const { reading, unit } = scene;
        const twin = twinOf(scene);
        return [
            ...reading.bands.map((band) => ({ head: nameOfBand(scene, band), cell: (/** @type {number} */ step) => marked(scene, band.quantity, step, unit) })),
            ...(twin ? [{ head: nameOfMemory(twin), cell: (/** @type {number} */ step) => two(twin.memory[step]) }] : []),
            ...reading.pair.map((word, i) => ({
                head: `P(${word})${reading.asks === "next" ? " next" : ""}`, cell: (/** @type {number} */ step) => (step < this.seen ? reading.probabilities[step][i].toPrecision(2) : "covered"),
            })),
            ...(reading.alone ? reading.pair : []).map((word, i) => ({
                head: `P(${word}) left alone`, cell: (/** @type {number} */ step) => (step < this.seen ? reading.alone?.probabilities[step][i].toPrecision(2) ?? "" : "covered"),
            })),
        ];
    }

    /**
     * @param {Scene} scene
     * @param {Column[]} columns
     * @param {string} caption
     */
    table({ reading, covered }, columns, caption) {
        const end = Math.min(this.first + PAGE, covered ? this.step + 1 : reading.length);
        const steps = Array.from({ length: Math.max(end - this.first, 0) }, (_, i) => this.first + i);
        const rows = steps.map((step) => html("tr", {},
            html("td", {}, String(reading.first + step + 1)),
            html("th", { scope: "row" }, html("bdi", {}, reading.words[step])),
            ...columns.map(({ cell }) => html("td", {}, cell(step)))));
        return html("table", {},
            html("caption", {}, covered ? `${caption} read so far` : caption),
            html("thead", {}, html("tr", {}, ...["step", "word", ...columns.map(({ head }) => head)].map((head) => html("th", { scope: "col" }, head)))),
            html("tbody", {}, ...rows));
    }
}

/**
 * A number, and whether surgery holds it.
 * @param {Scene} scene
 * @param {string} quantity
 * @param {number} step
 * @param {number} unit
 */
const marked = ({ reading, notation }, quantity, step, unit) => `${notation.text(quantity, step, unit)}${reading.forced(quantity, step, unit) ? " forced" : ""}`;

/** @param {Scene} scene @param {Band} band */
const nameOfBand = ({ notation }, { quantity }) => `${notation.plain(quantity)} ${notation.short(quantity)}`;

/**
 * @param {Scene} scene
 * @param {Band} band
 * @returns {Column[]}
 */
function unitsOf(scene, { quantity }) {
    const { reading } = scene;
    return Array.from({ length: reading.units }, (_, unit) => ({ head: nameOf(reading, unit), cell: (step) => marked(scene, quantity, step, unit) }));
}
