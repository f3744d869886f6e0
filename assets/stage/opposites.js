// @ts-check
/** The numbers of two readings at one stop, opposite each other: gates, candidate and memory. */

import { signed } from "./difference.js";
import { html } from "./draw.js";
import { symbol } from "./formula.js";
import { Notation } from "./notation.js";
import { gate, times, two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */

const ORDER = ["reset", "update", "forget", "output", "candidate", "cell", "hidden"];

/**
 * The table of the pinned units where the cursor stands.
 * @param {Reading[]} readings
 * @param {number[]} words
 * @param {string} convention
 */
export function numbersOf(readings, words, convention) {
    const notations = readings.map((reading) => new Notation(reading, convention));
    const shown = ORDER.filter((name) => readings.some((reading) => reading.bands.some((band) => band.quantity === name)));
    const said = readings.map((reading, i) => reading.words[words[i]]);
    return [
        html("h2", {}, ...title(readings)),
        html("table", { class: "gw-opposites" },
            html("thead", {}, html("tr", {}, html("td", {}), ...["A", "B"].map((name, i) => html("th", { scope: "col" }, name, " ", html("bdi", {}, /[\p{L}\p{N}]/u.test(said[i]) ? said[i] : `“${said[i]}”`))), html("th", { scope: "col" }, "B − A"))),
            html("tbody", {}, ...shown.map((name) => row(name, notations, words)), verdict(readings, words))),
    ];
}

/** @param {Reading[]} readings */
function title([a, b]) {
    const carried = a.carrier(a.unit)?.label;
    const units = a.unit === b.unit ? `Unit ${a.unit}` : `Units ${a.unit} and ${b.unit}`;
    return [carried ? `${units} · ${carried}` : units];
}

/**
 * @param {string} name
 * @param {Notation[]} notations
 * @param {number[]} words
 */
function row(name, notations, words) {
    const has = (/** @type {Notation} */ { reading }) => reading.bands.some((band) => band.quantity === name);
    const speaks = notations.find(has) ?? notations[0];
    const sign = speaks.keeps(name) ? -1 : 1;
    // A gate that one of them has wired stands at 0 or 1 there, and the hidden state is its memory.
    const values = notations.map(({ reading }, i) => reading.value(has(notations[i]) || reading.isGate(name) ? name : "cell", words[i], reading.unit));
    const [a, b] = values.map((value) => (sign < 0 ? 1 - value : value));
    const write = speaks.reading.isGate(name) ? gate : two;
    const cell = (/** @type {Notation} */ notation, /** @type {number} */ i) => html("td", has(notation) ? {} : { class: "soft", title: "wired" },
        has(notation) ? notation.text(name, words[i], notation.reading.unit) : write(i ? b : a));
    return html("tr", {}, html("th", { scope: "row", class: speaks.reading.isGate(name) ? "gate" : "" }, symbol(speaks.symbol(name))), ...notations.map(cell), html("td", {}, signed(b - a)));
}

/**
 * @param {Reading[]} readings
 * @param {number[]} words
 */
function verdict(readings, words) {
    const [first, second] = readings[0].pair;
    const odds = readings.map((reading, i) => reading.logOdds[words[i]]);
    const told = odds.map((value) => html("td", { class: value > 0 ? "up" : "down" }, html("bdi", {}, value > 0 ? first : second), ` ${times(value)}`));
    return html("tr", { class: "gw-opposite-verdict" }, html("th", { scope: "row" }, "next"), ...told, html("td", {}, (odds[0] > 0) === (odds[1] > 0) ? "same" : "other"));
}
