"""The race of GRU and LSTM on the visitor's server, on the page that compares the two."""

import time

import streamlit as st

from pages import chart
from views import presets
from views import race as told
from web import race


def show() -> None:
    """Offer the race, or show the one on its way; below it, the last figures there are."""
    st.header("Which takes longer?", anchor=False)
    st.markdown(told.WHY)
    here = race.seat(st.session_state)
    if here.race and here.race.running:
        st.fragment(_run, run_every=1.0)()
    else:
        if why := race.trouble(st.session_state):
            st.warning(presets.as_text(told.ended(why)))
        st.button(told.OFFER, on_click=race.start, args=(st.session_state,))
    _result()


def _run() -> None:
    here = race.seat(st.session_state)
    if here.race is None or not here.race.running:
        st.rerun()
        return
    now = here.race.progress
    st.progress(now.share, told.doing(now.phase, now.turns, mine=here.mine))
    if here.mine:
        st.button("Stop", on_click=here.race.stop, icon=":material/stop:")


def _result() -> None:
    report, at = race.shown(st.session_state)
    if not told.ratios(report):
        return
    st.markdown(told.origin(report, None if at is None else time.monotonic() - at))
    for column, units in zip(st.columns(2, gap="large"), told.sizes(report), strict=False):
        with column:
            chart.show(f"A GRU of {units} units", told.figure(report, units))
    with st.expander("All ratios as a table"):
        st.html(told.table(report).html)
