// @ts-check
/** A dialog over the stage: with a heading and a way out; on phones a sheet at the bottom. */

import { html } from "./draw.js";

/**
 * @param {string} name its class
 * @param {string} title
 * @param {...(Node | string)} children
 * @returns {HTMLDialogElement}
 */
export function dialog(name, title, ...children) {
    const close = html("button", { type: "button", class: "gw-close", on: { click: () => element.close() } }, "Close");
    const element = /** @type {HTMLDialogElement} */ (html("dialog", { class: `gw-dialog ${name}`, "aria-label": title },
        html("header", {}, html("h2", {}, title), close), ...children));
    // Outside of its content lies the backdrop, where a click means: enough.
    element.addEventListener("click", (event) => event.target === element && outside(element, event) && element.close());
    return element;
}

/**
 * @param {HTMLElement} element
 * @param {MouseEvent} event
 */
function outside(element, { clientX, clientY }) {
    const box = element.getBoundingClientRect();
    return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
