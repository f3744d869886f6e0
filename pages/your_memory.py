"""Where a visitor's own module wrote its memory, and what its gradient does, below its stage."""

import streamlit as st

from pages import chart
from views import forgetting, memory_map, modules, presets
from views import gradients as plots
from views.colours import Theme
from views.reading import Reading
from views.story import unit_of
from web import own_walk
from web.uploads import Yours

_STEP, _AT = "After which step", "yours_at"


def show(yours: Yours, reading: Reading) -> int:
    """Show the provenance of a unit's memory after a step; return the step, from 0."""
    st.subheader("Where the memory was written", anchor=False)
    unit = unit_of(reading) if yours.unit is None else yours.unit
    steps, first = len(reading), reading.first + 1
    last = reading.first + steps
    if st.session_state.get(_AT) not in range(first, last + 1):
        st.session_state[_AT] = last
    at = (last if steps == 1 else st.slider(_STEP, first, last, key=_AT)) - first
    said = [memory_map.told(reading, [unit], at), forgetting.told(reading, unit)]
    st.markdown(presets.as_text(" ".join(filter(None, said))))
    rows = range(steps) if steps <= memory_map.LONGEST_MAP else [at]
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    values = memory_map.rows(reading.trace, [unit], rows)
    chart.draw(memory_map.figure(reading, values, rows, theme), "yours_map")
    return at


def gradient(yours: Yours, reading: Reading) -> None:
    """Show what the gradient does, where it can be had in time."""
    unit = unit_of(reading) if yours.unit is None else yours.unit
    if reading.form is None or not modules.has_gradient(reading):
        st.caption(modules.NO_GRADIENT)
        return
    with st.spinner("the gradient"):
        found = own_walk.gradient_of(yours, reading, reading.form)
    st.subheader("What the gradient does", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        whole = {"this module": found.log10_norm}
        chart.draw(plots.norms(whole, "log10 of the norm"), "yours_norms")
    with right:
        gate = forgetting.keeps(reading)
        chart.draw(plots.unit(found, unit, gate), "yours_unit")
