// @ts-check
/** A lecturer's tab: it tells the class where the stage stands, asks, and sees how many have voted. */

import { Lead } from "./lead.js";
import { Stream } from "./stream.js";
import { sit } from "./seat.js";
import { bring, same, standing } from "./standing.js";

/** @typedef {import("./standing.js").Walk} Walk */
/** @typedef {import("./seat.js").Seat & {secret: string}} Own */

export class Desk {
    /**
     * @param {import("./standing.js").Stage} stage
     * @param {string} root where classes are served
     * @param {Own} seat
     * @param {boolean} arrived whether the secret link has led here: then the class says where to stand
     * @param {{changed: () => void, poll: (asked: import("./poll.js").Asked | null) => void}} told
     */
    constructor(stage, root, seat, arrived, told) {
        this.stage = stage;
        this.seat = seat;
        this.told = told;
        this.state = "joining"; // or here, lost, over
        this.refused = "";
        this.here = 0;
        this.voted = 0;
        this.takesUp = arrived;
        this.begun = false; // the newest of the class is known
        /** @type {Walk | null} */
        this.last = null;
        this.asked = false; // a look at the stage is due
        sit(seat);
        this.lead = new Lead(`${root}/${seat.code}/lead`, seat.secret, {
            refused: (sentence) => { this.refused = sentence; told.changed(); }, gone: () => this.end(), connected: (is) => this.tell(is ? "here" : "lost"),
        });
        this.stream = new Stream(`${root}/${seat.code}/desk`, seat.secret, {
            event: (news) => this.hear(news), end: () => this.end(), refused: () => this.end(), connected: (is) => this.tell(is ? "here" : "lost"),
        });
    }

    stop() {
        this.stream.stop();
        this.lead.stop();
    }

    /** Keep, also over a reload, of what is asked. @param {Own["asked"] | null} asked */
    remember(asked) {
        const { code, secret } = this.seat;
        this.seat = { code, secret, ...(asked && { asked }) };
        if (this.state !== "over") sit(this.seat);
    }

    end() {
        this.stop();
        sit(null);
        this.tell("over");
        this.told.poll(null);
    }

    /** @param {string} state */
    tell(state) {
        if (this.state === state || this.state === "over") return;
        this.state = state;
        this.told.changed();
    }

    /** @param {import("./follow.js").News & {here: number, votes: number[] | null}} news */
    hear({ n, walk, poll, here, votes }) {
        [this.here, this.voted] = [here, (votes ?? []).reduce((sum, count) => sum + count, 0)];
        if (walk && (this.takesUp || (this.begun && n > this.lead.n))) this.takeUp(walk); // led from another tab, too
        this.lead.n = Math.max(this.lead.n, n);
        this.takesUp = false;
        this.begun = true;
        this.told.poll(poll);
        this.told.changed();
        this.look();
    }

    /** @param {Walk} walk */
    takeUp(walk) {
        this.last = walk;
        bring(this.stage, walk);
    }

    /** Something on the stage may have changed: tell the class, once all of it has. */
    look() {
        if (this.asked) return;
        this.asked = true;
        queueMicrotask(() => {
            this.asked = false;
            const walk = standing(this.stage);
            if (!this.begun || this.state === "over") return;
            if (!walk) this.refuse("Your class does not see this sentence: it is too long for a link.");
            if (!walk) this.last = null; // told anew once there is one
            else if (!this.last || !same(walk, this.last)) {
                this.last = walk;
                this.lead.say({ walk });
            }
        });
    }

    /** @param {string} sentence */
    refuse(sentence) {
        if (this.refused === sentence) return;
        this.refused = sentence;
        this.told.changed();
    }
}
