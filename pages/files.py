"""Files of one's own readers: downloaded, and loaded again."""

import streamlit as st

from views import presets
from web import state, studio


def show() -> None:
    """Offer the files of this session's own readers, and to load one."""
    mine = studio.of(st.session_state).readers
    for name, own in mine.items():
        st.download_button(
            f"Download {presets.title(name)}",
            own.parcel,
            f"gatewalk-{name}.zip",
            "application/zip",
            key=f"download-{name}",
            on_click="ignore",
            icon=":material/download:",
        )
    with st.expander("Load a reader from its file"):
        st.file_uploader(
            "The zip file of a reader trained here",
            "zip",
            key=state.UPLOAD,
            on_change=_load,
            max_upload_size=studio.LARGEST_MB,
        )


def _load() -> None:
    if (file := st.session_state[state.UPLOAD]) is not None and (
        name := studio.take_in(st.session_state, file.getvalue())
    ):
        state.change(st.session_state, reader=name)
