"""GRU or LSTM: what they cost, how they read, which takes longer, and what lectures say of it."""

from collections.abc import Mapping

import streamlit as st

import cells
from cells import shelf
from pages import chart, heading, notice, race, ways
from views import answers, distances, gru_lstm, presets, reports
from views.gru_lstm import PAIR, Cards
from web import race as racing

_WHO = (
    "Two cells of as many units, trained alike, by the same recipe on the same sentences, and "
    "encouraged to nothing. All figures but those of the race are from their cards and reports."
)


def page() -> None:
    """Show the two as found beside each other."""
    with heading.under("GRU or LSTM?", ways.GRU_LSTM):
        try:
            found: Cards = {name: cells.load(name).card for name in PAIR}
            seeds = shelf.other_seeds()
        except ValueError as error:
            notice.say([str(error)])
            return
        st.markdown(_WHO)
        _answers(found, seeds)
        report = reports.report(distances.NAME)
        left, right = st.columns(2, gap="large")
        with left:
            st.html(gru_lstm.cost(found).html)
        with right:
            st.html(gru_lstm.quality(found, report, seeds).html)
        race.show()
        _plots(found, report)


def _answers(found: Cards, seeds: Mapping[str, Cards]) -> None:
    timed, _ = racing.shown(st.session_state)
    for claim in (answers.faster(timed), answers.powerful(found, seeds), answers.fewer(found)):
        st.html(answers.html(claim))


def _plots(found: Cards, report: distances.Report) -> None:
    st.header("Which reads better?", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        told = presets.as_text(gru_lstm.constructions_told(found))
        chart.show("By construction", gru_lstm.constructions(found), told)
    if names := [name for name in found if distances.of(report, name)]:
        with right:
            told = presets.as_text(distances.told(report, names))
            chart.show("By distance", distances.figure(report, names), told)
