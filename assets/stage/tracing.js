// @ts-check
/**
 * What a browser has drawn, as one SVG that needs no style sheet: drawings are copied with the
 * styles they were computed to have; boxes and words of HTML become shapes and texts.
 */

import { svg } from "./draw.js";

/** @typedef {{left: number, top: number}} Origin */
/** @typedef {Record<string, string>} Styles */

const INHERITED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "paint-order",
    "font-family", "font-size", "font-weight", "font-style", "font-variant-numeric", "text-anchor", "direction"];
const DRAWN = ["path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text", "tspan"]; // what has such styles
const OWN = { opacity: "1", "unicode-bidi": "normal", "image-rendering": "auto", "mix-blend-mode": "normal" };
const DROPPED = /^(class|style|tabindex|role|aria-.*|data-.*|on.*|pointer-events)$/;
const CLEAR = /^(rgba\(0, 0, 0, 0\)|transparent|none)$/;

/**
 * Trace an element and all in it, in the order in which it is painted.
 * @param {Element} element
 * @param {Origin} origin where on screen the picture's left upper corner is
 * @returns {Node[]}
 */
export function trace(element, origin) {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return [];
    if (element instanceof SVGSVGElement) return element.querySelector(".hoverlayer") ? [] : [drawing(element, origin)];
    const within = [...element.childNodes].map((child) => ({ child, level: child instanceof Element ? Number(getComputedStyle(child).zIndex) || 0 : 0 }));
    within.sort((a, b) => a.level - b.level);
    const parts = [
        ...box(element, style, origin),
        ...within.flatMap(({ child }) => (child instanceof Element ? trace(child, origin) : child instanceof Text ? words(child, style, origin) : [])),
    ];
    return style.opacity === "1" ? parts : [svg("g", { opacity: style.opacity }, ...parts)];
}

/**
 * @param {SVGSVGElement} source
 * @param {Origin} origin
 */
function drawing(source, origin) {
    const { left, top, width, height } = source.getBoundingClientRect();
    const copied = copy(source, {});
    const place = { x: short(left - origin.left), y: short(top - origin.top), width: short(width), height: short(height) };
    for (const [name, value] of Object.entries(place)) copied.setAttribute(name, value);
    copied.setAttribute("overflow", getComputedStyle(source).overflow);
    return copied;
}

/**
 * Copy an element of a drawing; what it inherits from what is copied around it is not said again.
 * @param {Element} source
 * @param {Styles} inherited
 * @returns {Element}
 */
function copy(source, inherited) {
    const copied = document.createElementNS("http://www.w3.org/2000/svg", source.localName);
    for (const { name, value } of source.attributes) {
        if (!DROPPED.test(name) && !INHERITED.includes(name)) copied.setAttribute(name, value);
    }
    if (source.localName === "defs") {
        copied.append(...[...source.childNodes].map((child) => child.cloneNode(true)));
        return copied;
    }
    const styles = styled(source, copied, inherited);
    for (const child of source.childNodes) {
        if (child instanceof Text) copied.append(child.data);
        else if (child instanceof Element && getComputedStyle(child).display !== "none") copied.append(copy(child, styles));
    }
    return copied;
}

/**
 * @param {Element} source
 * @param {Element} copied
 * @param {Styles} inherited
 * @returns {Styles} what the elements within inherit
 */
function styled(source, copied, inherited) {
    const computed = getComputedStyle(source);
    for (const [name, usual] of Object.entries(OWN)) {
        const value = computed.getPropertyValue(name);
        if (value !== usual && (name !== "unicode-bidi" || source.localName === "text")) copied.setAttribute("style", `${copied.getAttribute("style") ?? ""}${name}:${value};`);
    }
    if (!DRAWN.includes(source.localName)) return inherited;
    const styles = { ...inherited };
    for (const name of INHERITED) {
        const value = colour(computed.getPropertyValue(name));
        if (value === inherited[name]) continue;
        copied.setAttribute(name, value);
        styles[name] = value;
    }
    return styles;
}

/** A colour that every program knows, from those that only browsers do. @param {string} value */
export function colour(value) {
    const found = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)$/.exec(value);
    if (!found) return value;
    const bytes = found.slice(1, 4).map((part) => Math.round(Math.min(Math.max(Number(part), 0), 1) * 255));
    return found[4] ? `rgba(${bytes.join(", ")}, ${found[4]})` : `rgb(${bytes.join(", ")})`;
}

/** @param {number} length */
const short = (length) => String(Number(length.toFixed(2)));

/**
 * The background and the border of an element.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @param {Origin} origin
 */
function box(element, style, origin) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const edge = parseFloat(style.borderTopWidth) || 0;
    const [fill, stroke] = [colour(style.backgroundColor), edge ? colour(style.borderTopColor) : "none"];
    if (!width || !height || (CLEAR.test(fill) && CLEAR.test(stroke))) return [];
    const [x, y, w, h] = [left - origin.left + edge / 2, top - origin.top + edge / 2, width - edge, height - edge];
    const radius = (/** @type {string} */ corner) => Math.max((parseFloat(corner) || 0) - edge / 2, 0);
    const [upper, lower] = [radius(style.borderTopLeftRadius), radius(style.borderBottomLeftRadius)];
    return [svg("path", { d: rounded(x, y, w, h, upper, lower), fill: CLEAR.test(fill) ? "none" : fill, stroke, "stroke-width": edge || null })];
}

/**
 * A rectangle with round upper and lower corners.
 * @param {number} x
 * @param {number} y
 * @param {number} w
 * @param {number} h
 * @param {number} upper
 * @param {number} lower
 */
function rounded(x, y, w, h, upper, lower) {
    const arc = (/** @type {number} */ r, /** @type {number} */ dx, /** @type {number} */ dy) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : "");
    const [X, Y] = [short(x + upper), short(y)];
    return `M${X} ${Y}h${short(w - 2 * upper)}${arc(upper, upper, upper)}v${short(h - upper - lower)}${arc(lower, -lower, lower)}`
        + `h${short(2 * lower - w)}${arc(lower, -lower, -lower)}v${short(lower + upper - h)}${arc(upper, upper, -upper)}Z`;
}

const canvas = document.createElement("canvas").getContext("2d");

/**
 * A line of text of an HTML element, where the browser has set it.
 * @param {Text} text
 * @param {CSSStyleDeclaration} style
 * @param {Origin} origin
 */
function words(text, style, origin) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, top, width, height } = range.getBoundingClientRect();
    if (!canvas || !width || !text.data.trim()) return [];
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = canvas.measureText(text.data);
    const baseline = top - origin.top + (height - above - below) / 2 + above;
    return [svg("text", {
        x: short(left - origin.left + width / 2), y: short(baseline), "text-anchor": "middle", fill: colour(style.color),
        "font-family": style.fontFamily, "font-size": style.fontSize, "font-weight": style.fontWeight, style: "unicode-bidi:plaintext",
    }, text.data)];
}
