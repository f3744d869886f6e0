"""Why sigmoid, why tanh: the curves of gates and candidate, and what a net does with others."""

import streamlit as st

from pages import asked, bends, gate_values, heading, notice, trained_so, ways
from web import bends as bent
from web import studio, study

_WHY = (
    "A gate is multiplied, so it wants to be a share: σ runs from 0 (nothing) to 1 (all). A "
    "candidate is written, so it wants both signs and 0 in the middle: tanh runs from −1 to 1. "
    "Put another curve on the trained net and see what breaks."
)


def page() -> None:
    """Show the page for the sentence and the reader of the link, or of the walk."""
    names = studio.names(st.session_state)
    walk, complaints = study.take(st.query_params.to_dict(), st.session_state, names)
    with heading.under("Why sigmoid, why tanh", ways.CURVES):
        asked.controls(walk, names)
        try:
            reading, more = bent.reading(walk)
        except ValueError as error:
            notice.say([*complaints, str(error)])
            return
        notice.say([*complaints, *more])
        st.markdown(_WHY)
        bends.show(walk, reading)
        trained_so.show(reading)
        gate_values.show()
