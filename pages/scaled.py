"""A plain RNN whose gradient is made to vanish, hold or explode, on the page that asks why."""

import streamlit as st

from pages import chart, notice
from views import gradients as plots
from views import presets
from web import gradients

PLAIN = "rnn-as-found"

_ALONE = (
    "As found, the factor of each step alone: the norm of the product is never more than the "
    "product of the norms."
)


def show(text: str) -> None:
    """Let the recurrent weights be scaled, and show what the gradient does then."""
    st.subheader("Vanish, hold, explode", anchor=False)
    st.markdown("The plain RNN as found, its recurrent weights made smaller or larger.")
    factor = st.slider("Recurrent weights ×", 0.5, 4.0, 1.0, 0.1)
    try:
        found = gradients.gradient(text, PLAIN, factor)
    except ValueError as error:  # its files are damaged, or too many ask for it
        notice.say([str(error)])
        return
    st.markdown(presets.as_text(plots.scaled(factor, found)))
    left, right = st.columns(2, gap="large")
    with left:
        whole = plots.norms({PLAIN: found.log10_norm}, "log10 of the norm")
        chart.draw(whole, "scaled")
    with right:
        st.caption(_ALONE)
        alone = plots.norms({PLAIN: gradients.factors(text, PLAIN)}, "log10, each step alone")
        chart.draw(alone, "factors")
