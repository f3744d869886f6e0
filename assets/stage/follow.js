// @ts-check
/** A student's tab: it follows, explores alone as soon as the student touches the stage, and votes. */

import { Stream } from "./stream.js";
import { sit } from "./seat.js";
import { bring, same, standing } from "./standing.js";

/** @typedef {import("./standing.js").Walk} Walk */
/** @typedef {{n: number, walk: Walk | null, poll: import("./poll.js").Asked | null}} News */

const GESTURE = 8_000; // ms in which what changes on the stage is the visitor's doing: typing takes its time
const AGAIN = 3_000; // ms before joining is tried again

export class Follow {
    /**
     * @param {import("./standing.js").Stage} stage
     * @param {string} root where classes are served
     * @param {import("./seat.js").Seat} seat
     * @param {{changed: () => void, poll: (asked: import("./poll.js").Asked | null) => void}} told
     */
    constructor(stage, root, seat, told) {
        this.stage = stage;
        this.root = root;
        this.seat = seat;
        this.told = told;
        this.state = "joining"; // or here, lost, full, unknown, over
        /** @type {Walk | null} */
        this.walk = null;
        this.touched = -Infinity;
        this.stopped = false;
        /** @type {Stream | null} */
        this.stream = null;
        void this.join();
    }

    get away() {
        return Boolean(this.seat.away);
    }

    stop() {
        this.stopped = true;
        this.stream?.stop();
    }

    /** @param {string} state */
    tell(state) {
        this.state = state;
        if (state === "over" || state === "unknown") sit(null);
        this.told.changed();
    }

    /** Take a token, or show the one that this tab has. */
    async join() {
        const { code, token } = this.seat;
        const answer = await this.post(`${encodeURIComponent(code)}/join`, { token: token ?? "" });
        if (this.stopped) return;
        if (answer?.ok) {
            const joined = await answer.json();
            this.take({ ...this.seat, ...joined });
            this.stream = new Stream(`${this.root}/${joined.code}/events`, joined.token, {
                event: (news) => this.hear(news), end: () => this.tell("over"), refused: () => this.tell("over"),
                connected: (is, status) => this.tell(is ? "here" : status === 429 ? "full" : "lost"),
            });
        } else if (answer?.status === 404) this.tell("unknown");
        else {
            this.tell(answer?.status === 429 ? "full" : "lost");
            setTimeout(() => this.stopped || void this.join(), AGAIN * (0.5 + Math.random()));
        }
    }

    /** @param {string} path @param {object} body @param {string} [token] */
    post(path, body, token) {
        const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
        return fetch(`${this.root}/${path}`, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
    }

    /** @param {import("./seat.js").Seat} seat */
    take(seat) {
        this.seat = seat;
        sit(seat);
        this.told.changed();
    }

    /** @param {News} news */
    hear(news) {
        this.walk = news.walk;
        this.catchUp();
        this.told.poll(news.poll);
    }

    /** Go where the class stands. */
    catchUp() {
        if (this.walk && !this.away && !this.stopped) bring(this.stage, this.walk);
    }

    /** The visitor has touched the page. */
    touch() {
        this.touched = performance.now();
    }

    /** Something on the stage has changed: by the visitor's hand, they explore. */
    look() {
        if (this.away || !this.walk || performance.now() - this.touched > GESTURE) return;
        const here = standing(this.stage);
        if (here && !same(here, this.walk)) this.leave();
    }

    leave() {
        if (!this.away) this.take({ ...this.seat, away: true });
    }

    comeBack() {
        this.touched = -Infinity;
        this.take({ ...this.seat, away: false });
        this.catchUp();
    }

    /**
     * @param {string} poll
     * @param {number} option
     * @returns {Promise<string>} what went wrong, or ""
     */
    async vote(poll, option) {
        const answer = await this.post(`${this.seat.code}/vote`, { poll, option }, this.seat.token);
        if (answer?.ok) {
            this.take({ ...this.seat, said: { poll, option } });
            return "";
        }
        if (!answer || answer.status >= 500) return "Not connected: your answer was not counted. Try again.";
        const said = await answer.json().catch(() => ({}));
        return String(said.wrong ?? "Your answer was not counted.");
    }
}
