"""The head of a lesson's part: where one is in the lesson, and the ways back and on."""

import streamlit as st

from pages import ways
from views import presets
from web import lessons
from web.lessons import Place
from web.state import Walk


def show(there: Place, walk: Walk) -> None:
    """Show where a visitor is, and the buttons that lead elsewhere."""
    lesson, number = there.lesson, there.number
    with st.container(horizontal=True, vertical_alignment="center", key="lesson_head"):
        st.subheader(there.part.heading, anchor=False, width="content")
        where = f"Lesson {lesson.order}: {lesson.title}, {number} of {len(lesson.parts)}"
        st.markdown(presets.as_text(where), width="content")
        if number > 1:
            _button("Back", Place(lesson, number - 1), "lesson_back")
        if number < len(lesson.parts):
            _button("Read on", Place(lesson, number + 1), "lesson_on")
        elif following := lessons.following(lesson):
            _button("Next lesson", Place(following, 1), "lesson_next", following.title)
        if walk != lessons.shown(there):
            _button("Show this part again", there, "lesson_again")
        if st.button("Leave the lesson", key="lesson_leave"):
            lessons.leave(st.session_state)
            ways.go(ways.LESSONS)


def _button(label: str, to: Place, key: str, told: str | None = None) -> None:
    about = presets.as_text(told) if told else None
    st.button(label, on_click=lessons.go, args=(st.session_state, to), key=key, help=about)
