// @ts-check
/** The menu of the view: what is shown of the stage, and how; every entry also has a key. */

import { dialog } from "./dialog.js";
import { html } from "./draw.js";

/** @typedef {{twin: boolean, arcs: boolean, covered: boolean, opened: boolean, phone: boolean, second: string | null, foresees?: boolean}} State `second`: what the second line is */

export class View {
    /** @param {Record<"twin" | "arcs" | "cover" | "units" | "projector" | "full" | "table" | "help", () => void>} ask */
    constructor(ask) {
        const after = (/** @type {() => void} */ act) => () => this.after(act);
        this.twin = choice("twin", "T", ask.twin);
        this.arcs = choice("what wrote the memory", "A", ask.arcs);
        this.cover = choice("cover what comes next", "C", ask.cover);
        this.units = choice("open all rows", "U", ask.units);
        this.told = html("p", { class: "gw-told" });
        this.element = dialog("gw-view", "View",
            this.twin.element, this.told, this.arcs.element, this.cover.element, this.units.element,
            entry("table of numbers", "", after(ask.table)),
            entry("projector", "P", after(ask.projector)),
            entry("full screen", "F", after(ask.full)),
            entry("keys and help", "?", after(ask.help)));
    }

    open() {
        this.element.showModal();
    }

    /** @param {() => void} act what needs the menu closed */
    after(act) {
        this.element.close();
        act();
    }

    /** Another entry, before the last one, the help. @param {string} text @param {string} key @param {() => void} act */
    add(text, key, act) {
        const added = entry(text, key, () => this.after(act));
        this.element.lastElementChild?.before(added);
        return added;
    }

    /** @param {State} state */
    show({ twin, arcs, covered, opened, phone, second, foresees = true }) {
        this.twin.input.checked = twin && second !== null;
        this.twin.input.disabled = second === null;
        this.twin.element.hidden = this.told.hidden = !foresees;
        this.told.textContent = second ?? "No noun of this sentence makes a twin: in its other number it turns no verdict.";
        this.arcs.input.checked = arcs;
        this.cover.input.checked = covered;
        this.units.input.checked = opened;
        this.units.element.hidden = phone;
    }
}

/**
 * @param {string} text
 * @param {string} key
 * @param {() => void} act
 */
function choice(text, key, act) {
    const input = /** @type {HTMLInputElement} */ (html("input", { type: "checkbox", role: "switch", on: { change: act } }));
    return { input, element: html("label", { class: "gw-entry" }, html("span", {}, text), html("kbd", { "aria-hidden": "true" }, key), input) };
}

/**
 * @param {string} text
 * @param {string} key
 * @param {() => void} act
 */
function entry(text, key, act) {
    return html("button", { type: "button", class: "gw-entry", on: { click: act } }, html("span", {}, text), key ? html("kbd", { "aria-hidden": "true" }, key) : null);
}
