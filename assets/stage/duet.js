// @ts-check
/**
 * Two readings beside each other with one cursor. Python sends both once; a step moves the outlines
 * and swaps numbers, here in the browser, and is written into the URL.
 */

import { Announcer } from "./announce.js";
import { Apart } from "./apart.js";
import { Palette, isDark } from "./colours.js";
import { html } from "./draw.js";
import { script, stylesheet } from "./files.js";
import { frame } from "./frame.js";
import { Half } from "./half.js";
import { clicks, listen, swipes } from "./keys.js";
import { Notation } from "./notation.js";
import { shows, toggle } from "./look.js";
import { numbersOf } from "./opposites.js";
import { Pace } from "./pace.js";
import { Reading, opened } from "./reading.js";
import { renew } from "./renew.js";
import { Stops } from "./stops.js";
import { Switch } from "./switch.js";
import { Transport } from "./transport.js";

const [PHONE, LOWEST, HEAD] = [700, 300, 64]; // px; a half is never lower; its name and its sentence
const TRANSPORT = 66;
const [OPENED, ROAD] = [4, 140]; // px of a unit's row, and what the road may have beside such rows

/** @type {WeakMap<Element, Duet>} */
const duets = new WeakMap();

/**
 * Show two readings; Streamlit calls this again for every rerun and change of theme.
 * @param {any} component
 * @param {{plotly: string, css: string[]}} addresses
 */
export async function mount(component, addresses) {
    const host = component.parentElement;
    const duet = duets.get(host) ?? new Duet(host);
    duets.set(host, duet);
    duet.pin = (unit) => component.setStateValue("unit", String(unit));
    const needed = [...addresses.css.map(stylesheet), script(addresses.plotly), document.fonts.load('600 26px "Source Sans"')];
    const [sent] = await Promise.all([duet.unpack(component.data), ...needed]);
    if (sent) duet.receive(sent);
    return () => {
        duets.delete(host);
        duet.leave();
    };
}

/**
 * Open the message for two readings.
 * @param {Uint8Array} bytes
 */
async function both(bytes) {
    const { header, content } = await opened(bytes);
    const [size] = header.sizes;
    const readings = await Promise.all([Reading.from(content.subarray(0, size)), Reading.from(content.subarray(size))]);
    return { header, readings };
}

/** The step in the URL, from 0; whatever is no step is the first one. */
function wanted() {
    const text = new URLSearchParams(location.search).get("step") ?? "1";
    return /^0*[1-9][0-9]{0,8}$/.test(text) ? Number(text) - 1 : 0;
}

