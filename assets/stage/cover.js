// @ts-check
/**
 * What comes next, covered: frames without values over the words still to be read. The cover is
 * drawn once, and a step only moves its edge; what has a step of its own (`data-after`) is shown
 * from that step on.
 */

import { clear, svg } from "./draw.js";
import { height } from "./track.js";

/** @typedef {import("./track.js").Scene} Scene */
/** @typedef {import("./frame.js").Frame} Frame */

export class Cover {
    constructor() {
        this.element = svg("svg", { class: "gw-cover", "aria-hidden": "true" });
        this.left = 0; // px of the drawing
        this.seen = Infinity;
    }

    /**
     * Draw the frames of some columns.
     * @param {Scene & {covered?: boolean}} scene
     * @param {number} from
     * @param {number} to
     */
    draw(scene, from, to) {
        this.left = from * scene.at.column;
        clear(this.element);
        if (!scene.covered) return;
        const steps = Array.from({ length: to - from }, (_, i) => from + i);
        this.element.append(ground(scene, from, to), ...steps.flatMap((step) => question(scene, step)));
    }

    /**
     * Leave bare what has been seen: the columns up to a step and what is shown from it on.
     * @param {Scene & {covered?: boolean}} scene
     * @param {number} step
     * @param {number} seen
     */
    show({ at, covered }, step, seen) {
        this.seen = seen;
        this.element.style.clipPath = `inset(0 0 0 ${Math.max((step + 1) * at.column - this.left, 0) * at.scale}px)`;
        const sheet = this.element.closest(".gw-sheet");
        sheet?.classList.toggle("gw-covered", Boolean(covered));
        for (const part of covered && sheet ? sheet.querySelectorAll("[data-after]") : []) {
            part.classList.toggle("later", Number(part.getAttribute("data-after")) > seen);
        }
    }
}

/**
 * Paper over track and bands, with the middle line.
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
function ground(scene, from, to) {
    const { at } = scene;
    const [x, width] = [from * at.column, (to - from + 0.5) * at.column];
    const [top, bottom] = [at.y.keep - 3, at.rows ? at.y.bands + at.rows.height + 2 : at.y.note + 26];
    const y = height(scene, 0);
    return svg("g", {},
        svg("rect", { class: "ground", x, y: top, width, height: bottom - top }),
        svg("line", { class: "zero", x1: x, x2: to * at.column, y1: y, y2: y }));
}

/**
 * A column still to come: posts without a gate, a candidate and bands without values.
 * @param {Scene} scene
 * @param {number} step
 */
function question({ at, reading }, step) {
    const x = step * at.column;
    const gates = [["update", at.y.fence], ["forget", at.y.keep]].filter(([name]) => reading.wiring[/** @type {"update"} */ (name)] === "learned");
    const pill = Math.min(Math.max(at.column * 0.78, 48), at.column - 2, 66);
    return [
        ...gates.flatMap(([, y]) => gate(at, x, Number(y))),
        svg("rect", { class: "unknown", x: x + (at.column - pill) / 2, y: at.y.pill + 1, width: pill, height: 28, rx: 14 }),
        ...frames(at, x),
    ];
}

/**
 * @param {Frame} at
 * @param {number} x
 * @param {number} y
 */
function gate(at, x, y) {
    const middle = x + at.column / 2;
    const posts = [-1, 1].map((side) => {
        const px = middle + side * (at.roadWidth / 2 + 1);
        return svg("line", { class: "post", x1: px, x2: px, y1: y + 2, y2: y + at.fenceHeight - 4 });
    });
    return [...posts, svg("text", { class: "asked", x: middle, y: y + 26, "text-anchor": "middle" }, "?")];
}

/**
 * One frame a band, around the pinned unit and the others.
 * @param {Frame} at
 * @param {number} x
 */
function frames(at, x) {
    /** @type {Map<number, [number, number]>} */
    const bands = new Map();
    for (const { band, top, height: size } of at.rows?.rows ?? []) {
        const [from, to] = bands.get(band) ?? [top, top];
        bands.set(band, [Math.min(from, top), Math.max(to, top + size)]);
    }
    return [...bands.values()].map(([from, to]) =>
        svg("rect", { class: "empty", x: x + 1.5, y: at.y.bands + from + 1, width: at.column - 3, height: to - from - 2, rx: 4 }));
}
