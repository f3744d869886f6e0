// @ts-check
/**
 * The memory track of the pinned unit: a road at the height of its memory, through which nothing
 * but the gates lets anything in. Widths are the gates, colours the values: in every column the old
 * road narrows to Γf of the width and the candidate joins with Γu of it. A tanh gate can be below 0:
 * then |Γu| is the width, and what joins is the candidate with its sign turned.
 */

import { svg } from "./draw.js";
import { ink } from "./colours.js";
import { forcedNotes } from "./hatch.js";
import { two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./colours.js").Palette} Palette */

export const MERGED = 0.9; // of a column: from here on old and new are one road
const PICKETS = 6;
const PALE = 0.25; // a candidate with less of a colour needs an edge to be seen
const ROOMY_NOTE = 72; // px of a column that holds a note at full size

/**
 * @typedef {object} Scene
 * @property {Reading} reading
 * @property {Frame} at
 * @property {Palette} palette
 * @property {number} unit
 * @property {import("./notation.js").Notation} notation
 */

/**
 * Draw the track for some columns.
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
export function track(scene, from, to) {
    const parts = [middleLine(scene, from, to)];
    for (let step = from; step < to; step += 1) parts.push(...columnOf(scene, step));
    return parts;
}

/**
 * The middle of the road for a memory; one without bounds goes through tanh or saturates.
 * @param {Scene} scene
 * @param {number} memory
 */
export function height({ reading, at }, memory) {
    const [, end] = reading.band("cell").limits;
    const place = Math.min(Math.max(memory / end, -1), 1);
    return at.y.road + at.roadWidth / 2 + ((1 - place) / 2) * (at.roadHeight - at.roadWidth);
}

/**
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
function middleLine(scene, from, to) {
    const [y, x] = [height(scene, 0), scene.at.column];
    return svg("line", { class: "zero", x1: from * x, x2: to * x, y1: y, y2: y });
}

/**
 * @param {Scene} scene
 * @param {number} step
 */
function columnOf(scene, step) {
    const { reading, unit, at } = scene;
    const read = (/** @type {string} */ quantity) => reading.value(quantity, step, unit);
    const forced = (/** @type {string} */ quantity) => reading.forced(quantity, step, unit);
    const silenced = forced("cell"); // nothing is written or kept then, whatever the gates say
    const facts = {
        x: step * at.column,
        update: silenced ? 0 : read("update"),
        forget: silenced ? Number(step > 0 && forcedToo(reading, step - 1, unit)) : read("forget"),
        silenced,
        candidate: read("candidate"),
        before: reading.value("cell", step - 1, unit),
        after: read("cell"),
        first: step === 0,
    };
    return [
        ...road(scene, facts),
        ...(reading.wiring.update === "learned" ? fence(scene, facts.x, read("update"), at.y.fence, forced("update")) : path(scene, facts)),
        ...(reading.wiring.forget === "learned" ? fence(scene, facts.x, read("forget"), at.y.keep, forced("forget")) : []),
        ...pill(scene, facts),
    ];
}

/**
 * Where a memory was silenced at the step before, there is nothing left to lose.
 * @param {Reading} reading
 * @param {number} step
 * @param {number} unit
 */
const forcedToo = (reading, step, unit) => reading.forced("cell", step, unit);

/** @typedef {{x: number, update: number, forget: number, silenced: boolean, candidate: number, before: number, after: number, first: boolean}} Facts */

/**
 * @param {Scene} scene
 * @param {Facts} facts
 */
function road(scene, facts) {
    const { at, palette, reading } = scene;
    const [cell, candidate] = [reading.band("cell"), reading.band("candidate")];
    const [w, end] = [at.roadWidth, facts.x + at.column * MERGED];
    const through = Math.abs(facts.update);
    const top = height(scene, facts.after) - w / 2;
    const kept = svg("path", {
        class: facts.first ? "road none" : "road",
        d: narrowing(facts.x, height(scene, facts.before), w, end, top, Math.min(Math.abs(facts.forget), 1) * w),
        fill: facts.first ? null : palette.of(cell, facts.before),
    });
    const ramp = svg("path", {
        class: Math.abs(facts.candidate) < PALE ? "ramp pale" : "ramp",
        d: onRamp(facts.x + at.column / 2, at.y.pill + 4, through * w, end, top + w),
        fill: palette.of(candidate, Math.sign(facts.update) * facts.candidate),
    });
    const merged = svg("rect", { class: "road", x: end - 2, y: top, width: at.column * (1 - MERGED) + 2.5, height: w, fill: palette.of(cell, facts.after) });
    const lane = facts.forget > 0.5 && through < 0.5 && !facts.first && !facts.silenced ? [laneLine(facts.x, height(scene, facts.before), end, height(scene, facts.after), at, ink(palette.of(cell, facts.after)))] : [];
    return [kept, ...(through * w >= 0.6 ? [ramp] : []), merged, ...lane, ...beyond(scene, facts)];
}

/**
 * A memory beyond the road's edge says how far it is.
 * @param {Scene} scene
 * @param {Facts} facts
 */
function beyond(scene, facts) {
    const [low, high] = scene.reading.band("cell").limits;
    if (facts.after >= low - 0.05 && facts.after <= high + 0.05) return [];
    const [x, y] = [facts.x + scene.at.column * 0.66, height(scene, facts.after) + 6];
    return [svg("text", { class: "value", x, y, "text-anchor": "middle", style: `fill:${ink(scene.palette.of(scene.reading.band("cell"), facts.after))}` }, two(facts.after))];
}

/**
 * The old road: full width on the left, what is kept of it on the right, at the top.
 * @param {number} x
 * @param {number} middle
 * @param {number} width
 * @param {number} end
 * @param {number} top
 * @param {number} kept
 */
function narrowing(x, middle, width, end, top, kept) {
    const bend = (x + end) / 2;
    const [high, low] = [middle - width / 2, middle + width / 2];
    return `M${x} ${high}C${bend} ${high} ${bend} ${top} ${end} ${top}V${top + kept}C${bend} ${top + kept} ${bend} ${low} ${x} ${low}Z`;
}

/**
 * The way in: up from the gate and round into the road, at its lower edge.
 * @param {number} middle
 * @param {number} foot
 * @param {number} width
 * @param {number} end
 * @param {number} bottom lower edge of the road
 */
function onRamp(middle, foot, width, end, bottom) {
    const [left, right, top] = [middle - width / 2, middle + width / 2, bottom - width];
    const outer = Math.max(end - left, 0);
    const inner = Math.max(end - right, 0);
    return `M${left} ${foot}V${top + outer}Q${left} ${top} ${end} ${top}V${bottom}Q${right} ${bottom} ${right} ${bottom + inner}V${foot}Z`;
}

/**
 * @param {number} x
 * @param {number} from
 * @param {number} end
 * @param {number} to
 * @param {Frame} at
 * @param {string} stroke
 */
function laneLine(x, from, end, to, at, stroke) {
    const bend = (x + end) / 2;
    return svg("path", { class: "lane", d: `M${x} ${from}C${bend} ${from} ${bend} ${to} ${end} ${to}H${x + at.column}`, stroke });
}

/**
 * A gate drawn as a gate: pickets where it is shut, a hole of Γ's width where it is open.
 * @param {Scene} scene
 * @param {number} x
 * @param {number} value
 * @param {number} y
 * @param {boolean} forced
 */
function fence({ at }, x, value, y, forced) {
    const [middle, gap] = [x + at.column / 2, Math.abs(value) * at.roadWidth];
    const [top, foot] = [y + 2, y + at.fenceHeight - 4];
    const picket = (/** @type {number} */ px, /** @type {string} */ kind) => svg("path", { class: `picket ${kind}`, d: `M${px} ${foot}V${top}h4` });
    const drawn = [];
    for (let i = 0; i < PICKETS; i += 1) {
        const place = ((i + 0.5) / PICKETS - 0.5) * at.roadWidth;
        if (Math.abs(place) >= gap / 2) drawn.push(picket(middle + place, ""));
    }
    for (let px = x + 4; px < middle - at.roadWidth / 2 - 6; px += 9) drawn.push(picket(px, "far"));
    for (let px = middle + at.roadWidth / 2 + 6; px < x + at.column - 4; px += 9) drawn.push(picket(px, "far"));
    const posts = [-1, 1].map((side) => {
        const px = middle + side * (at.roadWidth / 2 + 1);
        return svg("line", { class: forced ? "post forced" : "post", x1: px, x2: px, y1: top, y2: foot });
    });
    return [...drawn, ...posts];
}

/**
 * Without gates the past has one way left: through the candidate.
 * @param {Scene} scene
 * @param {Facts} facts
 */
function path(scene, facts) {
    const { at } = scene;
    if (facts.first) return [];
    const [from, to] = [height(scene, facts.before) + at.roadWidth / 2, at.y.pill + 14];
    const target = facts.x + at.column / 2 - Math.min(at.column * 0.38, 33);
    return [svg("path", { class: "past", d: `M${facts.x + 2} ${from}C${facts.x + 2} ${to} ${facts.x} ${to} ${target} ${to}` })];
}

/**
 * @param {Scene} scene
 * @param {Facts} facts
 */
function pill({ at, palette, reading }, facts) {
    const width = Math.min(Math.max(at.column * 0.78, 48), at.column - 2, 66);
    const middle = facts.x + at.column / 2;
    const fill = palette.of(reading.band("candidate"), facts.candidate);
    const shape = svg("rect", { x: middle - width / 2, y: at.y.pill, width, height: 30, rx: Math.min(15, width / 2), fill });
    return [shape, svg("text", { class: "value", x: middle, y: at.y.pill + 21, "text-anchor": "middle", style: `fill:${ink(fill)}` }, two(facts.candidate))];
}

/**
 * Notes on strong candidates that a shut gate kept out.
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
export function notes(scene, from, to) {
    const { at, reading, unit } = scene;
    const own = forcedNotes(scene, from, to);
    const said = new Map(own);
    for (const step of unit === reading.unit ? reading.beats.refused : []) if (step >= from && step < to && !said.has(step)) said.set(step, "kept out");
    return [...said].filter(([, text]) => text).map(([step, text]) => svg("text", {
        class: `note ${text.startsWith("forced") || !own.has(step) ? (reading.value("candidate", step, unit) > 0 ? "up" : "down") : "changed"}`,
        x: (step + 0.5) * at.column, y: at.y.note + 19, "text-anchor": "middle",
        style: at.column < ROOMY_NOTE ? `font-size:${Math.max(16, 15 / at.scale)}px` : null,
    }, text));
}
