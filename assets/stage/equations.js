// @ts-check
/** The equations of the pinned unit at this step, each with its number in the colour of its band. */

import { MEMORY, deed } from "./cuts.js";
import { html } from "./draw.js";
import { formula, symbol } from "./formula.js";
import { SHARE, ink } from "./colours.js";
import { percent } from "./numbers.js";

const BRACKETED = 4; // signs more that a product with a bracket takes, as in torch's candidate
const [ROOM, SMALLEST] = [29, 15 / 18]; // signs on a line, and the size of letters below which it breaks

/** @typedef {import("./colours.js").Palette} Palette */
/** @typedef {Pick<import("./colours.js").Band, "ramp" | "limits">} Scale */
/** @typedef {import("./panel.js").Now} Now */
/** @typedef {import("./notation.js").Factor} Factor */

/**
 * A number in the colour it has in its band; a button where it can be asked for its cause.
 * @param {Now} now
 * @param {string} quantity
 * @param {number} value
 * @param {string} text
 */
export function chip({ reading, palette, notation, unit, step, asked }, quantity, value, text) {
    const scale = reading.isGate(quantity) && reading.curves.gates !== "tanh" ? SHARE : reading.band(quantity);
    const background = palette.of(scale, value);
    const style = `background:${background};color:${ink(background)}`;
    const held = reading.isGate(quantity) && reading.forced(quantity, step, unit);
    const kind = `gw-chip${text.length > 6 ? " long" : ""}${held ? " forced" : ""}`;
    if (!(quantity in reading.causes)) return html("span", { class: kind, style }, text);
    return html("button", {
        type: "button", class: kind, style, "data-why": quantity, "aria-expanded": String(asked === quantity),
        "aria-label": `${notation.plain(quantity)} = ${notation.text(quantity, step, unit)}: why?`,
    }, text);
}

/** Each equation but the memory's, with its number. @param {Now} now */
export function list(now) {
    const { reading, notation, unit, step } = now;
    const shown = reading.bands.filter(({ quantity }) => notation.convention.equations[quantity]);
    return shown.flatMap(({ quantity }) => [
        html("dt", {}, ...(reading.forced(quantity, step, unit) ? aside(now, quantity) : [
            fitted(formula(right(now, quantity), reading.first + step)),
            html("span", { class: "soft" }, notation.meaning(quantity))])),
        html("dd", {}, chip(now, quantity, notation.value(quantity, step, unit), notation.text(quantity, step, unit))),
    ]);
}

/**
 * An equation; where a silenced memory goes by the name on its left, only what is on its right.
 * @param {Now} now
 * @param {string} quantity
 */
function right({ reading, notation, unit, step }, quantity) {
    const equation = notation.convention.equations[quantity];
    const same = notation.plain(quantity) === notation.plain("cell") && reading.forced(MEMORY, step, unit);
    return same ? equation.slice(equation.indexOf(" = ") + 3) : equation;
}

/**
 * In place of the equation of what surgery holds: its number, and that it is forced.
 * @param {Now} now
 * @param {string} quantity
 */
function aside({ reading, notation, unit, step }, quantity) {
    const how = deed({ gate: quantity, value: reading.value(quantity, step, unit) }, notation);
    return [
        html("span", { class: "maths formula" }, symbol(notation.symbol(quantity)), html("span", { class: "operator" }, "="), notation.text(quantity, step, unit)),
        html("span", { class: "soft" }, html("b", { class: "changed" }, how), ": its equation is set aside here"),
    ];
}

/**
 * A formula in smaller letters where it is long, and on two lines where those would be too small.
 * @param {HTMLElement} set
 */
function fitted(set) {
    const text = set.textContent ?? "";
    const length = text.length + (/[⊙*]\(/.test(text) ? BRACKETED : 0);
    if (length > ROOM) set.style.fontSize = `${(Math.max(ROOM / length, SMALLEST) * 100).toFixed(1)}%`;
    set.classList.toggle("broken", length * SMALLEST > ROOM);
    return set;
}

/** The memory equation, its symbols over their numbers; the plain RNN has none. @param {Now} now */
export function memory(now) {
    const { notation, reading, unit, step } = now;
    const { cell, memory: terms } = notation.convention;
    if (reading.forced(MEMORY, step, unit)) return silenced(now);
    if (!cell) return [];
    const products = terms.map((factors) => factors.flatMap((factor, i) => [...(i ? ["·"] : []), column(now, factor)]));
    const right = products.flatMap((product, i) => [...(i ? ["+"] : []), ...product]);
    const left = column(now, [cell, "cell", 0, false]);
    const columns = [left, "=", ...right].map((part) => (typeof part === "string" ? sign(part) : part));
    return [html("div", { class: "gw-equation" }, ...columns), ...mixBar({ reading, palette: now.palette, unit, step })];
}

/**
 * The memory of a silenced unit: nothing is written or kept, whatever its gates say.
 * @param {Now} now
 */
function silenced(now) {
    const { notation, step } = now;
    const left = column(now, [notation.dated("cell"), "cell", 0, false]);
    return [html("div", { class: "gw-equation gw-silenced" }, left, sign("="), html("span", { class: "gw-term" }, html("span", { class: "gw-symbol changed" }, deed({ gate: MEMORY, value: 0 }, notation)), notation.factor(["", "cell", 0, false], step, now.unit)[1]))];
}

/**
 * @param {Now} now
 * @param {Factor} factor
 */
function column(now, factor) {
    const [value, text] = now.notation.factor(factor, now.step, now.unit);
    const set = html("span", { class: "gw-symbol" }, formula(factor[0], now.reading.first + now.step));
    return html("span", { class: "gw-term" }, set, chip(now, factor[1], value, text));
}

/** @param {string} text */
const sign = (text) => html("span", { class: "gw-term" }, html("span", { class: "gw-symbol" }, text), text);

/**
 * How much of the new memory is new and how much was kept, where the two add up to 1.
 * @param {Pick<Now, "reading" | "palette" | "unit" | "step">} now
 */
function mixBar({ reading, palette, unit, step }) {
    if (reading.wiring.forget !== "tied") return [];
    const update = reading.value("update", step, unit);
    if (update < 0) return []; // the two add up to 1, and are no shares of it
    const parts = [
        { share: update, band: "candidate", value: reading.value("candidate", step, unit), name: "new" },
        { share: 1 - update, band: "cell", value: reading.value("cell", step - 1, unit), name: "kept" },
    ];
    return [html("div", { class: "gw-mix" }, ...parts.map(({ share, band, value, name }) => {
        const background = palette.of(reading.band(band), value);
        const held = name === "kept" ? reading.meaning(unit, value) : null;
        return html("span", { style: `flex-grow:${share.toFixed(4)};background:${background};color:${ink(background)}` },
            share < 0.2 ? "" : `${percent(share)} ${name}${held && share > 0.6 ? ` of “${held}”` : ""}`);
    }))];
}
