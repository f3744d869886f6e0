// @ts-check
/**
 * The verdicts before and after surgery, side by side on their boundary: on the left the outline of
 * what the run left alone says, on the right what is said now.
 */

import { svg, textWidth } from "./draw.js";
import { times } from "./numbers.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./alone-run.js").AloneRun} AloneRun */
/** @typedef {import("./frame.js").Frame} Frame */

const SEEN = 1; // px; less is no difference to the eye
const GAP = 1; // px between the two
const FONT = 18; // px of a number

/** A thousand times as likely fills half of the strip. @param {number} logOdds @param {Frame} at */
export const barHeight = (logOdds, at) => (Math.min(Math.abs(logOdds) / Math.LN10 / 3, 1) * at.verdictHeight) / 2;

export class Before {
    /**
     * @param {Reading} reading
     * @param {AloneRun} alone
     * @param {Frame} at
     */
    constructor(reading, alone, at) {
        this.reading = reading;
        this.alone = alone;
        this.at = at;
        this.middle = at.y.verdict + at.verdictHeight / 2;
        this.width = Math.min(at.column * 0.3, 24);
    }

    /** How high a verdict stands, in px above the middle line. @param {number} logOdds */
    height(logOdds) {
        return Math.sign(logOdds) * barHeight(logOdds, this.at);
    }

    /** Whether what comes after a word looks the same as before. @param {number} step */
    same(step) {
        return Math.abs(this.height(this.reading.logOdds[step]) - this.height(this.alone.logOdds[step])) < SEEN;
    }

    /**
     * Both verdicts; null where they are the same.
     * @param {number} step
     * @param {string} kind of the one after
     */
    bars(step, kind) {
        if (this.same(step)) return null;
        const x = (step + 1) * this.at.column;
        const side = this.alone.logOdds[step] > 0 ? "first" : "second";
        return [
            this.bar(step, x - GAP - this.width, this.alone.logOdds[step], `was ${side}`),
            this.bar(step, x + GAP, this.reading.logOdds[step], kind),
        ];
    }

    /**
     * @param {number} step
     * @param {number} x
     * @param {number} logOdds
     * @param {string} kind
     */
    bar(step, x, logOdds, kind) {
        const height = Math.max(Math.abs(this.height(logOdds)), SEEN);
        return svg("rect", { class: `bar ${kind}`, "data-after": step + 1, x, y: logOdds > 0 ? this.middle - height : this.middle, width: this.width, height });
    }

    /**
     * How many times as likely, beside the outline where that is in the way; null where both are the same.
     * @param {number} step
     * @param {string} kind
     */
    number(step, kind) {
        const [now, before] = [this.reading.logOdds[step], this.alone.logOdds[step]];
        if (this.same(step) || now * before > 0) return null;
        const text = times(now);
        const x = Math.min((step + 1) * this.at.column + 2 * GAP, this.at.width - textWidth(text, FONT, 700) - GAP); // the last one has half a column
        return svg("text", { class: `odds ${kind}`, "data-after": step + 1, x, y: now > 0 ? this.middle + 19 : this.middle - 8, "text-anchor": "start" }, text);
    }
}
