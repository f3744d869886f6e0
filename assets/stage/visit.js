// @ts-check
/**
 * Whose visit this is, as the page says in Python's name. A server that was started anew, or has
 * forgotten a browser that slept, knows of another visit and of nothing that was chosen in this
 * tab; what the address said last is brought back to it then.
 */

let seen = "";

/** Whether another visit has begun, where nothing has been chosen yet; told once. */
export function isAnother() {
    const mark = document.querySelector("[data-visit]");
    const visit = mark?.getAttribute("data-visit") ?? "";
    const another = seen !== "" && visit !== "" && visit !== seen && mark?.getAttribute("data-begun") === "no";
    seen = visit || seen;
    return another;
}

/** @type {Map<string, Record<string, string>>} What the address said last, by path. */
const addresses = new Map();

/** @param {string} path @param {Record<string, string>} link */
export function remember(path, link) {
    addresses.set(path, link);
}

/** @param {string} path */
export const remembered = (path) => addresses.get(path);
