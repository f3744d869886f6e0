"""A notice above a page: what was put right in a link, or cannot be read."""

from collections.abc import Sequence

import streamlit as st

from views import presets


def say(complaints: Sequence[str]) -> None:
    """Tell it as text: nothing in it is markdown."""
    if complaints:
        st.warning(presets.as_text(" ".join(complaints)))
