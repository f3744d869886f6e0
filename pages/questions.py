"""The questions of courses, each a click away, on the page that compares."""

import streamlit as st

from views.questions import QUESTIONS
from web import comparison, duet, readings
from web.comparison import Comparison


def show(both: Comparison) -> None:
    """Offer them; the one that is chosen becomes the comparison."""
    key = comparison.key("left", "question")
    st.session_state[key] = None
    st.selectbox(
        "Classic questions",
        QUESTIONS,
        key=key,
        format_func=lambda question: question.label,
        placeholder="Classic questions",
        on_change=_take,
        args=(both, key),
        label_visibility="collapsed",
        width=270,
    )


def _take(both: Comparison, key: str) -> None:
    if (question := st.session_state[key]) is not None:
        twin = None if question.surgery else readings.twin(both.left)
        duet.write(comparison.question(both, question, twin))
