// @ts-check
/** Where a stage stands, as a class is told of it, and how another stage is brought there. */

import { FIELDS } from "./link.js";

/** @typedef {Record<string, string | number | boolean>} Walk the fields of a link, and step, notation, covered */

/**
 * What standing asks of the stage.
 * @typedef {object} Stage
 * @property {number} step
 * @property {import("./link.js").Link} link
 * @property {import("./screen.js").Screen} screen
 * @property {import("./transport.js").Transport} transport
 * @property {(step: number) => number} within
 * @property {(step: number) => void} move
 * @property {() => void} goBack
 */

const VIEW = ["step", "notation", "covered"];

/** Where a stage stands; null where no link can tell. @param {Stage} stage @returns {Walk | null} */
export function standing({ link, step }) {
    if (link.known?.sentence === undefined) return null;
    const written = link.peek("sentence") !== null; // then what is not in the URL is taken back
    /** @type {Walk} */
    const walk = {};
    for (const name of FIELDS) {
        const value = link.peek(name) ?? (written ? undefined : link.known[name]);
        if (value !== undefined && (value !== "" || name === "sentence")) walk[name] = value;
    }
    const at = link.awaits ? link.step : step;
    return { ...walk, step: at + 1, notation: link.peek("notation") ?? "", covered: hides(link.peek("screen") ?? "") };
}

/** @param {Walk} one @param {Walk} other @param {string[]} [names] */
export function same(one, other, names = [...FIELDS, ...VIEW]) {
    return names.every((name) => String(one[name] ?? "") === String(other[name] ?? ""));
}

/**
 * Bring a stage where another one stands. A step is taken here and now; for another reading, as after
 * Back, Python is asked.
 * @param {Stage} stage
 * @param {Walk} walk
 */
export function bring(stage, walk) {
    const here = standing(stage);
    const { link } = stage;
    stage.transport.stop();
    const step = Number(walk.step) - 1;
    if (here && same(here, walk, [...FIELDS, "notation", "covered"])) {
        if (link.awaits) link.write({ step: String(step + 1) });
        else if (stage.within(step) !== stage.step) stage.move(stage.within(step));
        return;
    }
    link.set("notation", String(walk.notation));
    link.set("screen", shown(stage.screen, Boolean(walk.covered)));
    const fields = Object.fromEntries(FIELDS.map((name) => [name, String(walk[name] ?? "")]));
    link.write({ ...fields, step: String(step + 1) });
    stage.goBack();
}

/** Whether someone chose to cover what comes next. @param {string} setting of the screen */
function hides(setting) {
    const words = setting.split(",");
    return words.includes("cover") || (words.includes("projector") && !words.includes("open"));
}

/** The setting that covers or uncovers, on a projector or not. @param {import("./screen.js").Screen} screen @param {boolean} covered */
function shown(screen, covered) {
    if (screen.projector) return covered ? "projector" : "projector,open";
    return covered ? "cover" : "";
}
