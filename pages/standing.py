"""Where one stands on the page that asks why it remembers: the unit and the step."""

import streamlit as st

from views.reading import Reading
from web import study
from web.state import Walk


def unit(walk: Walk, reading: Reading, pinned: int) -> None:
    """Let a unit be chosen; it goes into the link."""
    key = study.key("unit")
    st.session_state[key] = pinned
    names = {carrier.unit: f"{carrier.unit} · {carrier.label}" for carrier in reading.carriers}
    st.selectbox(
        "Unit",
        range(reading.units),
        key=key,
        format_func=lambda unit: names.get(unit, str(unit)),
        on_change=lambda: study.write(walk, unit=str(st.session_state[key])),
        width=190,
    )


def step(walk: Walk, reading: Reading) -> int:
    """Let a step be chosen; return it, 0-based."""
    key, words = study.key("step"), len(reading)
    st.session_state[key] = study.step(st.query_params.to_dict(), words) + 1
    if words == 1:
        return 0
    st.slider(
        "After word",
        1,
        words,
        key=key,
        on_change=lambda: study.write(walk, step=str(st.session_state[key])),
    )
    return int(st.session_state[key]) - 1
