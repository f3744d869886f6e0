// @ts-check
/** Small helpers to build HTML and SVG. Text is always set as text, never parsed as markup. */

import { keepWhole } from "./renew.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null} Child */

/**
 * Make an HTML element.
 * @param {string} name
 * @param {Record<string, any>} [attributes] `class`, `style`..., and `on` with listeners
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function html(name, attributes = {}, ...children) {
    return /** @type {HTMLElement} */ (fill(document.createElement(name), attributes, children));
}

/**
 * Make an SVG element.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
    return /** @type {SVGElement} */ (fill(document.createElementNS(SVG, name), attributes, children));
}

/**
 * @param {Element} element
 * @param {Record<string, any>} attributes
 * @param {Child[]} children
 */
function fill(element, { on = {}, ...attributes }, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined && value !== null && value !== false) element.setAttribute(name, String(value));
    }
    for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
    if (Object.keys(on).length) keepWhole(element);
    element.append(...children.filter((child) => child !== null));
    return element;
}

/**
 * A symbol such as Γ with its index, or c̃, as a line of SVG text.
 * @param {[string, string]} symbol letter and index
 * @returns {SVGElement[]}
 */
export function symbolSpans([letter, subscript]) {
    const italic = letter !== "Γ";
    const base = svg("tspan", { class: italic ? "maths italic" : "maths" }, letter);
    return subscript ? [base, svg("tspan", { class: "maths italic", dy: 5, "font-size": "75%" }, subscript)] : [base];
}

/** @param {Element} element */
export function clear(element) {
    element.replaceChildren();
    return element;
}

const canvas = document.createElement("canvas").getContext("2d");
const FONT = '"Source Sans", "Source Sans Pro", sans-serif';

/**
 * How wide a text is, in px.
 * @param {string} text
 * @param {number} size px
 * @param {number} [weight]
 */
export function textWidth(text, size, weight = 400) {
    if (!canvas) return 0;
    canvas.font = `${weight} 100px ${FONT}`;
    return (canvas.measureText(text).width * size) / 100;
}

/**
 * Fit a word into a width: a smaller size first, then its beginning and an ellipsis.
 * @param {string} word
 * @param {number} width px
 * @param {number} largest px
 * @param {number} smallest px
 * @returns {{text: string, size: number}}
 */
export function fitWord(word, width, largest, smallest) {
    const measure = (/** @type {string} */ text) => textWidth(text, 1, 700);
    const size = Math.floor(Math.min(largest, width / (measure(word) || 1)));
    if (size >= smallest) return { text: word, size };
    const letters = [...word];
    let keep = Math.min(letters.length, 60);
    while (keep > 1 && measure(letters.slice(0, keep).join("") + "…") * smallest > width) keep -= 1;
    return { text: letters.slice(0, keep).join("") + "…", size: smallest };
}
