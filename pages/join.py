"""A class: opened by a lecturer, joined by a code."""

import streamlit as st

from pages import heading, ways

_TELLS = """
A lecturer opens a class, and all who join see her stage move: sentence, cell, step, pinned unit
and surgery. Touch the stage, and you explore on your own; one click leads back. She can ask what
a gate will do at the next word, which verb the network expects, or which word wrote the memory;
you vote on your phone, and may change your mind until the answer is shown.

There are no accounts and no names. One tab has one vote, and nobody sees whose it was. All of it
is forgotten when the class is over.
"""


def page() -> None:
    """Ask for the code of a class, and lead to the walk, where the class is joined or opened."""
    with heading.under("A class", ways.CLASS):
        st.markdown(_TELLS)
        with st.form("join", border=False, enter_to_submit=True):
            code = st.text_input("Code of the class", max_chars=12, autocomplete="off", width=260)
            joins = st.form_submit_button("Join the class", type="primary")
        if joins and code.strip():
            ways.go(ways.WALK, {"class": code.strip()})
        if st.button("Open a class"):
            ways.go(ways.WALK, {"class": "open"})