class Duet {
    /** @param {HTMLElement} host */
    constructor(host) {
        this.host = host;
        this.at = 0; // the stop of the cursor
        this.size = "";
        this.opened = false; // the heatmaps of both
        this.returned = false; // by Back or Forward, to what Python is about to send
        /** @type {(unit: number) => void} */
        this.pin = () => {};
        /** @type {Uint8Array | null} */
        this.newest = null;
        /** @type {{header: any, readings: Reading[], stops: Stops} | null} */
        this.sent = null;
        this.notation = new URLSearchParams(location.search).get("notation") ?? "";
        /** @type {Record<string, string>} Those of the view that were set here: what Python writes into the URL lacks them. */
        this.settings = {};
        this.halves = ["A", "B"].map((name) => new Half(name));
        this.apart = new Apart((unit) => this.pin(unit));
        this.numbers = html("section", { "aria-label": "Numbers at this step" });
        this.told = html("section", { class: "gw-contrast", "aria-label": "What differs" });
        this.announcer = new Announcer();
        this.pace = new Pace(() => this.write({ step: String(this.at + 1) }));
        const nothing = () => {};
        this.transport = new Transport({ go: (at) => this.go(at), by: (steps) => this.by(steps), open: () => this.toggleBands(), table: nothing, view: nothing, help: nothing, take: nothing });
        this.transport.openButton.replaceChildren("all gates ", html("kbd", {}, "U"));
        this.switch = new Switch((notation) => this.speak(notation));
        this.root = html("section", { class: "gw gw-duet", "aria-label": "Two readings" },
            html("div", { class: "gw-duet-main" },
                html("div", { class: "gw-halves" }, ...this.halves.map((half) => half.element), this.apart.element),
                html("aside", { class: "gw-beside", "aria-label": "What differs, in numbers" }, this.told, this.numbers, html("div", { class: "gw-choice" }, this.switch.element), this.apart.ranking)),
            html("div", { class: "gw-more" }, html("button", { type: "button", on: { click: () => this.toggleBands() } }, "all gates")), this.announcer.element, this.transport.element);
        this.leaving = new AbortController();
        this.attend(this.leaving.signal);
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        listen({
            ArrowRight: () => this.by(1), ArrowLeft: () => this.by(-1), PageDown: () => this.by(1), PageUp: () => this.by(-1),
            Home: () => this.go(0), End: () => this.go(Infinity), " ": () => this.transport.toggle(), u: () => this.toggleBands(),
            a: () => this.toggleArcs(), n: () => this.sent && this.speak(Switch.after(new Notation(this.sent.readings[0], this.notation))),
        }, signal);
        this.halves.forEach(({ sheet }, side) => {
            swipes(sheet.element, (steps) => this.by(steps));
            clicks(sheet.columns, (x, y) => {
                const hit = sheet.at(x, y);
                if (hit && this.sent) this.go(this.sent.stops.of(/** @type {0 | 1} */ (side), hit.step));
            }, signal);
        });
        addEventListener("popstate", () => {
            this.pace.stop();
            this.returned = true;
            this.show(this.within(wanted()));
        }, { signal });
        for (const event of ["pointerdown", "pagehide"]) addEventListener(event, () => this.pace.hurry(), { signal, capture: true });
        const sizes = new ResizeObserver(() => this.resize());
        sizes.observe(this.root);
        signal.addEventListener("abort", () => sizes.disconnect());
        addEventListener("resize", () => this.resize(), { signal });
    }

    leave() {
        this.transport.stop();
        this.pace.stop();
        this.announcer.stop();
        this.leaving.abort();
        this.root.remove();
    }

    /**
     * Unpack a message; null if a newer one has come meanwhile.
     * @param {Uint8Array} bytes
     */
    async unpack(bytes) {
        this.newest = bytes;
        const sent = await both(bytes);
        return this.newest === bytes ? sent : null;
    }

    /** @param {{header: any, readings: Reading[]}} sent */
    receive(sent) {
        if (!this.root.isConnected) this.host.append(this.root); // styled by now
        const words = (/** @type {Reading[] | undefined} */ readings) => readings?.map((reading) => reading.words.join(" ")).join("\n");
        const [before, isFirst] = [words(this.sent?.readings), !this.sent];
        this.sent = { ...sent, stops: new Stops(sent.header.stops) };
        this.redraw();
        // What Python wrote into the URL knows no step: the cursor stays, but for another sentence.
        const stays = before === words(sent.readings) ? this.at : 0;
        this.go(isFirst || this.returned ? wanted() : stays);
        this.returned = false;
    }

    resize() {
        if (this.sent && this.size !== `${this.root.clientWidth} ${innerHeight}`) this.redraw();
    }

    redraw() {
        if (!this.sent) return;
        const { header, readings, stops } = this.sent;
        this.size = `${this.root.clientWidth} ${innerHeight}`;
        const dark = isDark(this.host);
        renew(this.told, ...header.told.map((/** @type {string} */ sentence) => html("p", {}, sentence)));
        this.told.hidden = !header.told.length;
        const frames = readings.map((reading) => this.frame(reading));
        readings.forEach((reading, i) => this.halves[i].draw(reading, { at: frames[i], notation: this.notation, palette: new Palette(reading.ramps[dark ? "dark" : "light"]) }));
        const notation = new Notation(readings[0].bands.length > readings[1].bands.length ? readings[0] : readings[1], this.notation);
        this.switch.show(notation);
        const [{ gutter, column, scale }] = frames;
        this.apart.draw({ ...header, unit: readings[0].unit }, { left: gutter * scale, column: column * scale, labels: this.labels(readings, stops), dark, notation });
        this.show(this.at);
    }

