"""Comparisons to begin with: two readers, two sentences, two ways to be without a gate."""

import streamlit as st

from pages import questions
from web import comparison, duet, readings, state
from web.comparison import Comparison

READERS, TWIN, RESET = "GRU or LSTM", "one or many", "without Γr"

_NO_TWIN = (
    "No noun of A has another number that turns what this reader expects: type the other sentence "
    "into B."
)


def show(both: Comparison) -> None:
    """Draw a button for each, and the words whose chances are compared."""
    for label in (READERS, TWIN, RESET):
        st.button(label, on_click=_begin, args=(both, label))
    questions.show(both)
    key, pair = comparison.key("left", "pair"), "/".join(both.left.pair)
    st.session_state[key] = pair
    st.selectbox(
        "Pair of words",
        list(dict.fromkeys((pair, *comparison.PAIRS))),
        key=key,
        format_func=lambda each: each.replace("/", " : "),
        on_change=_compare,
        args=(both, key),
        label_visibility="collapsed",
        width=150,
    )


def _compare(both: Comparison, key: str) -> None:
    duet.write(comparison.compared(both, st.session_state[key]))


def _begin(both: Comparison, label: str) -> None:
    if label == READERS:
        both = comparison.two_readers(both)
    elif label == RESET:
        both = comparison.without_reset(both)
    elif twin := readings.twin(both.left):
        both = comparison.two_sentences(both, twin)
    else:
        st.session_state[state.TOLD] = _NO_TWIN
    duet.write(both)
