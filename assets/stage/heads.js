// @ts-check
/** The top of the stage: words as columns, and on each boundary the verdict on what comes next. */

import { fitWord, svg } from "./draw.js";
import { Before, barHeight } from "./before.js";
import { times } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./frame.js").Frame} Frame */

export const SMALLEST_WORD = 17; // px
const EXPECTED = 0.05; // from this probability on, one of the two words is really expected

/**
 * @param {Reading} reading
 * @param {Frame} at
 * @param {number} from first column drawn
 * @param {number} to
 */
export function words(reading, at, from, to) {
    return reading.words.slice(from, to).map((word, i) => {
        const middle = (from + i + 0.5) * at.column;
        const { text, size } = fitWord(word, at.column - 4, word.length > 6 ? 24 : 26, SMALLEST_WORD);
        return svg("text", { class: "word", "data-after": from + i, x: middle, y: at.y.words + 30, style: `font-size:${size}px`, "text-anchor": "middle" }, text);
    });
}

/**
 * One bar on each boundary: up for the first word of the pair, down for the second.
 * @param {Reading} reading
 * @param {Frame} at
 * @param {number} from
 * @param {number} to
 */
export function verdicts(reading, at, from, to) {
    if (!reading.foresees) return [];
    const middle = at.y.verdict + at.verdictHeight / 2;
    const lines = [-1, -0.5, 0.5, 1].map((place) => {
        const y = middle + (place * at.verdictHeight) / 2;
        return svg("line", { class: "grid", x1: from * at.column, x2: to * at.column + at.column / 2, y1: y, y2: y });
    });
    const axis = svg("line", { class: "axis", x1: from * at.column, x2: to * at.column + at.column / 2, y1: middle, y2: middle });
    const bars = [];
    const before = reading.alone && new Before(reading, reading.alone, at);
    for (let step = from; step < to; step += 1) bars.push(...(before?.bars(step, kindOf(reading, step)) ?? [bar(reading, at, step, middle)]));
    return [...lines, ...bars, axis];
}

/**
 * How many times as likely, on the side that the bar leaves empty.
 * @param {Reading} reading
 * @param {Frame} at
 * @param {number} from
 * @param {number} to
 */
export function odds(reading, at, from, to) {
    const middle = at.y.verdict + at.verdictHeight / 2;
    const before = reading.alone && new Before(reading, reading.alone, at);
    return reading.logOdds.slice(from, to).map((value, i) => before?.number(from + i, kindOf(reading, from + i)) ?? svg("text", {
        class: `odds ${kindOf(reading, from + i)}`,
        "data-after": from + i + 1,
        x: (from + i + 1) * at.column,
        y: value > 0 ? middle + 19 : middle - 8,
        "text-anchor": "middle",
    }, times(value)));
}

/**
 * @param {Reading} reading
 * @param {number} step
 */
function kindOf(reading, step) {
    const [first, second] = reading.probabilities[step];
    return `${reading.logOdds[step] > 0 ? "first" : "second"}${first + second > EXPECTED ? " expected" : ""}`;
}

/**
 * @param {Reading} reading
 * @param {Frame} at
 * @param {number} step
 * @param {number} middle
 */
function bar(reading, at, step, middle) {
    const value = reading.logOdds[step];
    const height = barHeight(value, at);
    const width = Math.min(at.column * 0.5, 44);
    const x = (step + 1) * at.column - width / 2;
    return svg("rect", { class: `bar ${kindOf(reading, step)}`, "data-after": step + 1, x, y: value > 0 ? middle - height : middle, width, height });
}
