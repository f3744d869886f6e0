// @ts-check
/**
 * A picture of the stage, as SVG and as PNG: what is drawn on it now, with the columns that are
 * scrolled out of view, and under it what is said of this step and where the picture comes from.
 */

import { drawBands } from "./bands.js";
import { html, svg, textWidth } from "./draw.js";
import { Sheet } from "./sheet.js";
import { colour, trace } from "./tracing.js";
import { checksum, joined } from "./zip.js";

/** @typedef {import("./track.js").Scene & {opened: boolean}} Scene */
/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {{scene: Scene, step: number, sheet: Sheet, root: HTMLElement, said: string}} Shown */
/** @typedef {{from: number, to: number}} Part of the words */

const CHUNK = 40; // columns of one figure: browsers draw no image that is very wide
const [MARGIN, LINE] = [20, 27]; // px
const SHARP = 2; // px of a PNG for one on screen, where there is room
const [LONGEST_SIDE, LARGEST_AREA] = [16_000, 16_700_000]; // px that every browser can draw on

/**
 * @param {Shown} shown
 * @param {Facts} told
 * @param {string} fonts a style sheet that holds its fonts
 * @param {Part} [part] all words where it is left out
 * @returns {Promise<SVGElement>}
 */
export async function picture(shown, told, fonts, part = { from: 0, to: shown.scene.reading.length }) {
    const { scene, step, sheet, root } = shown;
    const complete = part.from === 0 && part.to === scene.reading.length && sheet.from === 0 && sheet.to === part.to;
    if (complete) return composed(sheet, shown, told, fonts, part);
    const [twin, clear] = await twinOf(scene, step, root, part);
    try {
        return composed(twin, shown, told, fonts, part);
    } finally {
        clear();
    }
}

/**
 * Another sheet, out of sight, with the columns of the part: those on screen need not be all.
 * @param {Scene} scene
 * @param {number} step
 * @param {HTMLElement} root
 * @param {Part} part
 * @returns {Promise<[Sheet, () => void]>}
 */
async function twinOf(scene, step, root, { from, to }) {
    const { at } = scene;
    const twin = new Sheet();
    const holder = html("div", { class: root.className, inert: "", style: `position:absolute;left:-1000000px;top:0;width:${(at.gutter + at.width) * at.scale}px` }, twin.element);
    root.append(holder);
    twin.draw(scene);
    [twin.from, twin.to] = [from, to];
    twin.drawVectors(scene);
    twin.mark(scene, step);
    const plots = at.rows ? await figures(scene, from, to, twin) : [];
    return [twin, () => {
        for (const plot of plots) /** @type {any} */ (window).Plotly.purge(plot);
        holder.remove();
    }];
}

/**
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 * @param {Sheet} twin
 */
async function figures(scene, from, to, twin) {
    const plots = [];
    for (let first = from; first < to; first += CHUNK) {
        const plot = html("div", { class: "gw-plot", style: `top:${twin.plot.style.top};left:${first * scene.at.column * scene.at.scale}px` });
        twin.plot.before(plot);
        // deno-lint-ignore no-await-in-loop -- one after the other: each is as much as a page holds
        await drawBands(/** @type {any} */ (window).Plotly, plot, scene, first, Math.min(first + CHUNK, to));
        plots.push(plot);
    }
    twin.plot.hidden = true;
    return plots;
}

/**
 * @param {Sheet} sheet
 * @param {Shown} shown
 * @param {Facts} told
 * @param {string} fonts
 * @param {Part} part
 */
function composed(sheet, shown, told, fonts, { from, to }) {
    const { at } = shown.scene;
    const { scrollLeft, scrollTop } = sheet.scroller;
    sheet.scroller.scrollTo(0, 0);
    const origin = sheet.gutter.getBoundingClientRect();
    const start = at.gutter * at.scale;
    const columns = (Math.min(at.width / at.column, to + 0.5) - from) * at.column * at.scale;
    const left = start + from * at.column * at.scale;
    const height = at.y.end * at.scale;
    const parts = [
        svg("svg", { x: start, y: 0, width: columns, height, viewBox: `${left} 0 ${columns} ${height}` }, ...trace(sheet.columns, origin)),
        ...trace(sheet.gutter, origin),
    ];
    sheet.scroller.scrollTo(scrollLeft, scrollTop);
    return page(parts, shown, told, fonts, { width: Math.max(start + columns, 560), height });
}

/**
 * The picture around what was traced: background, caption, and what it tells of itself.
 * @param {Node[]} parts
 * @param {Shown} shown
 * @param {Facts} told
 * @param {string} fonts
 * @param {{width: number, height: number}} size
 */
