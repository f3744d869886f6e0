// @ts-check
/**
 * Arcs over the words: from each word that today's memory was written by to the word where we stand.
 * They land side by side, as wide as their shares, so that together they fill one width; the largest
 * says which word it is from and its share. A step changes them in place.
 */

import { fitWord, svg, textWidth } from "./draw.js";
import { LANE } from "./frame.js";
import { percent } from "./numbers.js";
import { provenanceOf } from "./provenance.js";

/** @typedef {import("./track.js").Scene} Scene */
/** @typedef {import("./provenance.js").Writer} Writer */
/** @typedef {{from: number, to: number}} View the columns in view, in px of the drawing */

const [TOP, WIDTH, THINNEST] = [23, 12, 1.5]; // px: below the label; of all arcs together; of one that can be seen
const [FOOT, BEND] = [8, 30]; // px: down to its word; from its word to where it runs level, at most
const [FONT, LONGEST] = [18, 170]; // px of the label
const [LEAST, MOST] = [0.03, 12]; // a smaller share has no arc; nor have more words than can be told apart

export class Arcs {
    constructor() {
        this.label = svg("text", { class: "arc-label", y: 17, "text-anchor": "middle" });
        this.element = svg("svg", { class: "gw-arcs", "aria-hidden": "true" }, this.label);
        /** @type {SVGElement[]} Never fewer: an arc that is not needed draws nothing. */
        this.paths = [];
        /** @type {{middle: [number, number], half: number} | null} Between which columns the label stands, and how far it reaches. */
        this.place = null;
    }

    /**
     * Draw the arcs to a step.
     * @param {Scene} scene
     * @param {number} step
     * @param {View} view
     */
    show(scene, step, view) {
        const { at, reading, unit } = scene;
        const writers = at.y.words ? provenanceOf(reading, unit).writers(step, LEAST).slice(0, MOST) : [];
        this.name(scene, step, writers[0]);
        this.keep(view, at.width);
        // The nearest word's arc is the innermost: it lies lowest, and lands on the left.
        const inner = writers.sort((a, b) => b.step - a.step);
        let used = 0; // px of the whole width
        for (let i = 0; i < Math.max(inner.length, this.paths.length); i += 1) {
            if (i < inner.length) this.draw(i, arc(at.column, step, inner[i], used, WIDTH), inner[i]);
            else this.paths[i].setAttribute("d", "");
            used += (inner[i]?.share ?? 0) * WIDTH;
        }
    }

    /**
     * @param {number} i
     * @param {string} d
     * @param {Writer} writer
     */
    draw(i, d, { share, sign }) {
        const path = this.paths[i] ?? (this.paths[i] = svg("path"));
        if (!path.isConnected) this.label.before(path);
        path.setAttribute("class", sign > 0 ? "arc first" : "arc second");
        path.setAttribute("d", d);
        path.setAttribute("stroke-width", Math.max(share * WIDTH, THINNEST).toFixed(2));
    }

    /**
     * Say where the most of it is from.
     * @param {Scene} scene
     * @param {number} step
     * @param {Writer | undefined} most
     */
    name({ at, reading }, step, most) {
        const word = most ? fitWord(reading.words[most.step], LONGEST, FONT, FONT).text : "";
        this.label.textContent = most ? `${word} ${percent(most.share)}` : "";
        this.label.setAttribute("class", `arc-label ${most && most.sign > 0 ? "first" : "second"}`);
        const half = most ? textWidth(this.label.textContent, FONT, 700) / 2 : 0;
        this.place = most ? { middle: [(most.step + 0.5) * at.column, (step + 0.5) * at.column], half } : null;
    }

    /**
     * Keep the label over what is in view of its arc.
     * @param {View} view
     * @param {number} end of all columns
     */
    keep({ from, to }, end) {
        if (!this.place) return;
        const { middle: [source, target], half } = this.place;
        const [low, high] = [from + half + 4, Math.min(to, end) - half - 4];
        const middle = (Math.max(source, from) + Math.min(target, to)) / 2;
        this.label.setAttribute("x", Math.max(Math.min(middle, high), low).toFixed(1));
    }
}

/**
 * The way of an arc: up from its word, level, and down to the word where we stand; from that word
 * itself there is only the way down.
 * @param {number} column
 * @param {number} now
 * @param {Writer} writer
 * @param {number} used px of the width that arcs on the inside take
 * @param {number} whole px of the width
 */
function arc(column, now, { step, share }, used, whole) {
    const own = share * whole;
    const end = (now + 0.5) * column - whole / 2 + used + own / 2;
    const top = TOP + whole - used - own / 2;
    if (step === now) return `M${end} ${LANE - FOOT - 6}V${LANE}`;
    const start = (step + 0.5) * column;
    const bend = Math.min(BEND, (end - start) / 2);
    return `M${start} ${LANE + FOOT}Q${start} ${top} ${start + bend} ${top}H${end - bend}Q${end} ${top} ${end} ${LANE}`;
}
