"""The files that a visitor's own module is given to read: a vocabulary, or any other."""

import streamlit as st

from web import uploads


def show() -> None:
    """Ask for a vocabulary, as a file or typed."""
    said = "Vocabulary: a JSON list, a JSON object of indices, or one token a line"
    take(said, ["json", "txt", "vocab"], uploads.VOCABULARY)
    st.text_input(
        "Or the characters, typed in the order of their indices",
        key=uploads.ALPHABET,
        on_change=uploads.type_alphabet,
        args=(st.session_state,),
    )


def take(label: str, kinds: list[str], key: str) -> None:
    """Ask for a file of words or numbers."""
    st.file_uploader(
        label,
        kinds,
        key=key,
        on_change=uploads.take,
        args=(st.session_state, key),
        max_upload_size=uploads.WORDS_MB,
    )
