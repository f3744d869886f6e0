"""What the verdict is made of, on the page that asks why it remembers."""

import streamlit as st

import cells
from pages import chart, dependence
from views import presets, terms
from views.reading import Reading
from web import studio


def show(reading: Reading, at: int) -> None:
    """Show a bar for what each word added, and one for what is lost without it."""
    reader = studio.load(st.session_state, reading.reader)
    first, second = reading.pair
    found = cells.verdict(reader, reading.trace, first, second, at)
    st.header(f"The verdict after word {at + 1}, word by word", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("What was written where", anchor=False)
        chart.draw(terms.figure(reading, found.words, at, found.bias), "terms")
        st.markdown(presets.as_text(terms.told(reading, found, at)))
    with right:
        dependence.show(reading, found, at)
