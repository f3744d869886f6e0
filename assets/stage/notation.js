// @ts-check
/**
 * A notation: what the quantities are called, how they are written, and which of them means the
 * complement. It changes symbols and numbers; what is drawn of a gate stays as it is.
 */

import { gate, rest, two } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {[latex: string, quantity: string, back: number, rest: boolean]} Factor */

/**
 * @typedef {object} Convention what Python sends of one
 * @property {string} title
 * @property {string} source
 * @property {Record<string, [letter: string, index: string, complement?: boolean, called?: string]>} symbols
 * @property {Record<string, string>} equations LaTeX by quantity, the memory's aside
 * @property {string} cell the left side of the memory equation, "" where there is none
 * @property {Factor[][]} memory its right side, term by term
 * @property {Record<string, string>} weights over the hidden state, in LaTeX
 * @property {string[]} notes
 */

export class Notation {
    /**
     * @param {Reading} reading
     * @param {string} wanted instead of an unknown one the reading's own is shown
     */
    constructor(reading, wanted) {
        this.reading = reading;
        this.name = Object.hasOwn(reading.conventions, wanted) ? wanted : reading.notation;
        this.convention = reading.conventions[this.name];
    }

    /** Letter and index. @param {string} quantity @returns {[string, string]} */
    symbol(quantity) {
        const [letter, index] = this.convention.symbols[quantity];
        return [letter, index];
    }

    /** The symbol as plain text. @param {string} quantity */
    plain(quantity) {
        return this.symbol(quantity).join("");
    }

    /** Whether the symbol means 1 minus the quantity. @param {string} quantity */
    keeps(quantity) {
        return this.convention.symbols[quantity][2] === true;
    }

    /** @param {string} quantity "update" is the "input gate" to some */
    title(quantity) {
        return this.convention.symbols[quantity][3] || this.reading.quantities[quantity][0];
    }

    /** The first word of the title. @param {string} quantity */
    short(quantity) {
        return this.title(quantity).split(" ")[0];
    }

    /** @param {string} quantity */
    meaning(quantity) {
        return this.reading.quantities[this.keeps(quantity) ? "forget" : quantity][1];
    }

    /**
     * The number shown.
     * @param {string} quantity
     * @param {number} step from 0
     * @param {number} unit
     */
    value(quantity, step, unit) {
        const value = this.reading.value(quantity, step, unit);
        return this.keeps(quantity) ? 1 - value : value;
    }

    /**
     * The number as it is written: small gates, and what they leave, never as 0.00 and 1.00.
     * @param {string} quantity
     * @param {number} step from 0
     * @param {number} unit
     */
    text(quantity, step, unit) {
        const value = this.reading.value(quantity, step, unit);
        if (this.keeps(quantity)) return rest(value);
        return this.reading.isGate(quantity) ? gate(value) : two(value);
    }

    /**
     * One factor of the memory equation: its number, and how that is written.
     * @param {Factor} factor
     * @param {number} step from 0
     * @param {number} unit
     * @returns {[number, string]}
     */
    factor([, quantity, back, isRest], step, unit) {
        const value = this.reading.value(quantity, step - back, unit);
        if (!this.reading.isGate(quantity)) return [value, two(value)];
        if (!isRest) return [value, gate(value)];
        return [1 - value, this.keeps(quantity) ? rest(value) : gate(1 - value)];
    }

    /** The symbol of a memory or a candidate in LaTeX, with its time step. @param {string} quantity @param {number} back */
    dated(quantity, back = 0) {
        const [letter] = this.symbol(quantity);
        const [base, accent] = letter.normalize("NFD");
        const latex = accent ? `${accent === TILDE ? "\\tilde" : "\\hat"}{${base}}` : base;
        const time = back ? "t-1" : "t";
        return this.name === "ng" ? `${latex}^{\\langle ${time} \\rangle}` : `${latex}_{${time}}`;
    }
}

const TILDE = "\u0303";
