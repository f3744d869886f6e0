// @ts-check
/** The run left alone: what the same reader does with the same text without any surgery. */

/** @typedef {import("./reading.js").Reading} Reading */

const APART = 0.1; // from this difference of a memory on it has a line of its own

export class AloneRun {
    /**
     * @param {Reading} reading the one under surgery, which is the same up to the first cut
     * @param {any} header
     * @param {Float32Array} floats what was sent of it: blocks of the steps from there on
     */
    constructor(reading, header, floats) {
        this.reading = reading;
        /** @type {number} The first step at which anything is held. */
        this.from = header.alone.from;
        /** @type {number[]} */
        this.logOdds = header.log_odds_alone ?? [];
        /** @type {[number, number][]} */
        this.probabilities = header.probabilities_alone ?? [];
        const size = (reading.length - this.from) * reading.units;
        /** @type {Map<string, Float32Array>} */
        this.blocks = new Map(header.alone.blocks.map((/** @type {string} */ name, /** @type {number} */ i) => [name, floats.subarray(i * size, (i + 1) * size)]));
    }

    /**
     * @param {string} quantity one that is sent, of a band
     * @param {number} step
     * @param {number} unit
     * @returns {number}
     */
    value(quantity, step, unit) {
        if (step < this.from) return this.reading.value(quantity, step, unit);
        const block = /** @type {Float32Array} */ (this.blocks.get(quantity));
        return block[(step - this.from) * this.reading.units + unit];
    }

    /**
     * After minus before, of one unit over some of the words.
     * @param {string} quantity
     * @param {number} unit
     * @param {number} from
     * @param {number} to
     */
    difference(quantity, unit, from, to) {
        return Float32Array.from({ length: to - from }, (_, i) => this.reading.value(quantity, from + i, unit) - this.value(quantity, from + i, unit));
    }

    /** The first step at which a unit remembers something else, and the one after the last; null if it never does. @param {number} unit */
    apart(unit) {
        const far = (/** @type {number} */ change) => Math.abs(change) >= APART;
        const changes = this.difference("cell", unit, 0, this.reading.length);
        const start = changes.findIndex(far);
        return start < 0 ? null : { start, end: changes.findLastIndex(far) + 1 };
    }
}
