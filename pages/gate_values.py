"""Where gates stand in trained readers, on the page about curves."""

import streamlit as st

from pages import chart
from views import bent_rates, gate_values, presets, reports

_ROW = 3


def show() -> None:
    """Show the histogram of every gate, as found and nudged, with its ends in a table."""
    report = reports.report(bent_rates.REPORT)
    if not (gates := report.get("gates")):
        return
    st.header("Are gates nearly 0 or 1?", anchor=False)
    st.markdown(presets.as_text(gate_values.told(gates, report["sentences"])))
    panels = gate_values.panels()
    for first in range(0, len(panels), _ROW):
        row = panels[first : first + _ROW]
        for column, (cell, name) in zip(st.columns(_ROW, gap="medium"), row, strict=True):
            with column:
                st.subheader(gate_values.heading(cell, name), anchor=False)
                chart.draw(gate_values.figure(gates, cell, name), f"{cell} {name}")
    st.html(gate_values.table(gates).html)
