"""GRUs that were trained with other curves, on the page about curves."""

import streamlit as st

import cells
from pages import chart
from views import bent_rates, plots, presets, reports, trained_so
from views.reading import Reading
from views.story import beats, unit_of
from web import gradients, readings


def show(reading: Reading) -> None:
    """Compare the GRUs trained alike with each curve, by their cards and on this sentence."""
    names = [name for name in trained_so.NAMES if name in cells.names()]
    if names != list(trained_so.NAMES):
        return
    st.header("Trained so", anchor=False)
    found = {name: cells.load(name).card for name in names}
    swapped = bent_rates.rows(reports.report(bent_rates.REPORT), trained_so.BASE)
    st.markdown(presets.as_text(trained_so.told(found, swapped)))
    text = " ".join(reading.words)
    try:
        read = {name: readings.reading(text, name, reading.pair) for name in names}
        halved = {name: gradients.gradient(text, name) for name in names}
        again = {name: cells.load(name).read("the " * trained_so.AGAIN) for name in names}
    except ValueError as error:
        st.warning(presets.as_text(str(error)))
        return
    left, right = st.columns(2, gap="large")
    base = read[trained_so.BASE]
    at = beats(base, unit_of(base)).verdict
    left.html(trained_so.table(found, read, halved, again, at).html)
    left.markdown(presets.as_text(trained_so.grown(again)))
    with right:
        chart.show("Accuracy by distance", plots.distances(*trained_so.distances(found)))
