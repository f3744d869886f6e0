// @ts-check
/**
 * The URL. The stage is its only writer: a step goes there at once and nowhere else; what else is
 * chosen on the stage, and Back, is reported to Python, which answers with another reading.
 */

import { Pace } from "./pace.js";
import { isAnother, remember, remembered } from "./visit.js";

export const FIELDS = ["sentence", "reader", "pair", "unit", "cut", "lesson"];
const OPTIONAL = ["unit", "cut", "lesson"]; // what a link without them asks for is that there be none
// `screen` holds what screen.js reads: projector, cover, open; `hide` may name the twin and the arcs; `bands` the difference.
const SETTINGS = ["notation", "theme", "hide", "screen", "bands"]; // of the view: Python need not know them
const PATIENCE = 10_000; // ms that the answer to a report may take

let returned = false; // Back or Forward was used, perhaps while another page was shown
addEventListener("popstate", () => { returned = true; });

/** @type {{words: string, step: number}} Where the stage stood when another page was called for. */
let left = { words: "", step: 0 };

/** @type {Record<string, string>} The settings of the view, which outlive a visit to another page. */
let settings = {};

/** As a form writes it. @param {string} text */
const encode = (text) => encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");

/** @param {Iterable<[string, string]>} pairs */
const fold = (pairs) => [...pairs].map(([name, value]) => `${encode(name)}=${name === "cut" ? readable(value) : encode(value)}`).join("&");

/** Signs that mean nothing to an address stay as they are. @param {string} text */
const readable = (text) => encode(text).replace(/%3A/g, ":").replace(/%2C/g, ",");

/**
 * Stand at a step and with settings that no URL tells of: those of a walk that was taken away.
 * @param {string[]} words
 * @param {Record<string, string>} view
 */
export function begin(words, { step = "1", ...view }) {
    left = { words: words.join(" "), step: Number(step) - 1 || 0 };
    settings = view;
}

export class Link {
    constructor() {
        /** @type {Record<string, string> | null} What Python knows of the URL. */
        this.known = null;
        this.words = "";
        this.path = location.pathname; // of the page that the stage is on
        this.awaited = 0;
        this.isNew = false; // whether a sentence was typed that no settled answer has shown yet
        this.cameBack = false; // whether the answer to Back is still to be shown
        this.led = ""; // where Python last led to
        this.leads = false; // whether what came last led there
        this.returns = false; // whether what came last knows nothing of this tab yet
        this.count = Date.now(); // no two reports are alike, of another tab or page either
        /** @type {(report: string) => void} */
        this.tell = () => {};
        /** @type {(waits: boolean) => void} Told when an answer is awaited, and when no longer. */
        this.waiting = () => {};
        this.heard = () => {}; // told when the step or the URL has changed
        this.patience = 0;
        this.pace = new Pace(() => this.write({ step: String(left.step + 1) }));
    }

    /** @param {string} name */
    get(name) {
        this.pace.hurry();
        return new URLSearchParams(location.search).get(name);
    }

    /** What stands in the URL or is set by now, without writing a step that was put off. @param {string} name */
    peek(name) {
        return new URLSearchParams(location.search).get(name) ?? settings[name] ?? null;
    }

    /** A setting of the view; "" where it is not set. @param {string} name */
    setting(name) {
        return this.get(name) ?? settings[name] ?? "";
    }

    /** Set a setting of the view; an empty value takes it back. @param {string} name @param {string} value */
    set(name, value) {
        settings = { ...settings, [name]: value };
        this.write({ [name]: value });
    }

    /** The step in the URL, from 0; whatever is no step is the first one. */
    get step() {
        const text = this.get("step") ?? "1";
        return /^0*[1-9][0-9]{0,8}$/.test(text) ? Number(text) - 1 : 0;
    }

    /**
     * Take up what Python sent; return the step to show, from 0.
     * @param {Record<string, string>} known
     * @param {string[]} words
     * @param {{key: string, step: number} | null} [stand] where Python leads to, once
     */
    receive(known, words, stand = null) {
        const first = this.known === null;
        const led = stand !== null && stand.key !== this.led;
        const kept = first && this.get("step") !== null && this.get("lesson") === known.lesson; // loaded again
        this.led = stand?.key ?? "";
        const text = words.join(" ");
        // An answer to something older may be the first to show it; the last word is the settled one's.
        // Mounted anew where no URL holds the sentence, it is known from what was left.
        const another = first ? known.sentence === undefined && left.words !== "" && left.words !== text : text !== this.words;
        this.isNew ||= another && this.get("sentence") !== known.sentence; // typed, not come back to
        [this.known, this.words] = [known, text];
        this.returns = isAnother();
        const old = remembered(this.path);
        if (this.returns && old && this.get("sentence") === null) this.put(old, false);
        const asked = this.differences();
        this.returns &&= Object.keys(asked).length > 0;
        if (this.returns) this.report({ v: known.v, ...asked });
        else if (first && returned && Object.keys(asked).length) this.report(asked);
        returned = false;
        if (this.awaits && Object.keys(asked).length) return this.isNew ? 0 : this.step;
        this.stopWaiting();
        this.leads = led && !kept;
        const begins = this.isNew;
        this.isNew = false;
        if (led && !kept) return stand.step;
        if (begins) return 0;
        const isLeft = left.words === text && (this.get("step") === null || (first && known.sentence === undefined));
        return isLeft ? left.step : this.step;
    }

