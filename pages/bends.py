"""The curves of one unit, and the switch that puts another on the reader, on the page of them."""

import streamlit as st

from pages import broken, chart, notice, standing
from views import bends
from views.reading import Reading
from views.story import unit_of
from web import bends as bent
from web import study
from web.state import Walk


def show(walk: Walk, trained: Reading) -> None:
    """Let a curve be chosen, and show the unit's numbers on it and what breaks."""
    own = trained.trace.curves
    offered = bends.offered(trained.trace.wiring, own)
    pinned = unit_of(trained) if walk.unit is None else min(walk.unit, trained.units - 1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        change = _choice(walk, list(offered))
        standing.unit(walk, trained, pinned)
    try:
        now = bent.put_on(trained, offered[change]) if change else trained
    except ValueError as error:
        notice.say([f"With {bends.label(change)}: {error}"])
        return
    _curves(now, pinned)
    broken.show(trained, now, change)


def _choice(walk: Walk, offered: list[str]) -> str:
    key = study.key(study.BEND)
    st.session_state[key] = study.bend(st.query_params.to_dict(), offered)
    chosen: str = st.radio(
        "Curves",
        offered,
        key=key,
        format_func=bends.label,
        on_change=lambda: study.write(walk, bend=st.session_state[key]),
        horizontal=True,
    )
    return chosen


def _curves(reading: Reading, unit: int) -> None:
    st.header(f"What goes into the curves of unit {unit}, word by word", anchor=False)
    shown = bends.quantities(reading.trace.wiring)
    for column, quantity in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        with column:
            st.subheader(bends.heading(reading, quantity), anchor=False)
            chart.draw(bends.figure(reading, quantity, unit), f"curve {quantity}")
    if len(reading) > bends.MOST:
        st.markdown(f"These are the first {bends.MOST} of {len(reading)} words.")
