"""What begins every page that tells: the brand, the ways to the other pages, its title."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from pages import reconnecting, ways
from web import state

_ASSETS = Path(__file__).parents[1] / "assets"
_BRAND = '<p class="gw-brand">Gatewalk</p>'


@contextmanager
def under(title: str, address: str) -> Iterator[None]:
    """Draw the head of the page at `address`; what is drawn within stands below it."""
    state.begun(st.session_state)
    for style in ("page.css", "cards.css"):
        st.html(_ASSETS / style)
    with st.container(key="about"):
        with st.container(horizontal=True, vertical_alignment="center", key="controls"):
            st.html(_BRAND, width="content")
            ways.link(ways.WALK, "Back to the walk")
            for other, label in ways.TELLING.items():
                if other != address:
                    ways.link(other, label)
        st.title(title)
        yield
        reconnecting.keep()
