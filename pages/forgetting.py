"""Forgetting on purpose, on the page that asks why it remembers."""

from dataclasses import replace

import streamlit as st

from pages import chart
from views import forgetting, presets
from views.memory_map import LONGEST_MAP
from views.reading import Reading
from web import study
from web.state import Walk

CHANGE = presets.SENTENCES["cat, then dogs"]
_NOTHING = "Over this sentence this unit drops nothing to speak of."
_WHY = (
    "When another subject comes, the old number must go. Where the new one is written by an update "
    "gate, the old one is let go by the forget gate; where the two are tied, by 1 − Γu."
)


def show(walk: Walk, reading: Reading, unit: int) -> None:
    """Show where a unit lets go of what it remembered; offer a sentence in which one must."""
    st.header("Forgetting on purpose", anchor=False)
    st.markdown(_WHY)
    if walk.sentence != CHANGE:
        st.button(
            "Read a sentence whose subject changes",
            on_click=lambda: study.write(replace(walk, sentence=CHANGE, surgery=())),
        )
    if reading.trace.wiring.forget == "shut":
        st.markdown("This cell keeps nothing of its own: at every word all of the memory is new.")
        return
    st.markdown(presets.as_text(forgetting.told(reading, unit) or _NOTHING))
    if len(reading) <= LONGEST_MAP:
        chart.draw(forgetting.figure(reading, unit), "forgetting")
