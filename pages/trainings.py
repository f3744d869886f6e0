"""Train a cell here and now: the offer, and the curves of the run that is on its way."""

import streamlit as st

import cells
from views import curves, presets, runs
from web import curves as drawn
from web import state, studio, switches
from web.runs import Run


def settle() -> None:
    """Let a reader that has just been trained read, if the switches still stand at its cell."""
    if name := studio.settle(st.session_state):
        switches.choose_if_standing(st.session_state, name)
        st.toast(f"Trained: {presets.title(name)}.", duration="long")
        st.rerun()


def show(wiring: cells.Wiring, *, shipped: bool, trained: bool) -> None:
    """Draw the run that is on its way, else the offer to train this cell."""
    run = studio.of(st.session_state).run
    if run and run.progress.ending == "running":
        st.fragment(_run, run_every=1.0)()
        return
    if run:
        st.warning(presets.as_text(runs.ended(run.progress.ending, run.progress.why)))
    if studio.budget():
        encouraged = st.toggle(runs.ENCOURAGE, value=True, key=state.ENCOURAGE)
        st.button(
            runs.offer(studio.budget(), shipped=shipped, trained=trained),
            type="secondary" if shipped or trained else "primary",
            on_click=_start,
            args=(wiring, encouraged),
        )
    if why := st.session_state.pop(state.REFUSED, ""):
        st.warning(presets.as_text(why))


def wait() -> None:
    """Look, while the panel is closed, whether a run has ended."""
    if studio.of(st.session_state).run:
        st.fragment(_look, run_every=2.0)()


def _start(wiring: cells.Wiring, encouraged: bool) -> None:  # noqa: FBT001 - Streamlit calls it so
    st.session_state[state.REFUSED] = studio.start(st.session_state, wiring, encouraged=encouraged)


def _run() -> None:
    run = _look()
    if run:
        now = run.progress
        st.progress(runs.share(now.phase, now.share), runs.said(run.order.wiring, now.phase))
        if now.losses:
            figure = curves.figure(now.losses, now.accuracies, now.steps)
            drawn.show(figure, curves.described(now.losses, now.accuracies))
        st.button("Stop", on_click=run.stop, icon=":material/stop:")


def _look() -> Run | None:
    run = studio.of(st.session_state).run
    if run is None or run.progress.ending != "running":
        st.rerun()
    return run
