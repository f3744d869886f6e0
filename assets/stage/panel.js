// @ts-check
/** The panel: what the pinned unit did at this step, in words, symbols and numbers. */

import { options } from "./carriers.js";
import { deed } from "./cuts.js";
import { clear, html, textWidth } from "./draw.js";
import { diagram } from "./diagram.js";
import { list, memory } from "./equations.js";
import { percent } from "./numbers.js";
import { Quiz } from "./quiz.js";
import { renew } from "./renew.js";
import { saying } from "./saying.js";
import { Switch } from "./switch.js";
import { why } from "./why.js";
import { written } from "./written.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./colours.js").Palette} Palette */
/** @typedef {import("./notation.js").Notation} Notation */
/** @typedef {{reading: Reading, palette: Palette, unit: number, step: number, notation: Notation, asked: string | null, seen?: number, arcs?: boolean}} Now asked: whose cause is shown; seen: verdicts not covered */
/** @typedef {import("./saying.js").Told} Told */

const MEASURED = 6; // of the longest sentences: letters do not tell how lines break
const [ROW, FEWEST] = [22, 2]; // px of a word that may come next; fewer of them are not worth a fold
const MANY = 500; // words; of more of them two lines are kept for who wrote the memory
const PAIRS = [["was", "were"], ["is", "are"], ["has", "have"]];
const ASKED = { next: "What comes next ", word: "Which word ", class: "Which class " };

export class Panel {
    /** @param {{pin: (unit: number) => void, compare: (pair: string) => void, type: () => void, speak: (notation: string) => void}} ask @param {import("./quiz.js").Stage} stage */
    constructor(ask, stage) {
        this.ask = ask;
        this.heading = html("h2", { class: "gw-heading" });
        this.back = html("button", { type: "button", class: "gw-back", hidden: "" }, "back to the number unit");
        this.back.addEventListener("click", () => ask.pin(Number(this.back.dataset.unit)));
        this.reserved = this.kept = this.fitted = "";
        this.room = 0; // px from the top of the panel to the controls, where it stands beside the stage
        this.said = html("p", { class: "gw-said" });
        this.written = html("p", { class: "gw-written" }, "", html("b"), "");
        this.quiz = new Quiz(stage);
        this.gates = html("dl", { class: "gw-gates" });
        this.memory = html("div", { class: "gw-memory" });
        /** @type {string | null} The quantity whose cause is asked for. */
        this.asked = null;
        this.drawn = false; // the cell as a diagram, in place of its equations
        /** @type {Omit<Now, "asked"> | null} */
        this.now = null;
        this.notations = new Switch(ask.speak);
        this.cell = html("div", { class: "gw-diagram" });
        this.cellButton = html("button", { type: "button", class: "gw-draw", "aria-pressed": "false", title: "the cell as a diagram (D)", on: { click: () => this.toggleDiagram() } }, "cell");
        this.why = html("section", { class: "gw-why", "aria-label": "Why", hidden: "" });
        this.notes = html("p", { class: "gw-notes" });
        this.next = html("div", { class: "gw-expected" });
        this.remark = html("p", { class: "gw-remark" });
        this.element = html("aside", { class: "gw-panel", "aria-label": "This step" },
            html("div", { class: "gw-now" }, this.heading, this.back, this.said, this.written, this.quiz.element),
            html("div", { class: "gw-rest" }, this.memory, html("div", { class: "gw-choice" }, this.notations.element, this.cellButton),
                html("div", { class: "gw-inside" }, this.gates, this.cell, this.notes), this.why, this.next, this.remark));
        this.element.addEventListener("click", (event) => this.askFor(event));
    }

    /** A click on a number asks for its cause, or lets it be. @param {MouseEvent} event */
    askFor(event) {
        const button = /** @type {Element} */ (event.target).closest("[data-why]");
        if (button) this.toggleWhy(button.getAttribute("data-why"));
    }

    /** Ask why a quantity is what it is; a second time, or null, no more. @param {string | null} quantity */
    toggleWhy(quantity) {
        if (!this.now || (!quantity && !this.asked)) return false;
        this.asked = quantity === this.asked ? null : quantity;
        this.show(this.now);
        if (this.asked) this.why.scrollIntoView({ block: "nearest" });
        return true;
    }

