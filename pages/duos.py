"""Comparisons to begin with: two readers, two sentences, two ways to be without a gate."""

import streamlit as st

from pages import sides
from web import comparison, state
from web.comparison import Comparison

READERS, TWIN, RESET = "GRU or LSTM", "one or many", "without Γr"

_NO_TWIN = (
    "No noun of A has another number that turns what this reader expects: type the other sentence "
    "into B."
)


def show(both: Comparison) -> None:
    """Draw a button for each."""
    for label in (READERS, TWIN, RESET):
        st.button(label, on_click=_begin, args=(both, label))


def _begin(both: Comparison, label: str) -> None:
    if label == READERS:
        both = comparison.two_readers(both)
    elif label == RESET:
        both = comparison.without_reset(both)
    elif twin := sides.twin(both.left):
        both = comparison.two_sentences(both, twin)
    else:
        st.session_state[state.TOLD] = _NO_TWIN
    comparison.choose(st.query_params, both)

