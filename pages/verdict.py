"""What the verdict is made of, and what it depends on, on the page that asks why it remembers."""

import streamlit as st

import cells
from cells.traces import Doubles
from pages import chart
from views import cuts, presets, terms
from views.reading import Reading
from web import studio

LONGEST = 300
"""Words up to which every word is taken out in turn: the time grows with their square."""


def show(reading: Reading, at: int) -> None:
    """Show a bar for what each word added, and one for what is lost without it."""
    reader = studio.load(st.session_state, reading.reader)
    first, second = reading.pair
    found = cells.verdict(reader, reading.trace, first, second, at)
    st.header(f"The verdict after word {at + 1}, word by word", anchor=False)
    st.markdown(presets.as_text(terms.told(reading, found, at)))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("What was written where", anchor=False)
        chart.draw(terms.figure(reading, found.words, at, found.bias), "terms")
    with right:
        st.subheader("What changes without each word", anchor=False)
        if at >= LONGEST:
            st.markdown(f"This is shown for the first {LONGEST} words: choose a step among them.")
            return
        changes = _changes(reading, at)
        chart.draw(terms.figure(reading, changes, at, None), "changes")
    st.markdown(presets.as_text(terms.depends(reading, changes, found, at)))


def _changes(reading: Reading, at: int) -> Doubles:
    """Return how the verdict changes when each word up to `at` is taken out."""
    reader = studio.load(st.session_state, reading.reader)
    text = " ".join(reading.words[: at + 1])
    size = reading.trace.wiring, at + 1, reading.units
    surgery, _ = cuts.fitting(reading.trace.surgery, *size)
    return cells.dependence(reader, text, *reading.pair, surgery=surgery)
