"""A figure with its heading, on pages that tell rather than step."""

import streamlit as st
from plotly.graph_objects import Figure

from views import plots


def show(heading: str, figure: Figure, note: str = "") -> None:
    """Draw a figure under its heading, with a note between; say so where it has nothing to show."""
    st.subheader(heading, anchor=False)
    if plots.empty(figure):
        st.markdown("This card has no such figures.")
        return
    if note:
        st.markdown(note)
    draw(figure, heading)


def draw(figure: Figure, key: str) -> None:
    """Draw a figure that leaves scrolling and zooming to the page."""
    st.plotly_chart(figure, config=dict(plots.CONFIG), key=key)
