"""Why it remembers: where a memory was written, what makes a verdict, what the gradient does."""

import streamlit as st

from pages import asked, distance, gradient, heading, memory, notice, ways
from web import readings, studio, study


def page() -> None:
    """Show the page for the sentence and the reader of the link, or of the walk."""
    names = studio.names(st.session_state)
    walk, complaints = study.take(st.query_params.to_dict(), st.session_state, names)
    with heading.under("Why it remembers", ways.WHY):
        asked.controls(walk, names)
        try:
            reading, more = readings.fitted(walk)
        except ValueError as error:
            notice.say([*complaints, str(error)])
            return
        notice.say([*complaints, *more])
        memory.show(walk, reading)
        gradient.show(walk, reading)
        distance.show(reading)
