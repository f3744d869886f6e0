"""Train a cell here and now: the offer, and the curves of the run that is on its way."""

from collections.abc import Sequence

import streamlit as st

import cells
from views import curves, presets, runs
from web import curves as drawn
from web import state, studio
from web.runs import Order


def show(wiring: cells.Wiring, names: Sequence[str]) -> None:
    """Draw the run that is on its way, else the offer to train this cell, which `names` have."""
    if why := studio.refusal(st.session_state):
        st.warning(presets.as_text(why))
    run = studio.of(st.session_state).run
    if studio.running(st.session_state):
        st.fragment(_run, run_every=1.0)()
        return
    if run and run.order.wiring == wiring:
        st.warning(presets.as_text(runs.ended(run.progress.ending, run.progress.why)))
    if studio.budget():
        encouraged = st.toggle(runs.ENCOURAGE, value=True, key=state.ENCOURAGE)
        st.button(
            runs.offer(studio.budget(), names),
            type="secondary" if names else "primary",
            on_click=studio.start,
            args=(st.session_state, Order(wiring, studio.budget(), encouraged)),
        )


def wait() -> None:
    """Look, while the panel is closed, whether a run has ended."""
    if studio.running(st.session_state):
        st.fragment(_look, run_every=2.0)()


def _look() -> None:
    if not studio.running(st.session_state):
        st.rerun()


def _run() -> None:
    _look()
    if run := studio.of(st.session_state).run:
        now = run.progress
        said = runs.said(run.order.wiring, now.phase, now.step, now.steps)
        st.progress(runs.share(now.phase, now.share), said)
        if now.losses:
            figure = curves.figure(now.losses, now.accuracies, now.steps)
            drawn.show(figure, curves.described(now.losses, now.accuracies))
        st.button("Stop", on_click=run.stop, icon=":material/stop:")
