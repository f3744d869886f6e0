"""Mount the stage: the component that draws a reading once and steps through it by itself."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from views.stage import stamped
from web import live, routes, state, studio, take_away, uploads

# What Streamlit keeps is a loader; the stage itself is served as files (and a `js` text without a
# line break would be taken for a path).
_LOADER = """
export default async function mount(component) {
    const root = (name) => new URL(name, document.baseURI).href;
    const places = Object.entries(%(places)s).map(([name, path]) => [name, root(path)]);
    const { stage, visit } = await import(root("%(stage)s"));
    const css = %(css)s.map(root);
    const data = visit.stripped(component.data);
    return stage.mount({ ...component, data }, { css, ...Object.fromEntries(places), ...%(told)s });
}
"""
_STYLES = ("stage.css", "take.css", "surgery.css", "classroom.css")
_SHARED = {"qr": take_away.QR, "live": live.LIVE, "join": live.JOIN}
"""What shows a reading elsewhere, by name: a link's QR code, and classes."""


def show(message: bytes, visit: str, *, begun: bool) -> None:
    """Draw the stage for a packed reading; it reports what its visitor chooses on it."""
    data = stamped(message, visit, begun=begun)
    _component(loader(_SHARED))(key=state.STAGE, data=data, on_report_change=_follow)


def show_own(message: bytes) -> None:
    """Draw the stage for a module of the visitor's own, which no link and no file brings back."""
    own = _component(loader({}, home="", reads=True), "gatewalk.own")
    data = stamped(message, "", begun=False)
    own(key=uploads.STAGE, data=data, on_report_change=_follow_own)


def loader(shared: Mapping[str, str], **told: Any) -> str:
    """Return the script that mounts a stage: it knows the places of what it can be `shared` by.

    What a visitor has brought is in one session alone: its stage knows none of them.
    """
    served = {"plotly": routes.PLOTLY, "fonts": routes.FONTS}
    places = {name: routes.address(file) for name, file in served.items()}
    given = {
        "places": {**places, "page": take_away.PAGE, **shared},
        "css": [routes.address(name) for name in _STYLES],
        "told": told,
    }
    written = {name: json.dumps(each) for name, each in given.items()}
    return _LOADER % {**written, "stage": routes.address(routes.STAGE)}


@lru_cache(maxsize=4)
def _component(script: str, name: str = "gatewalk.stage") -> ComponentRenderer:
    """Register the component once: a second time would be taken for another one of its name."""
    # Plotly's hover and styles need the page's own DOM: a shadow root breaks both.
    return st.components.v2.component(name, js=script, isolate_styles=False)


def _follow() -> None:
    session = st.session_state
    state.follow(session[state.STAGE].get("report"), session, studio.names(session))


def _follow_own() -> None:
    session = st.session_state
    uploads.follow(session[uploads.STAGE].get("report"), session)
