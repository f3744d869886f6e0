// @ts-check
/** The labels in the gutter on the left, and the overview of the whole sentence on a phone. */

import { ends } from "./carriers.js";
import { svg, symbolSpans, textWidth } from "./draw.js";
import { unitsOf } from "./bands.js";
import { asDifference } from "./difference.js";
import { height } from "./track.js";

/** @typedef {import("./track.js").Scene} Scene */

const DIFFERENCE = "Δ";
const [LEGIBLE, NUMBERED] = [16, 20]; // px of a row that has its number, and from number to number where rows are lower

/** @param {Scene & {opened: boolean}} scene */
export function labels(scene) {
    return [...arcsLabel(scene), ...verdictLabels(scene), ...trackLabels(scene), ...bandLabels(scene), ...wiredLabels(scene)];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} kind
 * @param {...(string | SVGElement)} spans
 */
function label(x, y, kind, ...spans) {
    return svg("text", { class: `label ${kind}`, x, y, "text-anchor": kind.includes("end") ? "end" : "start" }, ...spans);
}

/** What the arcs over the words tell. @param {Scene} scene */
function arcsLabel({ at, notation }) {
    return at.y.words ? [label(0, 34, "", "memory ", ...symbolSpans(notation.symbol("cell")), " written by")] : [];
}

/** @param {Scene} scene */
function verdictLabels({ reading, at }) {
    if (!reading.foresees) return [];
    const middle = at.y.verdict + at.verdictHeight / 2;
    const [first, second] = reading.pair;
    const right = at.gutter - 10;
    const [above, below] = { next: ["what comes", "next"], word: ["which", "word"], class: ["which", "class"] }[reading.asks];
    const what = at.phone ? [] : [label(0, middle - 14, "", above), label(0, middle + 24, "", below)];
    return [...what, label(right, middle - 14, "up strong end", first), label(right, middle + 24, "down strong end", second)];
}

/** What the unit carries, after its name. @param {Scene} scene */
function roleOf({ reading, unit }) {
    const carrier = reading.carrier(unit);
    return carrier ? ` carries ${carrier.label}` : "";
}

/** How far the unit's name reaches into the columns, in px. @param {Scene} scene */
export function overhang(scene) {
    const width = textWidth(`unit ${scene.unit}`, 18, 700) + textWidth(roleOf(scene), 18);
    return Math.max(width + 14 - scene.at.gutter, 0);
}

/** @param {Scene} scene */
function trackLabels(scene) {
    const { reading, at, unit, notation } = scene;
    const right = at.gutter - 10;
    const end = reading.band("cell").limits[1];
    const [high, low] = ends(reading, unit) ?? [`+${end}`, `−${end}`];
    const scale = [
        label(right, height(scene, end) + 6, "up end", high),
        label(right, height(scene, 0) + 6, "soft end", "0"),
        label(right, height(scene, -end) + 6, "down end", low),
    ];
    const gates = [];
    // What the fence opens by is how much is written, also where the symbol says how much is kept.
    const opening = notation.keeps("update") ? ["1−", ...symbolSpans(notation.symbol("update"))] : symbolSpans(notation.symbol("update"));
    if (reading.wiring.update === "learned") gates.push(label(at.phone ? right : 0, at.y.fence + 24, at.phone ? "end" : "", ...(at.phone ? [] : ["gate "]), ...opening));
    if (reading.wiring.forget === "learned") gates.push(label(at.phone ? right : 0, at.y.keep + 24, at.phone ? "end" : "", ...(at.phone ? [] : ["gate "]), ...symbolSpans(notation.symbol("forget"))));
    const pill = label(at.phone ? right : 0, at.y.pill + 21, at.phone ? "end" : "", ...(at.phone ? [] : ["candidate "]), ...symbolSpans(notation.symbol("candidate")));
    if (at.phone) return [...scale, ...gates, pill];
    const role = roleOf(scene);
    return [
        label(0, at.y.lane + 20, "", svg("tspan", { class: "strong dark" }, `unit ${unit}`), role),
        label(0, at.y.road + at.roadWidth / 2 + 6, "", "memory ", ...symbolSpans(notation.symbol("cell"))),
        ...scale, ...gates, pill,
    ];
}

