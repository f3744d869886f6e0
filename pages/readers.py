"""The page about the readers: what their cards say, side by side and one by one."""

import streamlit as st

from pages import card, heading, rates, seeds, ways
from views import cards, presets
from web import state, studio


def page() -> None:
    """Show the page about the readers."""
    found, complaints = _cards()
    complaints += state.show_card(st.query_params.to_dict(), st.session_state, list(found))
    sizes = {name: studio.size(st.session_state, name) for name in found}
    with heading.under("The readers", ways.READERS):
        if complaints:
            st.warning(presets.as_text(" ".join(complaints)))
        if found:
            _overview(found, sizes)
            card.show(found, sizes)
            seeds.show()
            rates.show()


def _cards() -> tuple[dict[str, cards.Card], list[str]]:
    """Return the cards of all readers whose files are sound, and what is wrong with the others."""
    found: dict[str, cards.Card] = {}
    complaints: list[str] = []
    for name in studio.names(st.session_state):
        try:
            found[name] = studio.load(st.session_state, name).card
        except ValueError as error:
            complaints.append(str(error))
    return found, complaints


def _overview(found: dict[str, cards.Card], sizes: dict[str, int]) -> None:
    for group, table in cards.overview(found, sizes).items():
        st.html(table.html)
        if group in cards.NOTES:
            st.markdown(cards.NOTES[group])
    with st.expander("What the columns say"):
        st.html(cards.legend().html)
