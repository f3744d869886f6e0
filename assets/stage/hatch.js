// @ts-check
/**
 * What surgery holds, as it is marked on the stage: hatched in the bands, in a dashed box where it
 * is the pinned unit; and the notes on its candidates. Lines are drawn one by one, not by a pattern:
 * a picture of the stage keeps them.
 */

import { unitsOf } from "./bands.js";
import { deed, MEMORY } from "./cuts.js";
import { svg } from "./draw.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./bands.js").Scene} Scene */
/** @typedef {{x: number, y: number, width: number, height: number}} Box px */

const [APART, LOW] = [9, 7]; // px between two lines of a hatching; lower rows have one line instead

/**
 * Hatch the forced cells of some columns.
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
export function hatches(scene, from, to) {
    const { reading, at, unit } = scene;
    if (!at.rows || !reading.surgery.length) return [];
    return at.rows.rows.filter((row) => row.height).flatMap((row) => {
        const { quantity } = reading.bands[row.band];
        const units = unitsOf(reading, row.part, unit);
        const height = row.height / units.length;
        return boxes(reading, quantity, units, from, to).flatMap(([step, end, first, last]) => {
            const box = { x: step * at.column, y: at.y.bands + row.top + first * height, width: (end - step) * at.column, height: (last - first) * height };
            const inner = { x: box.x + 1.5, y: box.y + 1.5, width: box.width - 3, height: box.height - 3 };
            return [hatch(box), ...(row.part === "pinned" ? ["held-case", "held"].map((kind) => svg("rect", { class: kind, ...inner, rx: 2 })) : [])];
        });
    });
}

/**
 * Where a quantity is held, as boxes of (step, end, first row, row after the last).
 * @param {Reading} reading
 * @param {string} quantity
 * @param {number[]} units in the order of their rows
 * @param {number} from
 * @param {number} to
 */
function boxes(reading, quantity, units, from, to) {
    /** @type {Map<string, [number, number, number, number]>} Those that may go on at the next step. */
    let open = new Map();
    /** @type {[number, number, number, number][]} */
    const found = [];
    for (let step = from; step < to; step += 1) {
        /** @type {typeof open} */
        const next = new Map();
        for (const [first, last] of runs(units.map((unit) => reading.forced(quantity, step, unit)))) {
            const key = `${first} ${last}`;
            const box = open.get(key) ?? /** @type {[number, number, number, number]} */ ([step, step, first, last]);
            if (!open.has(key)) found.push(box);
            box[1] = step + 1;
            next.set(key, box);
        }
        open = next;
    }
    return found;
}

/**
 * Runs of true: (first, the one after the last).
 * @param {boolean[]} held
 */
function runs(held) {
    /** @type {[number, number][]} */
    const found = [];
    held.forEach((is, i) => {
        if (is && held[i - 1]) found[found.length - 1][1] = i + 1;
        else if (is) found.push([i, i + 1]);
    });
    return found;
}

/** Parallel lines, cut off at the edges of their box. @param {Box} box */
function hatch({ x, y, width, height }) {
    if (height < LOW) return svg("path", { class: "hatch", d: `M${x} ${y + height / 2}H${x + width}` });
    let d = "";
    for (let start = APART / 2; start < width + height; start += APART) {
        const [low, high] = [Math.max(start - height, 0), Math.min(start, width)];
        d += `M${x + low} ${y + start - low}L${x + high} ${y + start - high}`;
    }
    return svg("path", { class: "hatch", d });
}

/**
 * What is said below the candidates of the steps at which the pinned unit is forced.
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 * @returns {Map<number, string>}
 */
export function forcedNotes(scene, from, to) {
    const said = new Map();
    for (let step = from; step < to && scene.reading.surgery.length; step += 1) {
        const note = noteAt(scene, step);
        if (note) said.set(step, note === noteAt(scene, step - 1) ? "" : note); // said once for a run
    }
    return said;
}

/** @param {Scene} scene @param {number} step */
function noteAt({ reading, unit, notation }, step) {
    if (reading.forced(MEMORY, step, unit)) return "silenced";
    return reading.forced("update", step, unit) ? passage(reading.value("update", step, unit), notation) : "";
}

/** @param {number} update @param {import("./notation.js").Notation} notation */
function passage(update, notation) {
    if (update === 1) return "forced in";
    return update === 0 ? "forced out" : deed({ gate: "update", value: update }, notation).replace("held ", "");
}

/**
 * The story lane under surgery: the first change of the pinned unit, or of any, and how many more.
 * @param {import("./track.js").Scene} scene
 * @returns {{step: number, pieces: {text: string, kind: string}[]} | null}
 */
export function ownChange({ reading, unit, notation }) {
    const own = reading.surgery.filter(({ units }) => !units || units.includes(unit));
    const cut = own[0] ?? reading.surgery[0];
    if (!cut) return null;
    const step = cut.steps ? cut.steps[0] : 0;
    const who = own.length ? "" : "other units: ";
    const gate = cut.gate === MEMORY ? "memory " : `${notation.short(cut.gate)} gate `;
    const where = cut.steps ? ` at “${shortened(reading.words[step])}”${cut.steps.length > 1 ? " …" : ""}` : "";
    const more = reading.surgery.length > 1 ? `, and ${reading.surgery.length - 1} more` : "";
    return { step, pieces: [
        { text: `your change: ${who}${gate}`, kind: "" }, { text: deed(cut, notation), kind: "strong changed" }, { text: `${where}${more}`, kind: "" },
    ] };
}

/** @param {string} word */
const shortened = (word) => (word.length > 16 ? `${[...word].slice(0, 15).join("")}…` : word);

