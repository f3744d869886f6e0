"""What a visitor's own module reads: a text with its vocabulary and embedding, or numbers."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor

from pages import your_words
from views import presets, your_model
from web import uploads
from web.uploads import Yours

_TEXT, _NUMBERS = "a text", "numbers"
_FIRST = "the cat, which already ate the apples, was full"


def show(
    yours: Yours, row: DeltaGenerator, aside: DeltaGenerator
) -> tuple[Tensor, tuple[str, ...]]:
    """Return the rows to read, (T, I), with the word of each; choices in `row`, files `aside`.

    Raises:
        ValueError: something is missing, or does not fit; the sentence says what.
    """
    with row:
        words = yours.vocabulary or uploads.choices(yours)
        # as a default: a state set here can be lost on its way
        first = _TEXT if words else _NUMBERS
        kind = st.segmented_control(
            "Input", [_TEXT, _NUMBERS], default=first, key=uploads.KIND, required=True
        )
    if kind == _NUMBERS:
        with aside.expander(your_model.numbers(yours.table), expanded=yours.table is None):
            said = "A table: .csv or .npy, a row for every step"
            your_words.take(said, ["csv", "txt", "npy"], uploads.TABLE)
        return uploads.from_table(yours)
    with row:
        text = st.text_input("Text", _FIRST, key=uploads.TEXT)  # shown however late it is drawn
    with aside.expander(your_model.words(yours.vocabulary), expanded=yours.vocabulary is None):
        your_words.show()
    return uploads.from_text(yours, text, _embedding(yours, row))


def _embedding(yours: Yours, row: DeltaGenerator) -> str:
    """Let an embedding be chosen: one of the file, one-hot rows, or a matrix that is uploaded."""
    choices = uploads.choices(yours)
    if choices:
        with row:
            return str(st.selectbox("Embedding", choices, key=uploads.EMBEDDING, width=240))
    width = uploads.blueprint(yours).inputs
    said = your_model.no_embedding(yours.tensors, width)
    st.warning(presets.as_text(said))
    your_words.take(f"A matrix of width {width:,}", ["npy", "csv", "txt"], uploads.MATRIX)
    raise ValueError(your_model.WAITS)
