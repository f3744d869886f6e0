// @ts-check
/** The story in beats: where it was written, how long it rode on, what overwrote it, what it decided. */

import { svg, textWidth } from "./draw.js";
import { ownChange } from "./hatch.js";
import { overhang } from "./labels.js";

/** @typedef {import("./track.js").Scene} Scene */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {{text: string, kind: string}} Piece */
/** @typedef {{from: number, to: number, pieces: Piece[], after?: number}} Label `after` which step it may be told */

const SPACE = 14; // px between two labels
const LEG = 26; // px of bracket on either side of its label, at least
const SIZE = 18; // px of the font

/**
 * Labels that would overlap give way to the left, or go: first the bracket, then the write.
 * @param {Scene} scene
 */
export function story(scene) {
    const { reading, at, unit } = scene;
    if (unit !== reading.unit || at.phone) return [];
    const change = ownChange(scene);
    if (change) return changed(scene, change);
    const { write, run, turn, verdict, meaning, overwritten } = reading.beats;
    const decided = told(verdict + 1, verdictPieces(reading, verdict), (verdict + 1) * at.column, at.width);
    const labels = [decided];
    const turned = turn === null ? null : told(turn, overwritten ? [plain("overwritten: "), number(overwritten)] : [plain("overwritten")], (turn + 0.5) * at.column, decided.from - SPACE);
    if (turned) labels.unshift(turned);
    const written = write === null ? null : told(write, [plain("writes "), number(meaning)], (write + 0.5) * at.column, labels[0].from - SPACE);
    if (written && written.from >= 0) labels.unshift(written);
    const room = { from: written ? written.to + SPACE : 0, to: (turned ?? decided).from - SPACE };
    return [...labels.map((label) => drawn(label, at)), ...(run ? bracket(at, run, room, meaning) : [])];
}

/**
 * Under surgery: what was changed, and what is decided now.
 * @param {Scene} scene
 * @param {{step: number, pieces: Piece[]}} change
 */
function changed(scene, { step, pieces }) {
    const { reading, at } = scene;
    const { verdict } = reading.beats;
    const decided = told(verdict + 1, verdictPieces(reading, verdict), (verdict + 1) * at.column, at.width);
    return [decided, ...made(scene, step, pieces, decided)].map((label) => drawn(label, at));
}

/**
 * The change at its word, to the left of what is decided; in fewer words where they have no room.
 * @param {Scene} scene
 * @param {number} step
 * @param {Piece[]} pieces
 * @param {Label} decided
 * @returns {Label[]}
 */
function made(scene, step, pieces, decided) {
    const { at } = scene;
    const label = told(step, pieces, (step + 0.5) * at.column, Infinity);
    const late = label.to > decided.from - SPACE && label.from < decided.to + SPACE;
    const moved = late ? told(step, pieces, (step + 0.5) * at.column, decided.from - SPACE) : label;
    const from = Math.max(moved.from, overhang(scene)); // clear of the unit's name in the gutter
    const fits = moved.from >= 0 && (!late || from - moved.from < 1);
    if (fits) return [{ ...moved, from }];
    return pieces.length > 1 ? made(scene, step, pieces.filter(({ kind }) => kind), decided) : [];
}

/**
 * @param {number} after
 * @param {Parameters<typeof place>} where
 * @returns {Label}
 */
const told = (after, ...where) => ({ ...place(...where), after });

/** @param {string} text @returns {Piece} */
const plain = (text) => ({ text, kind: "" });

/** @param {string | null} meaning @returns {Piece} */
const number = (meaning) => (meaning ? { text: meaning, kind: `${meaning === "plural" ? "down" : "up"} strong` } : plain("here"));

/**
 * @param {import("./reading.js").Reading} reading
 * @param {number} step
 */
function verdictPieces(reading, step) {
    if (!reading.foresees) return [];
    const p = reading.probabilities[step];
    const [first, second] = p[0] >= p[1] ? [0, 1] : [1, 0];
    return [
        plain("→ "),
        { text: `${reading.pair[first]} ${share(p[first])}`, kind: `${first ? "down" : "up"} strong` },
        plain(`, ${reading.pair[second]} ${share(p[second])}`),
    ];
}

/** @param {number} p */
const share = (p) => (p > 0 && p < 0.005 ? "<1 %" : `${(p * 100).toFixed(0)} %`);

/**
 * Where a label stands: about a middle, but with its end no further than `end`.
 * @param {Piece[]} pieces
 * @param {number} middle
 * @param {number} end
 * @returns {Label}
 */
function place(pieces, middle, end) {
    const width = pieces.reduce((sum, { text, kind }) => sum + textWidth(text, SIZE, kind ? 700 : 400), 0);
    const from = Math.min(Math.max(middle - width / 2, 0), end - width);
    return { from, to: from + width, pieces };
}

/**
 * @param {Label} label
 * @param {Frame} at
 */
function drawn({ from, pieces, after }, at) {
    return svg("text", { class: "story", "data-after": after, x: from, y: at.y.lane + 20 }, ...pieces.map(({ text, kind }) => svg("tspan", { class: kind || null }, text)));
}

/**
 * @param {Frame} at
 * @param {[number, number]} run
 * @param {{from: number, to: number}} room
 * @param {string | null} meaning
 */
function bracket(at, [first, last], room, meaning) {
    const [x1, x2] = [Math.max((first + 0.35) * at.column, room.from), Math.min((last + 0.65) * at.column, room.to)];
    const pieces = [plain(`gate shut for ${last - first + 1} steps: `), meaning ? number(meaning) : plain("it"), plain(" rides on")];
    const label = told(last, pieces, (x1 + x2) / 2, Infinity);
    if (label.from - SPACE / 2 - LEG < x1 || label.to + SPACE / 2 + LEG > x2) return [];
    const y = at.y.lane + 15;
    const line = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ tick) =>
        svg("path", { class: "bracket", "data-after": last, d: `M${a} ${y}H${b}M${tick} ${y}v7` });
    return [drawn(label, at), line(x1, label.from - SPACE / 2, x1), line(label.to + SPACE / 2, x2, x2)];
}
