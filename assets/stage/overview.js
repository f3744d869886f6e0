// @ts-check
/**
 * The whole sentence at a glance, on a phone and wherever its columns scroll: memory and gate of
 * every word; a tap or click goes there.
 */

import { clear, html } from "./draw.js";

/** @typedef {import("./track.js").Scene} Scene */

const BELOW = 8; // px
const [MOST_ON_PHONES, MOST] = [60, 240]; // marks drawn; of more words, the one with the widest gate stands for its neighbours

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
    draw({ reading, palette, unit, at }) {
        this.total = reading.length;
        const count = Math.min(reading.length, at.phone ? MOST_ON_PHONES : MOST);
        const first = (/** @type {number} */ mark) => Math.floor((mark * reading.length) / count);
        clear(this.marks).append(...Array.from({ length: count }, (_, i) => {
            const step = widest(reading, unit, first(i), first(i + 1));
            const memory = palette.of(reading.band("cell"), reading.value("cell", step, unit));
            const open = reading.wiring.update === "learned" ? Math.abs(reading.value("update", step, unit)) : 1;
            return html("span", { "data-after": step, style: `--memory:${memory};--open:${open.toFixed(3)}` });
        }));
    }

    /** What it takes of the window, in px. */
    get height() {
        const { offsetHeight } = this.element;
        return offsetHeight && offsetHeight + BELOW;
    }

    /**
     * @param {number} step
     * @param {boolean} [covered] nothing is told of the words after it
     */
    show(step, covered = false) {
        for (const mark of /** @type {NodeListOf<HTMLElement>} */ (this.marks.querySelectorAll("[data-after]"))) {
            mark.style.visibility = covered && Number(mark.dataset.after) > step ? "hidden" : "";
        }
        this.cursor.style.left = `${(step / this.total) * 100}%`;
        this.cursor.style.width = `${100 / this.total}%`;
    }
}

/**
 * The step at which the update gate of a unit is widest open.
 * @param {import("./reading.js").Reading} reading
 * @param {number} unit
 * @param {number} from
 * @param {number} to
 */
function widest(reading, unit, from, to) {
    let best = from;
    for (let step = from + 1; step < to; step += 1) {
        if (Math.abs(reading.value("update", step, unit)) > Math.abs(reading.value("update", best, unit))) best = step;
    }
    return best;
}
