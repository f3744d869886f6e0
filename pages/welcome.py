"""What a first visitor sees above the stage: what this is, and the doors to it."""

from collections.abc import Callable

import streamlit as st

from pages import ways
from views.stage import Stand
from web import state
from web.state import Walk

_WHAT = (
    "**Watch a trained net remember.**\n\n"
    "It reads a sentence word by word, a column each. Every number is its own, computed as it "
    "reads.\n\n"
    "At *cat* a gate lets “singular” into the memory, then stays shut: so the net expects *was*, "
    "not *were*."
)


def show(walk: Walk) -> Stand | None:
    """Greet whoever came without a link, until something is chosen; the stage plays by itself."""
    if not st.session_state.get(state.WELCOME) or walk != Walk():
        return None
    with st.container(horizontal=True, vertical_alignment="center", key="welcome"):
        st.markdown(_WHAT)
        with st.container(horizontal=True, key="doors"):
            _door("Step on, or type your own.", _walk)
            _door("From one bit to your own cell.", _lesson)
            _door("Your torch RNN, GRU or LSTM.", _yours)
    return Stand("welcome", 0, plays=True)


def _door(told: str, draw: Callable[[], object]) -> None:
    with st.container(width="stretch", gap=None):
        draw()
        st.markdown(told)


def _walk() -> None:
    st.button("Walk a sentence", on_click=state.begun, args=(st.session_state,), key="door_walk")


def _lesson() -> None:
    ways.link(ways.LESSONS, "Take a lesson")


def _yours() -> None:
    ways.link(ways.YOURS, "Bring your model")
