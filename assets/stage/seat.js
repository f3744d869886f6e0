// @ts-check
/**
 * Where this tab sits in a class: in front, or among those who follow. The tab remembers it, so that
 * a page loaded again goes on; addresses that bring someone here are cleared of it at once.
 */

const KEY = "gatewalk-class";

/** @typedef {{code: string, secret?: string, token?: string, away?: boolean, said?: {poll: string, option: number}, asked?: {sentence: string, covers: boolean}}} Seat `secret` leads; `away` explores alone; `said` is what was last voted, `asked` of what was last asked, and whether the cover was put on for it */

/** @returns {Seat | null} */
export function seat() {
    try {
        return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    } catch {
        return null;
    }
}

/** @param {Seat | null} taken */
export function sit(taken) {
    try {
        if (taken) sessionStorage.setItem(KEY, JSON.stringify(taken));
        else sessionStorage.removeItem(KEY);
    } catch { /* a browser that keeps nothing: the class goes on until the page is loaded again */ }
}

/**
 * Take the seat that an address brings, and clear the address: a projector shows it to everybody.
 * From here on the tab remembers it: whoever loads the page again before the class has answered is
 * still on the way to it.
 * @returns {{asked: "lead" | "class" | "open" | null, seat: Seat | null}}
 */
export function arrive() {
    const [, code, secret] = location.hash.match(/^#lead=([0-9A-Za-z]{6})\.([\w-]{20,100})$/) ?? [];
    const wanted = new URLSearchParams(location.search).get("class");
    if (code) {
        clearAddress();
        return { asked: "lead", seat: taken({ code, secret }) };
    }
    if (wanted === null) return { asked: null, seat: seat() };
    clearAddress();
    if (wanted === "open") return { asked: "open", seat: seat() };
    const known = seat(); // whoever leads the class leads on, also by the link for the room
    const same = known?.code === wanted.replace(/[\s-]/g, "").toUpperCase();
    return { asked: "class", seat: taken(same ? { ...known, away: false } : { code: wanted }) };
}

/** @param {Seat} wanted */
function taken(wanted) {
    sit(wanted);
    return wanted;
}

function clearAddress() {
    const search = location.search.slice(1).split("&").filter((field) => field && !field.startsWith("class=")).join("&");
    history.replaceState(history.state, "", `${location.pathname}${search && `?${search}`}`);
}
