// @ts-check
/**
 * The URL. The stage is its only writer: a step goes there at once and nowhere else; what else is
 * chosen on the stage, and Back, is reported to Python, which answers with another reading.
 */

const FIELDS = ["sentence", "reader", "pair", "unit"];
const PATIENCE = 10_000; // ms that the answer to a report may take

let returned = false; // Back or Forward was used, perhaps while another page was shown
addEventListener("popstate", () => { returned = true; });

/** @type {{words: string, step: number}} Where the stage stood when another page was called for. */
let left = { words: "", step: 0 };

/** As a form writes it. @param {string} text */
const encode = (text) => encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");

/** @param {Iterable<[string, string]>} pairs */
const fold = (pairs) => [...pairs].map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");

export class Link {
    constructor() {
        /** @type {Record<string, string> | null} What Python knows of the URL. */
        this.known = null;
        this.words = "";
        this.awaited = 0;
        this.count = Date.now(); // no two reports are alike, of another tab or page either
        /** @type {(report: string) => void} */
        this.tell = () => {};
    }

    /** @param {string} name */
    get(name) {
        return new URLSearchParams(location.search).get(name);
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
     */
    receive(known, words) {
        const first = this.known === null;
        const text = words.join(" ");
        const another = !first && text !== this.words;
        [this.known, this.words] = [known, text];
        const asked = this.differences();
        if (first && returned && Object.keys(asked).length) this.report(asked);
        returned = false;
        if (performance.now() < this.awaited && Object.keys(asked).length) return this.step;
        this.awaited = 0;
        if (another && this.get("sentence") !== known.sentence) return 0; // typed, not come back to
        return this.get("step") === null && left.words === text ? left.step : this.step;
    }

    /** Write what Python knows and the step into the URL. @param {number} step */
    adopt(step) {
        left = { words: this.words, step };
        if (!this.known || this.awaited) return;
        const asked = Object.keys(this.differences()).filter((name) => name !== "unit");
        const isNew = asked.some((name) => this.get(name) !== null);
        const { unit, ...rest } = this.known;
        this.put({ ...rest, step: String(step + 1), ...(unit === undefined ? {} : { unit }) }, isNew);
    }

    /** Back or Forward: ask for what the URL now holds; return whether that is another reading. */
    back() {
        returned = false;
        const asked = this.differences();
        if (Object.keys(asked).length) this.report(asked);
        return Object.keys(asked).length > 0;
    }

    /** @param {number} step */
    move(step) {
        left = { words: this.words, step };
        this.write({ step: String(step + 1) });
    }

    /** Choose something on the stage; an empty value takes it back. @param {Record<string, string>} chosen */
    choose(chosen) {
        this.write(chosen);
        this.report({ ...this.differences(), ...chosen });
    }

    /** Whether the answer to a newer choice of something is still on its way. @param {string} name */
    waitsFor(name) {
        return performance.now() < this.awaited && name in this.differences();
    }

    /** What the URL asks for that Python does not know of. */
    differences() {
        /** @type {Record<string, string>} */
        const asked = {};
        for (const name of FIELDS) {
            const [value, known] = [this.get(name), this.known?.[name]];
            if (value === null && name !== "unit") continue;
            if ((value ?? "") !== (known ?? "")) asked[name] = value ?? "";
        }
        return asked;
    }

    /** @param {Record<string, string>} asked */
    report(asked) {
        this.awaited = performance.now() + PATIENCE;
        this.count += 1;
        this.tell(fold([["n", String(this.count)], ...Object.entries(asked)]));
    }

    /** @param {Record<string, string>} changes */
    write(changes) {
        const link = Object.fromEntries(new URLSearchParams(location.search));
        this.put({ ...link, ...changes }, false);
    }

    /**
     * @param {Record<string, string>} link
     * @param {boolean} isNew another entry of the history, for Back to return from
     */
    put(link, isNew) {
        const search = `?${fold(Object.entries(link).filter(([name, value]) => value || name === "sentence"))}`;
        if (search === location.search) return;
        const address = `${location.pathname}${search}${location.hash}`;
        if (isNew) history.pushState({}, "", address);
        else history.replaceState(history.state, "", address);
    }
}
