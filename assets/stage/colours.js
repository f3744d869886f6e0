// @ts-check
/** Colours of values: the ramps arrive with the reading, mixed here as in Python, in RGB bytes. */

/** @typedef {"gate" | "memory" | "difference"} Ramp the last one comes with surgery alone */
/** @typedef {{quantity: string, ramp: Ramp, limits: [number, number]}} Band */

/** @param {string} colour "#RRGGBB" */
const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/**
 * @param {string[]} stops
 * @param {number} place in [0, 1]
 */
export function mix(stops, place) {
    const scaled = Math.min(Math.max(place, 0), 1) * (stops.length - 1);
    const low = Math.min(Math.floor(scaled), stops.length - 2);
    const [from, to] = [channels(stops[low]), channels(stops[low + 1])];
    const mixed = from.map((channel, i) => Math.round(channel + (to[i] - channel) * (scaled - low)));
    return "#" + mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("");
}

/**
 * White or black, whichever contrasts more with a background.
 * @param {string} background "#RRGGBB"
 */
export function ink(background) {
    const [r, g, b] = channels(background).map((channel) => {
        const c = channel / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** The palette of one reading in one theme. */
export class Palette {
    /** @param {Record<Ramp, string[]>} ramps */
    constructor(ramps) {
        this.ramps = ramps;
    }

    /**
     * The colour of a value in its band.
     * @param {Pick<Band, "ramp" | "limits">} band
     * @param {number} value
     */
    of(band, value) {
        const [low, high] = band.limits;
        return mix(this.ramps[band.ramp], (value - low) / (high - low));
    }

    /** @param {Ramp} ramp */
    scale(ramp) {
        const stops = this.ramps[ramp];
        return stops.map((stop, i) => [i / (stops.length - 1), stop]);
    }
}

/** The ramp of gates for shares such as 1 - Γu, which have no band of their own. */
export const SHARE = /** @type {Pick<Band, "ramp" | "limits">} */ ({ ramp: "gate", limits: [0, 1] });

/**
 * Whether the page behind an element is dark, so that the stage follows the theme of the app.
 * @param {Element} element
 */
export function isDark(element) {
    const written = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
    return /^#[0-9a-f]{6}$/i.test(written) ? ink(written) === "#ffffff" : matchMedia("(prefers-color-scheme: dark)").matches;
}
