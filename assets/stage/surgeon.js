// @ts-check
/**
 * Surgery on the stage: a drag or a dialog says what to force, the link holds it, and Python reads
 * the sentence again. Undo, redo and reset, and a strip that says what is changed.
 */

import { MOST, having, told, without, write } from "./cuts.js";
import * as difference from "./difference.js";
import { clear, html } from "./draw.js";
import { listen } from "./keys.js";
import { Operation, PINNED } from "./operation.js";
import { Selection } from "./selection.js";
import { Undo } from "./undo.js";

/** @typedef {import("./cuts.js").Cut} Cut */
/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./operation.js").Place} Place */
/** @typedef {{reading: Reading, unit: number, notation: import("./notation.js").Notation}} Scene */

const TYPED = "input:not([type=radio], [type=checkbox], [type=range]), textarea, [contenteditable], [role=textbox], [role=searchbox], [role=combobox]";

/**
 * What surgery needs of the stage.
 * @typedef {object} Stage
 * @property {Scene | null} scene
 * @property {number} step
 * @property {import("./link.js").Link} link
 * @property {import("./sheet.js").Sheet} sheet
 * @property {import("./take.js").TakeAway} take
 * @property {import("./view.js").View} view
 * @property {import("./focus.js").Focus} focus
 * @property {HTMLElement} root
 * @property {() => void} redraw
 */

export class Surgeon {
    /** @param {Stage} stage */
    constructor(stage) {
        this.stage = stage;
        this.past = new Undo();
        this.operation = new Operation({
            cut: (cut) => this.cut(cut), release: (taken) => this.release(taken), undo: () => this.go(-1), redo: () => this.go(1), reset: () => this.reset(),
        });
        this.operation.element.addEventListener("close", () => this.selection.clear());
        this.selection = new Selection(stage.sheet, (selected, x, y) => this.open(selected, { x, y }));
        this.said = html("p", { role: "status" });
        this.wrong = html("p", { class: "gw-wrong", role: "alert", hidden: "" });
        this.undo = html("button", { type: "button", title: "undo (Ctrl+Z)", on: { click: () => this.go(-1) } }, "undo");
        this.redo = html("button", { type: "button", title: "redo (Ctrl+Shift+Z)", on: { click: () => this.go(1) } }, "redo");
        this.whole = html("button", { type: "button", title: "leave everything alone (R)", on: { click: () => this.reset() } }, "reset");
        this.other = html("button", { type: "button", title: "after minus before, in every band (X)", on: { click: () => this.compare() } }, "difference");
        this.strip = html("section", { class: "gw-changes", "aria-label": "Surgery", hidden: "" }, this.said, this.wrong,
            html("div", { class: "gw-deeds" }, this.undo, this.redo, this.whole, this.other));
        const button = () => html("button", { type: "button", class: "gw-surgery", on: { click: () => this.open() } }, "surgery");
        this.buttons = [button(), button(), stage.view.add("surgery", "S", () => this.open())];
        stage.root.querySelector(".gw-now")?.prepend(this.strip);
        stage.root.querySelector(".gw-right")?.prepend(this.buttons[0]);
        stage.root.querySelector(".gw-more .gw-taking")?.before(this.buttons[1]);
        stage.root.append(this.operation.element);
    }

    /** A walk that was taken away shows surgery, and cannot do any: no Python reads it again. */
    get allowed() {
        return Boolean(this.stage.take.places.page || this.stage.take.places.reads);
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        listen({ s: () => this.open(), x: () => this.compare(), r: () => this.reset() }, signal);
        document.addEventListener("keydown", (event) => this.key(event), { signal });
        this.selection.attend(signal);
    }

    /** Ctrl+Z and its like; a text box keeps them for itself. @param {KeyboardEvent} event */
    key(event) {
        const key = event.key.toLowerCase();
        const by = key === "z" ? (event.shiftKey ? 1 : -1) : key === "y" && !event.shiftKey ? 1 : 0;
        if (!by || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || document.activeElement?.closest(TYPED)) return;
        if (document.querySelector("dialog:modal") && !this.operation.element.open) return;
        if (this.go(by)) event.preventDefault();
    }

    /**
     * @param {Place} [place] at this step, where none is selected
     * @param {{x: number, y: number}} [near]
     */
    open(place, near) {
        const { scene, step } = this.stage;
        if (!scene || !this.allowed) return false;
        this.operation.open(scene, place ?? { from: step, to: step, units: PINNED }, near);
        return true;
    }

    /** Whether the bands show what has changed. @param {Reading} reading */
    compares(reading) {
        return difference.isOn(this.stage.link, reading);
    }

    compare() {
        if (!this.stage.scene?.reading.alone) return false;
        difference.toggle(this.stage.link);
        this.stage.redraw();
        return true;
    }

    /** @param {Cut} cut */
    cut(cut) {
        const reading = this.stage.scene?.reading;
        if (reading) this.choose(having(reading.surgery, cut, reading));
    }

    /** @param {Omit<Cut, "value">} taken */
    release(taken) {
        const reading = this.stage.scene?.reading;
        if (reading) this.choose(without(reading.surgery, taken, reading));
    }

    /** Leave everything alone; false where nothing is forced. */
    reset() {
        if (!this.allowed || !this.stage.scene?.reading.surgery.length) return false;
        this.choose([]);
        return true;
    }

    /** @param {Cut[]} cuts */
    choose(cuts) {
        const text = write(cuts);
        this.complain(cuts.length > MOST ? `These would be ${cuts.length} changes: a walk holds ${MOST}. Take back some first.` : "");
        if (cuts.length > MOST || text === this.past.states[this.past.at]) return;
        this.past.add(text);
        this.ask(text);
    }

    /** Undo or redo; false where there is nothing to. @param {number} by */
    go(by) {
        if (!this.allowed || !this.past.can(by)) return false;
        this.ask(this.past.go(by));
        return true;
    }

    /** @param {string} cut */
    ask(cut) {
        this.stage.link.choose({ cut }, true);
        if (!this.operation.element.open) this.stage.focus.take();
    }

    /** @param {string} text */
    complain(text) {
        this.wrong.textContent = text;
        this.wrong.hidden = !text;
        if (text) this.strip.hidden = false;
    }

    /** Say what is changed. @param {Scene} scene */
    show(scene) {
        const { reading, notation } = scene;
        const { surgery } = reading;
        // An older answer may still come in: what was chosen since is on its way.
        if (!this.stage.link.waitsFor("cut")) this.past.follow(reading);
        this.complain("");
        const can = { undo: this.past.can(-1), redo: this.past.can(1) };
        this.strip.hidden = !surgery.length && !(this.allowed && (can.undo || can.redo));
        for (const button of [this.undo, this.redo, this.whole, ...this.buttons]) button.hidden = !this.allowed;
        this.undo.toggleAttribute("disabled", !can.undo);
        this.redo.toggleAttribute("disabled", !can.redo);
        this.whole.toggleAttribute("disabled", !surgery.length);
        this.other.hidden = !surgery.length;
        this.other.setAttribute("aria-pressed", String(this.compares(reading)));
        this.selection.allowed = this.allowed;
        const [newest] = surgery.slice(-1);
        const count = surgery.length > 1 ? `${surgery.length} changes, the last: ` : "Your change: ";
        clear(this.said).append(...(newest ? [html("b", { class: "changed" }, count), html("bdi", {}, `${told(reading, notation, newest)}.`)] : ["Left alone again."]));
        this.operation.show(scene, can);
    }
}
