// @ts-check
/**
 * The stage. Python sends a reading once; the stage draws it once. A step only moves the outline
 * and swaps numbers, here in the browser, and is written into the URL; Python hears nothing of it.
 */

import { Announcer } from "./announce.js";
import { nextCarrier } from "./carriers.js";
import { Classroom } from "./classroom.js";
import { Palette, isDark } from "./colours.js";
import { html } from "./draw.js";
import { script, stylesheet } from "./files.js";
import { Focus } from "./focus.js";
import { frame, scrolls } from "./frame.js";
import { Help } from "./help.js";
import { clicks, listen, swipes } from "./keys.js";
import { Link } from "./link.js";
import { dress, shows, toggle, undress, wanted } from "./look.js";
import { Notation } from "./notation.js";
import { Overview } from "./overview.js";
import { Pair } from "./pair.js";
import { Panel } from "./panel.js";
import { Reading } from "./reading.js";
import { Screen } from "./screen.js";
import { Sheet } from "./sheet.js";
import { Source } from "./source.js";
import { Surgeon } from "./surgeon.js";
import { Switch } from "./switch.js";
import { Table } from "./table.js";
import { TakeAway, spoken } from "./take.js";
import { ThemeButton } from "./theme.js";
import { TRANSPORT_HEIGHT, Transport } from "./transport.js";
import { toldOf } from "./twin.js";
import { View } from "./view.js";

const PHONE = 700; // px; narrower stages take the layout for phones
const LOW = 560; // px; so do lower windows

/** @type {WeakMap<Element, Stage>} */
const stages = new WeakMap();

/**
 * Show a reading; Streamlit calls this again for every rerun and change of theme.
 * @param {any} component
 * @param {{plotly: string, css: string[]} & import("./take.js").Places} addresses
 */
export async function mount(component, addresses) {
    const host = component.parentElement;
    const stage = stages.get(host) ?? new Stage(host);
    stages.set(host, stage);
    stage.mounted = component;
    stage.link.tell = (report) => component.setStateValue("report", report);
    stage.take.places = addresses;
    stage.dress();
    const needed = [...addresses.css.map(stylesheet), script(addresses.plotly), document.fonts.load('600 26px "Source Sans"')];
    const [reading] = await Promise.all([stage.unpack(component.data), ...needed]);
    if (reading) stage.receive(reading);
    return () => {
        if (stage.mounted !== component) return; // it has been mounted anew since
        stages.delete(host);
        stage.leave();
    };
}

