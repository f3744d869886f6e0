"""What surgery on the number unit does to verdicts, on the page about the readers."""

import streamlit as st

from views import rates, reports


def show() -> None:
    """Show what was measured, if anything was."""
    if not (report := reports.report(rates.REPORT)):
        return
    st.header("Under surgery", anchor=False)
    st.markdown(rates.WHY)
    st.html(rates.table(report).html)
