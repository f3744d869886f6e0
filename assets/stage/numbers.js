// @ts-check
/** How numbers are written, as in Python: a true minus, two decimals, and never a false 0.00. */

/** @type {Record<string, string>} */
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

const MANY = 1e6; // from here on with the power of ten: 1·10³⁰

/** @param {number} value */
function scientific(value) {
    const [mantissa, exponent] = value.toExponential(0).split("e");
    return `${mantissa.replace("-", "−")}·10${[...exponent].map((sign) => RAISED[sign] ?? "").join("")}`;
}

/** @param {number} value */
export function two(value) {
    if (Math.abs(value) >= MANY) return scientific(value);
    const text = value.toFixed(2);
    return Number(text) === 0 ? "0.00" : text.replace("-", "−");
}

/**
 * A gate's value: 2·10⁻⁶ where two decimals would say 0.00.
 * @param {number} value
 */
export function gate(value) {
    return value !== 0 && Math.abs(value) < 0.005 ? scientific(value) : two(value);
}

/**
 * 1 minus a gate's value: 1−2·10⁻⁶ where two decimals would say 1.00 of a small gate.
 * @param {number} value
 */
export function rest(value) {
    return value > 0 && value < 0.005 ? `1−${gate(value)}` : gate(1 - value);
}

/** @param {number} share in [0, 1] */
export function percent(share) {
    if (share > 0 && share < 0.005) return "<1 %";
    if (share >= 0.995 && share < 1) return ">99 %";
    return `${(share * 100).toFixed(0)} %`;
}

/**
 * How many times as likely, from the log-odds in nats: ×31.
 * @param {number} logOdds
 */
export function times(logOdds) {
    const ratio = Math.exp(Math.min(Math.abs(logOdds), 20));
    if (ratio >= 1e6) return "×10⁶+";
    if (ratio >= 9999.5) return `×${(ratio / 1000).toFixed(0)}k`;
    return `×${ratio < 9.95 ? ratio.toFixed(1) : ratio.toFixed(0)}`;
}
