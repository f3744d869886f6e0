"""Accuracy against distance beside the gradient, on the page that asks why it remembers."""

import streamlit as st

import cells
from pages import chart, notice
from views import distances, gradients, presets, reports, stretched
from views.distances import Report
from views.reading import Reading
from views.tables import Table
from web import stretched as measuring
from web import studio
from web.turns import BusyError


def show(reading: Reading) -> None:
    """Show what was measured over many sentences, and on demand the same of this one."""
    report = reports.report(distances.NAME)
    known, _ = studio.sound(gradients.names(cells.names()))  # the others are named above
    names = [name for name in known if distances.of(report, name)]
    if not names:
        return
    st.header("Accuracy against distance", anchor=False)
    st.markdown(distances.WHY)
    st.markdown(presets.as_text(distances.told(report, names)))
    chart.draw(distances.figure(report, names), "distance")
    head = ("words between", *map(presets.title, names))
    rows = distances.rows(report, names)
    st.html(Table("Right verb; what is left of the gradient", head, rows).html)
    if st.toggle("The same of this sentence: read it with more and more words put in"):
        _own(reading, report, names)


def _own(reading: Reading, report: Report, names: list[str]) -> None:
    reader = studio.load(st.session_state, reading.reader)
    where = stretched.stretch(reader, " ".join(reading.words))
    if where is None:
        st.markdown(stretched.NOWHERE)
        return
    inner = stretched.insertions(report)
    st.markdown(presets.as_text(stretched.told(where, max(map(len, inner.values())))))
    bar = st.progress(0.0, "reading")
    try:
        found = measuring.measured(names, where, inner, lambda done: bar.progress(done, "reading"))
    except BusyError as busy:
        notice.say([str(busy)])
        return
    finally:
        bar.empty()
    st.markdown(presets.as_text(distances.told(found, names)))
    chart.draw(distances.figure(found, names, distances.PUT_IN), "stretched")
