// @ts-check
/** The difference view: every band shows what is after the surgery minus what was before. */

import { two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./colours.js").Band} Band */

const SETTING = "bands"; // of the link
const ON = "difference";

/** Whether it is on; without surgery there is nothing to show. @param {import("./link.js").Link} link @param {Reading} reading */
export const isOn = (link, reading) => reading.alone !== null && link.setting(SETTING) === ON;

/** @param {import("./link.js").Link} link */
export function toggle(link) {
    link.set(SETTING, link.setting(SETTING) === ON ? "" : ON);
}

/** A band as its difference: the limits are as far apart as its values can be. @param {Band} band @returns {Band} */
export function asDifference(band) {
    const reach = band.limits[1] - band.limits[0];
    return { ...band, ramp: "difference", limits: [-reach, reach] };
}

/**
 * After minus before, as the notation shows it.
 * @param {Reading} reading
 * @param {string} quantity
 * @param {number} unit
 * @param {number} from
 * @param {number} to
 * @param {boolean} keeps
 */
export function change(reading, quantity, unit, from, to, keeps) {
    const values = /** @type {import("./alone-run.js").AloneRun} */ (reading.alone).difference(quantity, unit, from, to);
    return keeps ? values.map((value) => -value) : values;
}

/** A difference with its sign. @param {number} value */
export function signed(value) {
    const text = two(value);
    return text === "0.00" || value < 0 ? text : `+${text}`;
}
