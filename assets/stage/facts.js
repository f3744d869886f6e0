// @ts-check
/** What every file that is taken away tells of itself: the sentence, who read it, and from where. */

import { write } from "./cuts.js";

/** @typedef {import("./reading.js").Reading} Reading */

/** @typedef {{sentence: string, reader: string, title: string, gatewalk: string, link: string, step: number, unit: number, pair: string[], surgery?: string, origin: Record<string, any>}} Facts */

/**
 * @param {{reading: Reading, unit: number, step: number}} now
 * @param {string} link
 * @returns {Facts}
 */
export function facts({ reading, unit, step }, link) {
    return {
        sentence: written(reading),
        reader: reading.reader,
        title: reading.title,
        gatewalk: reading.version,
        link,
        step: reading.first + step + 1,
        unit,
        pair: reading.pair,
        ...(reading.surgery.length ? { surgery: write(reading.surgery) } : {}),
        origin: reading.origin,
    };
}

/**
 * The text as it was typed, on one line; the words where it is too long for a link.
 * @param {Reading} reading
 */
function written({ link, words }) {
    return (link.sentence ?? words.join(" ")).replace(/[\p{Cc}\p{Cs}\ufffe\uffff\s]+/gu, " ").trim();
}

/**
 * A name for a file, of letters that every system takes: gatewalk-the-cat-which-already-gru.csv
 * @param {Facts} told
 * @param {string} ending
 */
export function fileName({ sentence, reader }, ending) {
    const words = sentence.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase();
    const some = words.slice(0, 40).replace(/-[^-]*$/, (rest) => (words.length > 40 ? "" : rest));
    return `${["gatewalk", some || "sentence", reader].join("-")}.${ending}`;
}
