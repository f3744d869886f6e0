// @ts-check
/** What was answered, and how often rightly: over all sentences, for as long as the tab is open. */

const KEY = "gatewalk-score"; // in the tab's own storage, which no other tab sees
const MOST = 500; // answers that are remembered one by one; older ones only count

export class Score {
    constructor() {
        this.right = 0;
        this.asked = 0;
        /** @type {Map<string, number>} The answer that was given, from 0, by question. */
        this.given = new Map();
        this.load();
    }

    load() {
        try {
            const { right, asked, given } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
            if (!Number.isInteger(right) || !Number.isInteger(asked) || !Array.isArray(given)) return;
            [this.right, this.asked, this.given] = [right, asked, new Map(given)];
        } catch { /* a page without storage, or another's text: the score begins anew */ }
    }

    save() {
        try {
            sessionStorage.setItem(KEY, JSON.stringify({ right: this.right, asked: this.asked, given: [...this.given] }));
        } catch { /* then it lasts as long as the page */ }
    }

    /**
     * Note an answer; the first one to a question counts.
     * @param {string} question
     * @param {number} answer
     * @param {boolean} isRight
     */
    note(question, answer, isRight) {
        if (this.given.has(question)) return;
        this.given.set(question, answer);
        this.asked += 1;
        this.right += Number(isRight);
        for (const oldest of [...this.given.keys()].slice(0, -MOST)) this.given.delete(oldest);
        this.save();
    }

    reset() {
        [this.right, this.asked] = [0, 0];
        this.given.clear();
        this.save();
    }
}
