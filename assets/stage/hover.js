// @ts-check
/**
 * What hovering over the bands may tell: nothing of the words that are covered. The cover slides,
 * and a pointer that rests moves not; so Plotly is asked to say nothing, and to fall silent.
 */

/** @typedef {import("./track.js").Scene & {covered?: boolean}} Scene */

export class Hover {
    /** @param {HTMLElement} plot */
    constructor(plot) {
        this.plot = plot;
        this.isWatched = false;
        this.edge = Infinity; // px of the screen from the plot's left: beyond it nothing is told
    }

    /** Mind a figure that is drawn: it has no listeners before. */
    watch() {
        if (this.isWatched) return;
        this.isWatched = true;
        const before = (/** @type {MouseEvent} */ event) => event.type === "mouseout" || this.isTold(event.clientX);
        /** @type {any} */ (this.plot).on("plotly_beforehover", before);
    }

    /** @param {number} x px of the window */
    isTold(x) {
        return x - this.plot.getBoundingClientRect().left < this.edge;
    }

    /**
     * Tell of the words up to a step only, if what comes next is covered.
     * @param {Scene} scene
     * @param {number} step
     * @param {number} from the first column drawn
     */
    show({ at, covered }, step, from) {
        this.edge = covered ? (step + 1 - from) * at.column * at.scale : Infinity;
        if (covered && this.isWatched) /** @type {any} */ (window).Plotly.Fx.unhover(this.plot);
    }
}
