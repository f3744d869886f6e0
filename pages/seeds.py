"""What readers trained from other seeds reach, on the page about the readers."""

import streamlit as st

from cells import shelf
from views import presets, seeds


def show() -> None:
    """Show how many of them reach each goal, where that was measured."""
    try:
        report = shelf.other_seeds()
    except ValueError as error:
        st.warning(presets.as_text(str(error)))
        return
    if report:
        st.header("From other seeds", anchor=False)
        st.markdown(seeds.WHY)
        st.html(seeds.table(report).html)
