"""The lessons: what each is about, how long it takes, and how far one has come."""

import streamlit as st

from pages import heading, notice, ways
from views import presets
from views.lessons import Lesson
from web import lessons
from web.lessons import Place

_WHY = (
    "Each lesson is a walk with a text above it: reading on moves the stage, and whatever is "
    "asked is answered by the numbers. Every number in a lesson is the reader's own. "
    "For whoever gives one there are notes, a worksheet to print, and a link that opens it with "
    "the controls hidden."
)


def page() -> None:
    """Show the lessons in their order, each with a button that begins it."""
    with heading.under("Lessons", ways.LESSONS):
        notice.say(lessons.broken())
        st.markdown(_WHY)
        for lesson in lessons.every():
            _show(lesson)


def _show(lesson: Lesson) -> None:
    right, given = lessons.score(st.session_state, lesson)
    about = f"{lesson.minutes} minutes, {len(lesson.parts)} parts"
    done = f" · {right} of {given} answered rightly" if given else ""
    st.subheader(presets.as_text(f"{lesson.order}. {lesson.title}"), anchor=lesson.slug)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Begin", key=lesson.slug):
            lessons.go(st.session_state, Place(lesson, 1))
            ways.go(ways.WALK)
        st.download_button(
            "Worksheet",
            lambda: lessons.worksheet(lesson),
            f"{lesson.slug}.html",
            "text/html",
            key=f"{lesson.slug}_sheet",
            help="Questions and, on a page of their own, the answers: open the file and print it.",
            on_click="ignore",
        )
        st.markdown(f"{about}{done}", width="content")
    if lesson.say:
        with st.expander("For whoever gives this lesson"):
            for name, note in (
                ("Say", lesson.say),
                ("Click", lesson.click),
                ("It meets", lesson.meets),
            ):
                st.markdown(f"**{name}.** {presets.as_text(note)}")
            st.link_button("Open it with the controls hidden", lessons.link(lesson))
