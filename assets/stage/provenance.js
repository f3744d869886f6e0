// @ts-check
/**
 * Which words a memory was written by: the rule of cells/provenances.py, in doubles, for one unit.
 * What a word wrote is what the memory has beyond what was kept of the one before; of that the
 * forget gates since have left their product, and nothing where a memory was silenced.
 */

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {{step: number, share: number, sign: number}} Writer `sign`: which way it wrote */

/** @type {WeakMap<Reading, Map<number, Provenance>>} */
const known = new WeakMap();

/**
 * The provenance of a unit's memory, worked out once.
 * @param {Reading} reading
 * @param {number} unit
 * @returns {Provenance}
 */
export function provenanceOf(reading, unit) {
    const units = known.get(reading) ?? new Map();
    known.set(reading, units);
    const found = units.get(unit) ?? new Provenance(reading, unit);
    units.set(unit, found);
    return found;
}

export class Provenance {
    /**
     * @param {Reading} reading
     * @param {number} unit
     */
    constructor(reading, unit) {
        const { length } = reading;
        this.began = reading.value("cell", -1, unit);
        this.kept = Float64Array.from({ length }, (_, step) => (reading.forced("cell", step, unit) ? 0 : reading.value("forget", step, unit)));
        this.written = Float64Array.from({ length }, (_, step) => {
            if (reading.value("update", step, unit) === 0 || reading.value("candidate", step, unit) === 0) return 0;
            return reading.value("cell", step, unit) - this.kept[step] * reading.value("cell", step - 1, unit);
        });
    }

    /**
     * What each word up to one of them contributed to the memory after that word; it adds up to the memory.
     * @param {number} at from 0
     */
    after(at) {
        const contributions = new Float64Array(at + 1);
        let left = 1; // of what a word wrote
        for (let step = at; step >= 0 && left !== 0; step -= 1) {
            contributions[step] = this.written[step] * left;
            left *= this.kept[step];
        }
        return contributions;
    }

    /** What is left after a word of the memory that was carried into a part of a longer reading. @param {number} at from 0 */
    carried(at) {
        return this.kept.subarray(0, at + 1).reduce((left, kept) => left * kept, this.began);
    }

    /**
     * The words that wrote the memory after a word, the largest share first: |contribution| / Σ|contributions|.
     * @param {number} at from 0
     * @param {number} least share of those that count, in (0, 1]; the largest always does
     * @returns {Writer[]} none where no word has written anything
     */
    writers(at, least) {
        const contributions = this.after(at);
        const sizes = contributions.map(Math.abs);
        let [total, largest] = [this.began && Math.abs(this.carried(at)), 0];
        for (const size of sizes) {
            total += size;
            if (size > largest) largest = size;
        }
        if (largest === 0) return [];
        const enough = Math.min(least * total, largest);
        /** @type {Writer[]} */
        const found = [];
        for (let step = 0; step <= at; step += 1) {
            if (sizes[step] >= enough) found.push({ step, share: sizes[step] / total, sign: Math.sign(contributions[step]) });
        }
        return found.sort((a, b) => b.share - a.share);
    }
}
