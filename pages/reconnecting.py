"""A tab that has lost its server: it asks for its page as soon as there is a server again.

Streamlit's browser asks by itself only where something runs again from time to time. Without that,
the first click after a server's end would begin a session that knows of nothing, and be lost in it.
"""

import streamlit as st

_SELDOM = 6 * 3600.0
"""Seconds between two runs, which do nothing."""


def keep() -> None:
    """Have the browser ask again; call it at the end of every page.

    Not in app.py: what is drawn there belongs to no page, and Streamlit's browser then keeps parts
    of the page before.
    """
    st.fragment(_nothing, run_every=_SELDOM)()


def _nothing() -> None:
    """Draw nothing."""
