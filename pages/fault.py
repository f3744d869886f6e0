"""What is shown where a page has a fault: a sentence and two ways on; the log has the traceback."""

import streamlit as st

from pages import ways

_SAID = (
    "This page has a fault, which is not yours: it is in the server's log now. What you chose is "
    "still in the address, so a reload may do; else begin anew."
)
_ANEW = '<p><a href="./" target="_self">Begin anew</a></p>'


def show(_: Exception) -> bool:
    """Tell of a fault in the place of what could not be drawn; return that it is told."""
    st.warning(_SAID)
    with st.container(horizontal=True, vertical_alignment="center"):
        ways.link(ways.WALK, "Back to the walk")
        st.html(_ANEW, width="content")
    return True
