// @ts-check
/** The URL: it holds the step at all times; Python hears of it once the stepping pauses. */

const IDLE = 250; // ms

/** As Python writes it (urlencode), so that it finds nothing to change. @param {string} text */
const encode = (text) => encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");

export class Link {
    constructor() {
        this.timer = 0;
        /** @type {(text: string) => void} */
        this.tell = () => {};
    }

    /** Whether a change of ours is not yet known to Python. */
    get pending() {
        return this.timer !== 0;
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
     * @param {Record<string, string>} changes
     * @param {number} [idle] ms to wait before Python is told
     */
    write(changes, idle = IDLE) {
        const link = new URLSearchParams(location.search);
        for (const [name, value] of Object.entries(changes)) link.set(name, value);
        const search = [...link].map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
        history.replaceState(history.state, "", `${location.pathname}?${search}${location.hash}`);
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => this.flush(), idle);
    }

    /** Tell Python now what it has not heard yet. */
    flush() {
        if (!this.pending) return;
        clearTimeout(this.timer);
        this.timer = 0;
        this.tell(location.search.slice(1));
    }
}
