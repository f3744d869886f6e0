// @ts-check
/**
 * The sheet: the drawing itself, a column a word. Labels in the gutter and words on top stay where
 * they are when it scrolls. Of a long sentence only the columns in view, and some more, are drawn.
 */

import { Arcs } from "./arcs.js";
import { bandNumbers, drawBands, unitAt } from "./bands.js";
import { Cover } from "./cover.js";
import { clear, fitWord, html, svg } from "./draw.js";
import { SMALLEST_WORD, odds, verdicts, words } from "./heads.js";
import { hatches } from "./hatch.js";
import { Hover } from "./hover.js";
import { labels } from "./labels.js";
import { story } from "./lane.js";
import { renew } from "./renew.js";
import { Slide } from "./slide.js";
import { notes, track } from "./track.js";
import { twinLabel, twinLine } from "./twin.js";

/** @typedef {import("./track.js").Scene} Scene */
/** @typedef {import("./frame.js").Frame} Frame */

const CHUNK = 48; // columns drawn on either side of those in view

/**
 * Give a drawing its part of the stage, at the scale of the screen.
 * @param {SVGElement} drawing
 * @param {Frame} at
 * @param {number} left
 * @param {number} width
 * @param {number} height
 */
function size(drawing, { scale }, left, width, height) {
    drawing.setAttribute("viewBox", `${left} 0 ${width} ${height}`);
    drawing.setAttribute("width", String(width * scale));
    drawing.setAttribute("height", String(height * scale));
    if (left || drawing.style.left) drawing.style.left = `${left * scale}px`;
}

export class Sheet {
    constructor() {
        /** @type {Scene | null} */
        this.scene = null;
        this.from = this.to = 0;
        this.step = 0;
        this.gutter = svg("svg", { class: "gw-gutter", "aria-hidden": "true" });
        this.wash = html("div", { class: "gw-wash" });
        this.drawing = svg("svg", { class: "gw-drawing", "aria-hidden": "true" });
        this.plot = html("div", { class: "gw-plot", "aria-hidden": "true" });
        this.outline = html("div", { class: "gw-outline" });
        this.words = svg("svg", { class: "gw-words", "aria-hidden": "true" });
        this.tab = html("div", { class: "gw-tab" });
        this.arcs = new Arcs();
        this.heads = html("div", { class: "gw-heads" }, this.words, this.tab, this.arcs.element);
        this.cover = new Cover();
        this.hover = new Hover(this.plot);
        this.values = svg("svg", { class: "gw-values", "aria-hidden": "true" });
        this.columns = html("div", { class: "gw-sheet" }, this.heads, this.wash, this.drawing, this.plot, this.outline, this.values, this.cover.element);
        this.scroller = html("div", { class: "gw-scroller" }, this.gutter, this.columns);
        this.element = html("div", { class: "gw-board", tabindex: "0", role: "group", "aria-label": "Words as columns: the arrow keys step" }, this.scroller);
        this.slide = new Slide(this.wash, this.outline, this.tab);
        this.isNew = true; // drawn anew since a step was last marked
        this.scroller.addEventListener("scroll", () => this.scene && this.scrolled(this.scene), { passive: true });
    }

    /**
     * Draw all that does not change from step to step.
     * @param {Scene & {opened: boolean}} scene
     */
    draw(scene) {
        this.scene = scene;
        this.from = this.to = 0;
        this.isNew = true;
        this.measure(scene);
        clear(this.gutter).append(...labels(scene));
    }

    /** @param {Scene} scene */
    measure({ at }) {
        const px = (/** @type {number} */ length) => `${length * at.scale}px`;
        size(this.gutter, at, 0, at.gutter, at.y.end);
        Object.assign(this.scroller.style, { height: px(at.y.end), maxHeight: at.view ? `${at.view}px` : "none" });
        Object.assign(this.columns.style, { width: px(at.width), height: px(at.y.end) });
        this.plot.style.top = px(at.y.bands);
        this.plot.hidden = !at.rows;
        const marked = at.rows ? at.y.bands + at.rows.height + 4 : at.y.note + 26;
        for (const mark of [this.wash, this.outline]) Object.assign(mark.style, { top: px(at.y.words), width: px(at.column), height: px(marked - at.y.words) });
        Object.assign(this.tab.style, { top: px(at.y.words), width: px(at.column), height: px(at.wordsHeight) });
        this.heads.style.height = px(at.y.words + at.wordsHeight);
        this.scroller.classList.toggle("gw-long", at.width * at.scale > this.room(at) + 1);
    }

    /** How much of the columns can be seen at once, in px on screen. @param {Frame} at */
    room(at) {
        return this.scroller.clientWidth - at.gutter * at.scale;
    }