/** @param {Scene & {opened: boolean, difference?: boolean}} scene */
function bandLabels({ reading, at, palette, unit, opened, notation, difference = false }) {
    if (!at.rows) return [];
    const legends = new Set();
    return at.rows.rows.flatMap((row) => {
        const band = difference ? asDifference(reading.bands[row.band]) : reading.bands[row.band];
        const y = at.y.bands + row.top;
        const right = at.gutter - 10;
        if (row.part === "others") {
            if (opened) return unitLabels(reading, unit, y, row.height, right);
            return row.height < 20 || at.phone ? [] : othersLabel(reading, unit, y, row.height, right);
        }
        const name = [label(at.phone ? right : 0, y + 21, at.phone ? "gate end" : reading.isGate(band.quantity) ? "gate" : "dark", ...(difference ? [DIFFERENCE] : []), ...symbolSpans(notation.symbol(band.quantity)))];
        if (!at.phone) name.push(label(difference ? 50 : 34, y + 21, "dark", notation.short(band.quantity)), ...(difference ? [] : [bandUnit(reading, unit, right, y + 21)]));
        const key = `${band.ramp}${band.limits}`;
        if (legends.has(key) || at.phone || at.rows === reading.layouts[0]) return name;
        legends.add(key);
        return [...name, ...legend(palette.ramps[band.ramp], band.limits, y + 36)];
    });
}

/**
 * The numbers of the units, as many as can be read.
 * @param {import("./reading.js").Reading} reading
 * @param {number} unit the pinned one
 * @param {number} y
 * @param {number} height
 * @param {number} right
 */
function unitLabels(reading, unit, y, height, right) {
    const units = unitsOf(reading, "others", unit);
    const row = height / units.length;
    const apart = row < LEGIBLE ? Math.ceil(NUMBERED / row) : 1; // of very many units only some are numbered
    return units.flatMap((k, i) => {
        if (i % apart) return [];
        const [carrier, middle] = [reading.carrier(k), y + (i + 0.5) * row + 5];
        const number = label(right, middle, `${carrier ? "dark strong" : "soft"} small end`, String(k));
        return carrier ? [number, label(right - 24, middle, "dark strong small end pin", svg("tspan", { "data-unit": k }, carrier.name))] : [number];
    });
}

/**
 * Whose row the high one is: a carrier's by what it carries.
 * @param {import("./reading.js").Reading} reading
 * @param {number} unit
 * @param {number} x
 * @param {number} y
 */
function bandUnit(reading, unit, x, y) {
    const carrier = reading.carrier(unit);
    return carrier ? label(x, y, "dark strong end", carrier.name) : label(x, y, "soft end", `unit ${unit}`);
}

/**
 * How many units have thin rows; the carriers among them by name, each with a mark at its row.
 * @param {import("./reading.js").Reading} reading
 * @param {number} unit the pinned one
 * @param {number} y
 * @param {number} height
 * @param {number} right
 */
function othersLabel(reading, unit, y, height, right) {
    const units = unitsOf(reading, "others", unit);
    const named = reading.carriers.filter((carrier) => carrier.unit !== unit);
    const marks = named.map((carrier) => {
        const middle = y + ((units.indexOf(carrier.unit) + 0.5) * height) / units.length;
        return svg("path", { class: "named", d: `M${right + 9} ${middle}l-7 -4.5v9z` });
    });
    const names = named.map((carrier) => svg("tspan", { class: "dark strong pin", "data-unit": carrier.unit }, carrier.name));
    const rest = `${names.length ? " + " : ""}${units.length - names.length}${names.length ? "" : " others"}`;
    return [...marks, label(right, y + 21, "soft end", ...names.flatMap((name, i) => (i ? [" ", name] : [name])), rest)];
}

/**
 * @param {string[]} stops
 * @param {[number, number]} limits
 * @param {number} y
 */
function legend(stops, [low, high], y) {
    const width = 72 / stops.length;
    const sign = (/** @type {number} */ value) => (value < 0 ? `−${-value}` : String(value));
    return [
        ...stops.map((stop, i) => svg("rect", { class: "stop", x: i * width, y, width: width + 0.5, height: 9, fill: stop })),
        label(0, y + 24, "soft small", sign(low)),
        label(72, y + 24, "soft small end", sign(high)),
    ];
}

/** A symbol after which the line goes on at its own height. @param {[string, string]} symbol */
const level = (symbol) => [...symbolSpans(symbol), ...(symbol[1] ? [svg("tspan", { dy: -5 }, "\u200b")] : [])];

/** @param {Scene & {difference?: boolean}} scene */
function wiredLabels({ reading, at, notation, difference = false }) {
    if (!at.rows || at.phone) return [];
    if (difference) return [label(0, at.y.wired + 18, "wired changed", `${DIFFERENCE} = after your change − before it, number by number`)];
    const gates = reading.wired.flatMap((gate, i) => [
        i ? "\u2002·\u2002" : "wired:\u2002",
        ...level(notation.symbol(gate.quantity)),
        " = ",
        ...(gate.to === "tied" ? [notation.keeps("update") ? "" : "1 − ", ...level(notation.symbol("update"))] : [`${gate.to === "open" ? 1 : 0}, always ${gate.to}`]),
    ]);
    const between = gates.length && reading.remark ? "\u2002·\u2002" : "";
    const spans = [...gates, between + (reading.remark ?? "")];
    return gates.length || reading.remark ? [label(0, at.y.wired + 18, "soft wired", ...spans)] : [];
}
