// @ts-check
/** The button that turns the page from light to dark and back. */

import { html, svg } from "./draw.js";

/** @type {Record<string, [string, string]>} What stands filled, and its rays. */
const ICONS = { dark: ["M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z", ""], light: ["M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0z", "M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2"] };

export class ThemeButton {
    /** @param {() => void} turn */
    constructor(turn) {
        this.element = html("button", { type: "button", class: "gw-theme", on: { click: turn } });
    }

    /** @param {boolean} dark what the page is now */
    show(dark) {
        const other = dark ? "light" : "dark";
        const [disc, rays] = ICONS[other];
        this.element.setAttribute("aria-label", `Turn ${other}`);
        this.element.title = `Turn ${other}`;
        this.element.replaceChildren(svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { class: "disc", d: disc }), svg("path", { d: rays })));
    }
}