    /** Why the update gate, or else the candidate, is what it is; or no more. */
    toggleFirstWhy() {
        return this.toggleWhy(this.asked ?? ("update" in (this.now?.reading.causes ?? {}) ? "update" : "candidate"));
    }

    toggleDiagram() {
        this.drawn = !this.drawn;
        this.cellButton.setAttribute("aria-pressed", String(this.drawn));
        if (this.now) this.show(this.now);
    }

    /** @param {Omit<Now, "asked">} scene */
    show(scene) {
        this.now = scene;
        if (this.asked && !(this.asked in scene.reading.causes)) this.asked = null;
        const now = { ...scene, asked: this.asked };
        this.headline(now);
        this.quiz.show(now);
        this.narrate(this.quiz.tells(now) ? { ...now, seen: now.step } : now);
        this.remember(now);
        this.keepFocus(() => this.explain(now));
        this.notations.show(now.notation);
        renew(this.next, ...this.expectation(now));
        this.remark.textContent = now.reading.remark && `Note: ${now.reading.remark}.`;
        this.fit(now);
    }

    /** Show as many of the words that may come next as there is room for, the same at every step. @param {Now} now */
    fit({ reading, unit, notation, asked }) {
        const wanted = `${reading.key} ${unit} ${notation.name} ${this.drawn} ${asked} ${this.room} ${this.element.clientWidth}`;
        /** @type {HTMLElement | null} */
        const words = this.next.querySelector(".gw-likely"); // none while they are covered
        if (wanted === this.fitted || !words?.offsetHeight) return;
        this.fitted = wanted;
        const beside = this.room && getComputedStyle(this.element).display !== "contents";
        const rows = Math.floor((this.room - this.element.offsetHeight + words.offsetHeight) / ROW);
        this.next.style.setProperty("--rows", String(!beside || rows < FEWEST ? reading.nextWords[0].length : rows));
    }

    /** What the cell did, in equations or as a diagram; or why. @param {Now} now */
    explain(now) {
        const asked = this.asked;
        renew(this.memory, ...memory(now));
        renew(this.gates, ...(this.drawn ? [] : list(now)));
        renew(this.cell, ...(this.drawn ? [diagram(now, this.memory.parentElement?.clientWidth ?? 0)] : []));
        renew(this.notes, ...[...now.notation.convention.notes, ...(this.drawn ? heldHere(now) : [])].map((note) => html("span", {}, note)));
        clear(this.why).append(...(asked ? why(now, asked, () => this.toggleWhy(null)) : []));
        this.why.hidden = !asked;
        if (asked) this.why.dataset.of = asked;
        for (const part of [this.gates.parentElement, this.next]) if (part) part.hidden = asked !== null;
    }

