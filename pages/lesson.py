"""A lesson's part above the stage: its text, its question, and the way on."""

import streamlit as st

from pages import asking, leading, notice, ways
from views.glossed import linked
from web import lessons
from web.state import Walk


def show(walk: Walk) -> None:
    """Show the part of the lesson that a walk stands in, if it stands in one."""
    there = lessons.place(walk)
    if there is None:
        return
    try:
        asked, told = lessons.question(there), lessons.scene(there).text(there.part.text)
    except ValueError as error:
        notice.say([f"{there.name} of the lessons cannot be told: {error}"])
        return
    with st.container(key="lesson"):
        leading.show(there, walk)
        text, question = st.columns([3, 2], gap="large") if asked else (st.container(), None)
        text.markdown(linked(told, ways.GLOSSARY))
        if asked and question:
            with question:
                asking.show(there, asked)
