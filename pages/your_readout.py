"""Which linear layer of the file reads what a visitor's own module puts out, if any does."""

import streamlit as st
from torch import nn

from cells.output_layers import doubts, misfits, output_layers
from cells.outputs import width
from pages import notice
from views import presets, your_model
from views.readouts import Readout
from web import uploads
from web.uploads import Yours


def choose(yours: Yours, module: nn.Module) -> Readout | None:
    """Let a readout be chosen among those that fit; what speaks against it is told."""
    wide, both = width(module), uploads.blueprint(yours).directions == 2
    fitting = output_layers(yours.tensors, wide)
    unfit = misfits(yours.tensors, wide)
    if not fitting:
        if unfit:
            st.caption(presets.as_text(your_model.no_readout(unfit)))
        return None
    choices = [uploads.NONE, *fitting]
    plain = len(fitting) == 1 and not doubts(yours.tensors, fitting[0])
    if st.session_state.get(uploads.READOUT) not in choices:
        st.session_state[uploads.READOUT] = choices[int(plain)]
    name = st.selectbox("Readout", choices, key=uploads.READOUT, width=240)
    yours.chosen[uploads.READOUT] = name
    if name == uploads.NONE:
        return None
    try:
        return uploads.readout(yours, name, both=both)
    except ValueError as error:
        notice.say([str(error)])
        return None


def told(yours: Yours, readout: Readout | None) -> None:
    """Say what its rows are, and what in the file speaks against it."""
    if readout is not None:
        said = [your_model.rows(readout, yours.vocabulary)]
        said += doubts(yours.tensors, readout.layer.name)
        st.caption(presets.as_text(" ".join(said)))
