"""Why it remembers: where a memory was written, what makes a verdict, what the gradient does."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from pages import gradient, memory, notice, ways
from views import presets
from web import readings, state, studio, study
from web.comparison import PAIRS

_ASSETS = Path(__file__).parents[1] / "assets"
_BRAND = '<p class="gw-brand">Gatewalk</p>'


def page() -> None:
    """Show the page for the sentence and the reader of the link, or of the walk."""
    for style in ("page.css", "cards.css"):
        st.html(_ASSETS / style)
    names = studio.names(st.session_state)
    walk, complaints = study.take(st.query_params.to_dict(), st.session_state, names)
    with st.container(key="about"):
        with st.container(horizontal=True, vertical_alignment="center", key="duos"):
            st.html(_BRAND, width="content")
            ways.link(ways.WALK, "Back to the walk")
        st.title("Why it remembers")
        _controls(walk, names)
        try:
            reading, more = readings.fitted(walk)
        except ValueError as error:
            notice.say([*complaints, str(error)])
            return
        notice.say([*complaints, *more])
        memory.show(walk, reading)
        gradient.show(walk, reading)


def _controls(walk: state.Walk, names: tuple[str, ...]) -> None:
    for field, value in (("sentence", walk.sentence), ("reader", walk.reader)):
        st.session_state[study.key(field)] = value
    st.session_state[study.key("pair")] = "/".join(walk.pair)
    pairs = list(dict.fromkeys(("/".join(walk.pair), *PAIRS)))
    with st.container(horizontal=True, vertical_alignment="bottom", key="study"):
        st.text_input("Sentence", key=study.key("sentence"), on_change=_take, args=(walk,))
        shared: dict[str, Any] = {"on_change": _take, "args": (walk,), "width": 220}
        st.selectbox("Reader", names, key=study.key("reader"), format_func=presets.title, **shared)
        st.selectbox("What comes next", pairs, key=study.key("pair"), **shared)


def _take(walk: state.Walk) -> None:
    """Write what the widgets hold into the link; another reader has other units."""
    chosen = {each: st.session_state[study.key(each)] for each in ("sentence", "reader")}
    first, second = st.session_state[study.key("pair")].split("/")
    unit = walk.unit if chosen["reader"] == walk.reader else None
    study.write(replace(walk, **chosen, pair=(first, second), unit=unit))
