// @ts-check
/** The bands: one Plotly figure with a heatmap row per gate, drawn once and never on a step. */

import { svg } from "./draw.js";
import { ink } from "./colours.js";
import { asDifference, change, signed } from "./difference.js";
import { two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./reading.js").Row} Row */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./colours.js").Palette} Palette */
/** @typedef {import("./notation.js").Notation} Notation */
/** @typedef {{reading: Reading, at: Frame, palette: Palette, unit: number, notation: Notation, difference?: boolean}} Scene `difference`: after minus before, in place of the values */

const LEAST_AIM = 8; // px of a row that a click can mean

/**
 * Units in the order of one row of the figure.
 * @param {Reading} reading
 * @param {"pinned" | "others"} part
 * @param {number} unit
 */
export function unitsOf(reading, part, unit) {
    if (part === "pinned") return [unit];
    return Array.from({ length: reading.units }, (_, k) => k).filter((k) => k !== unit);
}

/**
 * Draw the figure for some columns: Python's figure, with values, words and heights filled in.
 * @param {any} Plotly
 * @param {HTMLElement} element
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
export function drawBands(Plotly, element, { reading, at, palette, unit, notation, difference = false }, from, to) {
    const rows = /** @type {import("./reading.js").Rows} */ (at.rows);
    const shown = reading.figure.data.filter((_, i) => rows.rows[i].height); // a folded row has no room
    const data = shown.map((heatmap) => {
        const band = reading.bands[heatmap.meta.band];
        const units = unitsOf(reading, heatmap.meta.part, unit);
        const z = units.map((k) => values({ reading, notation, difference }, band.quantity, k, from, to));
        const { ramp, limits: [zmin, zmax] } = difference ? asDifference(band) : band;
        const told = heatmap.meta.part === "pinned" && !difference ? exact(notation, band.quantity, unit, from, to) : null;
        const hovered = hover(notation, band.quantity, told ? "text" : difference ? "z:+.4f" : "z:.4f", difference);
        return { ...heatmap, ...told, ...hovered, z, zmin, zmax, x0: from, dx: 1, colorscale: palette.scale(ramp) };
    });
    const layout = { ...reading.figure.layout, ...axes(reading, rows, unit), width: (to - from) * at.column * at.scale, height: rows.height * at.scale };
    const ticks = reading.words.slice(from, to);
    layout.xaxis = {
        ...reading.figure.layout.xaxis,
        range: [from - 0.5, to - 0.5],
        tickvals: ticks.map((_, i) => from + i),
        ticktext: ticks.map(escape),
    };
    layout.hoverlabel = { font: { family: "Source Sans, sans-serif", size: 16 } };
    return Plotly.react(element, data, layout, { displayModeBar: false, doubleClick: false, scrollZoom: false });
}

/**
 * What a row of a band shows: values as their notation has them, or how they have changed.
 * @param {Pick<Scene, "reading" | "notation" | "difference">} scene
 * @param {string} quantity
 * @param {number} unit
 * @param {number} from
 * @param {number} to
 */
function values({ reading, notation, difference }, quantity, unit, from, to) {
    const keeps = notation.keeps(quantity);
    return difference ? change(reading, quantity, unit, from, to, keeps) : asShown(reading.row(quantity, unit, from, to), keeps);
}

/**
 * Values as their notation shows them.
 * @param {Float32Array} values
 * @param {boolean} keeps
 */
const asShown = (values, keeps) => (keeps ? values.map((value) => 1 - value) : values);

/**
 * What hovering tells: word, unit, symbol, name and value.
 * @param {Notation} notation
 * @param {string} quantity
 * @param {string} value
 * @param {boolean} difference
 */
function hover(notation, quantity, value, difference) {
    const [letter, index] = notation.symbol(quantity);
    return { hovertemplate: `%{x}<br>%{y}<br>${difference ? "after − before, " : ""}${letter}${index && `<sub>${index}</sub>`} ${notation.short(quantity)} %{${value}}<extra></extra>` };
}

/**
 * The values of the pinned unit with four decimals, or as they are written where those say nothing.
 * @param {Notation} notation
 * @param {string} quantity
 * @param {number} unit
 * @param {number} from
 * @param {number} to
 */
function exact(notation, quantity, unit, from, to) {
    const texts = Array.from({ length: to - from }, (_, i) => {
        const fixed = notation.value(quantity, from + i, unit).toFixed(4);
        const text = notation.text(quantity, from + i, unit);
        return text.includes("·10") && Number.isInteger(Number(fixed)) ? text : fixed.replace("-", "−");
    });
    return { text: [texts] };
}

/**
 * @param {Reading} reading
 * @param {import("./reading.js").Rows} rows
 * @param {number} unit
 */
function axes(reading, rows, unit) {
    return Object.fromEntries(rows.rows.flatMap((row, i) => {
        if (!row.height) return [];
        const name = `yaxis${i === 0 ? "" : i + 1}`;
        const units = unitsOf(reading, row.part, unit);
        const domain = [1 - (row.top + row.height) / rows.height, 1 - row.top / rows.height];
        return [[name, {
            ...reading.figure.layout[`yaxis${i + 1}`], ...reading.figure.layout[name],
            domain: domain.map((place) => Math.min(Math.max(place, 0), 1)),
            tickvals: units.map((_, k) => k),
            ticktext: units.map((k) => `unit ${k}`),
        }]];
    }));
}

/** Plotly reads tags in its texts; a typed word has none. @param {string} word */
export const escape = (word) => word.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);

/**
 * The numbers of the pinned unit, on its rows.
 * @param {Scene} scene
 * @param {number} from
 * @param {number} to
 */
export function bandNumbers({ reading, at, palette, unit, notation, difference = false }, from, to) {
    if (!at.rows) return [];
    return at.rows.rows.filter((row) => row.part === "pinned").flatMap((row) => {
        const { quantity } = reading.bands[row.band];
        const band = difference ? asDifference(reading.bands[row.band]) : reading.bands[row.band];
        const y = at.y.bands + row.top + row.height / 2 + 6;
        return Array.from(values({ reading, notation, difference }, quantity, unit, from, to), (value, i) => {
            const ground = palette.of(band, value);
            const halo = reading.forced(quantity, from + i, unit) ? `;stroke:${ground}` : "";
            return svg("text", {
                class: `value${halo && " on-hatch"}`, x: (from + i + 0.5) * at.column, y, "text-anchor": "middle", style: `fill:${ink(ground)}${halo}`,
            }, difference ? signed(value) : two(value));
        });
    });
}

/**
 * Which unit lies at a height of the figure, or null between rows and where rows are too thin to aim at.
 * @param {Reading} reading
 * @param {Frame} at
 * @param {number} unit the pinned one
 * @param {number} y from the top of the figure
 */
export function unitAt(reading, at, unit, y) {
    const row = at.rows?.rows.find((each) => y >= each.top && y < each.top + each.height);
    if (!row) return null;
    const units = unitsOf(reading, row.part, unit);
    if (row.height / units.length < LEAST_AIM) return null;
    return units[Math.min(Math.floor(((y - row.top) / row.height) * units.length), units.length - 1)];
}
