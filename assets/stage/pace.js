// @ts-check
/**
 * How often something may be done: at once as a rule, and less often once that was too much. A key
 * held down steps thirty times a second, but browsers refuse to have the address changed more than
 * a hundred times in thirty seconds.
 */

const [AT_ONCE, REST] = [30, 500]; // times in a row; then one every so many ms

export class Pace {
    /** @param {() => void} act */
    constructor(act) {
        this.act = act;
        this.left = AT_ONCE;
        this.since = performance.now();
        this.timer = 0;
    }

    /** Act now, or soon if there was too much of it; whoever asks meanwhile is answered by the same. */
    ask() {
        if (this.timer) return;
        const now = performance.now();
        this.left = Math.min(this.left + (now - this.since) / REST, AT_ONCE);
        this.since = now;
        if (this.left >= 1) this.go();
        else this.timer = window.setTimeout(() => this.go(), (1 - this.left) * REST);
    }

    go() {
        this.stop();
        this.left -= 1;
        this.act();
    }

    /** Do what is due, if anything is. */
    hurry() {
        if (this.timer) this.go();
    }

    stop() {
        clearTimeout(this.timer);
        this.timer = 0;
    }
}
