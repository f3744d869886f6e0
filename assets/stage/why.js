// @ts-check
/**
 * Why a gate stands where it stands: the three exact parts of its pre-activation, and the units of
 * the hidden state that said most. Where the notation shows the complement all signs are turned.
 */

import { deed } from "./cuts.js";
import { html } from "./draw.js";
import { formula, symbol } from "./formula.js";
import { gate, two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./panel.js").Now} Now */
/** @typedef {{word: number[], memory: number[], bias: number | number[], weights: number[]}} Cause word and memory by step, as is a bias that a gate acts on, weights by unit */
/** @typedef {{unit: number, factors: number[], term: number}} Source */

const MOST = 5; // sources shown by name

/**
 * The three parts of a pre-activation: this word's, the hidden state's, the bias.
 * @param {Now} now
 * @param {string} quantity
 * @returns {[number, number, number]}
 */
function parts({ reading, notation, step }, quantity) {
    const { word, memory, bias } = reading.causes[quantity];
    const sign = notation.keeps(quantity) ? -1 : 1;
    return [sign * word[step], sign * memory[step], sign * (Array.isArray(bias) ? bias[step] : bias)];
}

/**
 * What every unit of the hidden state before adds, the largest first: its weight times its value,
 * for the candidate times its reset gate as well, where there is one: in torch's form, the pinned unit's.
 * @param {Now} now
 * @param {string} quantity
 * @returns {Source[]}
 */
function sources({ reading, notation, unit: own, step }, quantity) {
    const sign = notation.keeps(quantity) ? -1 : 1;
    const seen = quantity === "candidate" && reading.wiring.reset === "learned";
    const all = reading.causes[quantity].weights.map((weight, unit) => {
        const past = reading.value(reading.past, step - 1, unit);
        const factors = [sign * weight, ...(seen ? [reading.value("reset", step, reading.resetAfter ? own : unit)] : []), past];
        return { unit, factors, term: factors.reduce((product, factor) => product * factor) };
    });
    return all.sort((a, b) => Math.abs(b.term) - Math.abs(a.term));
}

/**
 * The sheet that answers for one quantity.
 * @param {Now} now
 * @param {string} quantity
 * @param {() => void} close
 */
export function why(now, quantity, close) {
    const { reading, notation, unit, step } = now;
    const name = notation.title(quantity);
    const head = html("div", { class: "gw-why-head" },
        html("h3", {}, "Why ", symbol(notation.symbol(quantity)), ` = ${notation.text(quantity, step, unit)}? `, html("span", { class: "soft" }, name)),
        html("button", { type: "button", "aria-label": `Close: why this ${name}`, on: { click: close } }, "close"));
    if (unit !== reading.unit) return [head, html("p", {}, "…")]; // its weights are on their way
    const added = parts(now, quantity);
    const past = html("span", {}, "the hidden state, ", formula(notation.dated(reading.past, 1), reading.first + step));
    const rows = [`the word, ${quoted(reading.words[step])}`, past, "the bias"];
    const widest = Math.max(...added.map(Math.abs), 1e-9);
    return [head, ...forced(now, quantity), sum(now, quantity, added),
        html("ul", { class: "gw-parts" }, sides(now, quantity), ...rows.map((label, i) => row(label, [], added[i], widest))),
        ...largest(now, quantity)];
}

/** @param {string} word */
const quoted = (word) => (word.length > 14 ? `“${[...word].slice(0, 13).join("")}…”` : `“${word}”`);

/** @param {number} value */
const signed = (value) => `${value < 0 ? "− " : "+ "}${two(Math.abs(value))}`;

/**
 * @param {Now} now
 * @param {string} quantity
 * @param {[number, number, number]} added
 */
function sum({ reading, notation, unit, step }, quantity, [word, memory, bias]) {
    const curve = reading.curves[quantity === "candidate" ? "candidate" : "gates"];
    const name = quantity === "candidate" && reading.activation !== "tanh" ? reading.activation : { sigmoid: "σ", tanh: "tanh", hard: "step" }[curve];
    const total = word + memory + bias;
    const made = reading.forced(quantity, step, unit) ? gate(bent(curve, total)) : notation.text(quantity, step, unit);
    return html("p", { class: "gw-sum" },
        `${name}(${two(word)} ${signed(memory)} ${signed(bias)}) = ${name}(${two(total)}) = ${made}`);
}

/**
 * A pre-activation, bent.
 * @param {"sigmoid" | "tanh" | "hard"} curve
 * @param {number} total
 */
function bent(curve, total) {
    if (curve === "hard") return Number(total > 0);
    return curve === "tanh" ? Math.tanh(total) : 1 / (1 + Math.exp(-total));
}

/**
 * A forced gate is what it is because of that; its parts say what it would be.
 * @param {Now} now
 * @param {string} quantity
 */
function forced({ reading, notation, unit, step }, quantity) {
    if (!reading.forced(quantity, step, unit)) return [];
    const how = deed({ gate: quantity, value: reading.value(quantity, step, unit) }, notation);
    return [html("p", {}, "Because it is ", html("b", { class: "changed" }, how), " here. Left to itself, at this word it would be:")];
}

/**
 * @param {Now} now
 * @param {string} quantity
 */
function largest(now, quantity) {
    const { reading, notation, step } = now;
    const found = sources(now, quantity);
    const seen = found[0].factors.length > 2;
    const letters = [formula(notation.convention.weights[quantity], reading.first + step), ...(seen ? [symbol(notation.symbol("reset"))] : []), formula(notation.dated(reading.past, 1), reading.first + step)];
    const product = letters.flatMap((letter, i) => (i ? [" · ", letter] : [letter]));
    const head = html("h4", {}, "Largest sources, unit by unit: ", ...product);
    if (reading.first + step === 0) return [head, html("p", {}, "Before the first word it is 0 in every unit.")];
    const named = found.slice(0, MOST);
    const rest = found.slice(MOST).reduce((total, { term }) => total + term, 0);
    const widest = Math.max(...named.map(({ term }) => Math.abs(term)), 1e-9);
    const rows = named.map(({ unit, factors, term }) => row(`unit ${unit}`, factors, term, widest));
    const others = found.length - named.length;
    return [head, html("ul", { class: "gw-sources" }, ...rows, ...(others > 0 ? [row(`${others} others`, [], rest, widest)] : []))];
}

/**
 * What bars to the left and to the right do.
 * @param {Now} now
 * @param {string} quantity
 */
function sides({ notation, reading }, quantity) {
    const signed = reading.curves.gates === "tanh";
    const gate = notation.keeps(quantity) ? ["writes", "keeps"] : ["shuts", "opens"];
    const [left, right] = quantity === "candidate" || signed ? ["−", "+"] : gate;
    return html("li", { class: "gw-sides soft" }, html("span", {}, left), html("span", {}, right));
}

/**
 * A number with its bar, to the right where it opens, to the left where it shuts.
 * @param {string | Node} label
 * @param {number[]} factors
 * @param {number} value
 * @param {number} widest
 */
function row(label, factors, value, widest) {
    const share = Math.min(Math.abs(value) / widest, 1).toFixed(4);
    return html("li", {},
        html("bdi", { class: "gw-candidate" }, label),
        html("span", { class: "gw-factors" }, factors.map((factor) => two(factor)).join(" · ")),
        html("span", { class: `gw-pull ${value < 0 ? "less" : "more"}`, style: `--share:${share}` }),
        html("span", { class: "gw-number" }, value > 0 ? `+${two(value)}` : two(value)));
}
