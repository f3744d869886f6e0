// @ts-check
/** The card of what a class is asked: buttons to vote with, then the histogram and the answer. */

import { clear, html } from "./draw.js";

/** @typedef {{id: string, question: {kind: string, step: number, text: string, options: string[], answer?: number, why?: string}, counts: number[] | null}} Asked `step`, from 0: where the truth is seen */
/** @typedef {{here: number, voted: number} | null} Desk how many are here and have voted: the lecturer's */

export class Poll {
    /** @param {{vote: (poll: string, option: number) => Promise<string>, reveal: () => void, drop: () => void}} ask */
    constructor(ask) {
        this.ask = ask;
        this.element = html("section", { class: "gw-poll", "aria-label": "Question to the class", "aria-live": "polite", hidden: "" });
        /** @type {Map<string, number>} What was said here, by poll. */
        this.said = new Map();
        this.closed = ""; // what was put away unread
        this.wrong = { poll: "", text: "" }; // with the last vote that did not count
        this.shown = "";
        /** @type {(() => void) | undefined} Shows what is shown, brought up to date. */
        this.again = undefined;
    }

    /** @param {Asked | null} asked @param {Desk} desk */
    show(asked, desk) {
        this.element.hidden = !asked || this.closed === `${asked.id} ${asked.counts !== null}`;
        const shown = JSON.stringify([asked, desk, this.said.get(asked?.id ?? ""), this.wrong]);
        if (!asked || shown === this.shown) return;
        this.shown = shown;
        this.again = () => this.show(asked, desk);
        const { question, counts } = asked;
        const focused = [...this.element.querySelectorAll("button")].indexOf(/** @type {any} */ (document.activeElement));
        clear(this.element).append(
            desk ? "" : html("button", { type: "button", class: "gw-put-away", "aria-label": "Put the question away", on: { click: () => this.putAway(asked) } }, "✕"),
            html("p", { class: "gw-asked" }, html("bdi", {}, question.text)),
            counts ? histogram(asked, this.said.get(asked.id)) : desk ? choices(question.options) : this.buttons(asked),
            ...this.below(asked, desk));
        this.element.classList.toggle("gw-desk", desk !== null);
        if (focused >= 0) this.element.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    }

    hide() {
        this.element.hidden = true;
        this.shown = "";
        this.again = undefined;
    }

    /** Whether one votes here now. */
    get votes() {
        return !this.element.hidden && this.element.querySelector(".gw-votes") !== null;
    }

    /** Vote by a key; return false where nobody votes. @param {number} place of an option, from 0 */
    press(place) {
        const button = this.votes && this.element.querySelectorAll(".gw-votes button")[place];
        if (button) /** @type {HTMLElement} */ (button).click();
        return Boolean(button);
    }

    /** @param {Asked} asked */
    putAway(asked) {
        this.closed = `${asked.id} ${asked.counts !== null}`;
        this.hide();
    }

    /** @param {Asked} asked */
    buttons(asked) {
        const said = this.said.get(asked.id);
        return html("div", { class: "gw-votes" }, ...asked.question.options.map((option, place) => html("button",
            { type: "button", "aria-pressed": String(said === place), "aria-keyshortcuts": String(place + 1), on: { click: () => this.vote(asked, place) } },
            html("kbd", { "aria-hidden": "true" }, String(place + 1)), html("bdi", {}, option))));
    }

    /** @param {Asked} asked @param {number} option */
    async vote(asked, option) {
        const before = this.said.get(asked.id);
        this.said.set(asked.id, option);
        this.wrong = { poll: "", text: "" };
        this.again?.();
        const wrong = await this.ask.vote(asked.id, option);
        if (!wrong || this.said.get(asked.id) !== option) return;
        if (before === undefined) this.said.delete(asked.id);
        else this.said.set(asked.id, before);
        this.wrong = { poll: asked.id, text: wrong };
        this.again?.();
    }

    /** @param {Asked} asked @param {Desk} desk @returns {Node[]} */
    below({ id, question, counts }, desk) {
        const said = this.said.get(id);
        const why = counts ? [html("p", { class: "gw-why-so" }, html("bdi", {}, question.why ?? ""))] : [];
        if (desk) {
            const told = counts ? [] : [html("p", { class: "gw-voted", role: "status" }, html("b", {}, `${desk.voted}`), ` of ${desk.here} ${desk.here === 1 ? "has" : "have"} voted`)];
            return [...why, html("div", { class: "gw-deeds" }, ...told,
                counts ? button("Close", this.ask.drop, "gw-main-button") : button("Show the answer", this.ask.reveal, "gw-main-button"),
                counts ? "" : button("Take back", this.ask.drop))];
        }
        if (!counts && this.wrong.poll === id) return [html("p", { class: "gw-wrong", role: "alert" }, this.wrong.text)];
        if (counts) return [...why, html("p", {}, said === undefined ? "You did not vote." : said === question.answer ? "You were right." : "You guessed otherwise.")];
        return [html("p", {}, said === undefined ? "Nobody sees who said what." : "Counted. You can change it until the answer is shown.")];
    }
}

/** @param {Asked} asked @param {number} [said] */
function histogram({ question, counts }, said) {
    const all = (counts ?? []).reduce((sum, count) => sum + count, 0);
    return html("ul", { class: "gw-histogram" }, ...question.options.map((option, place) => {
        const count = counts?.[place] ?? 0;
        const share = all ? count / all : 0;
        const right = place === question.answer;
        return html("li", { class: right ? "gw-right-one" : "" },
            html("span", { class: "gw-votes-option" }, right ? "✓ " : "", html("bdi", {}, option), said === place ? html("small", {}, " yours") : null),
            html("span", { class: "gw-votes-bar", "aria-hidden": "true" }, html("span", { style: `width: ${(share * 100).toFixed(1)}%` })),
            html("span", { class: "gw-votes-share" }, `${count}`, html("small", {}, ` ${Math.round(share * 100)}\u00a0%`)));
    }));
}

/** @param {string[]} options */
const choices = (options) => html("p", { class: "gw-choices" }, ...options.map((option) => html("span", {}, html("bdi", {}, option))));

/** @param {string} text @param {() => void} act @param {string} [kind] */
const button = (text, act, kind = "") => html("button", { type: "button", class: kind, on: { click: act } }, text);
