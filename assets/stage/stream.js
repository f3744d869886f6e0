// deno-lint-ignore-file no-await-in-loop
// @ts-check
/**
 * Server-sent events by fetch, which, unlike EventSource, can show a token in a header: no address
 * and so no log holds one. It connects again by itself, also where a connection is dead and silent.
 */

const SILENCE = 40_000; // ms; the server says something every 15 s
const PATIENCE = 15_000; // ms for the first word of an answer
const [SOON, LATE] = [500, 8_000]; // ms before another try, doubled each time up to the second

/**
 * What is told of a stream.
 * @typedef {object} Told
 * @property {(event: any) => void} event
 * @property {() => void} end the class is over
 * @property {(status: number) => void} refused for good: no such class, or not this token
 * @property {(connected: boolean, status: number) => void} connected or not, by a status of HTTP; 0 where nothing answered
 */

export class Stream {
    /**
     * @param {string} address
     * @param {string} token
     * @param {Told} told
     */
    constructor(address, token, told) {
        this.address = address;
        this.token = token;
        this.told = told;
        this.leaving = new AbortController();
        this.status = 0; // of the last answer
        void this.run();
    }

    stop() {
        this.leaving.abort();
    }

    get stopped() {
        return this.leaving.signal.aborted;
    }

    /** One connection after the other; whoever looks at another tab has none. */
    async run() {
        for (let wait = SOON; !this.stopped; wait = Math.min(wait * 2, LATE)) {
            await seen(this.leaving.signal);
            const began = performance.now();
            if (this.stopped || await this.connect().catch(() => false)) return;
            if (this.stopped) return;
            this.told.connected(false, this.status);
            if (performance.now() - began > LATE) wait = SOON;
            await pause(wait * (0.5 + Math.random())); // not all of a room at once
        }
    }

    /** Follow one connection to its end; return whether that is the end for good. */
    async connect() {
        const cut = new AbortController();
        const { signal } = cut;
        this.leaving.signal.addEventListener("abort", () => cut.abort(), { signal });
        document.addEventListener("visibilitychange", () => document.hidden && cut.abort(), { signal });
        try {
            return await this.follow(cut);
        } finally {
            cut.abort();
        }
    }

    /** @param {AbortController} cut */
    async follow(cut) {
        this.status = 0;
        const headers = { Authorization: `Bearer ${this.token}` };
        const answer = await within(PATIENCE, cut, fetch(this.address, { headers, signal: cut.signal, cache: "no-store" }));
        this.status = answer.status;
        if ([401, 403, 404].includes(answer.status)) {
            this.told.refused(answer.status);
            return true;
        }
        if (!answer.ok || !answer.body) return false;
        this.told.connected(true, answer.status);
        return this.read(answer.body, cut);
    }

    /** @param {ReadableStream<Uint8Array<ArrayBuffer>>} body @param {AbortController} cut */
    async read(body, cut) {
        const reader = body.pipeThrough(new TextDecoderStream()).getReader();
        let text = "";
        for (;;) {
            const { value, done } = await within(SILENCE, cut, reader.read());
            if (done) return false;
            const events = `${text}${value}`.split("\n\n");
            text = events.pop() ?? "";
            for (const event of events) if (this.hear(event)) return true;
        }
    }

    /** Return whether this was the last event. @param {string} event */
    hear(event) {
        const field = (/** @type {string} */ name) => event.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        if (field("event") === "end") {
            this.told.end();
            return true;
        }
        const data = field("data");
        if (data !== undefined && !this.stopped) this.tell(JSON.parse(data));
        return false;
    }

    /** What goes wrong on the stage is no fault of the connection. @param {any} event */
    tell(event) {
        try {
            this.told.event(event);
        } catch (error) {
            reportError(error);
        }
    }
}

/**
 * Wait for something, and cut the connection where it takes too long.
 * @template T
 * @param {number} ms
 * @param {AbortController} cut
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function within(ms, cut, promise) {
    const timer = setTimeout(() => cut.abort(), ms);
    return promise.finally(() => clearTimeout(timer));
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves once the page is to be seen. @param {AbortSignal} signal */
function seen(signal) {
    const done = new AbortController();
    return new Promise((resolve) => {
        const look = () => {
            if (document.hidden && !signal.aborted) return;
            done.abort();
            resolve(undefined);
        };
        document.addEventListener("visibilitychange", look, { signal: done.signal });
        signal.addEventListener("abort", look, { signal: done.signal });
        look();
    });
}
