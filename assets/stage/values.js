// @ts-check
/** The trace as a table and as arrays, for spreadsheets and for NumPy: every quantity of every unit. */

import { zip } from "./zip.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./facts.js").Facts} Facts */

const QUANTITIES = ["reset", "update", "forget", "output", "candidate", "cell", "hidden"];
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/; // what a spreadsheet may take for the start of a formula

/**
 * All values of a quantity; a hidden state that is not sent is the memory itself.
 * @param {Reading} reading
 * @param {string} quantity
 * @returns {Float32Array}
 */
export function block(reading, quantity) {
    const name = quantity === "hidden" && !reading.blocks.has("hidden") ? "cell" : quantity;
    const { units } = reading;
    const value = (/** @type {number} */ at) => reading.value(name, Math.floor(at / units), at % units);
    return reading.blocks.get(name) ?? Float32Array.from({ length: reading.length * units }, (_, at) => value(at));
}

/** A text as a cell, which is a text to any spreadsheet. @param {string} text */
export function cell(text) {
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
}

/** The shortest decimal that is this float32. @param {number} value */
export function decimal(value) {
    for (let digits = 6; digits < 9; digits += 1) {
        const short = Number(value.toPrecision(digits));
        if (Math.fround(short) === value) return String(short);
    }
    return String(Number(value.toPrecision(9)));
}

/**
 * A table of one row for every word and unit, the pinned unit first. Lines that begin with # tell
 * where it comes from. The first sign tells a spreadsheet that the rest is UTF-8.
 * @param {Reading} reading
 * @param {number} unit
 * @param {Facts} told
 */
export function csv(reading, unit, told) {
    const blocks = QUANTITIES.map((quantity) => block(reading, quantity));
    const units = [unit, ...Array.from({ length: reading.units }, (_, k) => k).filter((k) => k !== unit)];
    const [first, second] = reading.pair;
    const when = reading.asks === "next" ? " next" : "";
    const verdict = !reading.foresees ? [] : [`log P(${first}) - log P(${second})${when}`, `P(${first})${when}`, `P(${second})${when}`];
    const { alone } = reading;
    const before = alone ? ["forced", "cell left alone", ...verdict.map((head) => `${head}, left alone`)] : [];
    const heads = ["step", "word", "unit", ...QUANTITIES, ...verdict, ...before];
    const rows = units.flatMap((k) => reading.words.map((word, step) => [
        reading.first + step + 1, cell(word), k,
        ...blocks.map((values) => decimal(values[step * reading.units + k])),
        ...next(reading, step),
        ...(alone ? [cell(forcedAt(reading, step, k)), decimal(alone.value("cell", step, k)), ...next({ ...alone, foresees: reading.foresees }, step)] : []),
    ].join(",")));
    return `\ufeff${[...preamble(told), heads.map(cell).join(","), ...rows].join("\r\n")}\r\n`;
}

/**
 * What comes next after a step, where anything is said of it.
 * @param {{foresees: boolean, logOdds: number[], probabilities: [number, number][]}} reading
 * @param {number} step
 */
const next = ({ foresees, logOdds, probabilities }, step) => (foresees ? [logOdds[step], ...probabilities[step]] : []);

/**
 * What surgery holds of a unit at a step.
 * @param {Reading} reading
 * @param {number} step
 * @param {number} unit
 */
const forcedAt = (reading, step, unit) => [...reading.masks.keys()].filter((quantity) => reading.forced(quantity, step, unit)).join(" ");

/** @param {Facts} told */
function preamble(told) {
    const { origin, ...rest } = told;
    const lines = { ...rest, ...flat(origin, "card") };
    return Object.entries(lines).map(([name, value]) => `# ${name.replace(/[",\r\n]/g, " ")},${cell(String(value))}`);
}

/**
 * Nested facts by one name each: card recipe seed.
 * @param {Record<string, any>} nested
 * @param {string} name
 * @returns {Record<string, string>}
 */
function flat(nested, name) {
    return Object.fromEntries(Object.entries(nested).flatMap(([key, value]) => (value && typeof value === "object"
        ? Object.entries(flat(value, `${name} ${key}`))
        : [[`${name} ${key}`, String(value)]])));
}

/**
 * The trace as numpy.load reads it: arrays (T, H) by quantity, the words, what comes next, and in
 * `facts` where it comes from, as JSON.
 * @param {Reading} reading
 * @param {Facts} told
 */
export function npz(reading, told) {
    const [count, units] = [reading.length, reading.units];
    const arrays = {
        ...Object.fromEntries(QUANTITIES.map((quantity) => [quantity, floats(block(reading, quantity), [count, units])])),
        words: texts(reading.words, [count]),
        ...(reading.foresees ? {
            pair: texts(reading.pair, [2]),
            log_odds: floats(Float32Array.from(reading.logOdds), [count]),
            probabilities: floats(Float32Array.from(reading.probabilities.flat()), [count, 2]),
        } : {}),
        ...(reading.alone ? before(reading, reading.alone) : {}),
        facts: texts([JSON.stringify(told)], []),
    };
    return zip(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, array])));
}

/**
 * What surgery holds, 1 where it does, and the run left alone.
 * @param {Reading} reading
 * @param {import("./alone-run.js").AloneRun} alone
 * @returns {Record<string, Uint8Array>}
 */
function before(reading, alone) {
    const shape = [reading.length, reading.units];
    const all = (/** @type {string} */ quantity) => Float32Array.from({ length: shape[0] * shape[1] }, (_, at) => alone.value(quantity, Math.floor(at / shape[1]), at % shape[1]));
    return {
        ...Object.fromEntries([...reading.masks].map(([quantity, mask]) => [`forced_${quantity}`, floats(Float32Array.from(mask), shape)])),
        ...Object.fromEntries(reading.bands.map(({ quantity }) => [`${quantity}_left_alone`, floats(all(quantity), shape)])),
        ...(reading.foresees ? {
            log_odds_left_alone: floats(Float32Array.from(alone.logOdds), [shape[0]]),
            probabilities_left_alone: floats(Float32Array.from(alone.probabilities.flat()), [shape[0], 2]),
        } : {}),
    };
}

/**
 * @param {Float32Array} values
 * @param {number[]} shape
 */
function floats(values, shape) {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    values.forEach((value, i) => view.setFloat32(i * 4, value, true));
    return npy("<f4", shape, new Uint8Array(view.buffer));
}

/**
 * @param {string[]} values
 * @param {number[]} shape
 */
function texts(values, shape) {
    const points = values.map((text) => Array.from(text, (sign) => /** @type {number} */ (sign.codePointAt(0))));
    const longest = points.reduce((most, each) => Math.max(most, each.length), 1);
    const view = new DataView(new ArrayBuffer(values.length * longest * 4));
    points.forEach((each, i) => each.forEach((point, j) => view.setUint32((i * longest + j) * 4, point, true)));
    return npy(`<U${longest}`, shape, new Uint8Array(view.buffer));
}

/**
 * An array in NumPy's own format, version 1.0.
 * @param {string} type
 * @param {number[]} shape
 * @param {Uint8Array} content
 */
function npy(type, shape, content) {
    const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
    const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
    const padded = header + " ".repeat(63 - ((header.length + 10) % 64)) + "\n";
    const bytes = new Uint8Array(10 + padded.length + content.length);
    bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, padded.length & 255, padded.length >> 8]);
    bytes.set(new TextEncoder().encode(padded), 10);
    bytes.set(content, 10 + padded.length);
    return bytes;
}
