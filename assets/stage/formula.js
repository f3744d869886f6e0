// @ts-check
/** Formulas in the little LaTeX that Python writes, set as HTML: letters, indices, brackets. */

import { html } from "./draw.js";

const TOKEN = /\\[a-zA-Z]+|\d+|[^\s]/g;
/** @type {Record<string, string>} */
const UPRIGHT = { "\\Gamma": "Γ", "\\sigma": "σ", "\\langle": "⟨", "\\rangle": "⟩", "\\circ": "∘", "\\odot": "⊙" };
const SPACED = new Set(["=", "+", "-", "*", "\\circ", "\\odot"]);

const LONG = 1_000; // from this step on formulas keep their t: four figures would not fit

/**
 * Set a formula, its time steps written out as numbers.
 * @param {string} latex
 * @param {number} step from 0
 * @returns {HTMLElement}
 */
export function formula(latex, step) {
    const dated = step + 1 >= LONG ? latex : latex.replaceAll("t-1 ", `${step} `).replaceAll("\\langle t ", `\\langle ${step + 1} `)
        .replaceAll("_{t-1}", `_{${step}}`).replaceAll("_{t}", `_{${step + 1}}`);
    const tokens = dated.match(TOKEN) ?? [];
    return html("span", { class: "maths formula" }, ...sequence(tokens));
}

/**
 * Set a symbol by itself, without its time step.
 * @param {[string, string]} symbol letter and index
 */
export function symbol([letter, index]) {
    const [base, accent] = letter.normalize("NFD");
    const gate = letter === "Γ";
    const set = accent ? accented(accent === "\u0303" ? "tilde" : "hat", [new Text(base)]) : html(gate ? "span" : "i", {}, base);
    return html("span", { class: gate ? "maths gate" : "maths" }, set, index ? html("sub", {}, html("i", {}, index)) : null);
}

/**
 * Set tokens up to the end of their group.
 * @param {string[]} tokens taken from the front
 */
function sequence(tokens) {
    /** @type {Node[]} */
    const set = [];
    for (let token = tokens.shift(); token !== undefined && token !== "}"; token = tokens.shift()) {
        if (token === "_" || token === "^") set.push(html(token === "_" ? "sub" : "sup", {}, ...group(tokens)));
        else set.push(atom(token, tokens));
    }
    return set;
}

/** @param {string[]} tokens */
function group(tokens) {
    tokens.shift(); // the opening brace
    return sequence(tokens);
}

/**
 * @param {string} accent "tilde" or "hat"
 * @param {Node[]} letter
 */
export function accented(accent, letter) {
    const tall = /[A-Zbdfhklt]/.test(letter.map((node) => node.textContent).join(""));
    return html("i", { class: `${accent}${tall ? " tall" : ""}` }, ...letter);
}

/**
 * @param {string} token
 * @param {string[]} tokens
 */
function atom(token, tokens) {
    if (token === "\\mathrm") return html("span", {}, ...group(tokens).map((letter) => new Text(letter.textContent ?? "")));
    if (token === "\\tilde" || token === "\\hat") return accented(token.slice(1), group(tokens));
    const gate = token === "\\Gamma" ? "gate" : "";
    const text = UPRIGHT[token] ?? (token.startsWith("\\") ? token.slice(1) : token === "-" ? "−" : token);
    if (SPACED.has(token)) return html("span", { class: "operator" }, text);
    return html(/^[a-zA-Z]$/.test(token) ? "i" : "span", { class: gate || null }, text);
}
