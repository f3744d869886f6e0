"""Which part of a long reading of a visitor's own module is on the stage."""

import streamlit as st

from views import your_model
from views.modules import longest, windows
from web import uploads
from web.uploads import Yours


def choose(yours: Yours, steps: int) -> None:
    """Let a part of a long reading be chosen, where not all of it is shown at once."""
    units = uploads.blueprint(yours).units
    parts = windows(min(steps, longest(units)), units)
    if len(parts) > 1:
        if st.session_state.get(uploads.SPAN, 0) >= len(parts):
            st.session_state[uploads.SPAN] = 0
        named, places = [your_model.steps(part) for part in parts], range(len(parts))
        yours.span = st.selectbox(
            "Steps", places, format_func=named.__getitem__, key=uploads.SPAN, width=160
        )
        yours.chosen[uploads.SPAN] = yours.span
    else:
        yours.span = 0
