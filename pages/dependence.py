"""What the verdict depends on, on the page that asks why it remembers."""

import streamlit as st

import cells
from cells import Verdict
from cells.traces import Doubles
from pages import chart
from views import cuts, presets, swaps, terms
from views.reading import Reading
from views.swaps import Swaps
from web import studio

LONGEST = 300  # words up to which each is taken out in turn: the time grows with their square
OUT, NUMBER, WORD = "taken out", "other number", "another word"


def show(reading: Reading, found: Verdict, at: int) -> None:
    """Show how the verdict after word `at` changes when each word is taken out or swapped."""
    st.subheader("What it depends on", anchor=False)
    if at >= LONGEST:
        st.markdown(f"This is shown for the first {LONGEST} words: choose a step among them.")
        return
    how = st.segmented_control("Each word", [OUT, NUMBER, WORD], default=OUT, required=True)
    words = reading.words[: at + 1]
    try:
        other = _numbers if how == NUMBER else _typed
        given = None if how == OUT else other(reading, words)
        changes = _changes(reading, at, given)
    except ValueError as error:
        st.warning(presets.as_text(str(error)))
        return
    if given is None:
        chart.draw(terms.figure(reading, changes, at, None), "changes")
        st.markdown(presets.as_text(terms.depends(reading, changes, found, at)))
        return
    if given:
        chart.draw(terms.swaps_figure(reading, changes, given), "changes")
    st.markdown(presets.as_text(terms.swapped(reading, changes, given, found)))


def _numbers(reading: Reading, words: tuple[str, ...]) -> Swaps:
    return swaps.other_numbers(studio.load(st.session_state, reading.reader), words)


def _typed(_reading: Reading, words: tuple[str, ...]) -> Swaps:
    text = st.text_input("In the place of each", "dogs", max_chars=60)
    return swaps.replaced(words, text)


def _changes(reading: Reading, at: int, given: Swaps | None = None) -> Doubles:
    """Return how the verdict changes when each word up to `at` is taken out, or swapped."""
    reader = studio.load(st.session_state, reading.reader)
    text = " ".join(reading.words[: at + 1])
    size = reading.trace.wiring, at + 1, reading.units
    cut, _ = cuts.fitting(reading.trace.surgery, *size)
    if given is None:
        return cells.dependence(reader, text, *reading.pair, surgery=cut)
    return cells.dependence(reader, text, *reading.pair, list(given), list(given.values()), cut)
