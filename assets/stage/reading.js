// @ts-check
/** A reading as Python sent it: a JSON header, then the trace as float32. */

import { AloneRun } from "./alone-run.js";
import { masks } from "./cuts.js";

/** @typedef {import("./colours.js").Band} Band */
/** @typedef {"reset" | "update" | "forget" | "output" | "candidate" | "cell" | "hidden"} Quantity */
/** @typedef {{band: number, part: "pinned" | "others", top: number, height: number}} Row */
/** @typedef {{height: number, rows: Row[]}} Rows */

/**
 * Open a message: its header, and the bytes after it.
 * @param {Uint8Array} bytes
 */
export async function opened(bytes) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const packed = new Blob([bytes.slice(4, 4 + length)]).stream();
    const header = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).json();
    return { header, content: bytes.subarray(4 + length) };
}

export class Reading {
    /**
     * Unpack what Python sent.
     * @param {Uint8Array} bytes
     */
    static async from(bytes) {
        const { header, content } = await opened(bytes);
        return new Reading(header, new Float32Array(content.slice().buffer));
    }

    /**
     * @param {any} header
     * @param {Float32Array} floats
     */
    constructor(header, floats) {
        /** @type {string} Equal for equal readings. */
        this.key = header.key;
        /** @type {Record<string, string>} What the URL is to say of it, but for the step. */
        this.link = header.link;
        /** @type {{key: string, step: number, covered: boolean, plays: boolean} | null} Where a lesson leads. */
        this.stand = header.stand ?? null;
        /** @type {string} */
        this.reader = header.reader;
        /** @type {string} What the reader is called on screen. */
        this.title = header.title;
        /** @type {string} Version of Gatewalk. */
        this.version = header.version;
        /** @type {Record<string, any>} How the reader came to be. */
        this.origin = header.origin;
        /** @type {string[]} */
        this.words = header.words;
        /** @type {Record<string, string>} What each word is called in a sentence: “cat”, the comma. */
        this.names = header.names;
        /** @type {number} */
        this.units = header.units;
        /** @type {number} The unit the sentences were composed for. */
        this.unit = header.unit;
        /** @type {number | null} */
        this.numberUnit = header.number_unit;
        /** @type {string | null} What is said where there is no story of number. */
        this.aside = header.aside;
        /** @type {number[]} How much of the verdict after each word its unit decides. */
        this.shares = header.shares;
        /** @type {{update: string, reset: string, forget: string, output: string, squash: boolean}} */
        this.wiring = header.wiring;
        /** @type {{gates: "sigmoid" | "tanh" | "hard", candidate: "tanh" | "sigmoid"}} What bends the pre-activations. */
        this.curves = header.curves;
        /** @type {[string, string]} */
        this.pair = header.pair;
        /** @type {string} The notation that is shown first. */
        this.notation = header.notation ?? "ng";
        /** @type {string} What the candidate goes through. */
        this.activation = header.activation ?? "tanh";
        /** @type {boolean} Whether the reset gate acts after the product, on the unit's own candidate. */
        this.resetAfter = header.reset_after ?? false;
        /** @type {boolean} Whether it is a module of a visitor's own. */
        this.brought = header.brought ?? false;
        /** @type {"next" | "word" | "class"} What a readout is asked for. */
        this.asks = header.asks ?? "next";
        /** @type {number} The step, from 0, at which this part of a longer reading begins. */
        this.first = header.first ?? 0;
        /** @type {number} The steps of the whole reading. */
        this.whole = header.whole ?? header.words.length;
        /** @type {string} What opens a module of a visitor's own for a file; else "". */
        this.ticket = header.ticket ?? "";
        /** @type {Record<string, number[]>} The state before a part, by quantity; without any it is 0. */
        this.carried = header.past ?? {};
        /** @type {number[]} */
        this.logOdds = header.log_odds;
        /** @type {[number, number][]} */
        this.probabilities = header.probabilities;
        /** @type {[string, number][][]} */
        this.nextWords = header.next_words;
        /** @type {Record<string, [title: string, meaning: string]>} */
        this.quantities = header.quantities;
        /** @type {Record<string, import("./notation.js").Convention>} By name, in the order of the switch. */
        this.conventions = header.conventions;
        /** @type {Record<string, import("./why.js").Cause>} What moved each gate of its unit. */
        this.causes = header.causes;
        /** @type {Band[]} */
        this.bands = header.bands;
        /** @type {{quantity: string, to: string}[]} */
        this.wired = header.wired;
        /** @type {string | null} What must be said of how the reader was trained. */
        this.remark = header.remark;
        /** @type {{light: any, dark: any}} */
        this.ramps = header.ramps;
        /** @type {{write: number | null, run: [number, number] | null, turn: number | null, verdict: number, refused: number[], meaning: string | null, overwritten: string | null}} */
        this.beats = header.beats;
        /** @type {[text: string, kind: string, quantity?: string][][]} Numbers stand where there is a quantity. */
        this.narration = header.narration;
        /** @type {{key: string, asked: import("./quiz.js").Question[]}} What to ask of its unit, in the order of steps; without a key, that was left out. */
        this.quiz = header.quiz ?? { key: "", asked: [] };
        /** @type {{unit: number, name: string, sign: number, label: string}[]} The units that carry something. */
        this.carriers = header.carriers;
        /** @type {{start: number | null, memory: number[], phrase: string, sentence: string} | null} The unit in the twin. */
        this.twin = header.twin;
        /** @type {number[]} The span at which each step's sentence begins to tell what comes next. */
        this.verdictFrom = header.verdict_from;
        /** @type {{data: any[], layout: any}} */
        this.figure = header.figure;
        /** @type {Rows[]} By the height in px of a unit that is not pinned, 0 leaving them out. */
        this.layouts = header.layouts;
        const size = this.words.length * this.units;
        /** @type {Map<string, Float32Array>} */
        this.blocks = new Map(header.blocks.map((/** @type {string} */ name, /** @type {number} */ i) =>
            [name, floats.subarray(i * size, (i + 1) * size)]));
        /** @type {import("./cuts.js").Cut[]} What is forced, the newest last. */
        this.surgery = header.surgery ?? [];
        /** Where each quantity is held. */
        this.masks = masks(this.surgery, this.words.length, this.units);
        /** @type {import("./alone-run.js").AloneRun | null} The same text left alone, under surgery. */
        this.alone = header.alone ? new AloneRun(this, header, floats.subarray(header.blocks.length * size)) : null;
    }

