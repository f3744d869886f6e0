"""Your model: bring a torch module you trained, and walk it on the stage."""

from pathlib import Path

import streamlit as st

from pages import heading, notice, ways, your_file, your_input, your_readout, your_steps, your_walk
from views import presets, your_model
from web import uploads

_STYLE = Path(__file__).parents[1] / "assets" / "yours.css"


def page() -> None:
    """Show what was found in the visitor's file, and its walk once it has something to read."""
    uploads.remember(st.session_state)
    with heading.under("Your model", ways.YOURS):
        st.html(_STYLE)
        yours = uploads.of(st.session_state)
        weights, words = st.columns(2, gap="medium")
        with weights:
            your_file.show(yours)
        notice.say(uploads.refusal(st.session_state))
        if not yours.found.modules:
            if file := st.query_params.get("file", ""):
                notice.say([your_model.gone(file)])
            words.markdown(your_model.NEEDED)
            return
        row = st.container(horizontal=True, vertical_alignment="bottom", key="parts")
        with row:
            module, part = your_file.choose(yours)
        try:
            given = your_input.show(yours, row, words)
        except ValueError as error:
            st.info(presets.as_text(f"{error} {your_model.STAYS if yours.last else ''}"))
            if yours.last is None:
                return
            given = yours.last
        with row:
            readout = your_readout.choose(yours, module)
            your_steps.choose(yours, len(given[1]))
    yours.last = given
    your_walk.show(yours, module, part, given, readout)
