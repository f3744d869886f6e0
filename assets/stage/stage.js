// @ts-check
/**
 * The stage. Python sends a reading once; the stage draws it once. A step only moves the outline
 * and swaps numbers, here in the browser, and is written into the URL.
 */

import { bandNumbers, drawBands, unitAt } from "./bands.js";
import { Palette, isDark } from "./colours.js";
import { clear, fitWord, html, svg } from "./draw.js";
import { frame } from "./frame.js";
import { odds, verdicts, words } from "./heads.js";
import { listen, swipes } from "./keys.js";
import { labels } from "./labels.js";
import { Link } from "./link.js";
import { Overview } from "./overview.js";
import { Panel } from "./panel.js";
import { Reading } from "./reading.js";
import { Table } from "./table.js";
import { story, track } from "./track.js";
import { Transport } from "./transport.js";

const PHONE = 700; // px; narrower stages take the layout for phones
const CHUNK = 48; // columns drawn on either side of those in view, where not all are

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
    stage.link.tell = (search) => component.setStateValue("link", search);
    await Promise.all([stylesheet(addresses.css), plotly(addresses.plotly), document.fonts.load('600 26px "Source Sans"')]);
    stage.receive(component.data);
    return () => {
        stages.delete(host);
        stage.leave();
    };
}

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * @param {string} url
 * @param {() => HTMLElement} make
 */
function once(url, make) {
    const wait = loading.get(url) ?? new Promise((resolve, reject) => {
        const element = make();
        element.onload = () => resolve(undefined);
        element.onerror = () => reject(new Error(`${url} could not be loaded.`));
        document.head.append(element);
    });
    loading.set(url, /** @type {Promise<void>} */ (wait));
    return wait;
}

/** @param {string} href */
const stylesheet = (href) => once(href, () => html("link", { rel: "stylesheet", href }));
/** @param {string} src */
const plotly = (src) => once(src, () => html("script", { src, async: "" }));

class Stage {
    /** @param {HTMLElement} host */
    constructor(host) {
        this.host = host;
        this.link = new Link();
        this.step = 0;
        this.unit = 0;
        this.opened = false;
        this.folded = true; // the bands of a phone
        this.from = this.to = 0;
        /** @type {Reading | null} */
        this.reading = null;
        /** @type {HTMLElement | null} */
        this.lastTouched = null;
        this.build();
        this.unlisten = this.attend();
    }

    build() {
        this.panel = new Panel({ pin: (unit) => this.pin(unit), compare: (pair) => this.link.write({ pair }, 0) });
        this.transport = new Transport({ go: (step) => this.go(step), by: (steps) => this.by(steps), open: () => this.toggleUnits(), table: () => this.table.open() });
        this.overview = new Overview((step) => this.go(step));
        this.table = new Table();
        this.gutter = svg("svg", { class: "gw-gutter", "aria-hidden": "true" });
        this.wash = html("div", { class: "gw-wash" });
        this.drawing = svg("svg", { class: "gw-drawing", "aria-hidden": "true" });
        this.plot = html("div", { class: "gw-plot", "aria-hidden": "true" });
        this.values = svg("svg", { class: "gw-values", "aria-hidden": "true" });
        this.tab = html("div", { class: "gw-tab" });
        this.outline = html("div", { class: "gw-outline" }, this.tab);
        this.sheet = html("div", { class: "gw-sheet" }, this.wash, this.drawing, this.plot, this.outline, this.values);
        this.scroller = html("div", { class: "gw-scroller" }, this.sheet);
        this.fold = html("button", { type: "button", class: "gw-fold", on: { click: () => this.toggleBands() } }, "all gates");
        this.board = html("div", { class: "gw-board" }, this.gutter, this.scroller);
        this.root = html("section", { class: "gw", tabindex: "-1", "aria-label": "Stage" },
            this.overview.element,
            html("div", { class: "gw-main" }, this.board, this.panel.element),
            this.fold, this.table.element, this.transport.element);
    }

