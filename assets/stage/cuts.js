// @ts-check
/**
 * Cuts: what surgery holds, for which units and over which words. They are written as Python reads
 * them in a link; a new cut takes the place of older ones where they overlap.
 */

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./notation.js").Notation} Notation */
/** @typedef {{gate: string, units: number[] | null, steps: number[] | null, value: number}} Cut null means all; of the memory ("cell") the value is 0 */

export const MOST = 24; // as many as Python keeps
export const MEMORY = "cell";

/** @param {number} count */
const all = (count) => Array.from({ length: count }, (_, i) => i);

/**
 * The text of a link.
 * @param {Cut[]} cuts
 */
export function write(cuts) {
    return cuts.map(({ gate, units, steps, value }) => {
        if (gate !== MEMORY) return [gate, numbers(steps, 1), numbers(units), position(value)].join(":");
        return ["silence", ...(steps ? [numbers(steps, 1)] : []), numbers(units)].join(":");
    }).join("~");
}

/** Gates are held at six decimals at most. @param {number} value */
function position(value) {
    const short = Math.round(value * 1e6) / 1e6;
    if (short === 1) return "open";
    return short === 0 ? "shut" : short.toFixed(6).replace(/0+$/, "");
}

/**
 * Whole numbers with runs of them as ranges: "0,3-7".
 * @param {number[] | null} chosen
 * @param {number} [first] what 0 is written as
 * @param {string} [dash]
 * @param {string} [comma]
 */
export function numbers(chosen, first = 0, dash = "-", comma = ",") {
    if (!chosen) return "all";
    /** @type {[number, number][]} */
    const runs = [];
    for (const number of [...new Set(chosen)].sort((a, b) => a - b)) {
        const last = runs[runs.length - 1];
        if (last && number === last[1] + 1) last[1] = number;
        else runs.push([number, number]);
    }
    return runs.map(([a, b]) => (a === b ? `${a + first}` : `${a + first}${dash}${b + first}`)).join(comma);
}

/**
 * Leave alone what a new cut takes: of an older one the rest stays, in one piece or two.
 * @param {Cut[]} cuts
 * @param {Omit<Cut, "value">} taken
 * @param {{length: number, units: number}} size of the reading
 * @returns {Cut[]}
 */
export function without(cuts, taken, size) {
    return cuts.flatMap((cut) => {
        if (cut.gate !== taken.gate) return [cut];
        const [units, steps] = [cut.units ?? all(size.units), cut.steps ?? all(size.length)];
        const inUnits = units.filter((k) => !taken.units || taken.units.includes(k));
        const inSteps = steps.filter((t) => !taken.steps || taken.steps.includes(t));
        if (!inUnits.length || !inSteps.length) return [cut];
        const outside = units.filter((k) => !inUnits.includes(k));
        const later = steps.filter((t) => !inSteps.includes(t));
        return [
            ...(outside.length ? [{ ...cut, units: outside }] : []),
            ...(later.length ? [{ ...cut, units: inUnits.length === units.length ? cut.units : inUnits, steps: later }] : []),
        ];
    });
}

/**
 * @param {Cut[]} cuts
 * @param {Cut} added
 * @param {{length: number, units: number}} size
 */
export const having = (cuts, added, size) => [...without(cuts, added, size), added];

/**
 * Where every quantity is held: 1 for a step and unit that is.
 * @param {Cut[]} cuts
 * @param {number} length
 * @param {number} units
 * @returns {Map<string, Uint8Array>}
 */
export function masks(cuts, length, units) {
    /** @type {Map<string, Uint8Array>} */
    const held = new Map();
    for (const cut of cuts) {
        const mask = held.get(cut.gate) ?? new Uint8Array(length * units);
        for (const step of cut.steps ?? all(length)) for (const unit of cut.units ?? all(units)) mask[step * units + unit] = 1;
        held.set(cut.gate, mask);
    }
    return held;
}

/**
 * What is done to a gate, or to the memory; the number as the notation shows it.
 * @param {Pick<Cut, "gate" | "value">} cut
 * @param {Notation} notation
 */
export function deed({ gate, value }, notation) {
    if (gate === MEMORY) return "silenced";
    if (value === 1) return "forced open";
    if (value === 0) return "forced shut";
    const shown = notation.keeps(gate) ? 1 - value : value;
    return `held at ${Number(shown.toFixed(2)) || Number(shown.toFixed(6))}`;
}

/**
 * Which words: “apples”; “which” to “the”; every word.
 * @param {Reading} reading
 * @param {number[] | null} steps
 */
export function words({ words: read, first: begun, whole }, steps) {
    const name = (/** @type {number} */ step) => `“${read[step].length > 20 ? `${[...read[step]].slice(0, 19).join("")}…` : read[step]}”`;
    if (!steps || steps.length === whole) return "every word";
    const [first, last] = [steps[0], steps[steps.length - 1]];
    if (first === last) return name(first);
    return last - first + 1 === steps.length ? `${name(first)} to ${name(last)}` : `words ${numbers(steps, begun + 1, "–", ", ")}`;
}

/**
 * Which units: unit 0; units 0, 1; all 32 units.
 * @param {Reading} reading
 * @param {number[] | null} units
 */
export function unitsOf(reading, units) {
    if (!units || units.length === reading.units) return `all ${reading.units} units`;
    return units.length === 1 ? `unit ${units[0]}` : `units ${numbers(units, 0, "–", ", ")}`;
}

/**
 * A cut in words: the update gate of unit 0 forced open at “apples”.
 * @param {Reading} reading
 * @param {Notation} notation
 * @param {Cut} cut
 */
export function told(reading, notation, cut) {
    const what = cut.gate === MEMORY ? "" : `${notation.title(cut.gate)} of `;
    return `${what}${unitsOf(reading, cut.units)} ${deed(cut, notation)} at ${words(reading, cut.steps)}`;
}
