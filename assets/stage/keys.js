// @ts-check
/** Keys that step, wherever the focus is, unless whatever has it wants them for itself. */

const TAKEN = [
    "input", "textarea", "select", "dialog", "[contenteditable]",
    ...["radio", "radiogroup", "slider", "tab", "tablist", "listbox", "option", "combobox", "menu", "menuitem",
        "dialog", "alertdialog", "spinbutton", "textbox", "searchbox", "grid"].map((role) => `[role=${role}]`),
].join(",");
const PRESSED = "button, a[href], summary, [role=button]";

/**
 * @param {Record<string, () => unknown>} actions by name of key; one that returns false did nothing
 * @param {AbortSignal} signal stops listening
 */
export function listen(actions, signal) {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
        const act = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        if (!act || event.defaultPrevented || event.isComposing) return;
        if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== "?")) return;
        const focus = document.activeElement;
        if (focus?.closest(TAKEN) || document.querySelector("dialog:modal")) return;
        if (event.key === " " && focus?.closest(PRESSED)) return;
        if (act() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", onKey, { signal });
}

/**
 * A press and release on one place. Plotly covers the page in between, so no click event comes.
 * @param {HTMLElement} element
 * @param {(x: number, y: number) => void} act
 * @param {AbortSignal} signal stops listening
 */
export function clicks(element, act, signal) {
    /** @type {PointerEvent | null} */
    let down = null;
    element.addEventListener("pointerdown", (event) => { down = event; }, { signal, capture: true });
    addEventListener("pointerup", (event) => {
        const [x, y] = down ? [down.clientX, down.clientY] : [NaN, NaN];
        down = null;
        if (event.button === 0 && Math.hypot(event.clientX - x, event.clientY - y) < 6) act(x, y);
    }, { signal });
}

/**
 * A horizontal swipe steps; vertical ones scroll the page.
 * @param {HTMLElement} element
 * @param {(steps: number) => void} by
 */
export function swipes(element, by) {
    let [x, y] = [0, 0];
    element.addEventListener("touchstart", (event) => {
        ({ clientX: x, clientY: y } = event.touches[0]);
    }, { passive: true });
    element.addEventListener("touchend", (event) => {
        const [dx, dy] = [event.changedTouches[0].clientX - x, event.changedTouches[0].clientY - y];
        if (Math.abs(dx) > 36 && Math.abs(dx) > 1.5 * Math.abs(dy)) by(dx < 0 ? 1 : -1);
    }, { passive: true });
}
