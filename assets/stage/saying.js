// @ts-check
/** The sentence on a step, composed in Python from the numbers, in the chosen notation. */

import { html } from "./draw.js";
import { symbol } from "./formula.js";

/** @typedef {[text: string, kind: string, quantity?: string][]} Spans numbers stand where there is a quantity */

/**
 * @typedef {object} Told
 * @property {import("./reading.js").Reading} reading
 * @property {number} unit
 * @property {import("./notation.js").Notation} notation
 * @property {number} [seen] verdicts not covered
 */

/**
 * The sentence in its spans.
 * @param {Told & {step: number}} now
 */
export function saying(now) {
    const { reading, unit, step, seen = Infinity } = now;
    // Sentences are composed in Python, for one unit; those of a unit just pinned are on their way.
    /** @type {[string, string, string?][]} */
    const spans = unit === reading.unit ? reading.narration[step] : [["…", "plain"]];
    /** @type {[string, string, string?][]} */
    const told = step < seen ? spans : [...spans.slice(0, reading.verdictFrom[step]), [".", "plain"]];
    const aside = reading.aside && unit === reading.unit ? [" ", html("span", { class: "soft" }, reading.aside)] : [];
    return [...phrased(told, now), ...aside];
}

/**
 * Text in its spans, with symbols and numbers as this notation has them at a step.
 * @param {Spans} spans
 * @param {Told & {step: number}} now
 * @returns {(Node | string)[]}
 */
export function phrased(spans, now) {
    return spans.map(([text, kind, quantity]) => (quantity ? written(now, kind, quantity) : html("span", { class: kind }, text)));
}

/**
 * A quantity's name, or its symbol and number, as a sentence has them in this notation.
 * @param {Told & {step: number}} now
 * @param {string} kind
 * @param {string} quantity
 */
function written({ notation, unit, step }, kind, quantity) {
    if (kind === "name") return html("span", {}, notation.title(quantity));
    const kept = notation.keeps(quantity) ? "it keeps " : "";
    const number = html("span", { class: kind }, symbol(notation.symbol(quantity)), `\u00a0=\u00a0${notation.text(quantity, step, unit)}`);
    return html("span", {}, kept, number);
}
