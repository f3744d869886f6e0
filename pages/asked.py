"""What a page asks about: a sentence, a reader and a pair of words, in the page's own link."""

from dataclasses import replace
from typing import Any

import streamlit as st

from views import presets
from web import state, study
from web.comparison import PAIRS


def controls(walk: state.Walk, names: tuple[str, ...]) -> None:
    """Let the sentence, the reader and what comes next be chosen; they go into the link."""
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
