// @ts-check
/**
 * Predict, then reveal: with what comes next covered, the panel asks what the numbers will be, and
 * uncovers them with the reason. Python chooses the questions of a sentence, at most one a step.
 */

import { html } from "./draw.js";
import { listen } from "./keys.js";
import { renew } from "./renew.js";
import { phrased } from "./saying.js";
import { Score } from "./score.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./saying.js").Told & {step: number}} Now */
/** @typedef {import("./saying.js").Spans} Spans */

/**
 * A question after the word `step`; the truth is seen at the word `reveals`.
 * @typedef {object} Question
 * @property {"verdict" | "update" | "forget" | "writer"} kind
 * @property {number} step from 0
 * @property {number} reveals from 0
 * @property {Spans} ask
 * @property {string[]} options
 * @property {number} answer which of them is right
 * @property {Spans} why
 */

/**
 * What the quiz needs of the stage.
 * @typedef {object} Stage
 * @property {(step: number) => void} go
 * @property {() => boolean} reveal
 * @property {import("./screen.js").Screen} screen
 * @property {import("./take.js").TakeAway} take
 * @property {import("./transport.js").Transport} transport
 * @property {import("./view.js").View} view
 */

const MOST = 4; // answers to choose from
const MEASURED = 4; // of the longest texts: letters do not tell how lines break

export class Quiz {
    /** @param {Stage} stage */
    constructor(stage) {
        this.stage = stage;
        this.score = new Score();
        /** @type {Now | null} */
        this.now = null;
        /** @type {Question | null} Answered just now: its truth is on the stage. */
        this.last = null;
        this.lastOf = ""; // the questions it is one of
        this.silent = false; // a class is asked by its lecturer
        /** @type {HTMLElement | null} In the menu of the view. */
        this.entry = null;
        this.kept = ""; // what room was taken for
        this.question = html("p", { class: "gw-quiz-question", id: "gw-quiz-question" });
        this.told = html("p", { class: "gw-quiz-told", role: "status" });
        this.texts = html("div", { class: "gw-quiz-texts" }, this.question, this.told);
        this.options = Array.from({ length: MOST }, (_, i) => option(i, () => this.answer(i)));
        this.answers = html("div", { class: "gw-quiz-answers", role: "group", "aria-labelledby": "gw-quiz-question" }, ...this.options.map(({ button }) => button));
        this.on = html("button", { type: "button", class: "gw-quiz-next", "aria-keyshortcuts": "q", on: { click: () => this.next() } }, "next question", html("kbd", { "aria-hidden": "true" }, "Q"));
        this.done = html("span", { class: "gw-quiz-done" }, "all answered");
        this.count = html("span", { class: "gw-quiz-score" });
        this.link = html("button", { type: "button", "aria-label": "Link to this question", on: { click: () => this.share() } }, "link");
        this.anew = html("button", { type: "button", "aria-label": "Reset the score", on: { click: () => this.reset() } }, "reset");
        this.element = html("section", { class: "gw-quiz", "aria-label": "Predict", hidden: "" },
            this.texts, this.answers, html("div", { class: "gw-quiz-foot" }, this.on, this.done, this.count, this.link, this.anew));
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        const answers = this.options.map((_, i) => [String(i + 1), () => this.answer(i)]);
        listen({ ...Object.fromEntries(answers), q: () => this.askOn() }, signal);
        this.entry = this.stage.view.add("next question, covered", "Q", () => void this.askOn());
    }

