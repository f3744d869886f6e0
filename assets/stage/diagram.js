// @ts-check
/**
 * The cell of the pinned unit at this step, drawn from its wiring: the memory runs straight through
 * as a road, gates are valves in it, as wide open as their value. Colours are the values, widths
 * the gates, as on the track; they are the same in every notation.
 */

import { html, svg } from "./draw.js";
import { chip } from "./equations.js";
import { formula, symbol } from "./formula.js";

/** @typedef {import("./panel.js").Now} Now */
/** @typedef {{x: number, y: number}} Place */
/** @typedef {{road: number, feed: number, valve: number, before: number, keep: number, join: number, after: number, out: number, end: number, reset: number}} Plan in px */

const PIPE = 24; // px of a pipe that is fully open
const [HOUSING, JAW] = [38, 10]; // px of a valve, and of what shuts it
const FULL = 0.98; // from here on no wall of a pipe is seen beside what flows in it
const [WIDEST, HEIGHT] = [440, 240]; // px

/** @param {number} width @returns {Plan} */
function plan(width) {
    const at = (/** @type {number} */ share) => Math.round(share * width);
    return { road: 74, feed: 184, valve: 130, before: 31, keep: at(0.3), join: at(0.52), after: at(0.71), out: at(0.885), end: width, reset: at(0.27) };
}

/**
 * Draw the cell in the room there is.
 * @param {Now} now
 * @param {number} room px
 */
export function diagram(now, room) {
    const width = Math.min(room, WIDEST);
    const at = plan(width);
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, "aria-hidden": "true" },
        ...pipes(now, at), ...valves(now, at).flatMap(({ place, value, colour, upright }) => valve(place, value, colour, upright)));
    return html("div", { class: "gw-cell", role: "group", "aria-label": told(now), style: `width:${width}px` },
        drawing, ...labels(now, at),
        html("p", { class: "gw-cell-note soft" }, scope(now)));
}

/** What the candidate and the gates are computed from. @param {Now} now */
function scope({ notation, reading }) {
    const who = Object.keys(reading.causes).length > 1 ? `${notation.plain("candidate")} and the gates see` : `${notation.plain("candidate")} sees`;
    return `${who} all ${reading.units} units and the word`;
}

/**
 * How wide a gate stands: a tanh gate below 0 lets as much by, with its sign turned.
 * @param {number} gate
 */
const wide = (gate) => Math.min(Math.abs(gate), 1);

/**
 * What flows where: amounts of the pinned unit at this step.
 * @param {Now} now
 */
function flows({ reading, unit, step }) {
    const read = (/** @type {string} */ quantity, at = step) => reading.value(quantity, at, unit);
    return {
        before: read("cell", step - 1), past: read(reading.past, step - 1), candidate: read("candidate"), after: read("cell"), hidden: read(reading.past),
        update: read("update"), forget: read("forget"), reset: read("reset"), output: read("output"),
    };
}

/**
 * @param {Now} now
 * @param {Plan} at
 */
function pipes(now, at) {
    const flow = flows(now);
    const { wiring, palette, reading } = { ...now, wiring: now.reading.wiring };
    const memory = (/** @type {number} */ value) => palette.of(reading.band("cell"), value);
    const candidate = palette.of(reading.band("candidate"), flow.candidate);
    const twoStates = reading.past === "hidden";
    const source = twoStates ? at.feed : at.road;
    const past = memory(flow.past);
    return [
        channel(`M${at.before} ${source}V${at.feed}H${at.join}`, PIPE / 2, past, wiring.reset === "learned" ? at.reset : Infinity, wide(flow.reset)),
        across(at.before, at.keep, at.road, 1, memory(flow.before)),
        ...(wiring.forget === "shut" ? [wall(at.keep, at.road)] : []),
        across(at.keep, at.join, at.road, wide(flow.forget), memory(flow.before)),
        upward(at.join, at.feed, at.valve, 1, candidate),
        upward(at.join, at.valve, at.road + PIPE / 2, wide(flow.update), flow.update < 0 ? palette.of(reading.band("candidate"), -flow.candidate) : candidate),
        across(at.join, at.end, at.road, 1, memory(flow.after)),
        ...(twoStates ? [upward(at.out, at.road + PIPE / 2, at.valve, 1, memory(flow.after)), upward(at.out, at.valve, at.feed, wide(flow.output), memory(Math.sign(flow.output) * flow.after))] : []),
        word(at),
        ...(wiring.forget === "tied" ? [linkage(at)] : []),
    ].flat();
}

/**
 * A pipe of the road with what flows in it; its walls show what could.
 * @param {number} from
 * @param {number} to
 * @param {number} y
 * @param {number} share
 * @param {string} fill
 */
function across(from, to, y, share, fill) {
    return [
        ...(share < FULL ? [svg("rect", { class: "pipe", x: from, y: y - PIPE / 2, width: to - from, height: PIPE })] : []),
        svg("rect", { x: from, y: y - (share * PIPE) / 2, width: to - from, height: share * PIPE, fill }),
    ];
}

