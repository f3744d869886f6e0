"""Readers with other curves, reading what a page asks of."""

from dataclasses import replace

import streamlit as st

from cells.curves import Curves
from cells.scaling import bent
from views.reading import Reading, read
from web import readings, studio
from web.state import Walk


def reading(walk: Walk) -> tuple[Reading, list[str]]:
    """Read a walk left alone, as far as it can be compared; return it with what was left out.

    Raises:
        ValueError: the sentence cannot be read, or there is no such reader.
    """
    return readings.fitted(replace(walk, surgery=()))


def put_on(trained: Reading, curves: Curves) -> Reading:
    """Read the same words once more, by the same reader with other curves.

    Raises:
        ValueError: the memory grows too large to be calculated with.
    """
    reader = bent(studio.load(st.session_state, trained.reader), curves)
    return read(reader, " ".join(trained.words), trained.pair)
