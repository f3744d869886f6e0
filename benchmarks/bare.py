"""The least that Streamlit can do: a button and a line of text, to measure everything else by."""

import streamlit as st

st.set_page_config("Bare")
presses = st.session_state.setdefault("presses", 0)
if st.button("step"):
    presses = st.session_state.presses = presses + 1
st.write(f"pressed {presses}")
