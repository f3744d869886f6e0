// @ts-check
/**
 * Whose visit this is, as Python says with whatever it sends. A server that was started anew, or has
 * forgotten a browser that slept, knows of another visit and of nothing that was chosen in this
 * tab; what the address said last is brought back to it then.
 */

const [NAME, STAMP] = [8, 12]; // bytes: a name, and "yes" or "no" to whether anything has been chosen

let [now, begun, seen] = ["", false, ""];

/**
 * Take the stamp off what Python sent.
 * @param {Uint8Array} sent
 */
export function stripped(sent) {
    const stamp = new TextDecoder().decode(sent.subarray(-STAMP));
    [now, begun] = [stamp.slice(0, NAME).trim(), stamp.slice(NAME).trim() === "yes"];
    return sent.subarray(0, -STAMP);
}

/** Whether another visit has begun, where nothing has been chosen yet; told once. */
export function isAnother() {
    const another = seen !== "" && now !== "" && now !== seen && !begun;
    seen = now || seen;
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
