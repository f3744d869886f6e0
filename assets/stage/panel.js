// @ts-check
/** The panel: what the pinned unit did at this step, in words, symbols and numbers. */

import { clear, html, symbol } from "./draw.js";
import { formula } from "./formula.js";
import { options } from "./carriers.js";
import { SHARE, ink } from "./colours.js";
import { gate as gateNumber, percent, two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./colours.js").Palette} Palette */
/** @typedef {{reading: Reading, palette: Palette, unit: number, step: number, seen?: number}} Now `seen`: verdicts not covered */

const MEASURED = 6; // of the longest sentences: letters do not tell how lines break
const PAIRS = [["was", "were"], ["is", "are"], ["has", "have"]];

export class Panel {
    /** @param {{pin: (unit: number) => void, compare: (pair: string) => void, type: () => void}} ask */
    constructor(ask) {
        this.ask = ask;
        this.heading = html("h2", { class: "gw-heading" });
        this.back = html("button", { type: "button", class: "gw-back", hidden: "" }, "back to the number unit");
        this.back.addEventListener("click", () => ask.pin(Number(this.back.dataset.unit)));
        this.reserved = "";
        this.said = html("p", { class: "gw-said" });
        this.gates = html("dl", { class: "gw-gates" });
        this.memory = html("div", { class: "gw-memory" });
        this.next = html("div", { class: "gw-expected" });
        this.remark = html("p", { class: "gw-remark" });
        this.element = html("aside", { class: "gw-panel", "aria-label": "This step" },
            html("div", { class: "gw-now" }, this.heading, this.back, this.said),
            html("div", { class: "gw-rest" }, this.memory, this.gates, this.next, this.remark));
    }

    /** @param {Now} now */
    show(now) {
        this.headline(now);
        this.narrate(now);
        clear(this.gates).append(...quantities(now));
        clear(this.memory).append(...equation(now));
        clear(this.next).append(...this.expectation(now));
        this.remark.textContent = now.reading.remark && `Note: ${now.reading.remark}.`;
    }

    /** What of it stays in view below the stage, in px, where the panel is not beside it. */
    strip() {
        const { parentElement } = this.said;
        return parentElement && getComputedStyle(parentElement).position === "sticky" ? parentElement.offsetHeight : 0;
    }

    /** @param {Now} now */
    headline({ reading, unit, step }) {
        const units = this.heading.querySelector("select") ?? html("select", {
            "aria-label": "Unit",
            on: { change: (/** @type {any} */ event) => this.ask.pin(Number(event.target.value)) },
        });
        const names = options(reading);
        if (units.textContent !== names.map((name) => name.textContent).join("")) clear(units).append(...names);
        /** @type {HTMLSelectElement} */ (units).value = String(unit);
        const text = reading.words[step];
        const word = html("bdi", { class: "gw-word" }, /[\p{L}\p{N}]/u.test(text) ? text : `“${text}”`);
        this.heading.replaceChildren("Unit ", units, ` at step ${step + 1}, `, word);
        this.back.hidden = reading.numberUnit === null || unit === reading.numberUnit;
        this.back.dataset.unit = String(reading.numberUnit);
    }

    /**
     * Keep room for the longest sentence, so that nothing below it moves on a step.
     * @param {Pick<Now, "reading" | "unit">} now
     */
    reserve({ reading, unit }) {
        const width = this.said.clientWidth;
        const wanted = `${reading.key} ${width}`;
        if (unit !== reading.unit || !width || wanted === this.reserved) return;
        this.reserved = wanted;
        const length = (/** @type {number} */ step) => reading.narration[step].reduce((sum, [text]) => sum + text.length, 0);
        const steps = reading.narration.map((_, step) => step).sort((a, b) => length(b) - length(a));
        this.said.style.minHeight = "0";
        const heights = steps.slice(0, MEASURED).map((step) => {
            this.narrate({ reading, unit, step });
            return Math.ceil(this.said.getBoundingClientRect().height);
        });
        this.said.style.minHeight = `${Math.max(...heights)}px`;
    }

    /** @param {Pick<Now, "reading" | "unit" | "step" | "seen">} now */
    narrate({ reading, unit, step, seen = Infinity }) {
        // Sentences are composed in Python, for one unit; those of a unit just pinned are on their way.
        const spans = unit === reading.unit ? reading.narration[step] : [["…", "plain"]];
        const told = step < seen ? spans : [...spans.slice(0, reading.verdictFrom[step]), [".", "plain"]];
        this.said.replaceChildren(...told.map(([text, kind]) => html("span", { class: kind }, ...withSymbols(text))));
        if (reading.aside && unit === reading.unit) this.said.append(" ", html("span", { class: "soft" }, reading.aside));
    }

    /** @param {Now} now */
    expectation({ reading, unit, step, seen = Infinity }) {
        const pair = reading.pair.join("/");
        const known = PAIRS.map((words) => words.join("/"));
        const chosen = (/** @type {HTMLSelectElement} */ { value }) => (value ? this.ask.compare(value) : this.ask.type());
        const choice = html("select", { "aria-label": "Pair of words", on: { change: (/** @type {any} */ event) => chosen(event.target) } },
            ...[...(known.includes(pair) ? [] : [pair]), ...known].map((each) => html("option", { value: each, selected: each === pair }, each.replace("/", " : "))),
            html("option", { value: "" }, "other words …"));
        if (step >= seen) return [html("h3", {}, "What comes next ", choice), html("p", { class: "gw-hidden" }, "Covered, until the next step is taken.")];
        const [first, second] = reading.probabilities[step];
        const rows = reading.nextWords[step];
        return [
            html("h3", {}, "What comes next ", choice),
            html("ul", { class: "gw-pair" }, likely(reading.pair[0], first, "up"), likely(reading.pair[1], second, "down")),
            html("p", { class: "gw-decides" }, `unit ${unit} decides ${unit === reading.unit ? percent(reading.shares[step]) : "…"} of this`),
            html("ul", { class: "gw-likely" }, ...rows.map(([word, p]) => likely(word, p, ""))),
        ];
    }
}

/**
 * Set the symbols within a sentence as mathematics.
 * @param {string} text
 */
function withSymbols(text) {
    return text.split(/(Γ[urfo]|c̃|[ac])(?=\u00a0=)/).map((part, i) => (i % 2 ? symbol([part.startsWith("c̃") ? part : part[0], part[0] === "Γ" ? part[1] : ""]) : part));
}

/**
 * A word that may come next; all bars share one scale, from 0 to 100 %.
 * @param {string} word
 * @param {number} p
 * @param {string} kind
 */
function likely(word, p, kind) {
    const bar = html("span", { class: `gw-share ${kind}`, style: `--share:${p.toFixed(4)}` });
    return html("li", {}, html("bdi", { class: `gw-candidate ${kind}` }, word), bar, html("span", { class: "gw-number" }, percent(p)));
}

/**
 * A number in the colour it has in its band.
 * @param {Palette} palette
 * @param {Pick<import("./colours.js").Band, "ramp" | "limits">} band
 * @param {number} value
 */
function chip(palette, band, value) {
    const background = palette.of(band, value);
    const text = band.ramp === "gate" ? gateNumber(value) : two(value);
    return html("span", { class: "gw-chip", style: `background:${background};color:${ink(background)}` }, text);
}

/** @param {Now} now */
function quantities({ reading, palette, unit, step }) {
    const shown = reading.bands.filter((band) => reading.equations[band.quantity] && band.quantity !== "cell");
    return shown.flatMap((band) => [
        html("dt", {},
            formula(reading.equations[band.quantity], step),
            html("span", { class: "soft" }, band.meaning)),
        html("dd", {}, chip(palette, band, reading.value(band.quantity, step, unit))),
    ]);
}

/** @param {Now} now */
function equation({ reading, palette, unit, step }) {
    const { wiring } = reading;
    if (!reading.equations.cell) return []; // the plain RNN: one equation says it all
    const read = (/** @type {string} */ quantity, at = step) => reading.value(quantity, at, unit);
    const [cell, candidate] = [reading.band("cell"), reading.band("candidate")];
    const [now, before] = [String(step + 1), String(step)];
    /** @type {[Node | string, Node | string][]} */
    const terms = [[symbol(["c", ""], now), chip(palette, cell, read("cell"))], ["=", "="]];
    if (wiring.update === "learned") terms.push([symbol(["Γ", "u"]), chip(palette, SHARE, read("update"))], ["·", "·"]);
    terms.push([symbol(["c̃", ""], now), chip(palette, candidate, read("candidate"))]);
    if (wiring.forget !== "shut") {
        terms.push(["+", "+"]);
        if (wiring.forget !== "open") terms.push([kept(wiring.forget), chip(palette, SHARE, read("forget"))], ["·", "·"]);
        terms.push([symbol(["c", ""], before), chip(palette, cell, read("cell", step - 1))]);
    }
    const columns = terms.map(([above, below]) => html("span", { class: "gw-term" }, html("span", { class: "gw-symbol" }, above), below));
    return [html("div", { class: "gw-equation" }, ...columns), ...mixBar({ reading, palette, unit, step })];
}

/** @param {string} forget */
function kept(forget) {
    if (forget === "learned") return symbol(["Γ", "f"]);
    return html("span", { class: "gw-complement" }, "(1−", symbol(["Γ", "u"]), ")");
}

/**
 * How much of the new memory is new and how much was kept, where the two add up to 1.
 * @param {Now} now
 */
function mixBar({ reading, palette, unit, step }) {
    if (reading.wiring.forget !== "tied") return [];
    const update = reading.value("update", step, unit);
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