    /** The columns in view, in px of the drawing. @param {Scene} scene */
    view({ at }) {
        const from = this.scroller.scrollLeft / at.scale;
        return { from, to: from + this.room(at) / at.scale };
    }

    /**
     * Draw the columns in view and some around them, unless they are drawn.
     * @param {Scene} scene
     */
    drawInView(scene) {
        const column = scene.at.column * scene.at.scale;
        const { scrollLeft } = this.scroller;
        const first = Math.floor(scrollLeft / column);
        const last = Math.min(Math.ceil((scrollLeft + this.room(scene.at)) / column), scene.reading.length);
        if (first >= this.from && last <= this.to) return;
        this.from = Math.max(first - CHUNK, 0);
        this.to = Math.min(last + CHUNK, scene.reading.length);
        this.drawColumns(scene);
    }

    /** @param {Scene} scene */
    scrolled(scene) {
        const { from } = this;
        this.drawInView(scene);
        if (this.from !== from) this.hide(scene, this.step, this.cover.seen);
        this.arcs.keep(this.view(scene), scene.at.width);
    }

    /** @param {Scene} scene */
    drawColumns(scene) {
        const { from, to } = this;
        const { at } = scene;
        this.drawVectors(scene);
        this.plot.style.left = `${from * at.column * at.scale}px`;
        if (!at.rows) return;
        drawBands(/** @type {any} */ (window).Plotly, this.plot, scene, from, to);
        this.hover.watch();
    }

    /** All but the bands. @param {Scene} scene */
    drawVectors(scene) {
        const { from, to } = this;
        const { at, reading } = scene;
        const [left, width] = [from * at.column, (to - from + 0.5) * at.column];
        for (const drawing of [this.drawing, this.values, this.cover.element]) size(drawing, at, left, width, at.y.end);
        for (const drawing of [this.words, this.arcs.element]) size(drawing, at, left, width, at.y.words + at.wordsHeight);
        clear(this.words).append(...words(reading, at, from, to));
        clear(this.drawing).append(...track(scene, from, to), ...twinLine(scene, from, to), ...verdicts(reading, at, from, to));
        clear(this.values).append(...story(scene), ...notes(scene, from, to), ...hatches(scene, from, to), ...bandNumbers(scene, from, to), ...odds(reading, at, from, to), ...twinLabel(scene));
        this.cover.draw(scene, from, to);
    }

    /**
     * Mark the current step, and keep it in view without moving the page.
     * @param {Scene} scene
     * @param {number} step
     * @param {number} [seen] how many verdicts are not covered
     */
    mark(scene, step, seen = Infinity) {
        const { at, reading } = scene;
        this.step = step;
        const scrolls = this.follow(scene, step); // measured first: what is written below would have to be laid out
        const view = this.view(scene);
        this.slide.to(step * at.column * at.scale, scrolls || this.isNew);
        const word = reading.words[step];
        const { text, size: font } = fitWord(word, at.column - 4, word.length > 6 ? 24 : 26, SMALLEST_WORD);
        renew(this.tab, html("bdi", { style: `font-size:${font * at.scale}px` }, text));
        if (scrolls || this.isNew) this.drawInView(scene);
        this.isNew = false;
        this.hide(scene, step, seen);
        this.arcs.show(scene, step, view);
    }

    /**
     * Cover what comes after a step, if that is asked for.
     * @param {Scene} scene
     * @param {number} step
     * @param {number} seen how many verdicts are not covered
     */
    hide(scene, step, seen) {
        this.cover.show(scene, step, seen);
        this.hover.show(scene, step, this.from);
    }

    /**
     * Scroll if the step is out of view; return whether that was so.
     * @param {Scene} scene
     * @param {number} step
     */
    follow({ at }, step) {
        const [column, room] = [at.column * at.scale, this.room(at)];
        const left = step * column;
        const { scrollLeft } = this.scroller;
        if (at.width * at.scale <= room) {
            if (scrollLeft) this.scroller.scrollLeft = 0; // what a longer sentence left, and its drawing still holds open
            return false;
        }
        const slot = at.phone ? Math.max(Math.min(Math.floor(room / column) - 1, 2), 0) * column : room / 3;
        const hidden = left < scrollLeft || left + 1.5 * column > scrollLeft + room;
        if (at.phone || hidden) this.scroller.scrollLeft = left - slot;
        return at.phone || hidden;
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
        const step = Math.floor((x - box.left) / (at.column * at.scale));
        if (step < 0 || step >= reading.length) return null;
        return { step, unit: unitAt(reading, at, unit, (y - box.top) / at.scale - at.y.bands) };
    }
}
