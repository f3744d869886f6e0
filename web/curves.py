"""Mount the curves of a training: a component that draws on one Plotly figure again and again.

Streamlit's own chart is taken down and put up again whenever its figure changes, which blinks.
"""

from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from web import routes

_LOADER = """
export default async function mount(component) {
    const root = (name) => new URL(name, document.baseURI).href;
    const { curves } = await import(root("%(curves)s"));
    return curves.mount(component, { plotly: root("%(plotly)s") });
}
"""


def show(figure: dict[str, Any], said: str) -> None:
    """Draw a figure of `views.curves`; `said` tells it to those who do not see it."""
    files = {"curves": routes.address(routes.STAGE), "plotly": routes.address(routes.PLOTLY)}
    _component(_LOADER % files)(key="curves", data={"figure": figure, "said": said})


@lru_cache(maxsize=2)
def _component(loader: str) -> ComponentRenderer:
    """Register the component once: a second time would be taken for another one of its name."""
    return st.components.v2.component("gatewalk.curves", js=loader, isolate_styles=False)
