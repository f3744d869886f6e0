"""Where the memory was written, on the page that asks why it remembers."""

from typing import Literal

import streamlit as st

from pages import chart, forgetting, standing, verdict
from views import memory_map, presets
from views.reading import Reading
from views.story import unit_of
from web.state import Walk

UNIT, CARRIERS, ALL = "one unit", "the carriers", "all units"


def show(walk: Walk, reading: Reading) -> None:
    """Show who wrote the memory of a unit, the carriers or all, at one step and at every one."""
    pinned = unit_of(reading) if walk.unit is None else min(walk.unit, reading.units - 1)
    st.header("When was it written?", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = st.segmented_control(
            "Whose memory", [UNIT, CARRIERS, ALL], default=UNIT, required=True
        )
        standing.unit(walk, reading, pinned)
        at = standing.step(walk, reading)
    carriers = [carrier.unit for carrier in reading.carriers] or [pinned]
    units = {UNIT: [pinned], CARRIERS: carriers, ALL: list(range(reading.units))}[whose or UNIT]
    st.markdown(presets.as_text(memory_map.told(reading, units, at)))
    rows = range(len(reading)) if len(reading) <= memory_map.LONGEST_MAP else [at]
    values = memory_map.rows(reading.trace, units, rows)
    chart.draw(memory_map.figure(reading, values, rows, _theme()), "map")
    forgetting.show(walk, reading, pinned)
    verdict.show(reading, at)


def _theme() -> Literal["light", "dark"]:
    return "dark" if st.context.theme.type == "dark" else "light"
