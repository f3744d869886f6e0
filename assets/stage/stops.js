// @ts-check
/** The stops of one cursor that walks two sentences: where it stands in each, and what is new there. */

/** @typedef {[number | null, number | null]} Stop null where a sentence has no word for it */

export class Stops {
    /** @param {Stop[]} stops */
    constructor(stops) {
        this.stops = stops;
        let last = [0, 0];
        /** @type {number[][]} The word each sentence stands at; one that has none stays where it was. */
        this.words = stops.map((stop) => { last = stop.map((word, i) => word ?? last[i]); return last; });
    }

    get length() {
        return this.stops.length;
    }

    /** Whether both sentences have a word there. @param {number} at */
    isShared(at) {
        return this.stops[at].every((word) => word !== null);
    }

    /**
     * The first stop at a word of one of the sentences.
     * @param {0 | 1} side
     * @param {number} word
     */
    of(side, word) {
        return this.stops.findIndex((stop) => stop[side] === word);
    }
}
