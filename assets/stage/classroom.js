// @ts-check
/** A class around the stage: a bar that says where one sits, the code for a room, what is asked. */

import { Desk } from "./desk.js";
import { dialog } from "./dialog.js";
import { clear, html } from "./draw.js";
import { Follow } from "./follow.js";
import { listen } from "./keys.js";
import { Poll } from "./poll.js";
import { phrased } from "./saying.js";
import { arrive, sit } from "./seat.js";
import { note, spoken } from "./take.js";

/** @typedef {{root: HTMLElement, panel: import("./panel.js").Panel, take: import("./take.js").TakeAway, view: import("./view.js").View, scene: import("./track.js").Scene | null, go: (step: number) => void, reveal: () => boolean, redraw: () => void}} Parts */
/** @typedef {import("./standing.js").Stage & Parts} Stage */
/** @typedef {import("./quiz.js").Question} Question */

const LISTED = 6; // questions to choose from
const LONGEST = 60; // characters of an option that a class is sent

export class Classroom {
    /** @param {Stage} stage */
    constructor(stage) {
        this.stage = stage;
        this.arrival = arrive(); // before the stage writes an address of its own
        /** @type {Follow | null} */
        this.follow = null;
        /** @type {Desk | null} */
        this.desk = null;
        this.begun = false;
        this.seen = ""; // the question whose verdict was uncovered
        /** @type {import("./poll.js").Asked | null} */
        this.asked = null;
        this.poll = new Poll({
            vote: (poll, option) => this.follow?.vote(poll, option) ?? Promise.resolve(""), reveal: () => this.reveal(), drop: () => this.drop(),
        });
        this.bar = html("section", { class: "gw-class", "aria-label": "Class", hidden: "" });
        this.body = html("div", {});
        this.room = dialog("gw-room", "Class", this.body);
        this.list = html("div", {});
        this.ask = dialog("gw-ask", "Ask the class", this.list);
        this.entry = stage.view.add("class that follows", "", () => this.open());
        stage.take.toClass = html("button", { type: "button", class: "gw-to-class", on: { click: () => this.fromTakeAway() } }, "Let a class follow …");
        stage.root.prepend(this.bar);
        stage.root.append(this.room, this.ask, this.poll.element);
    }

    /** Where classes are served; "" where there are none, as in a file that was taken away. */
    get root() {
        return this.stage.take.places.live ?? "";
    }

    /** What the bar takes of the height, in px. */
    get height() {
        return this.bar.offsetHeight;
    }