    /** @returns {() => void} stops attending */
    attend() {
        const stop = new AbortController();
        const { signal } = stop;
        const keys = listen({
            ArrowRight: () => this.by(1), ArrowLeft: () => this.by(-1),
            PageDown: () => this.by(1), PageUp: () => this.by(-1),
            Home: () => this.go(0), End: () => this.go(Infinity),
            " ": () => this.transport.toggle(), u: () => this.toggleUnits(),
        });
        swipes(this.board, (steps) => this.by(steps));
        this.sheet.addEventListener("pointerdown", (event) => { this.pressed = [event.clientX, event.clientY]; }, { capture: true });
        addEventListener("pointerup", (event) => this.release(event), { signal });
        this.scroller.addEventListener("scroll", () => this.drawInView(), { passive: true });
        addEventListener("popstate", () => this.reading && this.show(this.within(this.link.step)), { signal });
        document.addEventListener("pointerdown", (event) => this.noteTouch(event), { signal, capture: true });
        document.addEventListener("keydown", (event) => this.noteEnter(event), { signal, capture: true });
        const sizes = new ResizeObserver(() => this.resize());
        sizes.observe(this.root);
        addEventListener("resize", () => this.resize(), { signal });
        return () => {
            stop.abort();
            keys();
            sizes.disconnect();
        };
    }

    leave() {
        this.transport.stop();
        this.unlisten();
        this.root.remove();
    }

    /** @param {PointerEvent} event */
    noteTouch(event) {
        this.lastTouched = /** @type {HTMLElement} */ (event.target);
        if (this.lastTouched.closest(".st-key-controls")) this.link.flush();
    }

    /** Enter in the sentence box hands the keys over to the stage. @param {KeyboardEvent} event */
    noteEnter(event) {
        const box = /** @type {HTMLElement} */ (event.target);
        this.lastTouched = event.key === "Enter" && box.closest(".st-key-sentence") ? box : null;
        if (this.lastTouched) this.link.flush();
    }

    /** @param {Uint8Array} bytes */
    receive(bytes) {
        if (!this.root.isConnected) this.host.append(this.root); // styled by now
        const dark = isDark(this.root);
        const reading = new Reading(bytes);
        if (reading.key === this.reading?.key && dark === this.dark) return;
        const fresh = reading.words.join(" ") !== this.reading?.words.join(" ");
        this.reading = reading;
        this.dark = dark;
        this.palette = new Palette(reading.ramps[dark ? "dark" : "light"]);
        this.unit = reading.unit;
        this.step = this.within(this.link.step);
        if (fresh) this.transport.stop();
        this.draw();
        this.takeFocus();
    }

    /** After a click above the stage or Enter in the box, the keys belong to the stage. */
    takeFocus() {
        const focus = document.activeElement;
        const from = this.lastTouched?.closest(".st-key-controls");
        if (from && focus && from.contains(focus)) this.root.focus({ preventScroll: true });
    }

    /** @param {number} step */
    within(step) {
        return Math.min(Math.max(step, 0), /** @type {Reading} */ (this.reading).length - 1);
    }

    get scene() {
        const { reading, at, palette, unit, step, opened } = this;
        return /** @type {any} */ ({ reading, at, palette, unit, step, opened });
    }

    resize() {
        const size = `${this.root.clientWidth} ${innerHeight}`;
        if (!this.reading || size === this.size) return;
        this.draw();
    }

    /** Draw all that does not change from step to step. */
    draw() {
        const phone = this.root.clientWidth < PHONE;
        this.size = `${this.root.clientWidth} ${innerHeight}`;
        this.root.classList.toggle("gw-phone", phone);
        const top = this.root.getBoundingClientRect().top + scrollY;
        this.root.style.minHeight = `${innerHeight - top - 1}px`;
        const height = innerHeight - top - 66;
        const room = { width: this.board.clientWidth, height, phone, opened: this.opened && !phone, bands: !(phone && this.folded) };
        this.at = frame(/** @type {Reading} */ (this.reading), room);
        this.from = this.to = 0;
        this.measure();
        clear(this.gutter).append(...labels(this.scene));
        this.overview.draw(this.scene);
        this.table.show(this.scene);
        this.fold.textContent = this.folded ? "all gates" : "hide gates";
        this.show(this.step);
        this.drawInView();
    }

    measure() {
        const { at } = this;
        this.board.style.height = `${at.y.end}px`;
        this.board.style.setProperty("--gutter", `${at.gutter}px`);
        this.gutter.setAttribute("width", String(at.gutter));
        this.gutter.setAttribute("height", String(at.y.end));
        Object.assign(this.sheet.style, { width: `${at.width}px`, height: `${at.y.end}px` });
        this.plot.style.top = `${at.y.bands}px`;
        this.plot.hidden = !at.rows;
        const marked = at.rows ? at.y.bands + at.rows.height + 4 : at.y.note + 26;
        for (const mark of [this.wash, this.outline]) Object.assign(mark.style, { width: `${at.column}px`, height: `${marked}px` });
        this.tab.style.height = `${at.wordsHeight}px`;
        this.outline.classList.toggle("gw-slanted", at.slanted);
        this.reading.length > 1 && this.scroller.classList.toggle("gw-long", at.width > this.scroller.clientWidth + 1);
    }

