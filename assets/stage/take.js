// @ts-check
/** Take-away: the link of what is on the stage, its QR code, and the stage as files. */

import { clear, html } from "./draw.js";
import { facts, fileName } from "./facts.js";
import { fitting, picture, pngFile, svgFile } from "./picture.js";
import { csv, npz } from "./values.js";

/** @typedef {import("./picture.js").Shown} Shown */
/** @typedef {import("./link.js").Link} Link */
/** @typedef {{fonts?: string, page?: string, qr?: string, home?: string, reads?: boolean, live?: string, join?: string}} Places where fonts, files and QR codes come from; `home` is the app, for a file that was taken from it; `reads` says that it is an upload, which no link brings back; `live` and `join` are where classes are served and joined */

export const LONGEST = 1500; // characters of a link that all programs keep, and a QR code holds
const UPLOADED = "No link and no QR code can bring back an upload, which is in your session alone: take the HTML file, it holds this walk.";
const ALONE = /^(localhost|127\.|0\.0\.0\.0|\[::1\])/; // names by which only this computer knows itself

export class TakeAway {
    /** @param {{shown: () => Shown | null, link: Link}} ask */
    constructor(ask) {
        this.ask = ask;
        /** @type {Places} */
        this.places = {};
        /** @type {HTMLElement | null} What leads to a class. */
        this.toClass = null;
        this.status = html("p", { class: "gw-status", role: "status" });
        this.body = html("div", {});
        this.element = /** @type {HTMLDialogElement} */ (html("dialog", { class: "gw-take", "aria-label": "Take away" },
            closing(() => this.element.close()), html("h2", {}, "Take away"), this.body, this.status));
        this.code = /** @type {HTMLDialogElement} */ (html("dialog", { class: "gw-code", "aria-label": "QR code of this walk" }));
    }

    open() {
        const shown = this.ask.shown();
        if (!shown) return;
        this.say("");
        clear(this.body).append(...this.sharing(), ...this.files(shown));
        this.element.showModal();
    }

    /** @param {string} text */
    say(text) {
        this.status.textContent = text;
    }

