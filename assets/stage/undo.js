// @ts-check
/** What surgery was before, and what was undone: states as a link writes them, of one text and reader. */

import { write } from "./cuts.js";

/** @typedef {import("./reading.js").Reading} Reading */

export class Undo {
    constructor() {
        /** @type {string[]} */
        this.states = [""];
        this.at = 0;
        this.of = "";
    }

    /** Take up what is on the stage: Back and Forward walk here too. @param {Reading} reading */
    follow(reading) {
        const [of, now] = [`${reading.reader} ${reading.words.join(" ")}`, write(reading.surgery)];
        if (of !== this.of) [this.of, this.states, this.at] = [of, beginnings(reading), reading.surgery.length];
        if (now === this.states[this.at]) return;
        const near = [this.at - 1, this.at + 1].find((at) => this.states[at] === now);
        if (near === undefined) this.add(now);
        else this.at = near;
    }

    /** @param {string} state */
    add(state) {
        this.states = [...this.states.slice(0, this.at + 1), state];
        this.at += 1;
    }

    /** Whether there is a state so many steps away. @param {number} by */
    can(by) {
        return this.at + by in this.states;
    }

    /** Go there; return what it is. @param {number} by */
    go(by) {
        this.at += by;
        return this.states[this.at];
    }
}

/** A link brings cuts without a past: they are taken back one by one. @param {Reading} reading */
const beginnings = ({ surgery }) => [...surgery.keys(), surgery.length].map((count) => write(surgery.slice(0, count)));
