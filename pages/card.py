"""One reader's card on the page about the readers."""

from collections.abc import Mapping

import streamlit as st
from plotly.graph_objects import Figure

from cells import shelf
from pages import state
from views import cards, goals, plots, presets, seeds
from views.cards import Card


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
        _goals(card)
        _gates(card)
        _constructions(card)
    with right:
        chosen = (presets.title(name), cards.distances(card))
        _plot("Accuracy by distance", plots.distances(chosen, cards.compared(name, found)))
        for concept in cards.concepts(card):
            _plot(f"Units that carry {concept}", plots.units(cards.ranked(card, concept)))
            st.html(cards.units(card, concept).html)
    left, right = st.columns(2, gap="large")
    left.html(cards.facts(card, sizes[name]).html)
    right.html(cards.recipe(card).html)


def _goals(card: Card) -> None:
    st.html(goals.table(card).html)
    st.markdown(goals.FOR)


def _gates(card: Card) -> None:
    _plot("Gates nearly shut and nearly open", plots.gates(cards.gates(card)))
    if cards.gates(card):
        st.html(cards.gate_table(card).html)


def _constructions(card: Card) -> None:
    accuracy = cards.numbers(card, "figures", "constructions")
    figure = plots.constructions(accuracy, goals.CONSTRUCTION)
    _plot("Accuracy by construction", figure, plots.NOTE.format(goal=goals.CONSTRUCTION))


def _choose(name: str | None = None) -> None:
    """Show a reader's card, or that of the reader chosen in the box, by way of the link."""
    state.link_card(st.query_params, st.session_state, name)


def _plot(heading: str, figure: Figure, note: str = "") -> None:
    st.subheader(heading, anchor=False)
    if plots.empty(figure):
        st.markdown("This card has no such figures.")
        return
    if note:
        st.markdown(note)
    st.plotly_chart(figure, config=dict(plots.CONFIG), key=heading)


def show_seeds() -> None:
    """Show what readers trained from other seeds reach, where that was measured."""
    try:
        report = shelf.other_seeds()
    except ValueError as error:
        st.warning(presets.as_text(str(error)))
        return
    if report:
        st.header("From other seeds", anchor=False)
        st.markdown(seeds.WHY)
        st.html(seeds.table(report).html)
