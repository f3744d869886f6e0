"""The choice of who reads: a few readers in front, and a menu of all the others."""

import streamlit as st

from views import presets
from web import state, studio


def show(walk: state.Walk) -> None:
    """Draw the readers in front and a menu of the rest; which one is chosen lies in the state."""
    front, rest = presets.in_front(studio.names(st.session_state))
    st.session_state[state.FRONT] = walk.reader if walk.reader in front else None
    st.session_state[state.OTHER] = walk.reader if walk.reader in rest else None
    st.segmented_control(
        "Reader",
        front,
        key=state.FRONT,
        format_func=presets.title,
        on_change=_take,
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
        on_change=_take,
        args=(state.OTHER,),
        label_visibility="collapsed",
        width=130,
    )


def _take(key: str) -> None:
    """Take the reader from the widget that was touched; a click on the chosen one keeps it."""
    if st.session_state[key] is not None:
        state.change(st.session_state, reader=st.session_state[key])