/**
 * @param {number} x
 * @param {number} from
 * @param {number} to
 * @param {number} share
 * @param {string} fill
 */
function upward(x, from, to, share, fill) {
    const [top, height] = [Math.min(from, to), Math.abs(to - from)];
    return [
        ...(share < FULL ? [svg("rect", { class: "pipe", x: x - PIPE / 2, y: top, width: PIPE, height })] : []),
        svg("rect", { x: x - (share * PIPE) / 2, y: top, width: share * PIPE, height, fill }),
    ];
}

/**
 * The way of the past into the candidate, narrower behind the reset gate.
 * @param {string} path
 * @param {number} width
 * @param {string} stroke
 * @param {number} gate x of the valve
 * @param {number} share
 */
function channel(path, width, stroke, gate, share) {
    const line = (/** @type {string} */ d, /** @type {number} */ size) => svg("path", { class: "feed", d, stroke, "stroke-width": size });
    if (gate === Infinity) return [line(path, width)];
    const [, head, y, end] = /** @type {RegExpMatchArray} */ (path.match(/^(.*V(\d+))H(\d+)$/));
    return [line(`${head}H${gate}`, width), svg("path", { class: "feed empty", d: `M${gate} ${y}H${end}` }), line(`M${gate} ${y}H${end}`, width * share)];
}

/** Nothing is kept: the road ends here. @param {number} x @param {number} y */
const wall = (x, y) => svg("rect", { class: "jaw", x: x - 4, y: y - PIPE / 2 - 6, width: 8, height: PIPE + 12 });

/** @param {Plan} at */
const word = (at) => svg("path", { class: "feed empty", d: `M${at.join} ${at.feed + 30}V${at.feed + 16}` });

/** One lever opens the update valve and shuts the other. @param {Plan} at */
const linkage = (at) => svg("path", { class: "linkage", d: `M${at.join} ${at.valve}H${at.keep}V${at.road}` });

/**
 * The learned gates, and a tied one, with their places.
 * @param {Now} now
 * @param {Plan} at
 */
function valves(now, at) {
    const { wiring, band } = { wiring: now.reading.wiring, band: now.reading.band("cell") };
    const flow = flows(now);
    const colour = (/** @type {number} */ value) => now.palette.of(band, value);
    const candidate = now.palette.of(now.reading.band("candidate"), flow.candidate);
    const every = [
        { quantity: "forget", place: { x: at.keep, y: at.road }, value: flow.forget, colour: colour(flow.before), upright: false },
        { quantity: "update", place: { x: at.join, y: at.valve }, value: flow.update, colour: candidate, upright: true },
        { quantity: "output", place: { x: at.out, y: at.valve }, value: flow.output, colour: colour(flow.after), upright: true },
        { quantity: "reset", place: { x: at.reset, y: at.feed }, value: flow.reset, colour: colour(flow.past), upright: false },
    ];
    return every.filter(({ quantity }) => ["learned", "tied"].includes(String(/** @type {any} */ (wiring)[quantity])));
}

/**
 * A valve: two jaws, as far apart as the gate is open.
 * @param {Place} place
 * @param {number} value
 * @param {string} colour of what flows through
 * @param {boolean} upright
 */
function valve({ x, y }, value, colour, upright) {
    const open = wide(value) * PIPE;
    const turn = upright ? `rotate(90 ${x} ${y})` : null;
    const jaw = (/** @type {number} */ top) => svg("rect", { class: "jaw", x: x - JAW / 2, y: top, width: JAW, height: (HOUSING - open) / 2 });
    return [svg("g", { class: "valve", transform: turn },
        svg("rect", { class: "housing", x: x - HOUSING / 2, y: y - HOUSING / 2, width: HOUSING, height: HOUSING, rx: 7 }),
        svg("rect", { x: x - HOUSING / 2, y: y - open / 2, width: HOUSING, height: open, fill: colour }),
        jaw(y - HOUSING / 2), jaw(y + open / 2))];
}

/**
 * Symbols and numbers, on and beside the pipes.
 * @param {Now} now
 * @param {Plan} at
 */
