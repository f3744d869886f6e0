"""The ways from page to page, by address: no page needs another's code to link to it."""

import streamlit as st

WALK, READERS, COMPARE, WHY = "start", "cards", "side-by-side", "remember"
"""Addresses of the pages; the walk, as the first, stands at the root of the app.

None is the name of a file in this folder, which Streamlit would take for a page of its own.
"""


def link(address: str, label: str) -> None:
    """Draw a link to a page; the session lives on."""
    # Streamlit tells pages apart by their address alone: what stands behind it is known to app.py.
    page = st.Page(_stand_in, title=label, url_path=address, default=address == WALK)
    st.page_link(page, width="content")


def _stand_in() -> None:
    """Stand where a link needs a page: it is never run, for app.py holds the page itself."""
