// @ts-check
/**
 * The stage. Python sends a reading once; the stage draws it once. A step only moves the outline
 * and swaps numbers, here in the browser, and is written into the URL; Python hears nothing of it.
 */

import { Palette, isDark } from "./colours.js";
import { html } from "./draw.js";
import { script, stylesheet } from "./files.js";
import { frame, scrolls } from "./frame.js";
import { clicks, listen, swipes } from "./keys.js";
import { Link } from "./link.js";
import { Overview } from "./overview.js";
import { Panel } from "./panel.js";
import { Reading } from "./reading.js";
import { Sheet } from "./sheet.js";
import { Table } from "./table.js";
import { Transport } from "./transport.js";

const PHONE = 700; // px; narrower stages take the layout for phones
const LOW = 560; // px; so do lower windows
const TRANSPORT = 66; // px kept free under the sheet
const LOW_TRANSPORT = 54;

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

/**
 * Show a reading; Streamlit calls this again for every rerun and change of theme.
 * @param {any} component
 * @param {{plotly: string, css: string}} addresses
 */
export async function mount(component, addresses) {
    const host = component.parentElement;
    const stage = stages.get(host) ?? new Stage(host);
    stages.set(host, stage);
    stage.link.tell = (report) => component.setStateValue("report", report);
    const needed = [stylesheet(addresses.css), script(addresses.plotly), document.fonts.load('600 26px "Source Sans"')];
    const [reading] = await Promise.all([stage.unpack(component.data), ...needed]);
    if (reading) stage.receive(reading);
    return () => {
        stages.delete(host);
        stage.leave();
    };
}

class Stage {
    /** @param {HTMLElement} host */
    constructor(host) {
        this.host = host;
        this.step = 0;
        this.dark = false;
        this.opened = false; // all units at readable rows
        this.folded = true; // the bands of a phone
        this.size = "";
        /** @type {Uint8Array | null} */
        this.newest = null;
        /** @type {import("./track.js").Scene & {opened: boolean} | null} */
        this.scene = null;
        /** @type {Element | null} */
        this.lastTouched = null;
        this.link = new Link();
        this.sheet = new Sheet();
        this.table = new Table();
        this.panel = new Panel({ pin: (unit) => this.pin(unit), compare: (pair) => this.link.choose({ pair }) });
        this.transport = new Transport({
            go: (step) => this.go(step), by: (steps) => this.by(steps), open: () => this.toggleUnits(), table: () => this.table.open(),
        });
        this.overview = new Overview((step) => this.go(step));
        this.fold = html("button", { type: "button", class: "gw-fold", on: { click: () => this.toggleBands() } }, "all gates");
        this.root = html("section", { class: "gw", "aria-label": "Stage" },
            this.overview.element,
            html("div", { class: "gw-main" }, this.sheet.element, this.panel.element),
            html("div", { class: "gw-more" }, this.fold, html("button", { type: "button", on: { click: () => this.table.open() } }, "table")),
            this.table.element, this.transport.element);
        this.leaving = new AbortController();
        this.attend(this.leaving.signal);
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        listen({
            ArrowRight: () => this.by(1), ArrowLeft: () => this.by(-1),
            PageDown: () => this.by(1), PageUp: () => this.by(-1),
            Home: () => this.go(0), End: () => this.go(Infinity),
            ArrowDown: () => this.nextUnit(1), ArrowUp: () => this.nextUnit(-1),
            " ": () => this.transport.toggle(), u: () => this.toggleUnits(),
        }, signal);
        swipes(this.sheet.element, (steps) => this.by(steps));
        clicks(this.sheet.columns, (x, y) => this.click(x, y), signal);
        addEventListener("popstate", () => this.link.back() || this.show(this.within(this.link.step)), { signal });
        for (const event of ["pointerdown", "pagehide"]) addEventListener(event, () => this.link.hurry(), { signal, capture: true });
        document.addEventListener("pointerdown", (event) => this.note(/** @type {Element} */ (event.target)), { signal, capture: true });
        document.addEventListener("keydown", (event) => this.noteKey(event), { signal, capture: true });
        document.addEventListener("click", (event) => this.takeKeys(event), { signal, capture: true });
        const sizes = new ResizeObserver(() => this.resize());
        sizes.observe(this.root);
        signal.addEventListener("abort", () => sizes.disconnect());
        addEventListener("resize", () => this.resize(), { signal });
    }

    leave() {
        this.transport.stop();
        this.link.pace.stop();
        this.leaving.abort();
        this.root.remove();
    }

    /** Enter or Escape in the sentence box hands the keys over to the stage. @param {KeyboardEvent} event */
    noteKey(event) {
        const box = /** @type {Element} */ (event.target).closest(".st-key-sentence input");
        this.note(event.key === "Enter" ? box : null);
        const unchanged = box && /** @type {HTMLInputElement} */ (box).value === this.link.known?.sentence;
        // A changed sentence keeps the focus until its reading is there, or what is wrong with it.
        if (box && (event.key === "Escape" || (event.key === "Enter" && unchanged))) this.focus();
    }

    focus() {
        this.sheet.element.focus({ preventScroll: true });
    }

    /** Remember what was used above the stage. @param {Element | null} target */
    note(target) {
        this.lastTouched = target?.closest(".st-key-controls") ?? null;
    }