    /** Write what Python knows and the step into the URL. @param {number} step */
    adopt(step) {
        this.cameBack = false;
        left = { words: this.words, step };
        if (!this.known || this.awaited) return;
        const asked = Object.keys(this.differences()).filter((name) => name === "lesson" || !OPTIONAL.includes(name));
        const isNew = asked.some((name) => this.get(name) !== null);
        const { unit, ...rest } = this.known;
        settings = Object.fromEntries(SETTINGS.map((name) => [name, this.setting(name)]));
        this.put({ ...rest, step: String(step + 1), ...(unit === undefined ? {} : { unit }), ...settings }, isNew);
    }

    /** Back or Forward: ask for what the URL now holds; return whether that is another reading. */
    back() {
        if (location.pathname !== this.path) return true; // of another page, which is on its way
        returned = this.isNew = false;
        this.pace.stop(); // that step belongs to the address left behind
        const asked = this.differences();
        this.cameBack = Object.keys(asked).length > 0;
        if (this.cameBack) this.report(asked);
        return this.cameBack;
    }

    /** @param {number} step */
    move(step) {
        left = { words: this.words, step };
        this.pace.ask();
        this.heard();
    }

    /** Write the step now, if that was put off. */
    hurry() {
        this.pace.hurry();
    }

    /**
     * Choose something on the stage; an empty value takes it back.
     * @param {Record<string, string>} chosen
     * @param {boolean} [isNew] for Back to undo
     */
    choose(chosen, isNew = false) {
        this.pace.hurry();
        this.write(chosen, isNew);
        this.report({ ...this.differences(), ...chosen });
    }

    /**
     * All that a URL says of what is shown, from its question mark on.
     * @param {number} step
     * @param {Record<string, string>} [otherwise] what it is to say in place of that
     */
    written(step, otherwise = {}) {
        const view = SETTINGS.map((name) => [name, this.setting(name)]).filter(([, value]) => value);
        const link = Object.entries({ ...this.known, step: String(step + 1), ...Object.fromEntries(view), ...otherwise });
        return `?${fold(link.filter(([name, value]) => value || !(name in otherwise)))}`;
    }

    /** Whether the answer to a newer choice of something is still on its way. @param {string} name */
    waitsFor(name) {
        return this.awaits && name in this.differences();
    }

    /** Whether an answer of Python's is still on its way. */
    get awaits() {
        return performance.now() < this.awaited;
    }

    /** What the URL asks for that Python does not know of. */
    differences() {
        /** @type {Record<string, string>} */
        const asked = {};
        for (const name of FIELDS) {
            const [value, known] = [this.get(name), this.known?.[name]];
            if (value === null && !OPTIONAL.includes(name)) continue;
            if ((value ?? "") !== (known ?? "")) asked[name] = value ?? "";
        }
        const unit = this.get("unit");
        if (asked.reader && unit) asked.unit = unit; // Python unpins it with another reader, unless told to keep it
        return asked;
    }

    /** @param {Record<string, string>} asked */
    report(asked) {
        this.awaited = performance.now() + PATIENCE;
        clearTimeout(this.patience);
        this.patience = setTimeout(() => this.stopWaiting(), PATIENCE);
        this.waiting(true);
        this.count += 1;
        this.tell(fold([["n", String(this.count)], ...Object.entries(asked)]));
    }

    stopWaiting() {
        this.awaited = 0;
        clearTimeout(this.patience);
        this.waiting(false);
    }

    /** @param {Record<string, string>} changes @param {boolean} [isNew] */
    write(changes, isNew = false) {
        const link = Object.fromEntries(new URLSearchParams(location.search));
        this.put({ ...link, ...changes }, isNew);
    }

    /**
     * @param {Record<string, string>} link
     * @param {boolean} isNew another entry of the history, for Back to return from
     */
    put(link, isNew) {
        const search = `?${fold(Object.entries(link).filter(([name, value]) => value || name === "sentence"))}`;
        remember(this.path, link);
        if (search === location.search) return;
        const address = `${location.pathname}${search}${location.hash}`;
        try {
            if (isNew) history.pushState({}, "", address);
            else history.replaceState(history.state, "", address);
        } catch { /* a file inside another page may have no address of its own */ }
        this.heard();
    }
}
