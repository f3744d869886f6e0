"""What the gradient does over the words, on the page that asks why it remembers."""

import streamlit as st

import cells
from pages import chart, notice, scaled
from views import gradients as plots
from views import presets
from views.reading import Reading
from views.story import unit_of
from web import gradients, studio
from web.state import Walk
from web.turns import BusyError

_STATE = (
    "How far the last state still moves with the state after an earlier word: log10 of the norm of "
    "d state<T> / d state<t>, for cells that were trained alike and encouraged to nothing."
)


def show(walk: Walk, reading: Reading) -> None:
    """Show the gradient of the readers as found, of one unit, and of an RNN made to explode."""
    st.header("What the gradient does", anchor=False)
    st.markdown(_STATE)
    deep = st.toggle(f"This sentence over and over, to {gradients.DEEP:,} words")
    text = gradients.deep(reading.words) if deep else " ".join(reading.words)
    names, damaged = studio.sound(plots.names(cells.names()))
    notice.say(damaged)
    if not names:
        return
    bar = st.progress(0.0, "reading")
    try:
        found = gradients.gradients(text, names, lambda done: bar.progress(done, "reading"))
    except BusyError as busy:
        notice.say([str(busy)])
        return
    finally:
        bar.empty()
    st.markdown(presets.as_text(plots.told(found)))
    left, right = st.columns(2, gap="large")
    with left:
        whole = {name: each.log10_norm for name, each in found.items()}
        chart.draw(plots.norms(whole, "log10 of the norm"), "norms")
        st.html(plots.table(found).html)
    with right:
        _unit(walk, reading)
    scaled.show(text)


def _unit(walk: Walk, reading: Reading) -> None:
    unit = unit_of(reading) if walk.unit is None else min(walk.unit, reading.units - 1)
    st.subheader(f"Unit {unit} of {presets.title(reading.reader)}", anchor=False)
    net = studio.load(st.session_state, reading.reader)
    chart.draw(plots.unit(cells.jacobian_norms(net, reading.trace), unit), "unit")
