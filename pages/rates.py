"""What surgery on the number unit does to verdicts, on the page about the readers."""

import json

import streamlit as st

from cells import shelf
from views import rates


def show() -> None:
    """Show what was measured, if anything was."""
    try:
        report = json.loads((shelf.SHELF / rates.REPORT).read_text("utf-8"))
    except (OSError, ValueError):
        return
    st.header("Under surgery", anchor=False)
    st.markdown(rates.WHY)
    st.html(rates.table(report).html)
