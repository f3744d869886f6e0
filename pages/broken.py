"""What another curve breaks, on the page about curves: this sentence, and hundreds of others."""

import streamlit as st

from pages import chart
from views import bends, bent_rates, presets, reports
from views.reading import Reading
from views.story import beats, unit_of

_TRAINED_OTHERWISE = (
    "Swapping a curve in a trained net shows that it was trained otherwise, not that no net could "
    "read with it: that is asked further down, of nets trained so."
)


def show(trained: Reading, now: Reading, change: str) -> None:
    """Show the verdicts as trained and with another curve, and how often they are right."""
    at = beats(trained, unit_of(trained)).verdict
    own, report = trained.trace.curves, reports.report(bent_rates.REPORT)
    rows = bent_rates.rows(report, trained.reader)
    many = bent_rates.told(rows, report.get("sentences", 0), own, now.trace.curves, change)
    st.header("What breaks", anchor=False)
    st.markdown(presets.as_text(f"{bends.told(trained, now, change, at)} {many}"))
    if change:
        st.markdown(_TRAINED_OTHERWISE)
    left, right = st.columns(2, gap="large")
    with left:
        chart.draw(bends.verdicts(trained, now, change), "verdicts")
        st.caption(bends.edge_told(trained, now))
    if rows:
        right.html(bent_rates.table(rows, trained.trace.wiring, own).html)