    /** Draw the columns in view and some around them, unless they are drawn. */
    drawInView() {
        const { reading, at } = this;
        const first = Math.floor(this.scroller.scrollLeft / at.column);
        const last = Math.min(Math.ceil((this.scroller.scrollLeft + this.scroller.clientWidth) / at.column), reading.length);
        if (first >= this.from && last <= this.to) return;
        this.from = Math.max(first - CHUNK, 0);
        this.to = Math.min(last + CHUNK, reading.length);
        this.drawColumns();
    }

    drawColumns() {
        const { from, to, at, scene } = this;
        const left = from * at.column;
        const width = (to - from + 0.5) * at.column;
        for (const drawing of [this.drawing, this.values]) {
            drawing.setAttribute("viewBox", `${left} 0 ${width} ${at.y.end}`);
            drawing.setAttribute("width", String(width));
            drawing.setAttribute("height", String(at.y.end));
            drawing.style.left = `${left}px`;
        }
        clear(this.drawing).append(...track(scene, from, to), ...words(scene.reading, at, from, to), ...verdicts(scene.reading, at, from, to), ...story(scene));
        clear(this.values).append(...bandNumbers(scene, from, to), ...odds(scene.reading, at, from, to));
        this.plot.style.left = `${left}px`;
        if (at.rows) drawBands(/** @type {any} */ (window).Plotly, this.plot, scene, from, to);
    }

    /** Show a step: all that changes from one to the next. @param {number} step */
    show(step) {
        this.step = step;
        const { at, reading } = this;
        const place = `translateX(${step * at.column}px)`;
        this.wash.style.transform = this.outline.style.transform = place;
        const word = reading.words[step];
        const fitted = at.slanted ? fitWord(word, at.wordsHeight - 14, 19, 16) : fitWord(word, at.column - 4, word.length > 6 ? 24 : 26, 15);
        this.tab.replaceChildren(html("bdi", { style: `font-size:${fitted.size}px` }, fitted.text));
        this.panel.show(this.scene);
        this.transport.show(step, reading.length);
        this.overview.show(step);
        this.follow();
    }

    /** Keep the current step in view, without moving the page. */
    follow() {
        const { scroller, at, step } = this;
        const left = step * at.column;
        const room = scroller.clientWidth;
        if (at.width <= room) return;
        const slot = at.phone ? Math.max(room - 1.9 * at.column, 0) : room / 3;
        const hidden = left < scroller.scrollLeft || left + 1.5 * at.column > scroller.scrollLeft + room;
        if (at.phone || hidden) scroller.scrollLeft = left - slot;
    }

    /** @param {number} step */
    go(step) {
        if (!this.reading) return;
        this.transport.stop();
        this.move(this.within(step));
    }

    /**
     * @param {number} steps
     * @returns {boolean} whether there was anywhere to go
     */
    by(steps) {
        if (!this.reading) return false;
        const step = this.within(this.step + steps);
        if (step === this.step) return false;
        this.move(step);
        return true;
    }

    /** @param {number} step */
    move(step) {
        this.show(step);
        this.link.write({ step: String(step + 1) });
    }

    /** @param {number} unit */
    pin(unit) {
        if (unit === this.unit) return;
        this.unit = unit;
        this.draw();
        this.link.write({ unit: String(unit) }, 0);
    }

    toggleUnits() {
        this.opened = !this.opened;
        this.transport.openButton.setAttribute("aria-pressed", String(this.opened));
        this.draw();
    }

    toggleBands() {
        this.folded = !this.folded;
        this.draw();
    }

    /** A press and release on one place is a click: a column sets the step, a row pins its unit. @param {PointerEvent} event */
    release(event) {
        const [x, y] = this.pressed ?? [NaN, NaN];
        this.pressed = undefined;
        if (!this.reading || !(Math.hypot(event.clientX - x, event.clientY - y) < 6) || event.button !== 0) return;
        const box = this.sheet.getBoundingClientRect();
        const step = Math.floor((x - box.left) / this.at.column);
        if (step < 0 || step >= this.reading.length) return;
        const unit = unitAt(this.reading, this.at, this.unit, y - box.top - this.at.y.bands);
        this.go(step);
        if (unit !== null) this.pin(unit);
    }
}