function labels(now, at) {
    const { notation, reading, step } = now;
    const flow = flows(now);
    const twoStates = reading.past === "hidden";
    const set = (/** @type {string} */ quantity, back = 0) => formula(notation.dated(quantity, back), reading.first + step);
    const number = (/** @type {string} */ quantity, /** @type {number} */ value) => chip(now, quantity, value, now.notation.text(quantity, step, now.unit));
    const memory = (/** @type {string} */ quantity, back = 0) => {
        const [value, text] = notation.factor(["", quantity, back, false], step, now.unit);
        return chip(now, quantity, value, text);
    };
    return [
        put({ x: at.before, y: at.road - 32 }, set("cell", 1)), put({ x: at.before, y: at.road }, memory("cell", 1)),
        put({ x: at.after, y: at.road - 32 }, set("cell")), put({ x: at.after, y: at.road }, memory("cell")),
        put({ x: at.join, y: at.feed }, number("candidate", flow.candidate)),
        put({ x: at.join + 50, y: at.feed }, set("candidate")),
        put({ x: at.join, y: at.feed + 42 }, html("bdi", { class: "gw-read" }, reading.words[step])),
        ...(twoStates ? [
            put({ x: at.before, y: at.feed - 30 }, set("hidden", 1)), put({ x: at.before, y: at.feed }, memory("hidden", 1)),
            put({ x: at.out, y: at.feed + 32 }, set("hidden")), put({ x: at.out, y: at.feed }, memory("hidden")),
            ...(reading.wiring.squash ? [put({ x: at.out, y: at.road + 25 }, html("span", { class: "gw-squash maths" }, "tanh"))] : []),
        ] : []),
        ...(reading.forced("cell", step, now.unit) ? [put({ x: at.after, y: at.road + 34 }, html("span", { class: "gw-ungated changed" }, "silenced"))] : []),
        ...gates(now, at), ...ungated(now, at),
    ];
}

/**
 * Where other cells have a gate.
 * @param {Now} now
 * @param {Plan} at
 */
function ungated({ reading: { wiring } }, at) {
    const say = (/** @type {Place} */ place, /** @type {string} */ text) => put(place, html("span", { class: "gw-ungated soft" }, text));
    return [
        ...(wiring.forget === "open" ? [say({ x: at.keep, y: at.road - 30 }, "no gate")] : []),
        ...(wiring.forget === "shut" ? [say({ x: at.keep, y: at.road - 34 }, "nothing kept")] : []),
        ...(wiring.update === "open" ? [say({ x: at.join - 46, y: at.valve }, "no gate")] : []),
    ];
}

/**
 * The gates' symbols with their numbers; the update valve says how much is written.
 * @param {Now} now
 * @param {Plan} at
 */
function gates(now, at) {
    const { reading: { wiring }, notation, unit, step } = now;
    const gate = (/** @type {string} */ quantity, isRest = false) => {
        const keeps = notation.keeps(quantity);
        const [value, text] = notation.factor(["", quantity, 0, isRest], step, unit);
        const name = symbol(notation.symbol(quantity));
        return { name: isRest === keeps ? name : html("span", {}, "1−", name), chip: chip(now, quantity, value, text) };
    };
    const found = [];
    if (wiring.forget === "learned" || wiring.forget === "tied") {
        const { name, chip: shown } = wiring.forget === "tied" ? gate("update", true) : gate("forget");
        found.push(put({ x: at.keep, y: at.road - 64 }, name), put({ x: at.keep, y: at.road - 37 }, shown));
    }
    if (wiring.update === "learned") {
        const { name, chip: shown } = gate("update");
        found.push(put({ x: at.join - 56, y: at.valve - 28 }, name), put({ x: at.join - 56, y: at.valve }, shown));
    }
    if (wiring.output === "learned") {
        const { name, chip: shown } = gate("output");
        found.push(put({ x: at.out - 56, y: at.valve - 28 }, name), put({ x: at.out - 56, y: at.valve }, shown));
    }
    if (wiring.reset === "learned") {
        const { name, chip: shown } = gate("reset");
        found.push(put({ x: at.reset - 46, y: at.feed + 34 }, name), put({ x: at.reset, y: at.feed + 34 }, shown));
    }
    return found;
}

/**
 * @param {Place} place
 * @param {Node} what
 */
const put = ({ x, y }, what) => html("span", { class: "gw-at", style: `left:${x}px;top:${y}px` }, what);

/** The diagram in words. @param {Now} now */
function told(now) {
    const { notation, reading, unit, step } = now;
    const { wiring } = reading;
    const say = (/** @type {string} */ quantity) => `${notation.title(quantity)} ${notation.plain(quantity)} = ${notation.text(quantity, step, unit)}`;
    const before = notation.factor(["", "cell", 1, false], step, unit)[1];
    const kept = { learned: say("forget"), tied: `what ${say("update")} leaves`, open: "nothing lost", shut: "nothing kept" }[wiring.forget];
    return [
        `The cell at this step. Memory before: ${before}; ${kept}.`,
        wiring.reset === "learned" ? `${say("reset")} on the way of the past into the candidate.` : "",
        `${say("candidate")}; ${wiring.update === "learned" ? say("update") : "all of it is written"}.`,
        `Memory after: ${say("cell")}${reading.forced("cell", step, unit) ? ", silenced" : ""}.`,
        wiring.output === "learned" ? `${say("output")}.` : "",
        reading.past === "hidden" ? `${wiring.squash ? "Through tanh, hidden" : "Hidden"} state ${notation.plain("hidden")} = ${notation.text("hidden", step, unit)}.` : "",
    ].filter(Boolean).join(" ");
}
