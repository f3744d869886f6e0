// deno-lint-ignore-file no-await-in-loop
// @ts-check
/**
 * What the lecturer's browser says to her class: one message at a time, each with a number above the
 * last one. Of where she stands only the newest is sent; what does not arrive is sent again.
 */

const [AGAIN, FAST] = [1_000, 250]; // ms before another try: not connected, too many at once

/** @typedef {Record<string, unknown>} Message */

export class Lead {
    /**
     * @param {string} address
     * @param {string} secret
     * @param {{refused: (sentence: string) => void, gone: () => void, connected: (is: boolean) => void}} told
     */
    constructor(address, secret, told) {
        this.address = address;
        this.secret = secret;
        this.told = told;
        this.n = 0;
        /** @type {Message[]} */
        this.waiting = [];
        this.busy = false;
        this.stopped = false;
    }

    stop() {
        this.stopped = true;
    }

    /** @param {Message} message */
    say(message) {
        if ("walk" in message) this.waiting = this.waiting.filter((other) => !("walk" in other));
        this.waiting.push(message);
        if (!this.busy) void this.send();
    }

    async send() {
        this.busy = true;
        for (let tries = 0; this.waiting.length && !this.stopped;) {
            const [message] = this.waiting;
            const status = await this.post(message);
            const wait = status === 0 || status >= 500 ? AGAIN : status === 429 ? FAST : 0;
            const again = wait > 0 || (status === 409 && tries < 3 && this.waiting.includes(message));
            tries = status === 409 ? tries + 1 : 0;
            if (!again) this.waiting = this.waiting.filter((other) => other !== message);
            if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
        }
        this.busy = false;
    }

    /** @param {Message} message @returns {Promise<number>} the status; 0 where nothing answers */
    async post(message) {
        this.n = Math.max(this.n + 1, Date.now());
        const headers = { Authorization: `Bearer ${this.secret}`, "Content-Type": "application/json" };
        const body = JSON.stringify({ n: this.n, ...message });
        const answer = await fetch(this.address, { method: "POST", headers, body }).catch(() => null);
        if (this.stopped) return 204;
        this.told.connected(answer !== null && answer.status < 500);
        if (!answer) return 0;
        const said = await answer.json().catch(() => ({}));
        if (answer.status === 409) this.n = Math.max(this.n, Number(said.n) || 0);
        else if (answer.status === 403 || answer.status === 404) this.told.gone();
        else if (answer.status !== 429 && answer.status < 500) this.told.refused(answer.ok ? "" : String(said.wrong ?? ""));
        return answer.status;
    }
}