    /**
     * Take the room that asking needs, before the stage is laid out.
     * @param {import("./saying.js").Told & {covered: boolean}} scene
     */
    reserve({ reading, unit, notation, covered }) {
        const isAskedElse = this.silent || Boolean(reading.stand?.covered); // there a lesson asks
        this.element.hidden = !covered || isAskedElse;
        if (this.entry) this.entry.hidden = isAskedElse;
        const width = this.texts.clientWidth;
        const wanted = `${reading.key} ${unit} ${notation.name} ${width}`;
        if (!width || unit !== reading.unit || wanted === this.kept) return;
        this.kept = wanted;
        const { asked } = reading.quiz;
        this.answers.classList.toggle("gw-many", asked.some(({ options }) => options.length > 2));
        const texts = asked.flatMap(({ ask, why, reveals }) => [ask, [["Right. ", "plain"], ...why]].map((spans) => ({ spans: /** @type {Spans} */ (spans), step: reveals })));
        const length = (/** @type {{spans: Spans}} */ { spans }) => spans.reduce((sum, [text]) => sum + (text.length || 12), 0);
        renew(this.question);
        this.texts.style.minHeight = "0";
        const heights = texts.sort((a, b) => length(b) - length(a)).slice(0, MEASURED).map(({ spans, step }) => {
            renew(this.told, ...phrased(spans, { reading, unit, notation, step }));
            return Math.ceil(this.texts.getBoundingClientRect().height);
        });
        this.texts.style.minHeight = `${Math.max(0, ...heights)}px`;
    }

    /** Ask what there is to ask here, or tell what came of it. @param {Now} now */
    show(now) {
        this.now = now;
        if (this.last && (this.last.reveals !== now.step || this.lastOf !== now.reading.quiz.key)) this.last = null;
        if (this.element.hidden) return;
        const isHeld = this.element.contains(document.activeElement);
        const { question, told } = this.here(now);
        renew(this.question, ...(told ? [] : this.asking(now, question)));
        renew(this.told, ...(question && told ? this.outcome(now, question) : []));
        this.options.forEach((each, i) => this.mark(each, i, question, told));
        this.answers.classList.toggle("gw-two", question?.options.length === 2);
        this.on.hidden = !(told || !question) || !this.following(now);
        this.done.hidden = !told || !this.on.hidden;
        this.link.hidden = !question || !this.address(question);
        this.anew.hidden = !this.score.asked;
        const { right, asked } = this.score;
        renew(this.count, ...(asked ? [`${right} of ${asked}`, html("span", { class: "gw-quiz-word" }, " right")] : []));
        if (isHeld) this.keepFocus();
    }

    /** What stands at this step: a question, or the truth of one. @param {Now} now @returns {{question: Question | null, told: boolean}} */
    here({ reading, unit, step, seen = Infinity }) {
        if (unit !== reading.unit) return { question: null, told: false }; // its questions are on their way
        const question = this.last ?? reading.quiz.asked.find((each) => each.step === step) ?? null;
        const isUncovered = question?.reveals === step && seen > step;
        return { question, told: question !== null && (isUncovered || this.given(question) !== undefined) };
    }

    /** @param {Now} now @param {Question | null} question @returns {(Node | string)[]} */
    asking(now, question) {
        const { reading, unit, step } = now;
        if (question) return phrased(question.ask, { ...now, step: question.reveals });
        if (unit !== reading.unit) return ["…"];
        if (!reading.quiz.key) return [`What could be asked of unit ${unit} is not in this file: a text as long as this has the questions of one unit alone.`];
        if (!reading.quiz.asked.length) return [`Of unit ${unit} there is nothing clear to ask in this sentence.`];
        const next = this.following(now);
        if (!next) return ["Every question about this unit in this sentence is answered."];
        return ["No question at ", called(reading, step), ": the next one is at ", called(reading, next.step), ` (word\u00a0${reading.first + next.step + 1}).`];
    }

    /** @param {Now} now @param {Question} question @returns {(Node | string)[]} */
    outcome(now, question) {
        const given = this.given(question);
        const said = given === undefined ? [] : [html("b", {}, given === question.answer ? "Right." : "No."), " "];
        return [...said, ...phrased(question.why, { ...now, step: question.reveals })];
    }

    /**
     * One answer: to be chosen, or marked as right or wrong.
     * @param {ReturnType<typeof option>} option
     * @param {number} number
     * @param {Question | null} question
     * @param {boolean} told
     */
    mark({ button, text, sign }, number, question, told) {
        button.hidden = !question || number >= question.options.length;
        button.title = text.textContent = question?.options[number] ?? "";
        const isRight = told && number === question?.answer;
        const isWrong = told && !isRight && question !== null && number === this.given(question);
        button.className = isRight ? "right" : isWrong ? "wrong" : "";
        sign.textContent = isRight ? "✓" : isWrong ? "✗" : told ? "" : String(number + 1);
        button.disabled = told;
    }

