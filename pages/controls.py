"""The controls above the stage: the sentence, sentences to begin with, and who reads."""

from pathlib import Path

import streamlit as st

from pages import choice, gate_types, ways
from views import presets
from web import state

_STYLE = Path(__file__).parents[1] / "assets" / "page.css"
_BRAND = '<p class="gw-brand">Gatewalk</p>'


def show(walk: state.Walk) -> None:
    """Draw the controls; what is chosen lies in the session's state."""
    st.html(_STYLE)
    st.session_state[state.PRESET] = presets.label(walk.sentence)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="controls"):
        st.html(_BRAND, width="content")
        st.text_input(
            "Your sentence",
            key=state.SENTENCE,
            placeholder="Type a sentence and press Enter",
            label_visibility="collapsed",
        )
        st.pills(
            "Examples",
            list(presets.SENTENCES),
            key=state.PRESET,
            on_change=_take_sentence,
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, gap="small", width="content", key="readers"):
            choice.show(walk)
            gate_types.show(walk)
            ways.link(ways.COMPARE, "Compare")
            ways.link(ways.WHY, "Why")
            ways.link(ways.READERS, "Readers")


def _take_sentence() -> None:
    label = st.session_state[state.PRESET]
    if label is not None:
        state.change(st.session_state, sentence=presets.SENTENCES[label])
