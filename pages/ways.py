"""The ways from page to page, by address: no page needs another's code to link to it."""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st
from streamlit.navigation.page import Page

WALK, READERS, COMPARE, WHY = "start", "cards", "side-by-side", "remember"
CURVES, CLAIMS, LESSONS, GLOSSARY = "curves", "on-trial", "course", "words"
GRU_LSTM, YOURS, CLASS = "gru-or-lstm", "bring-yours", "class"
"""Addresses of the pages; the walk, as the first, stands at the root of the app.

None is the name of a file in this folder, which Streamlit would take for a page of its own.
"""

TELLING: Mapping[str, str] = MappingProxyType(
    {
        LESSONS: "Lessons",
        WHY: "Why it remembers",
        CURVES: "Why σ, why tanh",
        GRU_LSTM: "GRU or LSTM?",
        CLAIMS: "Claims on trial",
        READERS: "The readers",
        YOURS: "Your model",
        CLASS: "A class",
        GLOSSARY: "Glossary",
    }
)
"""The pages that tell, by address, and what a link to each says, in the order of the links."""


def link(address: str, label: str) -> None:
    """Draw a link to a page; the session lives on."""
    st.page_link(_page(address, label), width="content")


def go(address: str, link: Mapping[str, str] | None = None) -> None:
    """Leave for another page at once, with these parameters in its address."""
    st.switch_page(_page(address, ""), query_params=link)


def _page(address: str, label: str) -> Page:
    # Streamlit tells pages apart by their address alone: what stands behind it is known to app.py.
    return st.Page(_stand_in, title=label, url_path=address, default=address == WALK)


def _stand_in() -> None:
    """Stand where a link needs a page: it is never run, for app.py holds the page itself."""
