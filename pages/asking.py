"""The question of a lesson's part: its answers, and what is said once one was given."""

import streamlit as st

from views import presets
from views.predictions import Question
from web import lessons
from web.lessons import Place


def show(there: Place, asked: Question) -> None:
    """Show the question of a part, or the truth once it was answered."""
    chosen = lessons.answered(st.session_state, there)
    st.markdown(f"**{presets.as_text(asked.ask)}**")
    if chosen is None:
        with st.container(horizontal=True, key="lesson_answers"):
            for number, text in enumerate(asked.answers):
                key = f"lesson_answer_{number}"
                st.button(presets.as_text(text), on_click=_answer, args=(there, number), key=key)
        return
    right, given = lessons.score(st.session_state, there.lesson)
    said = "Right." if chosen == asked.right else f"No: {asked.answers[asked.right]}."
    st.markdown(presets.as_text(f"{said} {asked.why} {right} of {given} so far in this lesson."))


def _answer(there: Place, chosen: int) -> None:
    lessons.answer(st.session_state, there, chosen)
