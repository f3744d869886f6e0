"""The glossary: every term, with its symbols in every notation."""

import streamlit as st

from pages import heading, ways
from views import glossary
from views.glossary import Term
from views.glossed import linked

ASKED = "term"
"""Names, in a link, the term to show first: what is further down moves while the page is drawn."""


def page() -> None:
    """Show every term, what it means, and how each notation writes it."""
    wanted = st.query_params.get(ASKED)
    with heading.under("Glossary", ways.GLOSSARY), st.container(key="glossary"):
        every = glossary.terms()
        for term in every:
            if term.slug == wanted:
                _show(term)
        names = sorted(every, key=lambda term: term.name.casefold())
        st.markdown(" · ".join(f"[{term.name}](#{term.slug})" for term in names))
        for term in every:
            if term.slug != wanted:
                _show(term)


def _show(term: Term) -> None:
    st.subheader(term.name, anchor=term.slug)
    text, symbols = st.columns([3, 2], gap="large")
    text.markdown(linked(term.meaning, "", own=term.slug))
    if table := glossary.table(term):
        symbols.html(table.html)
