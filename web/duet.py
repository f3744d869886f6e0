"""Mount the duet: the component that walks two readings with one cursor."""

from functools import lru_cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from web import comparison, routes
from web.comparison import Comparison

UNIT = "duet"
"""Key of the component, whose state is the unit that its visitor pins."""

_LOADER = """
export default async function mount(component) {
    const root = (name) => new URL(name, document.baseURI).href;
    const { duet } = await import(root("%(duet)s"));
    const css = [root("%(css)s"), root("%(surgery)s"), root("%(own)s")];
    return duet.mount(component, { plotly: root("%(plotly)s"), css });
}
"""
_FILES = {
    "duet": routes.STAGE,
    "plotly": routes.PLOTLY,
    "css": "stage.css",
    "surgery": "surgery.css",
    "own": "duet.css",
}


def show(message: bytes) -> None:
    """Draw two packed readings beside each other."""
    files = {name: routes.address(file) for name, file in _FILES.items()}
    _component(_LOADER % files)(key=UNIT, data=message, on_unit_change=_pin)


@lru_cache(maxsize=2)
def _component(loader: str) -> ComponentRenderer:
    """Register the component once: a second time would be taken for another one of its name."""
    # Plotly's hover and styles need the page's own DOM: a shadow root breaks both.
    return st.components.v2.component("gatewalk.duet", js=loader, isolate_styles=False)


def write(both: Comparison) -> None:
    """Write two walks into the link, at once: one entry of the history for Back to return to."""
    st.query_params.from_dict(comparison.written(both, st.query_params.to_dict()))


def _pin() -> None:
    """Write the unit that was pinned into the link, which is all that the page goes by."""
    unit = st.session_state[UNIT].get("unit")
    if isinstance(unit, str) and unit.isdecimal() and len(unit) <= 6:
        st.query_params["unit"] = unit
