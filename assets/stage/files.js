// @ts-check
/** Files the stage needs besides its own modules, each loaded once per page. */

import { html } from "./draw.js";

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * @param {string} url
 * @param {HTMLElement} element
 */
function once(url, element) {
    const wait = loading.get(url) ?? new Promise((resolve, reject) => {
        element.onload = () => resolve();
        element.onerror = () => reject(new Error(`${url} could not be loaded.`));
        document.head.append(element);
    });
    loading.set(url, wait);
    return wait;
}

/** @param {string} href */
export const stylesheet = (href) => once(href, html("link", { rel: "stylesheet", href }));

/** None where the page holds it already. @param {string} src */
export const script = (src) => (src ? once(src, html("script", { src, async: "" })) : Promise.resolve());
