// @ts-check
/** Any two words to compare as what comes next, typed into a small form. */

import { dialog } from "./dialog.js";
import { html } from "./draw.js";

// As Python takes texts apart: letters joined inside by an apostrophe, hyphen or full stop, or one mark.
const WORD = /^(?:[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:['’.-][\p{L}\p{N}][\p{L}\p{N}\p{M}_]*)*|[^\s\p{C}\p{L}\p{N}\p{M}/])$/u;
const OWNS = /.['’]s$/iu; // read as a word of its own
const LONGEST = 40; // letters

/**
 * What is wrong with two words, in one sentence; "" if they are a pair.
 * @param {string} first
 * @param {string} second
 */
export function complaint(first, second) {
    if (!first || !second) return "Type a word into both boxes.";
    for (const word of [first, second]) {
        if (/\s/u.test(word)) return `“${word.slice(0, LONGEST)}” is more than one word: type a single word into each box.`;
        if (word.length > LONGEST) return `A word here has at most ${LONGEST} letters: “${word.slice(0, LONGEST)}…” has more.`;
        if (OWNS.test(word) || !WORD.test(word)) return `“${word}” is not read as one word: type one such as was.`;
    }
    return first.toLowerCase() === second.toLowerCase() ? "These are the same word: type two different ones." : "";
}

/** @param {string} first @param {string} second */
function unlike(first, second) {
    if (!first || !second) return "Type a word into both boxes.";
    return first === second ? "These are the same: type two different ones." : "";
}

export class Pair {
    /** @param {(pair: string) => void} choose */
    constructor(choose) {
        this.choose = choose;
        this.boxes = [box("First word, up and blue"), box("Second word, down and orange")];
        this.brought = false;
        this.asked = html("p", {});
        this.wrong = html("p", { class: "gw-wrong", role: "alert" });
        const form = html("form", { on: { submit: (/** @type {Event} */ event) => this.submit(event) } },
            this.asked,
            ...this.boxes.map((each) => html("label", {}, each.label, each.input)),
            this.wrong,
            html("button", { type: "submit", class: "gw-main-button" }, "Compare"));
        this.element = dialog("gw-words-of-pair", "Two words to compare", form);
    }

    /** @param {{pair: [string, string], brought: boolean, asks: string}} reading */
    open({ pair, brought, asks }) {
        this.brought = brought; // Python knows what the rows of its readout are called
        this.asked.textContent = asks === "next" ? "Which of two words is likelier to come next? Type any two." : `Which of two ${asks === "class" ? "classes, by name or number," : "words"} is likelier? Type any two.`;
        this.boxes.forEach(({ input }, i) => { input.value = pair[i]; });
        this.wrong.textContent = "";
        this.element.showModal();
        this.boxes[0].input.select();
    }

    /** @param {Event} event */
    submit(event) {
        event.preventDefault();
        const [first, second] = this.boxes.map(({ input }) => input.value.trim().normalize("NFC"));
        this.wrong.textContent = this.brought ? unlike(first, second) : complaint(first, second);
        if (this.wrong.textContent) return;
        this.element.close();
        this.choose(`${first}/${second}`);
    }
}

/** @param {string} label */
function box(label) {
    const input = /** @type {HTMLInputElement} */ (html("input", { type: "text", maxlength: 60, autocapitalize: "none", autocomplete: "off", spellcheck: "false" }));
    return { label, input };
}
