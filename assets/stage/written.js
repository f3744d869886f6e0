// @ts-check
/** Which words the memory of today was written by, in one sentence. */

import { percent } from "./numbers.js";
import { provenanceOf } from "./provenance.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./provenance.js").Writer} Writer */

const [NAMED, LEAST] = [3, 0.01]; // words that have a name in the sentence, and the share from which on

/**
 * The sentence in three pieces, of which the middle one says most.
 * @param {{reading: Reading, unit: number, step: number}} now
 * @returns {[before: string, most: string, after: string]}
 */
export function written({ reading, unit, step }) {
    const writers = provenanceOf(reading, unit).writers(step, LEAST).slice(0, NAMED);
    if (!writers.length) return ["No word has written into this memory.", "", ""];
    const [most, ...others] = writers.map((writer) => told(reading, step, writer, writers));
    const rest = 1 - writers.reduce((sum, { share }) => sum + share, 0);
    const added = rest >= 0.005 ? [...others, `all others ${percent(rest)}`] : others;
    return ["Memory written by ", most, added.map((each) => `, ${each}`).join("")];
}

/**
 * A word with its share; one that wrote the other way says so, and one that wrote more than once says when.
 * @param {Reading} reading
 * @param {number} now
 * @param {Writer} writer
 * @param {Writer[]} writers the one that wrote most first
 */
function told(reading, now, { step, share, sign }, writers) {
    const word = reading.words[step];
    const isRepeated = writers.some((other) => other.step !== step && reading.words[other.step] === word);
    const which = step === now ? " itself" : isRepeated ? ` (word ${reading.first + step + 1})` : "";
    return `${reading.names[word]}${which} ${percent(share)}${sign === writers[0].sign ? "" : " against"}`;
}