    /** Whether surgery holds a quantity. @param {string} quantity @param {number} step @param {number} unit */
    forced(quantity, step, unit) {
        return this.masks.get(quantity)?.[step * this.units + unit] === 1;
    }

    /** How many words were read. */
    get length() {
        return this.words.length;
    }

    /**
     * One value of the trace; of a gate that is not sent, what it is wired to.
     * @param {string} quantity
     * @param {number} step from 0; before the first word stands what is carried in, as a rule 0
     * @param {number} unit
     * @returns {number}
     */
    value(quantity, step, unit) {
        if (step < 0) return this.carried[quantity]?.[unit] ?? 0;
        const block = this.blocks.get(quantity);
        return block ? block[step * this.units + unit] : this.wiredTo(quantity, step, unit);
    }

    /**
     * @param {string} gate
     * @param {number} step
     * @param {number} unit
     * @returns {number}
     */
    wiredTo(gate, step, unit) {
        const position = this.wiring[/** @type {"reset" | "update" | "forget" | "output"} */ (gate)];
        if (position === "tied") return Math.fround(1 - this.value("update", step, unit));
        return position === "shut" ? 0 : 1;
    }

    /**
     * Values of one unit over some of the words.
     * @param {string} quantity
     * @param {number} unit
     * @param {number} from
     * @param {number} to
     */
    row(quantity, unit, from, to) {
        return Float32Array.from({ length: to - from }, (_, i) => this.value(quantity, from + i, unit));
    }

    /** Whether anything is said of what comes next: a module of one's own may have no readout. */
    get foresees() {
        return this.pair.length > 0;
    }

    /** What the next step and the readout see: the hidden state, where it is not the memory itself. */
    get past() {
        return this.blocks.has("hidden") ? "hidden" : "cell";
    }

    /** @param {string} quantity */
    isGate(quantity) {
        return quantity in this.wiring;
    }

    /** @param {string} quantity */
    band(quantity) {
        return /** @type {Band} */ (this.bands.find((band) => band.quantity === quantity));
    }

    /** What a unit is known to carry. @param {number} unit */
    carrier(unit) {
        return this.carriers?.find((each) => each.unit === unit) ?? null;
    }

    /**
     * What the sign of a memory says, if this unit carries number.
     * @param {number} unit
     * @param {number} value
     */
    meaning(unit, value) {
        const unsigned = this.curves.candidate === "sigmoid"; // a memory that is never below 0
        if (unsigned || unit !== this.numberUnit || Math.abs(value) < 0.3) return null;
        return value > 0 ? "singular" : "plural";
    }
}
