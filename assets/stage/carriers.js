// @ts-check
/** The units that carry something, by name, and the way from one to the next. */

import { html } from "./draw.js";

/** @typedef {import("./reading.js").Reading} Reading */

/**
 * What a unit is called in a menu: its number, and what it carries if it is known to.
 * @param {Reading} reading
 * @param {number} unit
 */
export function nameOf(reading, unit) {
    const carrier = reading.carrier(unit);
    return carrier ? `${unit} · ${carrier.label}` : String(unit);
}

/** @param {Reading} reading */
export function options(reading) {
    return Array.from({ length: reading.units }, (_, unit) => html("option", { value: unit }, nameOf(reading, unit)));
}

/**
 * The carrier after a unit; after the last, and after any other unit, the first.
 * @param {Reading} reading
 * @param {number} unit
 * @returns {number | null}
 */
export function nextCarrier({ carriers }, unit) {
    if (!carriers.length) return null;
    const place = carriers.findIndex((carrier) => carrier.unit === unit);
    return carriers[(place + 1) % carriers.length].unit;
}

/**
 * What the ends of a carrier's memory mean: of number both, of a topic the side it is on.
 * @param {Reading} reading
 * @param {number} unit
 * @returns {[string, string] | null}
 */
export function ends(reading, unit) {
    const carrier = reading.carrier(unit);
    if (!carrier || reading.curves.candidate === "sigmoid") return null;
    if (carrier.name === "number") return ["singular", "plural"];
    return carrier.sign > 0 ? [carrier.name, "other"] : ["other", carrier.name];
}
