// @ts-check
/**
 * The page around a stage that was taken away: it answers what Python answers elsewhere, from what
 * the file holds. Another unit or pair has its own sentences; nothing is asked of any network.
 */

import { html } from "./draw.js";
import { begin } from "./link.js";
import { mount } from "./stage.js";

const NOTHING = "data:text/css,"; // styles and Plotly are in the page already
const held = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("gw-walk")).textContent ?? "");
const sent = Uint8Array.from(atob(held.message), (sign) => sign.charCodeAt(0));
const end = 4 + new DataView(sent.buffer).getUint32(0, true);
const header = await through(sent.slice(4, end), new DecompressionStream("gzip")).json();
const ABSENT = [[`A text as long as this has its sentences for unit ${header.unit}${header.pair.length ? ` and ${header.pair.join(" : ")}` : ""} alone. Those of others are told in Gatewalk.`, "soft"]];

/** @type {Record<string, string>} What is shown otherwise than at first. */
let chosen = Object.fromEntries([...new URLSearchParams(location.search)].filter(([name]) => name === "unit" || name === "pair"));

/** @param {Uint8Array<ArrayBuffer>} bytes @param {GenericTransformStream} way */
function through(bytes, way) {
    return new Response(new Blob([bytes]).stream().pipeThrough(/** @type {ReadableWritablePair} */ (way)));
}

/** The message of the walk with another unit or pair; what the file does not hold changes nothing. */
function message() {
    const pair = Object.hasOwn(held.told, chosen.pair ?? "") ? chosen.pair : header.pair.join("/");
    const { of_pair, units } = held.told[pair];
    const asked = /^\d{1,6}$/.test(chosen.unit ?? "") ? Number(chosen.unit) : NaN;
    const told = units[asked] ?? units[header.unit];
    const narration = told.narration.length ? told.narration : header.words.map(() => ABSENT);
    const { unit, ...link } = header.link;
    if (units[asked] || unit !== undefined) link.unit = String(told.unit);
    link.pair = pair;
    return packed({ ...header, ...of_pair, ...told, narration, link, key: `${header.key} ${pair} ${told.unit}` });
}

/** @param {any} written */
async function packed(written) {
    const text = new TextEncoder().encode(JSON.stringify(written));
    const content = new Uint8Array(await through(text, new CompressionStream("gzip")).arrayBuffer());
    const bytes = new Uint8Array(4 + content.length + sent.length - end);
    new DataView(bytes.buffer).setUint32(0, content.length, true);
    bytes.set(content, 4);
    bytes.set(sent.subarray(end), 4 + content.length);
    return bytes;
}

const host = /** @type {HTMLElement} */ (document.getElementById("gw-stage"));

async function show() {
    return mount({
        parentElement: host,
        data: await message(),
        setStateValue: (/** @type {string} */ _, /** @type {string} */ report) => {
            const { unit, pair } = { unit: "", pair: "", ...Object.fromEntries(new URLSearchParams(report)) };
            chosen = { ...chosen, ...(unit && { unit }), ...(pair && { pair }) };
            void show();
        },
    }, { plotly: "", css: [NOTHING], home: held.home });
}

begin(header.words, held.view);
await show();
host.querySelector(".gw-waits")?.remove();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => void show());
if (held.home) {
    const open = html("a", { href: held.home, target: "_blank", rel: "noopener" }, "open in Gatewalk");
    const told = () => open.setAttribute("href", `${held.home}${location.search || `?${new URLSearchParams(header.link)}`}`);
    open.addEventListener("pointerdown", told);
    open.addEventListener("focus", told);
    document.querySelector(".gw-home")?.append(" · ", open);
}
