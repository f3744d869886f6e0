// @ts-check
/** Formulas in the little LaTeX that Python writes, set as HTML: letters, indices, brackets. */

import { html } from "./draw.js";

const TOKEN = /\\[a-zA-Z]+|\d+|[^\s]/g;
/** @type {Record<string, string>} */
const UPRIGHT = { "\\Gamma": "Γ", "\\sigma": "σ", "\\langle": "⟨", "\\rangle": "⟩", "\\circ": "∘", "\\odot": "⊙" };
const SPACED = new Set(["=", "+", "-", "*", "\\circ", "\\odot"]);

/**
 * Set a formula, its time steps written out as numbers.
 * @param {string} latex
 * @param {number} step from 0
 * @returns {HTMLElement}
 */
export function formula(latex, step) {
    const dated = latex.replaceAll("t-1 ", `${step} `).replaceAll("\\langle t ", `\\langle ${step + 1} `);
    const tokens = dated.match(TOKEN) ?? [];
    return html("span", { class: "maths formula" }, ...sequence(tokens));
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
 * @param {string} token
 * @param {string[]} tokens
 */
function atom(token, tokens) {
    if (token === "\\tilde" || token === "\\hat") return html("i", { class: token.slice(1) }, ...group(tokens));
    const gate = token === "\\Gamma" ? "gate" : "";
    const text = UPRIGHT[token] ?? (token.startsWith("\\") ? token.slice(1) : token === "-" ? "−" : token);
    if (SPACED.has(token)) return html("span", { class: "operator" }, text);
    return html(/^[a-zA-Z]$/.test(token) ? "i" : "span", { class: gate || null }, text);
}
