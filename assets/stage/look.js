// @ts-check
/** How a link makes the page look: parts of it hidden, and the theme. Bad values change nothing. */

const PARTS = ["sentence", "examples", "reader", "notation", "panel", "transport", "take-away"];
const THEMES = ["light", "dark"];
const HIDE = "hide"; // the setting of the link that names what is hidden

/** @typedef {Pick<import("./link.js").Link, "setting" | "set">} Link */

/** The parts that are to be hidden, of those that can be. @param {string} written "notation,reader" */
export function hidden(written) {
    const asked = written.toLowerCase().split(",").map((name) => name.trim());
    return PARTS.filter((name) => asked.includes(name));
}

/** Whether a link leaves a part of the stage shown. @param {Link} link @param {string} part */
export const shows = (link, part) => !link.setting(HIDE).split(",").includes(part);

/** Hide a part of the stage, or show it again. @param {Link} link @param {string} part */
export function toggle(link, part) {
    const others = link.setting(HIDE).split(",").filter((name) => name && name !== part);
    link.set(HIDE, (shows(link, part) ? [...others, part] : others).join(","));
}

/** @param {string} written @returns {boolean | null} null where the theme of the app rules */
export function wanted(written) {
    return THEMES.includes(written) ? written === "dark" : null;
}

/**
 * Hide parts of the page, above the stage too, and turn it to a theme where it has another.
 * @param {string} hide
 * @param {boolean | null} turned
 * @returns {boolean} whether other parts are hidden than before
 */
export function dress(hide, turned) {
    const { dataset } = document.documentElement;
    const before = dataset.gwHide ?? "";
    dataset.gwHide = hidden(hide).join(" ");
    if (turned === null) delete dataset.gwTheme;
    else dataset.gwTheme = turned ? "dark" : "light";
    return dataset.gwHide !== before;
}

/** Leave the page as it was. */
export function undress() {
    delete document.documentElement.dataset.gwHide;
    delete document.documentElement.dataset.gwTheme;
}
