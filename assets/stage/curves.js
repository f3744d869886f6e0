// @ts-check
/** The curves of a training: one Plotly figure that grows in place, in the ink of the page. */

const SIGNS = { displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: true };

/**
 * Called for every state of the figure; the same element is drawn on again, so that nothing blinks.
 * @param {{data: {figure: any, said: string}, parentElement: HTMLElement}} component
 * @param {{plotly: string}} addresses
 */
export async function mount(component, { plotly }) {
    const host = component.parentElement;
    const plot = host.querySelector(".gw-curves") ?? host.appendChild(document.createElement("div"));
    plot.className = "gw-curves";
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", component.data.said);
    await loaded(plotly);
    const { data, layout } = component.data.figure;
    await /** @type {any} */ (window).Plotly.react(plot, data, inked(layout, getComputedStyle(host)), SIGNS);
}

/**
 * @param {any} layout
 * @param {CSSStyleDeclaration} style
 */
function inked(layout, style) {
    const ink = style.getPropertyValue("color");
    const line = `color-mix(in srgb, ${ink} 22%, transparent)`;
    const axes = Object.fromEntries(["xaxis", "yaxis", "yaxis2"].map((name) => [name, { ...layout[name], gridcolor: mixed(ink), zerolinecolor: mixed(ink), linecolor: line }]));
    return { ...layout, ...axes, font: { ...layout.font, color: ink, family: style.fontFamily } };
}

/** The ink, thinned: Plotly knows no color-mix. @param {string} ink */
function mixed(ink) {
    const [red, green, blue] = ink.match(/\d+/g) ?? ["128", "128", "128"];
    return `rgba(${red}, ${green}, ${blue}, 0.2)`;
}

/** @param {string} address */
function loaded(address) {
    if ("Plotly" in window) return Promise.resolve();
    return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.addEventListener("load", resolve);
        script.addEventListener("error", reject);
        document.head.append(script);
    });
}