    /** @param {AbortSignal} signal */
    attend(signal) {
        const { link } = this.stage;
        link.heard = () => queueMicrotask(() => this.look());
        const touch = (/** @type {Event} */ event) => {
            const target = /** @type {Element} */ (event.target);
            const isVote = this.poll.votes && /^[1-6]$/.test(/** @type {KeyboardEvent} */ (event).key);
            if (event.isTrusted && this.follow && !isVote && !target.closest?.(".gw-class, .gw-poll, .gw-room")) this.follow.touch();
        };
        listen(Object.fromEntries(["1", "2", "3", "4", "5", "6"].map((key, place) => [key, () => this.poll.press(place)])), signal);
        for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, touch, { signal, capture: true });
        document.addEventListener("input", (event) => /** @type {Element} */ (event.target).closest(".st-key-sentence") && this.follow?.leave(), { signal, capture: true });
        signal.addEventListener("abort", () => this.stop());
    }

    /** A reading is on the stage: begin with the first, and catch up with each. */
    received() {
        this.entry.hidden = !this.root;
        if (!this.root) return;
        if (this.begun) {
            this.follow?.catchUp();
            this.desk?.look();
            this.seeAnswer();
            return;
        }
        this.begun = true;
        const { asked, seat } = this.arrival;
        if (seat?.secret) this.take({ ...seat, secret: seat.secret }, asked === "lead");
        else if (seat) this.join(seat);
        if (asked === "open" && !this.desk) this.open();
    }

    look() {
        this.follow?.look();
        this.desk?.look();
    }

    stop() {
        this.follow?.stop();
        this.desk?.stop();
    }

    leave() {
        this.stop();
        this.asked = null;
        this.giveBack();
    }

    /** What was covered for a question, or by a class that one followed, is covered no more. */
    giveBack() {
        const { desk, follow, stage } = this;
        const isCovered = Boolean(desk?.seat.asked?.covers || (follow && !follow.away && follow.walk?.covered));
        if (isCovered && stage.screen.covered) stage.screen.toggleCover();
        desk?.remember(null);
        if (follow) follow.walk = null;
    }

    /** @param {import("./desk.js").Own} seat @param {boolean} arrived */
    take(seat, arrived) {
        this.leave();
        this.follow = null;
        this.desk = new Desk(this.stage, this.root, seat, arrived, { changed: () => this.show(), poll: (asked) => this.put(asked) });
        this.show();
    }

    /** @param {import("./seat.js").Seat} seat */
    join(seat) {
        this.leave();
        this.desk = null;
        if (seat.said) this.poll.said.set(seat.said.poll, seat.said.option);
        this.follow = new Follow(this.stage, this.root, seat, { changed: () => this.show(), poll: (asked) => this.put(asked) });
        this.show();
    }

    /** Sit in no class any more. */
    quit() {
        this.leave();
        [this.follow, this.desk] = [null, null];
        sit(null);
        this.show();
    }

    /** @param {import("./poll.js").Asked | null} asked */
    put(asked) {
        this.asked = asked;
        this.seeAnswer();
        this.show();
    }

    /** The verdict that was asked for is uncovered with the answer, once; other truths are seen by a step. */
    seeAnswer() {
        const { asked, stage } = this;
        if (!asked?.counts || asked.question.kind !== "verdict" || this.seen === asked.id || this.follow?.away) return;
        if (stage.step === asked.question.step && stage.reveal()) this.seen = asked.id;
    }

    /** Show the bar and what is asked; the stage is drawn anew only where the bar comes or goes. */
    show() {
        const before = this.height;
        const told = this.follow ? this.ofStudent(this.follow) : this.desk ? this.ofLecturer(this.desk) : [];
        this.bar.hidden = !told.length;
        if (this.bar.textContent !== told.map((node) => node.textContent).join("")) clear(this.bar).append(...told);
        const over = ["over", "unknown"].includes((this.follow ?? this.desk)?.state ?? "");
        if (over) this.giveBack();
        if (this.asked && !over) this.poll.show(this.asked, this.desk && { here: this.desk.here, voted: this.desk.voted });
        else this.poll.hide();
        const isQuiet = this.quieten(!over && (this.asked !== null || Boolean(this.follow && !this.follow.away)));
        if (isQuiet || this.height !== before) this.stage.redraw();
    }

    /** Have the quiz ask or not; return whether that is new. @param {boolean} silent */
    quieten(silent) {
        const { quiz } = this.stage.panel;
        const isNew = quiz.silent !== silent;
        quiz.silent = silent;
        return isNew;
    }

    /** @param {Follow} follow */
    ofStudent({ state, away, seat }) {
        const code = html("b", {}, html("bdi", {}, seat.code));
        const quit = button("Leave", () => this.quit());
        const said = {
            joining: ["Joining the class ", code, " …"], lost: ["Connection lost: trying again …"], full: ["The class is full, or too many try to join: trying again …"],
            unknown: ["There is no class ", code, " (any more)."], over: ["The class is over."],
        }[state] ?? (away ? [...wide("You explore on your own", "On your own")] : [...wide("You follow the class ", "Class "), code]);
        if (state === "unknown" || state === "over") return [line(...said), button("Close", () => this.quit())];
        const way = away ? button("Back to the class", () => this.follow?.comeBack(), "gw-main-button") : button(wide("Explore on your own", "Explore"), () => this.follow?.leave());
        return [line(...said), way, quit];
    }

    /** @param {Desk} desk */
    ofLecturer({ state, seat, here, refused }) {
        if (state === "over") return [line("The class is over."), button("Close", () => this.quit())];
        const lost = state === "lost" ? "not connected: your class stands still" : refused;
        return [
            line("Class ", html("b", {}, seat.code), ` · ${here} here`),
            ...(lost ? [html("p", { class: "gw-lost", role: "alert" }, lost)] : []),
            button("Code", () => this.open()), button("Ask", () => this.openAsk(), "gw-main-button"),
        ];
    }

    fromTakeAway() {
        this.stage.take.element.close();
        this.open();
    }

    /** The dialog: how to join, or how to open a class. */
    open() {
        clear(this.body).append(...(this.desk && this.desk.state !== "over" ? this.howToJoin(this.desk.seat) : this.howToOpen()));
        if (!this.room.open) this.room.showModal();
    }

    howToOpen() {
        const wrong = html("p", { class: "gw-wrong", role: "alert" });
        const code = /** @type {HTMLInputElement} */ (html("input", { type: "text", "aria-label": "Code of the class", placeholder: "code", maxlength: "12", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" }));
        const opener = button("Open a class", () => void this.begin(wrong, opener), "gw-main-button");
        const join = () => code.value.trim() && (this.room.close(), this.join({ code: code.value.trim() }));
        code.addEventListener("keydown", (event) => event.key === "Enter" && join());
        return [
            html("p", {}, "Open a class, and all who join see your stage move: sentence, cell, step, unit and surgery. You can ask what the gates will do, which word comes next and who wrote the memory, and they vote on their phones. No accounts, no names; nothing is kept once the class is over."),
            html("p", {}, opener), wrong,
            html("h3", {}, "Or join one"), html("div", { class: "gw-choose" }, code, button("Join", join)),
        ];
    }

    /** @param {HTMLElement} wrong @param {HTMLElement} opener */
    async begin(wrong, opener) {
        opener.toggleAttribute("disabled", true);
        const answer = await fetch(`${this.root}/open`, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }).catch(() => null);
        const said = answer && await answer.json().catch(() => null);
        opener.toggleAttribute("disabled", false);
        if (!answer?.ok || !said) {
            wrong.textContent = said?.wrong ?? "The server does not answer: is it still there?";
            return;
        }
        this.take({ code: said.code, secret: said.secret }, false);
        this.open();
    }

    /** @param {{code: string, secret: string}} seat */
    howToJoin({ code, secret }) {
        const { places } = this.stage.take;
        const address = `${places.join}/${code}`;
        const told = html("p", { role: "status", class: "gw-status" });
        const own = `${location.origin}${location.pathname}#lead=${code}.${secret}`;
        const end = button("End the class", () => {
            if (end.textContent === "End the class") end.textContent = "End it for everybody?";
            else this.over();
        });
        return [
            html("div", { class: "gw-joining" },
                html("img", { src: `${places.qr}?link=${encodeURIComponent(address)}`, alt: "QR code of the link to this class" }),
                html("div", {}, html("p", { class: "gw-address-of-class" }, html("bdi", {}, address.replace(/^https?:\/\//, ""))),
                    html("p", { class: "gw-big-code" }, code), ...note(address),
                    html("div", { class: "gw-deeds" }, button("Copy the link", () => copy(address, told)), button("Copy my own link", () => copy(own, told)), end), told,
                    html("p", { class: "soft" }, "Your own link leads this class from any browser, should this one fail. Keep it to yourself."))),
        ];
    }

    over() {
        this.desk?.lead.say({ end: true });
        this.room.close();
    }

    /** The dialog: which of the questions of the unit to put to the class. */
    openAsk() {
        const { scene, step } = this.stage;
        if (!scene) return;
        const { reading, unit } = scene;
        const asked = unit === reading.unit ? reading.quiz.asked.filter((each) => each.step >= step).slice(0, LISTED) : [];
        clear(this.list).append(...asked.map((question) => this.choice(scene, question)), html("p", { class: "gw-told" }, told(scene, asked)));
        this.ask.showModal();
    }

    /** @param {import("./track.js").Scene} scene @param {Question} question */
    choice(scene, question) {
        const where = question.step === this.stage.step ? "here" : `after word\u00a0${scene.reading.first + question.step + 1}`;
        return html("button", { type: "button", class: "gw-entry", on: { click: () => this.question(scene, question) } },
            html("span", {}, ...phrased(question.ask, { ...scene, step: question.reveals })), html("small", {}, where));
    }

    /**
     * Ask the class, where the truth is not to be seen yet; in plain text, in the notation of the stage.
     * @param {import("./track.js").Scene} scene
     * @param {Question} question
     */
    question(scene, { kind, step, reveals, ask, options, answer, why }) {
        const plain = (/** @type {import("./saying.js").Spans} */ spans) => spoken(html("p", {}, ...phrased(spans, { ...scene, step: reveals })));
        const { screen } = this.stage;
        this.ask.close();
        this.stage.go(step);
        const covers = !screen.covered || Boolean(this.desk?.seat.asked?.covers);
        if (!screen.covered) screen.toggleCover();
        this.desk?.remember({ sentence: sentenceOf(scene), covers });
        const cut = options.map((option) => option.slice(0, LONGEST));
        this.desk?.lead.say({ ask: { kind, step: reveals, unit: scene.unit, text: plain(ask), options: cut, answer, why: plain(why) } });
    }

    /** Show who said what, and the word at which the truth is seen. */
    reveal() {
        const { asked, desk, stage } = this;
        desk?.lead.say({ reveal: true });
        const sentence = desk?.seat.asked?.sentence; // unknown where another tab has asked
        if (asked && stage.scene && (!sentence || sentence === sentenceOf(stage.scene))) stage.go(asked.question.step);
    }

    drop() {
        this.desk?.lead.say({ drop: true });
        this.giveBack();
    }
}

/** @param {import("./track.js").Scene} scene */
const sentenceOf = ({ reading }) => reading.words.join(" ");

/** What is said below the questions. @param {import("./track.js").Scene} scene @param {Question[]} asked */
function told({ reading, unit }, asked) {
    if (asked.length) return "What comes next is covered until you show the answer.";
    if (unit !== reading.unit) return `The questions about unit ${unit} are on their way: ask again.`;
    if (!reading.quiz.asked.length) return `Of unit ${unit} there is nothing clear to ask in this sentence: take another unit.`;
    return `From this word on there is nothing clear to ask of unit ${unit}: step back, or take another unit.`;
}

/** @param {...(Node | string)} said */
const line = (...said) => html("p", { role: "status" }, ...said);

/** @param {string | Node[]} text @param {() => void} act @param {string} [kind] */
const button = (text, act, kind = "") => html("button", { type: "button", class: kind, on: { click: act } }, ...text);

/** A text, and what of it is left on a phone. @param {string} long @param {string} short */
const wide = (long, short) => [html("span", { class: "gw-long" }, long), html("span", { class: "gw-short" }, short)];

/** @param {string} text @param {HTMLElement} told */
async function copy(text, told) {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (copied) {
        told.textContent = "Copied.";
        return;
    }
    const field = /** @type {HTMLInputElement} */ (html("input", { type: "text", value: text, readonly: "", "aria-label": "Link" }));
    clear(told).append("Copy it with Ctrl+C, or ⌘C: ", field);
    field.select();
}
