// @ts-check
/** Help: all keys, and in short what is on the stage. */

import { dialog } from "./dialog.js";
import { html } from "./draw.js";

/** @type {[string[], string][]} */
const KEYS = [
    [["→", "←"], "next word, previous word; also Page Down, Page Up and the buttons of a presenter"],
    [["Home", "End"], "first word, last word"],
    [["space"], "play and pause"],
    [["K"], "on to the next unit that carries something, such as number or food"],
    [["U"], "all units at rows that can be read, or folded again"],
    [["↑", "↓"], "the unit above or below, where all units are open"],
    [["C"], "cover what comes next, to let a room guess, or uncover it"],
    [["Q"], "ask me: cover what comes next, and on to the next question"],
    [["1", "2", "3", "4"], "that answer to the question, where what comes next is covered; in a class, your vote"],
    [["T"], "the twin: show or hide it"],
    [["A"], "what wrote the memory: show or hide the arcs over the words, and their sentence"],
    [["S"], "surgery: force a gate open or shut, or silence a unit; also a drag over words in a gate's band"],
    [["Ctrl Z"], "undo a change; with Shift, redo it"],
    [["R"], "reset: leave everything alone again"],
    [["X"], "after a change: the difference it makes, in every band"],
    [["P"], "projector: nothing but the stage, in large type"],
    [["F"], "full screen"],
    [["?"], "this help"],
    [["Esc"], "close a dialog, leave the projector"],
];

/** @type {[string, string][]} */
const PARTS = [
    ["Words", "Every word is a column, and a time step. The marked one is where the walk stands."],
    ["What comes next", "The bar after a word says which of two words the network now expects, and how many times as likely it is. It is pale where neither is likely."],
    ["Memory", "The road is the memory of one unit: its height and colour are the value. A word joins it by the way in, as wide as the update gate is open. Where the gate is shut, the memory runs straight on."],
    ["Gate and candidate", "The fence is the update gate: pickets where it is shut, a hole where it is open. The pill below is the candidate, what the cell would write here, also where the gate keeps it out."],
    ["Arcs", "Over the words, from each word that the memory of today was written by to the word where the walk stands, as wide as its share: what it wrote, times all that the gates have kept of it since. Blue wrote up, orange down; a share under 3 % has none. They tell when a memory was written, not what it depends on: the candidate has seen the words before, too."],
    ["Bands", "A heatmap for each gate, the candidate and the memory: green is how far a gate is open, from 0 to 1; orange and blue are a memory from −1 to 1. The high row is the unit shown above, the others are all other units."],
    ["Predict", "With what comes next covered, the panel asks of the unit shown above: whether its gate opens at the next word, which of two words is likelier, which word will have written most of its memory. Only what is clear is asked: a gate at least 0.1 from one half, and a writer at least 10 % ahead. An answer uncovers the truth, with its reason."],
    ["Surgery", "What you force is hatched, its posts are coloured, and the network reads the sentence again from the first word. The dotted line is then the run left alone; outlined verdicts are those before."],
    ["Twin", "The dotted line is what the same unit remembers in the same sentence with one noun of the other number. It is a second reading by the same network."],
];

export class Help {
    constructor() {
        const keys = KEYS.flatMap(([names, what]) => [html("dt", {}, ...names.map((name) => html("kbd", {}, name))), html("dd", {}, what)]);
        const parts = PARTS.flatMap(([name, what]) => [html("dt", {}, name), html("dd", {}, what)]);
        this.element = dialog("gw-help", "Keys and help",
            html("div", { class: "gw-scroll", tabindex: "0", role: "region", "aria-label": "Help" },
                html("div", { class: "gw-columns" },
                    html("section", {}, html("h3", {}, "Keys"), html("dl", { class: "gw-key-list" }, ...keys),
                        html("p", {}, "On a touch screen, swipe over the stage to step.")),
                    html("section", {}, html("h3", {}, "On the stage"), html("dl", { class: "gw-part-list" }, ...parts),
                        html("p", {}, "Every number is computed by the network that reads; none is made up.")))));
    }

    open() {
        if (!this.element.open) this.element.showModal();
    }
}