function page(parts, { root, said }, told, fonts, size) {
    const style = getComputedStyle(root.querySelector(".gw-transport") ?? root);
    const { sentence, title, gatewalk, link } = told;
    const lines = broken(said, Math.min(size.width, 1100), 19);
    const width = Math.ceil(size.width + 2 * MARGIN);
    const height = Math.ceil(size.height + (lines.length + 2) * LINE + 2 * MARGIN);
    const line = (/** @type {string} */ text, /** @type {number} */ i, /** @type {number} */ font) => svg("text", { x: 0, y: size.height + (i + 1) * LINE, "font-size": font, style: "unicode-bidi:plaintext" }, text);
    const source = cut(`${title} · Gatewalk ${gatewalk}${link ? ` · ${link}` : ""}`, size.width, 15);
    return svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` },
        svg("title", {}, sentence),
        svg("desc", {}, said),
        svg("metadata", {}, JSON.stringify(told)),
        svg("style", {}, fonts),
        svg("rect", { width, height, fill: colour(style.backgroundColor) }),
        svg("g", { transform: `translate(${MARGIN} ${MARGIN})`, fill: colour(style.color), "font-family": '"Source Sans", sans-serif' },
            ...parts,
            ...lines.map((text, i) => line(text, i, 19)),
            line(source, lines.length + 0.4, 15)));
}

/**
 * A text in lines of a width.
 * @param {string} text
 * @param {number} width
 * @param {number} font
 */
function broken(text, width, font) {
    /** @type {string[]} */
    const lines = [];
    for (const word of text.split(/ +/)) {
        const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
        if (lines.length && textWidth(longer, font) <= width) lines[lines.length - 1] = longer;
        else lines.push(cut(word, width, font));
    }
    return lines;
}

/**
 * As much of a text as a width holds.
 * @param {string} text
 * @param {number} width
 * @param {number} font
 */
function cut(text, width, font) {
    if (textWidth(text, font) <= width) return text;
    let [keep, most] = [1, text.length];
    while (most - keep > 1) {
        const middle = (keep + most) >> 1;
        if (textWidth(`${text.slice(0, middle)}…`, font) <= width) keep = middle;
        else most = middle;
    }
    return `${text.slice(0, keep)}…`;
}

/** @param {SVGElement} drawn */
export function svgFile(drawn) {
    return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(drawn)], { type: "image/svg+xml" });
}

/**
 * The words that a PNG has room for: all, or those around the step.
 * @param {Shown} shown
 * @returns {Part}
 */
export function fitting({ scene: { at, reading }, step }) {
    const height = at.y.end * at.scale + 8 * LINE + 2 * MARGIN;
    const room = Math.min(LARGEST_AREA / height, LONGEST_SIDE) - at.gutter * at.scale - 2 * MARGIN;
    const count = Math.floor(room / (at.column * at.scale)) - 1;
    if (count >= reading.length) return { from: 0, to: reading.length };
    const from = Math.min(Math.max(step - (count >> 1), 0), reading.length - count);
    return { from, to: from + count };
}

/**
 * @param {SVGElement} drawn
 * @param {Facts} told
 */
export async function pngFile(drawn, told) {
    const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
    const scale = Math.min(SHARP, LONGEST_SIDE / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));
    const canvas = /** @type {HTMLCanvasElement} */ (html("canvas", { width: Math.floor(width * scale), height: Math.floor(height * scale) }));
    const url = URL.createObjectURL(svgFile(drawn));
    try {
        const image = /** @type {HTMLImageElement} */ (html("img", { width, height }));
        image.src = url;
        await image.decode();
        canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    } finally {
        URL.revokeObjectURL(url);
    }
    /** @type {Blob} */
    const made = await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("This picture is too large to be drawn."))), "image/png"));
    return new Blob([labelled(new Uint8Array(await made.arrayBuffer()), told)], { type: "image/png" });
}

/**
 * A PNG with texts in it, after its header.
 * @param {Uint8Array} png
 * @param {Facts} told
 */
function labelled(png, told) {
    const texts = { Title: told.sentence, Software: `Gatewalk ${told.gatewalk}`, Source: told.link, Comment: JSON.stringify(told) };
    const HEADER = 33; // bytes of the signature and the first chunk
    return joined([png.slice(0, HEADER), ...Object.entries(texts).map(([name, text]) => chunk(name, text)), png.slice(HEADER)]);
}

/**
 * @param {string} keyword
 * @param {string} text
 */
function chunk(keyword, text) {
    const typed = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
    const framed = new Uint8Array(typed.length + 8);
    const view = new DataView(framed.buffer);
    view.setUint32(0, typed.length - 4);
    framed.set(typed, 4);
    view.setUint32(typed.length + 4, checksum(typed));
    return framed;
}