    /** The address of what is shown; "" where no address tells all of it. */
    address() {
        if (this.places.home === undefined && this.ask.link.known?.sentence !== undefined) return location.href.replace(/#.*$/, "");
        return this.addressOf(this.ask.shown()?.step ?? 0);
    }

    /**
     * The address of a step, of which it may say something else than what is shown.
     * @param {number} step from 0
     * @param {Record<string, string>} [otherwise]
     */
    addressOf(step, otherwise) {
        const { link } = this.ask;
        const { home = `${location.origin}${location.pathname}` } = this.places;
        return link.known?.sentence === undefined ? "" : home && `${home}${link.written(step, otherwise)}`;
    }

    /** Offer one address alone. @param {string} address @param {string} called */
    share(address, called) {
        this.say("");
        clear(this.body).append(...this.sharing(address, called));
        this.element.showModal();
    }

    /** @param {string} [address] @param {string} [called] */
    sharing(address = this.address(), called = "Link to this step") {
        const heading = html("h3", {}, called === "Link to this step" ? "Link" : called);
        if (this.places.home === "") return this.places.reads ? [heading, html("p", {}, UPLOADED)] : []; // a file that knows of no app
        if (!address || address.length > LONGEST) return [heading, html("p", {}, tooLong(address), this.places.page ? " Take the HTML file instead: it holds everything." : "")];
        const field = /** @type {HTMLInputElement} */ (html("input", { class: "gw-address", value: address, readonly: "", "aria-label": called, on: { focus: () => field.select() } }));
        return [heading, html("div", { class: "gw-sharing" }, field,
            html("button", { type: "button", on: { click: () => this.copy(field) } }, "Copy link"),
            this.places.qr ? html("button", { type: "button", on: { click: () => this.showCode(address) } }, "QR code") : null,
            this.places.live ? this.toClass : null),
        ...note(address)];
    }

    /** Browsers copy for a page that came by https; for others there is the older way, or the keys. @param {HTMLInputElement} field */
    async copy(field) {
        const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
        field.focus();
        field.select();
        this.say(copied || document.execCommand("copy") ? "Copied." : "The link is selected: copy it with Ctrl+C, or ⌘C.");
    }

    /** @param {string} address */
    showCode(address) {
        const source = `${this.places.qr}?link=${encodeURIComponent(address)}`;
        const image = html("img", { src: source, alt: "QR code of the link below" });
        image.addEventListener("error", () => image.replaceWith(html("p", {}, "The QR code could not be loaded: is the server still there?")));
        clear(this.code).append(closing(() => this.code.close()), image, html("p", { class: "gw-below" }, html("bdi", {}, address)), ...note(address));
        this.code.showModal();
    }

    /** @param {Shown} shown */
    files(shown) {
        const { reading } = shown.scene;
        const { from, to } = fitting(shown);
        const some = to - from < reading.length ? `words ${from + 1} to ${to}, more make no picture; the SVG has all` : "for slides and chats";
        const rows = [
            this.file("PNG", `picture, ${some}`, () => this.png()),
            this.file("SVG", "drawing, sharp at any size", () => this.svg()),
            this.file("CSV", "table for spreadsheets: every gate and memory of every unit at every word", () => Promise.resolve(this.table())),
            this.file("NPZ", "arrays for NumPy: the same", () => Promise.resolve(this.arrays())),
        ];
        if (this.places.page) rows.push(this.file("HTML", "this stage in one file: works without a network, on its own or in slides", () => this.page()));
        return [html("h3", {}, "Files"), html("ul", { class: "gw-files" }, ...rows)];
    }

    /**
     * @param {string} name
     * @param {string} what
     * @param {() => Promise<{blob: Blob, name: string}>} make
     */
    file(name, what, make) {
        const button = html("button", { type: "button", on: { click: () => this.save(name, make) } }, name);
        return html("li", {}, button, html("span", {}, what));
    }

    /**
     * @param {string} kind
     * @param {() => Promise<{blob: Blob, name: string}>} make
     */
    async save(kind, make) {
        this.say(`Making the ${kind} file …`);
        this.body.inert = true;
        await new Promise((resolve) => setTimeout(resolve, 30)); // the sentence is seen before the work
        try {
            const { blob, name } = await make();
            download(blob, name);
            this.say(`Saved ${name}, ${size(blob.size)}.`);
        } catch (error) {
            this.say(error instanceof Failure ? error.message : `The ${kind} file could not be made.`);
            if (!(error instanceof Failure)) reportError(error);
        } finally {
            this.body.inert = false;
        }
    }

    /** What is on the stage, and what a file tells of it. */
    now() {
        const shown = this.ask.shown();
        if (!shown) throw new Failure("There is nothing on the stage.");
        const told = facts({ ...shown.scene, step: shown.step }, this.address());
        return { shown, told, reading: shown.scene.reading };
    }

    async svg() {
        const { shown, told } = this.now();
        return { blob: svgFile(await picture(shown, told, await this.fonts())), name: fileName(told, "svg") };
    }

    async png() {
        const { shown, told } = this.now();
        const drawn = await picture(shown, told, await this.fonts(), fitting(shown));
        return { blob: await pngFile(drawn, told), name: fileName(told, "png") };
    }

    table() {
        const { shown, told, reading } = this.now();
        return { blob: new Blob([csv(reading, shown.scene.unit, told)], { type: "text/csv" }), name: fileName(told, "csv") };
    }

    arrays() {
        const { told, reading } = this.now();
        return { blob: new Blob([npz(reading, told)], { type: "application/octet-stream" }), name: fileName(told, "npz") };
    }

    /** Python makes this one: it knows what to say of all the other units. */
    async page() {
        const { told, shown } = this.now();
        const fields = new URLSearchParams(this.ask.link.written(shown.step));
        fields.set("sentence", shown.scene.reading.link.sentence ?? told.sentence);
        fields.set("sha256", String(shown.scene.reading.origin?.sha256 ?? "")); // opens a reader of one's own, as no link does
        if (shown.scene.reading.ticket) fields.set("ticket", shown.scene.reading.ticket);
        fields.set("home", `${location.origin}${location.pathname}`);
        const answer = await fetch(/** @type {string} */ (this.places.page), { method: "POST", body: fields }).catch(() => null);
        if (!answer) throw new Failure("The server does not answer: is it still there?");
        if (!answer.ok) throw new Failure(`The HTML file could not be made. ${answer.headers.get("content-type")?.startsWith("text/plain") ? await answer.text() : ""}`);
        return { blob: await answer.blob(), name: fileName(told, "html") };
    }

    /** The style sheet with the fonts inside; without it a picture falls back on those at hand. */
    async fonts() {
        const within = document.getElementById("gw-fonts")?.textContent;
        if (within || !this.places.fonts) return within ?? "";
        return await fetch(this.places.fonts).then((answer) => (answer.ok ? answer.text() : ""), () => "");
    }
}

/** A sentence with symbols as one line of text; marks above letters are drawn by the style sheet. @param {Element} said */
export function spoken(said) {
    const copied = /** @type {Element} */ (said.cloneNode(true));
    for (const [mark, sign] of [["tilde", "\u0303"], ["hat", "\u0302"]]) {
        for (const letter of copied.querySelectorAll(`.${mark}`)) letter.append(sign);
    }
    return copied.textContent ?? "";
}

/** Something that is said to the visitor. */
class Failure extends Error {}

/** @param {() => void} close */
const closing = (close) => html("button", { type: "button", class: "gw-close", on: { click: close } }, "Close");

/** @param {string} address */
function tooLong(address) {
    return address
        ? `The link of this walk has ${address.length.toLocaleString("en")} characters: beyond ${LONGEST.toLocaleString("en")} no QR code is read from the back row, and some programs cut it.`
        : "This sentence is too long for a link.";
}

/** @param {string} address */
export function note(address) {
    if (!ALONE.test(address.replace(/^https?:\/\//, ""))) return [];
    return [html("p", { class: "soft" }, "Only this computer opens a link to ", html("bdi", {}, new URL(address).host), ". For the room, open Gatewalk by the name or number this computer has in the network.")];
}

/** @param {number} bytes */
function size(bytes) {
    return bytes < 1e6 ? `${Math.max(Math.round(bytes / 1e3), 1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function download(blob, name) {
    const url = URL.createObjectURL(blob);
    const anchor = html("a", { href: url, download: name });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
