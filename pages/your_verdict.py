"""What the verdict of a visitor's own module is made of, below its stage."""

import streamlit as st

from pages import chart
from views import own_verdict, presets, your_model
from views.reading import Reading
from web import own_walk
from web.own_walk import Asked
from web.uploads import Yours


def show(yours: Yours, asked: Asked, reading: Reading, at: int) -> None:
    """Show a bar for what each word added to the verdict after step `at` of what is shown."""
    st.subheader("The verdict, word by word", anchor=False)
    with st.spinner("the verdict"):
        found = own_walk.verdict(yours, asked, reading, at)
    if found is None:
        if asked.readout is not None:
            st.caption(presets.as_text(your_model.not_last(asked.readout)))
        return
    chart.draw(own_verdict.figure(reading, found), "yours_verdict")
    st.markdown(presets.as_text(own_verdict.told(reading, found)))
