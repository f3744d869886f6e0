// @ts-check
/**
 * The sheet: the drawing itself, a column a word, with its labels in the gutter. Of a long sentence
 * only the columns in view, and some around them, are drawn.
 */

import { bandNumbers, drawBands, unitAt } from "./bands.js";
import { clear, fitWord, html, svg } from "./draw.js";
import { odds, verdicts, words } from "./heads.js";
import { labels } from "./labels.js";
import { story, track } from "./track.js";

/** @typedef {import("./track.js").Scene} Scene */

const CHUNK = 48; // columns drawn on either side of those in view

export class Sheet {
    constructor() {
        /** @type {Scene | null} */
        this.scene = null;
        this.from = this.to = 0;
        this.gutter = svg("svg", { class: "gw-gutter", "aria-hidden": "true" });
        this.wash = html("div", { class: "gw-wash" });
        this.drawing = svg("svg", { class: "gw-drawing", "aria-hidden": "true" });
        this.plot = html("div", { class: "gw-plot", "aria-hidden": "true" });
        this.tab = html("div", { class: "gw-tab" });
        this.outline = html("div", { class: "gw-outline" }, this.tab);
        this.values = svg("svg", { class: "gw-values", "aria-hidden": "true" });
        this.columns = html("div", { class: "gw-sheet" }, this.wash, this.drawing, this.plot, this.outline, this.values);
        this.scroller = html("div", { class: "gw-scroller" }, this.columns);
        this.element = html("div", { class: "gw-board" }, this.gutter, this.scroller);
        this.scroller.addEventListener("scroll", () => this.scene && this.drawInView(this.scene), { passive: true });
    }

    /**
     * Draw all that does not change from step to step.
     * @param {Scene & {opened: boolean}} scene
     */
    draw(scene) {
        this.scene = scene;
        this.from = this.to = 0;
        this.measure(scene);
        clear(this.gutter).append(...labels(scene));
    }

    /** @param {Scene} scene */
    measure({ at }) {
        this.element.style.height = `${at.y.end}px`;
        this.gutter.setAttribute("width", String(at.gutter));
        this.gutter.setAttribute("height", String(at.y.end));
        Object.assign(this.columns.style, { width: `${at.width}px`, height: `${at.y.end}px` });
        this.plot.style.top = `${at.y.bands}px`;
        this.plot.hidden = !at.rows;
        const marked = at.rows ? at.y.bands + at.rows.height + 4 : at.y.note + 26;
        for (const mark of [this.wash, this.outline]) Object.assign(mark.style, { width: `${at.column}px`, height: `${marked}px` });
        this.tab.style.height = `${at.wordsHeight}px`;
        this.outline.classList.toggle("gw-slanted", at.slanted);
        this.scroller.classList.toggle("gw-long", at.width > this.scroller.clientWidth + 1);
    }

    /**
     * Draw the columns in view and some around them, unless they are drawn.
     * @param {Scene} scene
     */
    drawInView(scene) {
        const { column } = scene.at;
        const { scrollLeft, clientWidth } = this.scroller;
        const first = Math.floor(scrollLeft / column);
        const last = Math.min(Math.ceil((scrollLeft + clientWidth) / column), scene.reading.length);
        if (first >= this.from && last <= this.to) return;
        this.from = Math.max(first - CHUNK, 0);
        this.to = Math.min(last + CHUNK, scene.reading.length);
        this.drawColumns(scene);
    }

    /** @param {Scene} scene */
    drawColumns(scene) {
        const { from, to } = this;
        const { at, reading } = scene;
        const [left, width] = [from * at.column, (to - from + 0.5) * at.column];
        for (const drawing of [this.drawing, this.values]) {
            drawing.setAttribute("viewBox", `${left} 0 ${width} ${at.y.end}`);
            drawing.setAttribute("width", String(width));
            drawing.setAttribute("height", String(at.y.end));
            drawing.style.left = `${left}px`;
        }
        clear(this.drawing).append(...track(scene, from, to), ...words(reading, at, from, to), ...verdicts(reading, at, from, to), ...story(scene));
        clear(this.values).append(...bandNumbers(scene, from, to), ...odds(reading, at, from, to));
        this.plot.style.left = `${left}px`;
        if (at.rows) drawBands(/** @type {any} */ (window).Plotly, this.plot, scene, from, to);
    }

    /**
     * Mark the current step, and keep it in view without moving the page.
     * @param {Scene} scene
     * @param {number} step
     */
    mark(scene, step) {
        const { at, reading } = scene;
        this.wash.style.transform = this.outline.style.transform = `translateX(${step * at.column}px)`;
        const word = reading.words[step];
        const room = at.slanted ? at.wordsHeight - 14 : at.column - 4;
        const { text, size } = fitWord(word, room, at.slanted ? 19 : word.length > 6 ? 24 : 26, 16);
        this.tab.replaceChildren(html("bdi", { style: `font-size:${size}px` }, text));
        this.follow(scene, step);
        this.drawInView(scene);
    }

    /**
     * @param {Scene} scene
     * @param {number} step
     */
    follow({ at }, step) {
        const left = step * at.column;
        const { clientWidth, scrollLeft } = this.scroller;
        if (at.width <= clientWidth) return;
        const slot = at.phone ? Math.max(clientWidth - 1.9 * at.column, 0) : clientWidth / 3;
        const hidden = left < scrollLeft || left + 1.5 * at.column > scrollLeft + clientWidth;
        if (at.phone || hidden) this.scroller.scrollLeft = left - slot;
    }

    /**
     * Which word, and which unit if any, lies at a place of the window.
     * @param {number} x
     * @param {number} y
     * @returns {{step: number, unit: number | null} | null}
     */
    at(x, y) {
        if (!this.scene) return null;
        const { reading, at, unit } = this.scene;
        const box = this.columns.getBoundingClientRect();
        const step = Math.floor((x - box.left) / at.column);
        if (step < 0 || step >= reading.length) return null;
        return { step, unit: unitAt(reading, at, unit, y - box.top - at.y.bands) };
    }
}
