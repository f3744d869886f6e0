// @ts-check
/** How far two readings are apart: the heatmap of B minus A, and the units that differ most. */

import { escape } from "./bands.js";
import { mix } from "./colours.js";
import { signed } from "./difference.js";
import { clear, html } from "./draw.js";
import { renew } from "./renew.js";

/** @typedef {import("./notation.js").Notation} Notation */
/** @typedef {{left: number, right: number, name: string, distance: number}} Row */
/** @typedef {{rows: Row[], differences: Record<string, (number | null)[][]>, reach: Record<string, number>, ramps: Record<"light" | "dark", string[]>, unit: number}} Differences */
/** @typedef {{left: number, column: number, labels: string[], dark: boolean, notation: Notation}} Place px on screen */

const [ROW, TOP, BELOW, SHOWN] = [21, 30, 4, 12]; // px of a row, over the rows, under them; rows at first
const LETTER = 7.5; // px

export class Apart {
    /** @param {(unit: number) => void} pin */
    constructor(pin) {
        this.pin = pin;
        this.quantity = "cell";
        this.all = false;
        /** @type {{found: Differences, place: Place} | null} */
        this.drawn = null;
        this.choice = html("select", { "aria-label": "Difference of", on: { change: (/** @type {any} */ event) => this.choose(event.target.value) } });
        this.legend = html("span", { class: "gw-apart-legend" });
        this.plot = html("div", { class: "gw-apart-plot", role: "img", "aria-label": "Heatmap of the differences; the list beside it tells the same" });
        this.cursor = html("div", { class: "gw-apart-cursor" });
        this.sheet = html("div", { class: "gw-apart-sheet" }, this.plot, this.cursor);
        this.element = html("section", { class: "gw-apart", "aria-label": "Difference" },
            html("div", { class: "gw-apart-head" }, html("h2", {}, "B − A"), this.choice, this.legend), this.sheet);
        this.more = html("button", { type: "button", class: "gw-apart-more", on: { click: () => this.toggle() } });
        this.list = html("ol", { class: "gw-ranking" });
        this.ranking = html("section", { "aria-label": "Units by how far they differ" },
            html("h2", {}, "Units, by how far they differ"), html("p", { class: "gw-ranking-of" }, "mean of |Δc| over the words that both have"), this.list, this.more);
    }

    /** @param {string} quantity */
    choose(quantity) {
        this.quantity = quantity;
        this.redraw();
    }

    toggle() {
        this.all = !this.all;
        this.redraw();
    }

    redraw() {
        if (this.drawn) this.draw(this.drawn.found, this.drawn.place);
    }

    /**
     * @param {Differences} found
     * @param {Place} place
     */
    draw(found, place) {
        this.drawn = { found, place };
        if (!(this.quantity in found.differences)) this.quantity = "cell";
        this.element.hidden = this.ranking.hidden = !found.rows.length;
        if (!found.rows.length) return;
        this.offer(found, place.notation);
        this.rank(found);
        this.paint(found, place);
    }

    /** @param {Differences} found @param {Notation} notation */
    offer(found, notation) {
        const names = Object.keys(found.differences);
        const label = (/** @type {string} */ name) => (notation.convention.symbols[name] ? `${notation.plain(name)} ${notation.title(name)}` : name);
        renew(this.choice, ...names.map((name) => html("option", { value: name }, label(name))));
        /** @type {HTMLSelectElement} */ (this.choice).value = this.quantity;
    }

    /** The rows that are drawn. @param {Differences} found */
    shown({ rows }) {
        return this.all ? rows : rows.slice(0, SHOWN);
    }