    /** A button above the stage, once pressed by a pointer, has no use for the keys. @param {MouseEvent} event */
    takeKeys(event) {
        const target = /** @type {Element} */ (event.target);
        if (event.detail !== 0 && target.closest(".st-key-controls button")) this.focus();
    }

    /**
     * Unpack a message; null if a newer one has come meanwhile.
     * @param {Uint8Array} bytes
     */
    async unpack(bytes) {
        this.newest = bytes;
        const reading = await Reading.from(bytes);
        return this.newest === bytes ? reading : null;
    }

    /** @param {Reading} reading */
    receive(reading) {
        if (!this.root.isConnected) this.host.append(this.root); // styled by now
        const dark = isDark(this.root);
        const last = this.scene?.reading;
        const step = this.link.receive(reading.link, reading.words);
        if (last && reading.key === last.key && dark === this.dark) return;
        this.root.hidden = reading.length === 0;
        if (reading.words.join(" ") !== last?.words.join(" ")) this.transport.stop();
        this.dark = dark;
        if (reading.length) this.present(reading, step);
        else this.scene = null;
        this.link.adopt(this.step);
    }

    /**
     * @param {Reading} reading
     * @param {number} step
     */
    present(reading, step) {
        // A unit pinned since this was asked for stays pinned: its own reading is on its way.
        const pinned = this.link.waitsFor("unit") ? this.scene?.unit : undefined;
        this.draw(reading, pinned !== undefined && pinned < reading.units ? pinned : reading.unit);
        this.show(this.within(step));
        this.takeFocus();
    }

    /** After a click above the stage or Enter in the box, the keys belong to the stage. */
    takeFocus() {
        if (this.lastTouched?.contains(document.activeElement)) this.focus();
    }

    /** @param {number} step */
    within(step) {
        return Math.min(Math.max(step, 0), (this.scene?.reading.length ?? 1) - 1);
    }

    resize() {
        if (this.scene && this.size !== this.currentSize()) this.redraw();
    }

    currentSize() {
        return `${this.root.clientWidth} ${innerHeight}`;
    }

    redraw() {
        if (!this.scene) return;
        this.draw(this.scene.reading, this.scene.unit);
        this.show(this.step);
    }

    /**
     * Draw all that does not change from step to step.
     * @param {Reading} reading
     * @param {number} unit
     */
    draw(reading, unit) {
        const { opened } = this;
        const phone = this.root.clientWidth < PHONE || innerHeight < LOW;
        this.root.classList.toggle("gw-scrolls", scrolls(reading, this.sheet.element.clientWidth));
        this.panel.reserve({ reading, unit });
        const top = this.root.getBoundingClientRect().top + scrollY;
        this.root.style.minHeight = `${innerHeight - top - 1}px`;
        this.size = this.currentSize();
        const at = frame(reading, {
            phone, width: this.sheet.element.clientWidth, height: innerHeight - top - (innerHeight < LOW ? LOW_TRANSPORT : TRANSPORT) - this.panel.strip() - (phone ? 0 : this.overview.height),
            opened: opened && !phone, bands: !(phone && this.folded),
        });
        this.scene = { reading, unit, at, opened, palette: new Palette(reading.ramps[this.dark ? "dark" : "light"]) };
        this.sheet.draw(this.scene);
        this.overview.draw(this.scene);
        this.table.show(this.scene);
    }

    /** Show a step: all that changes from one to the next. @param {number} step */
    show(step) {
        if (!this.scene) return;
        this.step = step;
        this.sheet.mark(this.scene, step);
        this.panel.show({ ...this.scene, step });
        this.transport.show(step, this.scene.reading.length);
        this.overview.show(step);
    }

    /** @param {number} step */
    go(step) {
        this.transport.stop();
        this.move(this.within(step));
    }

    /**
     * @param {number} steps
     * @returns {boolean} whether there was anywhere to go
     */
    by(steps) {
        const step = this.within(this.step + steps);
        if (step === this.step) return false;
        this.move(step);
        return true;
    }

    /** @param {number} step */
    move(step) {
        this.link.move(step); // first: the browser lays out whatever is new before it changes the address
        this.show(step);
    }

    /** @param {number} unit */
    pin(unit) {
        if (!this.scene || unit === this.scene.unit) return;
        this.draw(this.scene.reading, unit);
        this.show(this.step);
        this.link.choose({ unit: String(unit) });
    }

    /** Pin the unit above or below, where all of them are open. @param {number} by */
    nextUnit(by) {
        if (!this.scene || !this.opened || this.scene.at.phone) return false;
        this.pin(Math.min(Math.max(this.scene.unit + by, 0), this.scene.reading.units - 1));
        return true;
    }

    toggleUnits() {
        this.opened = !this.opened;
        this.transport.openButton.setAttribute("aria-pressed", String(this.opened));
        this.redraw();
    }

    toggleBands() {
        this.folded = !this.folded;
        this.fold.textContent = this.folded ? "all gates" : "hide gates";
        this.redraw();
    }

    /**
     * A click on a column sets the step, one on a row of the bands also pins its unit.
     * @param {number} x
     * @param {number} y
     */
    click(x, y) {
        const hit = this.sheet.at(x, y);
        if (!hit) return;
        this.go(hit.step);
        if (hit.unit !== null) this.pin(hit.unit);
    }
}
