"""Readers of one's own: taken up when they are trained, and chosen among those of the same cell."""

from collections.abc import Sequence

import streamlit as st

from views import presets
from web import state, studio, switches


def settle() -> None:
    """Let a reader that has just been trained read, if the switches still stand at its cell."""
    if name := studio.settle(st.session_state):
        switches.choose_if_standing(st.session_state, name)
        st.session_state[state.NEWS] = f"Trained: {presets.title(name)}."
        st.rerun()
    if news := st.session_state.pop(state.NEWS, ""):
        st.toast(presets.as_text(news))


def choice(names: Sequence[str], reading: str) -> None:
    """Let one of several readers of the same cell read."""
    st.session_state[state.SAME_CELL] = reading if reading in names else None
    st.segmented_control(
        "Who reads",
        names,
        key=state.SAME_CELL,
        format_func=presets.title,
        on_change=_take,
    )


def _take() -> None:
    if name := st.session_state[state.SAME_CELL]:
        state.change(st.session_state, reader=name)
