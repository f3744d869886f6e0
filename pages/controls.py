"""The controls above the stage: the sentence, sentences to begin with, and who reads."""

from pathlib import Path

import streamlit as st

import cells
from pages import state, ways
from views import presets

_STYLE = Path(__file__).parents[1] / "assets" / "page.css"
_BRAND = '<p class="gw-brand">Gatewalk</p>'


def show(walk: state.Walk) -> None:
    """Draw the controls; what is chosen lies in the session's state."""
    st.html(_STYLE)
    front, rest = presets.in_front(cells.names())
    st.session_state[state.PRESET] = presets.label(walk.sentence)
    st.session_state[state.FRONT] = walk.reader if walk.reader in front else None
    st.session_state[state.OTHER] = walk.reader if walk.reader in rest else None
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
            _readers(front, rest)
            ways.link(ways.READERS, "Readers")


def _readers(front: list[str], rest: list[str]) -> None:
    st.segmented_control(
        "Reader",
        front,
        key=state.FRONT,
        format_func=presets.title,
        on_change=_take_reader,
        args=(state.FRONT,),
        label_visibility="collapsed",
    )
    if rest:
        _menu(rest)


def _menu(readers: list[str]) -> None:
    st.selectbox(
        "More readers",
        readers,
        key=state.OTHER,
        format_func=presets.title,
        placeholder="more",
        on_change=_take_reader,
        args=(state.OTHER,),
        label_visibility="collapsed",
        width=170,
    )


def _take_sentence() -> None:
    label = st.session_state[state.PRESET]
    if label is not None:
        state.change(st.session_state, sentence=presets.SENTENCES[label])


def _take_reader(key: str) -> None:
    """Take the reader from the widget that was touched; a click on the chosen one keeps it."""
    if st.session_state[key] is not None:
        state.change(st.session_state, reader=st.session_state[key])