    /** The questions still to be answered, but for the one shown. @param {Now} now */
    rest({ reading, unit, step }) {
        const shown = this.last ? null : reading.quiz.asked.find((each) => each.step === step);
        return unit === reading.unit ? reading.quiz.asked.filter((each) => each !== shown && this.given(each) === undefined) : [];
    }

    /** @param {Question} question */
    name({ step }) {
        return `${this.now?.reading.quiz.key} ${step}`;
    }

    /** Whether it tells itself what comes next here, but for the end. @param {Now} now */
    tells(now) {
        const { question, told } = this.here(now);
        return !this.element.hidden && told && question?.kind === "verdict" && now.step + 1 < now.reading.length;
    }

    /** The answer that was given, from 0. @param {Question} question */
    given(question) {
        return this.score.given.get(this.name(question));
    }

    /** Answer what is asked, and uncover the truth; return false where nothing is asked. @param {number} chosen */
    answer(chosen) {
        if (!this.now || this.element.hidden) return false;
        const { question, told } = this.here(this.now);
        if (!question || told || chosen >= question.options.length) return false;
        this.score.note(this.name(question), chosen, chosen === question.answer);
        [this.last, this.lastOf] = [question, this.now.reading.quiz.key];
        this.stage.transport.stop();
        if (question.reveals === this.now.step) this.stage.reveal();
        else this.stage.go(question.reveals);
        return true;
    }

    /** The next question that is not answered, from the front again at the end. @param {Now} now */
    following(now) {
        const rest = this.rest(now);
        return rest.find((each) => each.step >= now.step) ?? rest[0];
    }

    /** On to the next word at which there is something to ask. */
    next() {
        const to = this.now && this.following(this.now);
        if (!to) return;
        this.last = null;
        this.stage.go(to.step);
    }

    /** Cover what comes next if it is not, and ask; return false where a lesson or a lecturer asks. */
    askOn() {
        const { screen } = this.stage;
        if (!this.now || this.silent || this.now.reading.stand?.covered) return false;
        if (!screen.covered) screen.toggleCover();
        const { question, told } = this.here(this.now);
        if (!question || told) this.next();
        return true;
    }

    reset() {
        this.score.reset();
        this.last = null;
        if (this.now) this.show(this.now);
    }

    /** The link that opens on a question, covered; "" where none can. @param {Question} question */
    address({ step }) {
        return this.stage.take.addressOf(step, { screen: "cover", lesson: "", unit: String(this.now?.unit) });
    }

    share() {
        const question = this.now && this.here(this.now).question;
        if (question) this.stage.take.share(this.address(question), "Link to this question");
    }

    /** What had the focus and is gone hands it on. */
    keepFocus() {
        const held = /** @type {HTMLButtonElement | null} */ (document.activeElement?.closest(".gw-quiz button") ?? null);
        const buttons = /** @type {HTMLButtonElement[]} */ ([held, this.on, ...this.options.map(({ button }) => button), this.link]);
        buttons.find((each) => each && !each.hidden && !each.disabled)?.focus({ preventScroll: true });
    }
}

/** @param {Reading} reading @param {number} step */
const called = (reading, step) => html("bdi", {}, reading.names[reading.words[step]]);

/**
 * A button for one answer, with its number, which is also its key.
 * @param {number} number from 0
 * @param {() => void} choose
 */
function option(number, choose) {
    const [sign, text] = [html("kbd", { "aria-hidden": "true" }, String(number + 1)), html("bdi", {})];
    const button = /** @type {HTMLButtonElement} */ (html("button", { type: "button", "aria-keyshortcuts": String(number + 1), on: { click: choose } }, sign, text));
    return { button, sign, text };
}
