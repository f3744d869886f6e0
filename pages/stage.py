"""Mount the stage: the component that draws a reading once and steps through it by itself."""

import streamlit as st

from pages import routes

# What Streamlit keeps is a loader; the stage itself is served as files (and a `js` text without a
# line break would be taken for a path).
_LOADER = """
export default async function mount(component) {
    const root = (name) => new URL(name, document.baseURI).href;
    const stage = await import(root("%(stage)s"));
    return stage.mount(component, { plotly: root("%(plotly)s"), css: root("%(css)s") });
}
"""


def show(message: bytes) -> None:
    """Draw the stage for a packed reading; it reports back by writing the URL and calling a rerun."""
    loader = _LOADER % {
        "stage": routes.address("stage.js"),
        "plotly": routes.address("plotly.min.js"),
        "css": routes.address("stage.css"),
    }
    # Plotly's hover and styles need the page's own DOM: a shadow root breaks both.
    component = st.components.v2.component("gatewalk.stage", js=loader, isolate_styles=False)
    component(key="stage", data=message, on_link_change=_rerun)


def _rerun() -> None:
    """Do nothing: the new values are in the URL, which every rerun brings along."""
