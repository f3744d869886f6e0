"""The file of a visitor's own module: its upload, what was found in it, which part is shown."""

import streamlit as st
from torch import nn

from cells.blueprints import Nonlinearity
from views import presets, your_model
from views.modules import Part
from web import uploads
from web.uploads import Yours

_KINDS = ["safetensors", "pt", "pth", "bin", "ckpt"]
_FORWARD, _BACKWARD = "forward", "backward"


def show(yours: Yours) -> None:
    """Offer the upload; show what was found in the file, folded away once it is read."""
    label = presets.as_text(your_model.summary(yours.name, yours.found))
    ready = yours.found.modules and (yours.vocabulary or yours.table)
    with st.expander(label, expanded=not ready):
        if not yours.found.modules:
            st.markdown(your_model.INTRODUCED)
            st.code(your_model.SAVED, language="python")
            st.button(your_model.OURS, on_click=uploads.take_ours, args=(st.session_state,))
        st.file_uploader(
            "A .safetensors file, or a state_dict of torch.save",
            _KINDS,
            key=uploads.FILE,
            on_change=uploads.take,
            args=(st.session_state, uploads.FILE),
            max_upload_size=uploads.LARGEST_MB,
        )
        if yours.found.modules:
            st.html(your_model.table(yours.found).html)
    for complaint in (*yours.found.complaints, *your_model.misnamed(yours.found)):
        st.warning(presets.as_text(complaint))


def choose(yours: Yours) -> tuple[nn.Module, Part]:
    """Let a module, a layer and a direction be chosen, where there is a choice."""
    modules = yours.found.modules
    nonlinearity: Nonlinearity = "tanh"
    layer, way = 1, _FORWARD
    if len(modules) > 1:
        names = [your_model.called(each) for each in modules]
        named, places = names.__getitem__, range(len(modules))
        st.selectbox("Module", places, format_func=named, key=uploads.MODULE, width=280)
        yours.chosen[uploads.MODULE] = st.session_state[uploads.MODULE]
    chosen = uploads.blueprint(yours)
    if chosen.layers > 1:
        layer = st.selectbox("Layer", range(1, chosen.layers + 1), key=uploads.LAYER, width=90)
    if chosen.directions > 1:
        way = st.segmented_control(
            "It reads", [_FORWARD, _BACKWARD], default=_FORWARD, key=uploads.WAY, required=True
        )
    if chosen.kind == "RNN":  # the one thing that no file tells
        asked, every = "Its nonlinearity (no file tells)", ["tanh", "relu"]
        relu = st.selectbox(asked, every, key=uploads.ACTIVATION, width=240) == "relu"
        nonlinearity = "relu" if relu else "tanh"
    return uploads.module(yours, nonlinearity), Part(layer - 1, way == _BACKWARD)
