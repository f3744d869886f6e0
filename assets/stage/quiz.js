// @ts-check
/** Predict, then see: with what comes next covered, the panel asks what the gate will do at the next word. */

import { html } from "./draw.js";
import { symbol } from "./formula.js";
import { renew } from "./renew.js";

/** @typedef {import("./saying.js").Told & {step: number}} Now */

const OPEN = 0.5; // from here on a gate counts as open

export class Quiz {
    /** @param {() => void} next steps on */
    constructor(next) {
        this.next = next;
        /** @type {Map<number, boolean>} What was said of each word: whether the gate opens there. */
        this.guesses = new Map();
        this.about = ""; // the reading and unit that they are of
        this.told = html("p", { class: "gw-quiz-told", role: "status" });
        this.question = html("p", { class: "gw-quiz-question" });
        this.buttons = html("div", { class: "gw-quiz-answers" },
            html("button", { type: "button", on: { click: () => this.answer(true) } }, "opens"),
            html("button", { type: "button", on: { click: () => this.answer(false) } }, "stays shut"));
        this.element = html("section", { class: "gw-quiz", "aria-label": "Predict", hidden: "" }, this.told, this.question, this.buttons);
        this.step = 0;
    }

    /** @param {boolean} opens */
    answer(opens) {
        this.guesses.set(this.step + 1, opens);
        this.next();
    }

    /**
     * Take the room that asking needs, before the stage is laid out; where there is no gate to ask of, none.
     * @param {import("./reading.js").Reading} reading
     * @param {boolean} covered
     */
    reserve(reading, covered) {
        this.element.hidden = !covered || reading.wiring.update !== "learned";
    }

    /** Ask about the next word, and tell what came of the last guess. @param {Now} now */
    show(now) {
        const { reading, unit, step, seen = Infinity } = now;
        const about = `${reading.key} ${unit}`;
        if (about !== this.about) this.guesses.clear();
        [this.about, this.step] = [about, step];
        this.reserve(reading, seen !== Infinity);
        if (this.element.hidden) return;
        renew(this.told, ...this.outcome(now));
        const word = reading.words[step + 1];
        this.buttons.style.visibility = word === undefined ? "hidden" : "visible";
        renew(this.question, ...(word === undefined ? ["No word is left to predict."] : ["Predict: does the gate open at ", html("b", {}, html("bdi", {}, `“${word}”`)), "?"]));
    }

    /** @param {Now} now @returns {(Node | string)[]} */
    outcome({ reading, unit, step, notation }) {
        const guess = this.guesses.get(step);
        if (guess === undefined) return ["\u00a0"];
        const isOpen = (/** @type {number} */ at) => reading.value("update", at, unit) >= OPEN;
        const seen = [...this.guesses].filter(([at]) => at <= step);
        const right = seen.filter(([at, opens]) => opens === isOpen(at)).length;
        return [
            html("b", {}, guess === isOpen(step) ? "Right" : "No"), `: it ${isOpen(step) ? "opens" : "stays shut"} (`,
            symbol(notation.symbol("update")), `\u00a0=\u00a0${notation.text("update", step, unit)}). ${right} of ${seen.length} so far.`,
        ];
    }
}