    /** Both sheets have one frame, so that whatever is in both stands one under the other. @param {Reading} reading */
    frame(reading) {
        const { readings } = /** @type {NonNullable<typeof this.sent>} */ (this.sent);
        const learned = (/** @type {"update" | "forget"} */ gate) => (readings.some(({ wiring }) => wiring[gate] === "learned") ? "learned" : "open");
        const longest = Math.max(...readings.map(({ length }) => length));
        const foresees = readings.some((one) => one.foresees);
        const shape = { length: longest, layouts: reading.layouts, foresees, wiring: { ...reading.wiring, update: learned("update"), forget: learned("forget") } };
        const phone = this.root.clientWidth < PHONE;
        const top = this.root.getBoundingClientRect().top + scrollY;
        const half = Math.max((innerHeight - top - TRANSPORT) / 2 - HEAD, LOWEST);
        const bands = this.opened ? reading.layouts[OPENED].height + ROAD : 0;
        const at = frame(shape, { phone, width: this.halves[0].sheet.element.clientWidth, height: half + bands, opened: false, bands: this.opened, arcs: shows(this, "arcs") });
        return { ...at, width: Math.ceil(at.column * (reading.length + 0.5)) };
    }

    /**
     * What the stops are called: a word, or two where they differ.
     * @param {Reading[]} readings
     * @param {Stops} stops
     */
    labels(readings, stops) {
        return stops.stops.map((stop) => {
            const words = stop.flatMap((word, i) => (word === null ? [] : [readings[i].words[word]]));
            return [...new Set(words)].join(" · ");
        });
    }

    /** @param {number} at */
    within(at) {
        return Math.max(Math.min(at, (this.sent?.stops.length ?? 1) - 1), 0);
    }

    /** @param {number} at */
    go(at) {
        this.transport.stop();
        this.move(this.within(at));
    }

    /**
     * @param {number} steps
     * @returns {boolean} whether there was anywhere to go
     */
    by(steps) {
        const at = this.within(this.at + steps);
        if (at === this.at) return false;
        this.move(at);
        return true;
    }

    /** @param {number} at */
    move(at) {
        this.show(at);
        this.pace.ask();
        if (!this.sent) return;
        const { readings, stops } = this.sent;
        this.announcer.tell({ words: this.labels(readings, stops) }, at, this.halves[0].said, this.halves[0].written);
    }

    /** @param {number} at the stop */
    show(at) {
        if (!this.sent) return;
        const { stops, readings } = this.sent;
        this.at = at;
        this.halves.forEach((half, i) => {
            half.show(stops.words[at][i]);
            half.element.classList.toggle("gw-waiting", stops.stops[at][i] === null);
        });
        this.apart.show(at);
        renew(this.numbers, ...numbersOf(readings, stops.words[at], this.notation));
        this.transport.show(at, stops.length);
    }

    /** @param {string} notation */
    speak(notation) {
        this.notation = notation;
        this.write({ notation });
        this.redraw();
    }

    toggleBands() {
        this.opened = !this.opened;
        this.transport.openButton.setAttribute("aria-pressed", String(this.opened));
        this.redraw();
    }

    toggleArcs() {
        toggle(this, "arcs");
        this.redraw();
    }

    /** A setting of the view; "" where it is not set. @param {string} name */
    setting(name) {
        return this.settings[name] ?? new URLSearchParams(location.search).get(name) ?? "";
    }

    /** Set a setting of the view; an empty value takes it back. @param {string} name @param {string} value */
    set(name, value) {
        this.settings[name] = value;
        this.write({ [name]: value });
    }

    /** @param {Record<string, string>} changes */
    write(changes) {
        const link = new URLSearchParams(location.search);
        for (const [name, value] of Object.entries(changes)) value ? link.set(name, value) : link.delete(name);
        const search = `?${link}`;
        if (search !== location.search) history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
    }
}