class Stage {
    /** @param {HTMLElement} host */
    constructor(host) {
        this.host = host;
        this.mounted = /** @type {any} */ (null); // what Streamlit gave last
        this.step = 0;
        this.dark = false;
        this.opened = false; // all units at readable rows
        this.folded = true; // the bands of a phone
        this.revealed = false; // the covered verdict after the last word
        this.size = "";
        /** @type {Uint8Array | null} */
        this.newest = null;
        /** @type {import("./track.js").Scene & {opened: boolean, twin: boolean, arcs: boolean, covered: boolean, difference: boolean} | null} */
        this.scene = null;
        this.link = new Link();
        this.sheet = new Sheet();
        this.focus = new Focus(this.sheet.element, () => this.link.known?.sentence);
        this.table = new Table();
        /** @type {Panel} */ this.panel = new Panel({
            pin: (unit) => this.pin(unit), compare: (pair) => this.link.choose({ pair }), type: () => this.typePair(), speak: (notation) => this.speak(notation),
        }, this);
        this.pair = new Pair((pair) => this.link.choose({ pair }));
        this.help = new Help();
        this.announcer = new Announcer();
        this.transport = new Transport({
            go: (step) => this.go(step), by: (steps) => this.by(steps), open: () => this.toggleUnits(), table: () => this.table.open(),
            view: () => this.view.open(), help: () => this.help.open(), take: () => this.take.open(),
        });
        this.view = new View({
            twin: () => this.toggle("twin"), arcs: () => this.toggle("arcs"), cover: () => this.screen.toggleCover(), units: () => this.toggleUnits(), help: () => this.help.open(),
            projector: () => this.screen.toggleProjector(), full: () => this.screen.toggleFull(), table: () => this.table.open(),
        });
        this.take = new TakeAway({ shown: () => this.shown(), link: this.link });
        this.themes = [0, 1].map(() => new ThemeButton(() => this.turn()));
        this.transport.element.querySelector(".gw-right")?.append(this.themes[0].element);
        this.overview = new Overview((step) => this.go(step));
        this.fold = html("button", { type: "button", class: "gw-fold", on: { click: () => this.toggleBands() } }, "all gates");
        this.source = new Source();
        this.root = html("section", { class: "gw", "aria-label": "Stage" },
            this.source.element, this.overview.element,
            html("div", { class: "gw-main" }, this.sheet.element, this.panel.element),
            html("div", { class: "gw-more" }, this.fold, html("button", { type: "button", on: { click: () => this.table.open() } }, "table"),
                html("button", { type: "button", on: { click: () => this.view.open() } }, "view"),
                html("button", { type: "button", class: "gw-taking", on: { click: () => this.take.open() } }, "take away"), this.themes[1].element),
            html("button", { type: "button", class: "gw-leave", "aria-label": "Leave the projector", on: { click: () => this.screen.escape() } }, "✕"),
            this.table.element, this.pair.element, this.help.element, this.view.element, this.take.element, this.take.code, this.announcer.element, this.transport.element);
        this.link.waiting = (waits) => this.root.classList.toggle("gw-awaits", waits);
        this.surgeon = new Surgeon(this);
        this.screen = new Screen(this.root, this.link, () => this.redraw());
        this.classroom = new Classroom(this);
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
            n: () => this.scene && this.speak(Switch.after(this.scene.notation)), d: () => this.panel.toggleDiagram(), w: () => this.panel.toggleFirstWhy(),
            f: () => this.screen.toggleFull(), p: () => this.screen.toggleProjector(), c: () => this.screen.toggleCover(),
            t: () => this.toggle("twin"), a: () => this.toggle("arcs"), k: () => this.nextCarrier(), "?": () => this.help.open(),
            Escape: () => this.panel.toggleWhy(null) || this.source.close() || this.screen.escape(),
        }, signal);
        for (const part of [this.surgeon, this.panel.quiz, this.classroom]) part.attend(signal);
        swipes(this.sheet.element, (steps) => this.surgeon.selection.dragged || this.by(steps));
        this.sheet.gutter.addEventListener("click", ({ target }) => this.pin(Number(/** @type {Element} */ (target).getAttribute("data-unit") ?? this.scene?.unit)));
        clicks(this.sheet.columns, (x, y) => this.click(x, y), signal);
        addEventListener("popstate", () => this.goBack(), { signal });
        for (const event of ["pointerdown", "pagehide"]) addEventListener(event, () => this.link.hurry(), { signal, capture: true });
        this.focus.attend(signal);
        const sizes = new ResizeObserver(() => this.resize());
        sizes.observe(this.root);
        signal.addEventListener("abort", () => sizes.disconnect());
        addEventListener("resize", () => this.resize(), { signal });
    }

    leave() {
        this.transport.stop();
        this.link.pace.stop();
        this.announcer.stop();
        this.screen.leave();
        this.source.close();
        this.leaving.abort();
        this.root.remove();
        undress();
    }

    /** Take up from the link which parts to hide, and the theme, if it is not that of the page. */
    dress() {
        const asked = wanted(this.link.setting("theme"));
        const changed = dress(this.link.setting("hide"), asked === isDark(this.host) ? null : asked);
        for (const button of this.themes) button.show(this.isDark());
        if (!changed && this.dark === this.isDark()) return;
        this.dark = this.isDark();
        this.redraw();
    }

    isDark() {
        return wanted(this.link.setting("theme")) ?? isDark(this.host);
    }

    /** Turn from light to dark and back; the theme of the page needs no setting. */
    turn() {
        const dark = !this.dark;
        this.link.set("theme", dark === isDark(this.host) ? "" : dark ? "dark" : "light");
        this.dress();
    }

    /** What is on the stage, for a picture of it. */
    shown() {
        const { scene, step, sheet, root } = this;
        return scene && { scene, step, sheet, root, said: spoken(this.panel.said) };
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
        const dark = this.isDark();
        const last = this.scene?.reading;
        const step = this.link.receive(reading.link, reading.words, reading.stand);
        this.screen.asks = reading.stand?.covered ?? false;
        if (last && (this.link.returns || (reading.key === last.key && dark === this.dark && !this.link.cameBack && !this.screen.apply()))) return this.classroom.received();
        if (String(reading.logOdds) !== String(last?.logOdds)) this.revealed = false; // another verdict
        this.screen.apply();
        this.root.hidden = reading.length === 0;
        if (reading.words.join(" ") !== last?.words.join(" ")) this.transport.stop();
        this.dark = dark;
        this.dress();
        if (reading.length) this.present(reading, step);
        else this.scene = null;
        this.link.adopt(this.step);
        if (this.link.leads && reading.stand?.plays) this.transport.begin();
        this.classroom.received();
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
        this.focus.takeBack();
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

    redraw(step = this.step) {
        if (!this.scene) return;
        this.draw(this.scene.reading, this.scene.unit);
        this.show(step);
    }

    /** What is kept free under the sheet, in px. */
    below() {
        if (this.screen.projector) return this.panel.element.offsetHeight;
        return this.transport.height(innerHeight < LOW) + this.panel.strip();
    }

    /**
     * Draw all that does not change from step to step.
     * @param {Reading} reading
     * @param {number} unit
     */
    draw(reading, unit) {
        const { opened } = this;
        const [twin, arcs] = ["twin", "arcs"].map((part) => shows(this.link, part));
        const { projector, covered } = this.screen;
        const phone = this.root.clientWidth < PHONE || innerHeight < LOW;
        this.root.classList.toggle("gw-scrolls", scrolls(reading, this.sheet.element.clientWidth));
        const notation = new Notation(reading, this.link.setting("notation"));
        this.surgeon.show({ reading, unit, notation });
        this.panel.reserve({ reading, unit, notation, covered });
        const above = this.root.getBoundingClientRect().top + scrollY;
        const top = reading.brought ? 0 : above; // the page of one's own module scrolls to its stage
        this.root.style.minHeight = `${innerHeight - top - 1}px`;
        this.size = this.currentSize();
        this.panel.room = phone ? 0 : innerHeight - top - TRANSPORT_HEIGHT - this.classroom.height;
        const at = frame(reading, {
            phone, width: this.sheet.element.clientWidth, height: innerHeight - top - this.classroom.height - this.below() - (phone ? 0 : this.overview.height),
            opened: opened && !phone, bands: !(phone && this.folded), large: projector && !phone, arcs,
        });
        this.scene = { reading, unit, at, opened, covered, notation, difference: this.surgeon.compares(reading), twin, arcs, palette: new Palette(reading.ramps[this.dark ? "dark" : "light"]) };
        this.sheet.draw(this.scene);
        this.view.show({ ...this.scene, phone, second: toldOf(reading), foresees: !reading.brought });
        this.source.show(reading);
        this.overview.draw(this.scene);
        this.table.show(this.scene);
    }

    /** Show a step: all that changes from one to the next. @param {number} step */
    show(step) {
        if (!this.scene) return;
        if (step !== this.step) this.revealed = false;
        this.step = step;
        const seen = this.scene.covered ? step + Number(this.revealed) : Infinity;
        this.sheet.mark(this.scene, step, seen);
        this.panel.show({ ...this.scene, step, seen });
        this.table.reveal(step, seen);
        this.transport.show(step + this.scene.reading.first, this.scene.reading.whole);
        this.overview.show(step, this.scene.covered);
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
        if (step === this.step) return steps > 0 && this.reveal();
        this.move(step);
        return true;
    }

    /** @param {number} step */
    move(step) {
        this.link.move(step); // first: the browser lays out whatever is new before it changes the address
        this.show(step);
        if (this.scene) this.announcer.tell(this.scene.reading, step, this.panel.said, this.panel.written);
    }

    /** Another notation: a matter of the browser and its URL alone. @param {string} notation */
    speak(notation) {
        this.link.set("notation", notation);
        this.redraw();
    }

    /** Back or Forward: another reading, or within one its step and the settings of the view. */
    goBack() {
        const asks = this.link.back(); // first: to ask the link for anything writes a step that was put off
        this.dress();
        this.screen.apply();
        this.redraw(asks ? this.step : this.within(this.link.step));
        if (!asks) this.link.adopt(this.step); // settings that this address was written without
    }

    /** Uncover what comes after the last word; return false where nothing is covered. */
    reveal() {
        if (!this.scene?.covered || this.revealed) return false;
        this.revealed = true;
        this.show(this.step);
        return true;
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

    /** On to the next unit that carries something. */
    nextCarrier() {
        const next = this.scene && nextCarrier(this.scene.reading, this.scene.unit);
        if (next !== null) this.pin(next);
        return next !== null;
    }

    /** Show or hide the twin or the arcs. @param {"twin" | "arcs"} part */
    toggle(part) {
        toggle(this.link, part);
        this.redraw();
    }

    typePair() {
        if (!this.scene) return;
        this.show(this.step); // the box shows the pair again
        this.pair.open(this.scene.reading);
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
