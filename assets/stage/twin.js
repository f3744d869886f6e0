// @ts-check
/** The twin: what the unit remembers in the sentence with one noun of the other number, as a dotted line. */

import { svg, textWidth } from "./draw.js";
import { MERGED, height } from "./track.js";

/** @typedef {import("./track.js").Scene} Scene */
/** @typedef {{start: number, memory: ArrayLike<number>, phrase: string, sentence: string, alone?: boolean, end?: number}} Twin `alone`: it is the same sentence, left alone, up to a step where the memory is the same again */
/** @typedef {{from: number, to: number, text: string}} Place */

const FONT = 18; // px of the label
const CLEAR = 0.3; // a memory this far away leaves the label room; a gate this open crosses it

/**
 * The twin of the pinned unit, where it remembers something else than the sentence itself.
 * @param {Scene & {twin?: boolean}} scene
 * @returns {Twin | null}
 */
export function twinOf({ reading, unit, twin }) {
    if (twin && reading.alone) return leftAlone(reading, reading.alone, unit);
    const found = reading.twin;
    return twin && found && found.start !== null && unit === reading.unit ? /** @type {Twin} */ (found) : null;
}

/**
 * Under surgery the line is the run left alone.
 * @param {import("./reading.js").Reading} reading
 * @param {import("./alone-run.js").AloneRun} alone
 * @param {number} unit
 * @returns {Twin | null}
 */
function leftAlone({ length }, alone, unit) {
    const apart = alone.apart(unit);
    const memory = Float32Array.from({ length }, (_, step) => alone.value("cell", step, unit));
    return apart && { ...apart, memory, phrase: "left alone", sentence: "same sentence, left alone", alone: true };
}

/** What its memory is called in a table. @param {Twin} twin */
export const nameOfMemory = ({ alone, phrase }) => (alone ? "memory, left alone" : `memory in the twin, “${phrase}”`);

/** What the second line is, in a few words; null where there is none. @param {import("./reading.js").Reading} reading */
export function toldOf({ alone, twin }) {
    if (alone) return "the same sentence, left alone";
    return twin && `same reader: “${twin.sentence}”`;
}

/**
 * Draw the line for some columns, dots on dots of paper: it is seen on the road as well.
 * @param {Scene & {twin?: boolean}} scene
 * @param {number} from
 * @param {number} to
 */
export function twinLine(scene, from, to) {
    const twin = twinOf(scene);
    if (!twin || twin.start >= to) return [];
    const first = Math.max(twin.start, from);
    const last = Math.min(to, twin.end ?? to);
    if (last <= first) return [];
    const { column } = scene.at;
    const y = (/** @type {number} */ step) => height(scene, step < 0 ? 0 : twin.memory[step]);
    let d = `M${first * column} ${y(first - 1)}`;
    for (let step = first; step < last; step += 1) {
        const [bend, end] = [(step + MERGED / 2) * column, (step + MERGED) * column];
        d += `C${bend} ${y(step - 1)} ${bend} ${y(step)} ${end} ${y(step)}H${(step + 1) * column}`;
    }
    return ["twin-case", "twin"].map((kind) => svg("path", { class: kind, d }));
}

/**
 * Name the sentence, where neither the road nor a way in is behind the name.
 * @param {Scene & {twin?: boolean}} scene
 */
export function twinLabel(scene) {
    const twin = twinOf(scene);
    if (!twin || scene.at.phone) return [];
    const { at, reading } = scene;
    const place = longest(scene, twin);
    const [x, line] = [(place.to - 0.1) * at.column, height(scene, twin.memory[place.to - 1])];
    const low = line > at.y.road + at.roadHeight / 2;
    return [svg("text", {
        class: "twin-label", x, y: line + (low ? -11 : 25), "text-anchor": "end", "data-after": Math.min(place.to, reading.length - 1),
    }, place.text)];
}

/**
 * The whole sentence if it has room, else the noun with what stands before it.
 * @param {Scene} scene
 * @param {Twin} twin
 * @returns {Place}
 */
function longest(scene, twin) {
    const texts = twin.alone ? [twin.sentence, twin.phrase] : [twin.sentence, twin.phrase].map((text) => `same unit, “${text}”`);
    for (const text of texts) {
        const count = Math.ceil(textWidth(text, FONT, 600) / scene.at.column + 0.1);
        const place = free(scene, twin, count);
        if (place) return { ...place, text };
    }
    return { from: twin.start, to: twin.end ?? scene.reading.length, text: texts[1] };
}

/**
 * The last columns in a row that leave a label room.
 * @param {Scene} scene
 * @param {Twin} twin
 * @param {number} count
 */
function free({ reading, unit }, twin, count) {
    const clear = (/** @type {number} */ step) => {
        const apart = Math.abs(twin.memory[step] - reading.value("cell", step, unit)) > CLEAR;
        const still = Math.abs(twin.memory[step] - twin.memory[step - 1]) < CLEAR;
        return apart && still && Math.abs(reading.value("update", step, unit)) < CLEAR;
    };
    let to = reading.length;
    let from = to;
    while (from > twin.start + 1) {
        from -= 1;
        if (!clear(from)) to = from;
        else if (to - from === count) return { from, to };
    }
    return null;
}
