"""The walk: a sentence, a reader, and the stage on which its gates open and shut."""

from collections.abc import Sequence

import streamlit as st

import cells
from pages import controls, stage, state
from views import presets
from views.reading import Reading, read, window
from views.stage import pack


def page() -> None:
    """Show the walk."""
    asked = state.arrived(st.query_params, st.session_state)
    walk, complaints = state.merge(st.query_params, st.session_state, cells.names())
    controls.show(walk)
    try:
        reading = _read(walk.sentence, walk.reader, walk.pair)
    except ValueError as error:
        _say([*complaints, str(error)])
    else:
        walk, misfits = state.fit(walk, len(reading), reading.units, asked=asked)
        _say([*complaints, *misfits, *window(walk.sentence).complaints])
        stage.show(_message(walk.sentence, walk.reader, walk.pair, walk.unit))
    # Written only where it differs: the stage writes its steps into the URL itself, and every
    # write from here is one more entry in the browser's history.
    if st.query_params.to_dict() != walk.link():
        st.query_params.from_dict(walk.link())
    st.session_state[state.LINK] = walk.link()


@st.cache_resource(max_entries=32, show_spinner=False)
def _read(sentence: str, reader: str, pair: tuple[str, str]) -> Reading:
    """Read a sentence once, however many people look at it; memory is bounded by the entries."""
    return read(cells.load(reader), sentence, pair)


@st.cache_data(max_entries=32, show_spinner=False)
def _message(sentence: str, reader: str, pair: tuple[str, str], unit: int | None) -> bytes:
    """Pack a reading once: a step calls for the same message again."""
    return pack(_read(sentence, reader, pair), unit=unit, title=presets.title(reader))


def _say(complaints: Sequence[str]) -> None:
    """Tell what was put right or cannot be read, as text: nothing in it is markdown."""
    if complaints:
        st.warning(presets.as_text(" ".join(complaints)))
