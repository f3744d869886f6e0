"""One reader's card on the page about the readers."""

from collections.abc import Mapping

import streamlit as st

from pages import chart
from views import cards, curved, goals, plots, presets
from views.cards import Card
from web import state


def show(found: Mapping[str, Card], sizes: Mapping[str, int]) -> None:
    """Let a reader be chosen, and show all that its card says."""
    name = st.selectbox(
        "Whose card",
        list(found),
        key=state.CARD,
        format_func=presets.title,
        on_change=_choose,
        width=420,
    )
    card = found[name]
    st.header(presets.title(name), anchor=False)
    st.html(cards.told(card))
    if other := cards.twin(name, list(found)):
        st.button(f"Its twin: {presets.title(other)}", on_click=_choose, args=(other,))
    left, right = st.columns(2, gap="large")
    with left:
        st.html(goals.table(card).html)
        st.markdown(goals.FOR)
        _gates(card)
        _constructions(card)
    with right:
        chosen = (presets.title(name), cards.distances(card))
        chart.show("Accuracy by distance", plots.distances(chosen, cards.compared(name, found)))
        for concept in cards.concepts(card):
            chart.show(f"Units that carry {concept}", plots.units(cards.ranked(card, concept)))
            st.html(cards.units(card, concept).html)
    left, right = st.columns(2, gap="large")
    left.html(cards.facts(card, sizes[name]).html)
    right.html(cards.recipe(card).html)


def _gates(card: Card) -> None:
    shown = plots.gates(cards.gates(card))
    chart.show("Gates nearly shut and nearly open", shown, curved.gate_note(card))
    if cards.gates(card):
        st.html(cards.gate_table(card).html)


def _constructions(card: Card) -> None:
    accuracy = cards.numbers(card, "figures", "constructions")
    figure = plots.constructions(accuracy, goals.CONSTRUCTION)
    chart.show("Accuracy by construction", figure, plots.NOTE.format(goal=goals.CONSTRUCTION))


def _choose(name: str | None = None) -> None:
    """Show a reader's card, or that of the reader chosen in the box, by way of the link."""
    state.link_card(st.query_params, st.session_state, name)
