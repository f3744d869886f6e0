"""Mount the stage: the component that draws a reading once and steps through it by itself."""

from functools import lru_cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from web import routes, state, studio, take_away

# What Streamlit keeps is a loader; the stage itself is served as files (and a `js` text without a
# line break would be taken for a path).
_LOADER = """
export default async function mount(component) {
    const root = (name) => new URL(name, document.baseURI).href;
    const stage = await import(root("%(stage)s"));
    const places = { page: root("%(page)s"), qr: root("%(qr)s"), fonts: root("%(fonts)s") };
    const css = [root("%(css)s"), root("%(take)s"), root("%(surgery)s")];
    return stage.mount(component, { plotly: root("%(plotly)s"), css, ...places });
}
"""
_FILES = {
    "stage": "stage.js",
    "plotly": routes.PLOTLY,
    "css": "stage.css",
    "take": "take.css",
    "surgery": "surgery.css",
    "fonts": routes.FONTS,
}


def show(message: bytes) -> None:
    """Draw the stage for a packed reading; it reports what its visitor chooses on it."""
    files = {name: routes.address(file) for name, file in _FILES.items()}
    loader = _LOADER % (files | {"page": take_away.PAGE, "qr": take_away.QR})
    told = _component(loader)(key=state.STAGE, data=message, on_report_change=_follow)
    if told.get("report") and state.HEARD not in st.session_state:
        # The first report to a server started anew calls nobody: it comes with the session.
        _follow()
        st.rerun()


@lru_cache(maxsize=2)
def _component(loader: str) -> ComponentRenderer:
    """Register the component once: a second time would be taken for another one of its name."""
    # Plotly's hover and styles need the page's own DOM: a shadow root breaks both.
    return st.components.v2.component("gatewalk.stage", js=loader, isolate_styles=False)


def _follow() -> None:
    session = st.session_state
    session[state.HEARD] = True
    state.follow(session[state.STAGE].get("report"), session, studio.names(session))
