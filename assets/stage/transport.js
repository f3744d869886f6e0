// @ts-check
/** The controls under the stage: first, previous, play, next, last, the counter and the speed. */

import { html, svg } from "./draw.js";

/** @type {Record<string, string>} */
const ICONS = {
    first: "M6 5v14M18 5 9 12l9 7z",
    previous: "M16 5 7 12l9 7z",
    play: "M8 5l11 7-11 7z",
    pause: "M8 5v14M16 5v14",
    next: "M8 5l9 7-9 7z",
    last: "M6 5l9 7-9 7zM18 5v14",
};
export const TRANSPORT_HEIGHT = 66; // px kept free under the sheet
const LOW_HEIGHT = 54; // in a low window
const INTERVAL = 1600; // ms between two steps at speed 1

/** @param {string} path */
const icon = (path) => svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: path }));

export class Transport {
    /** @param {{go: (step: number) => void, by: (steps: number) => boolean, open: () => void, table: () => void, view: () => void, help: () => void, take: () => void}} ask */
    constructor(ask) {
        this.ask = ask;
        this.timer = 0;
        this.count = html("b", {});
        this.total = html("span", {});
        this.playButton = this.button("play", "Play", () => this.toggle());
        this.playButton.append(html("span", { class: "gw-play-text" }, "Play"));
        this.speed = /** @type {HTMLInputElement} */ (html("input", { type: "range", min: 0.5, max: 2, step: 0.5, value: 1, "aria-label": "Speed" }));
        this.openButton = html("button", { type: "button", class: "gw-open", "aria-pressed": "false", on: { click: ask.open } }, "all units ", html("kbd", {}, "U"));
        this.element = html("footer", { class: "gw-transport" },
            this.button("first", "First word", () => ask.go(0)),
            this.button("previous", "Previous word", () => ask.by(-1)),
            this.playButton,
            this.button("next", "Next word", () => ask.by(1)),
            this.button("last", "Last word", () => ask.go(Infinity)),
            html("span", { class: "gw-counter" }, this.count, this.total),
            html("label", { class: "gw-speed" }, "speed", this.speed, this.speedText = html("output", {}, "1×")),
            html("span", { class: "gw-keys" }, html("kbd", {}, "←"), html("kbd", {}, "→"), " step", html("kbd", {}, "space"), " play"),
            html("span", { class: "gw-swipe" }, "swipe to step"),
            html("span", { class: "gw-right" },
                html("button", { type: "button", class: "gw-numbers", on: { click: ask.table } }, "table"),
                html("button", { type: "button", class: "gw-taking", on: { click: ask.take } }, "take away"),
                this.openButton,
                html("button", { type: "button", class: "gw-view-button", on: { click: ask.view } }, "view"),
                html("button", { type: "button", class: "gw-help-button", "aria-label": "Keys and help", on: { click: ask.help } }, "?")));
        this.speed.addEventListener("input", () => {
            this.speedText.textContent = `${Number(this.speed.value)}×`;
            if (this.timer) this.start();
        });
    }

    /** What the controls need, in px. @param {boolean} low */
    height(low) {
        if (!this.element.getClientRects().length) return 0; // a link hides them
        return low ? LOW_HEIGHT : TRANSPORT_HEIGHT;
    }

    /**
     * @param {string} name
     * @param {string} label
     * @param {() => void} act
     */
    button(name, label, act) {
        return html("button", { type: "button", class: `gw-${name}`, "aria-label": label, on: { click: act } }, icon(ICONS[name]));
    }

    /**
     * @param {number} step from 0
     * @param {number} total
     */
    show(step, total) {
        this.count.textContent = String(step + 1);
        const all = ` / ${total}`;
        if (this.total.textContent !== all) this.total.textContent = all;
    }

    toggle() {
        if (this.timer) this.stop();
        else if (this.ask.by(1)) this.start();
        else {
            this.ask.go(0);
            this.start();
        }
    }

    start() {
        clearInterval(this.timer);
        this.timer = window.setInterval(() => this.ask.by(1) || this.stop(), INTERVAL / Number(this.speed.value));
        this.paint("pause", "Pause");
    }

    /** Play by itself, unless motion is not wanted. */
    begin() {
        if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.start();
    }

    stop() {
        clearInterval(this.timer);
        this.timer = 0;
        this.paint("play", "Play");
    }

    /**
     * @param {"play" | "pause"} name
     * @param {string} label
     */
    paint(name, label) {
        this.playButton.setAttribute("aria-label", label);
        this.playButton.replaceChildren(icon(ICONS[name]), html("span", { class: "gw-play-text" }, label));
    }
}