    /** @param {Differences} found */
    rank(found) {
        const most = Math.max(...found.rows.map((row) => row.distance), 0.05);
        renew(this.list, ...this.shown(found).map((row) => html("li", {},
            html("button", { type: "button", "aria-pressed": String(row.left === found.unit), on: { click: () => this.pin(row.left) } },
                html("span", { class: "gw-ranked" }, named(row)),
                html("span", { class: "gw-share", style: `--share:${(row.distance / most).toFixed(4)}` }),
                html("span", { class: "gw-number" }, row.distance.toFixed(2))))));
        this.more.hidden = found.rows.length <= SHOWN;
        this.more.textContent = this.all ? `the first ${SHOWN} only` : `all ${found.rows.length} units`;
    }

    /** @param {Differences} found @param {Place} place */
    paint(found, { left, column, labels, dark, notation }) {
        const rows = this.shown(found);
        const stops = found.ramps[dark ? "dark" : "light"];
        const [reach, count] = [found.reach[this.quantity], labels.length];
        const [width, height] = [left + count * column, TOP + rows.length * ROW + BELOW];
        const sign = notation.convention.symbols[this.quantity] && notation.keeps(this.quantity) ? -1 : 1;
        const z = found.differences[this.quantity].slice(0, rows.length).map((row) => row.map((value) => (value === null ? null : sign * value)));
        const font = { family: "Source Sans, sans-serif", size: 15, color: getComputedStyle(this.element).color };
        const silent = { fixedrange: true, showgrid: false, zeroline: false, ticks: "", tickfont: font };
        const text = z.map((row, i) => row.map((value, at) => `${escape(labels[at])}<br>${escape(named(rows[i]))}<br>B − A ${value === null ? "" : signed(value)}`));
        void /** @type {any} */ (window).Plotly.react(this.plot, [{
            type: "heatmap", z, text, hoverinfo: "text", zmin: -reach, zmax: reach, showscale: false, xgap: 1, ygap: 1,
            colorscale: stops.map((stop, i) => [i / (stops.length - 1), stop]),
        }], {
            width, height, margin: { l: left, r: 0, t: TOP, b: BELOW }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", dragmode: false, template: "none",
            xaxis: { ...silent, side: "top", range: [-0.5, count - 0.5], tickvals: labels.map((_, i) => i), ticktext: labels.map((word) => escape(short(word, column))) },
            yaxis: { ...silent, range: [rows.length - 0.5, -0.5], tickvals: rows.map((_, i) => i), ticktext: rows.map((row) => `${escape(named(row))}\u2002`) },
            hoverlabel: { font: { family: "Source Sans, sans-serif", size: 16 } },
        }, { displayModeBar: false, doubleClick: false, scrollZoom: false });
        Object.assign(this.cursor.style, { width: `${column}px`, height: `${height}px` });
        clear(this.legend).append(`−${reach.toFixed(2)} `, ...[0, 0.25, 0.5, 0.75, 1].map((at) => html("i", { style: `background:${mix(stops, at)}` })), ` +${reach.toFixed(2)}`);
        this.plot.setAttribute("aria-label", `Heatmap of B minus A of ${notation.title(this.quantity)}, ${rows.length} units by ${count} words`);
    }

    /** @param {number} at the stop */
    show(at) {
        if (!this.drawn) return;
        const { left, column } = this.drawn.place;
        this.cursor.style.transform = `translateX(${left + at * column}px)`;
        const [start, end] = [at * column, left + (at + 1) * column];
        if (start < this.sheet.scrollLeft || end > this.sheet.scrollLeft + this.sheet.clientWidth) this.sheet.scrollLeft = start - this.sheet.clientWidth / 3;
    }
}

/** @param {Row} row */
function named({ left, right, name }) {
    const unit = left === right ? `unit ${left}` : `units ${left}, ${right}`;
    return name ? `${unit} · ${name}` : unit;
}

/** A word that fits over its column. @param {string} word @param {number} width */
function short(word, width) {
    const letters = [...word];
    const room = Math.max(Math.floor((width - 4) / LETTER), 2);
    return letters.length <= room ? word : `${letters.slice(0, room - 1).join("")}…`;
}