    /** A number that has the focus keeps it when it changes; a closed answer gives it back. @param {() => void} change */
    keepFocus(change) {
        const held = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".gw-rest button") ?? null);
        const place = held?.closest(".gw-memory, .gw-gates, .gw-cell, .gw-why")?.classList[0];
        const quantity = held?.dataset.why ?? this.why.dataset.of;
        change();
        if (!held || held.isConnected || !place) return;
        const again = this.element.querySelector(`.${place} [data-why="${quantity}"], .gw-why button`) ?? this.element.querySelector(`[data-why="${quantity}"]`);
        /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
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
        renew(this.heading, "Unit ", units, ` at step ${reading.first + step + 1}, `, word);
        this.back.hidden = reading.numberUnit === null || unit === reading.numberUnit;
        this.back.dataset.unit = String(reading.numberUnit);
    }

    /**
     * Keep room for the longest sentence, so that nothing below it moves on a step.
     * @param {Told & {covered: boolean}} now
     */
    reserve({ reading, unit, notation, covered }) {
        this.quiz.reserve({ reading, unit, notation, covered });
        this.reserveWritten({ reading, unit });
        const width = this.said.clientWidth;
        const wanted = `${reading.key} ${width} ${notation.name} ${covered}`;
        if (unit !== reading.unit || !width || wanted === this.reserved) return;
        this.reserved = wanted;
        const length = (/** @type {number} */ step) => reading.narration[step].reduce((sum, [text]) => sum + (text.length || 12), 0);
        const steps = reading.narration.map((_, step) => step).sort((a, b) => length(b) - length(a));
        this.said.style.minHeight = "0";
        const heights = steps.slice(0, MEASURED).map((step) => {
            this.narrate({ reading, unit, notation, step, seen: covered && step + 1 < reading.length ? step : Infinity });
            return Math.ceil(this.said.getBoundingClientRect().height);
        });
        this.said.style.minHeight = `${Math.max(...heights)}px`;
    }

    /** Keep two lines for who wrote the memory where any step needs them. @param {{reading: Reading, unit: number}} now */
    reserveWritten({ reading, unit }) {
        const width = this.said.clientWidth;
        const wanted = `${reading.key} ${unit} ${width}`;
        if (!width || wanted === this.kept) return;
        this.kept = wanted;
        const size = parseFloat(getComputedStyle(this.written).fontSize);
        const isLong = (/** @type {string} */ _, /** @type {number} */ step) => textWidth(written({ reading, unit, step }).join(""), size, 600) > width;
        this.written.style.setProperty("--lines", reading.length > MANY || reading.words.some(isLong) ? "2" : "1");
    }

    /** @param {Told & {step: number}} now */
    narrate(now) {
        renew(this.said, ...saying(now));
    }

    /** Tell which words the memory was written by; all pieces stay, and their texts change. @param {Now} now */
    remember(now) {
        const pieces = now.arcs ? written(now) : ["", "", ""];
        pieces.forEach((text, i) => { this.written.childNodes[i].textContent = text; });
        this.written.title = pieces.join("");
        this.written.hidden = !now.arcs;
    }

    /** @param {Now} now */
    expectation({ reading, unit, step, seen = Infinity }) {
        if (!reading.foresees) return [];
        const pair = reading.pair.join("/");
        const known = reading.brought ? [] : PAIRS.map((words) => words.join("/"));
        const asked = ASKED[reading.asks];
        const chosen = (/** @type {HTMLSelectElement} */ select) => {
            if (select.value) this.ask.compare(select.value);
            else this.ask.type();
            if (!select.value) select.value = pair; // until two words are typed
        };
        const shown = this.next.querySelector(`select[data-pair="${CSS.escape(pair)}"]`);
        const choice = shown ?? html("select", { "aria-label": "Pair of words", "data-pair": pair, on: { change: (/** @type {any} */ event) => chosen(event.target) } },
            ...[...(known.includes(pair) ? [] : [pair]), ...known].map((each) => html("option", { value: each, selected: each === pair }, each.replace("/", " : "))),
            html("option", { value: "" }, reading.asks === "class" ? "others …" : "other words …"));
        if (step >= seen) return [html("h3", {}, asked, choice), html("p", { class: "gw-hidden" }, "Covered, until the next step is taken.")];
        const [first, second] = reading.probabilities[step];
        const rows = reading.nextWords[step];
        return [
            html("h3", {}, asked, choice),
            html("ul", { class: "gw-pair" }, likely(reading.pair[0], first, "up"), likely(reading.pair[1], second, "down")),
            reading.shares.length ? html("p", { class: "gw-decides" }, `unit ${unit} decides ${unit === reading.unit ? percent(reading.shares[step]) : "…"} of this`) : "",
            html("ul", { class: "gw-likely" }, ...rows.map(([word, p]) => likely(word, p, ""))),
        ];
    }
}

/**
 * What surgery holds of the unit at this step, for the diagram.
 * @param {Now} now
 */
function heldHere({ reading, notation, unit, step }) {
    const held = [...reading.masks.keys()].filter((quantity) => reading.forced(quantity, step, unit));
    return held.map((quantity) => `Your change: ${notation.title(quantity)} ${deed({ gate: quantity, value: reading.value(quantity, step, unit) }, notation)} here.`);
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
