"""Readings that are shown, each computed once, however many people look at it."""

import streamlit as st

import cells
from cells import tokenize
from views import cuts
from views.duet import LONGEST
from views.questions import answers, asked
from views.reading import Reading, Surgery, read
from web import studio
from web.computing import turn
from web.state import Walk


@st.cache_resource(max_entries=32, show_spinner=False)
def reading(sentence: str, reader: str, pair: tuple[str, str], surgery: Surgery = ()) -> Reading:
    """Read a sentence once; memory is bounded by the entries.

    Raises:
        ValueError: the sentence cannot be read, or there is no such reader.
    """
    alone = reading(sentence, reader, pair) if surgery else None
    loaded = studio.load(st.session_state, reader)
    with turn(len(tokenize(sentence))):
        return read(loaded, sentence, pair, surgery, alone)


def fitted(walk: Walk) -> tuple[Reading, list[str]]:
    """Read a walk that is to be compared, with what of its surgery fits; say what was left out.

    Raises:
        ValueError: the sentence cannot be read, or there is no such reader.
    """
    words = tokenize(walk.sentence)
    said = [f"Compared are the first {LONGEST} words of {len(words):,}."]
    sentence = walk.sentence if len(words) <= LONGEST else " ".join(words[:LONGEST])
    alone = reading(sentence, walk.reader, walk.pair)
    size = alone.trace.wiring, len(alone), alone.units
    kept, complaints = cuts.fitting(walk.surgery, *size)
    complaints = [*(said if sentence != walk.sentence else []), *complaints]
    return reading(sentence, walk.reader, walk.pair, kept), complaints


def answer(left: Reading, right: Reading) -> list[str]:
    """Answer the question of a course that two readings are; nothing where they are none."""
    if (question := asked(left, right)) is None:
        return []
    reader = studio.load(st.session_state, left.reader)
    norms = [cells.jacobian_norms(reader, each.trace) for each in (left, right)]
    return answers(question, left, right, *norms)


def twin(walk: Walk) -> str | None:
    """Return the sentence of a walk with a noun in its other number, where that is known."""
    try:
        found = reading(walk.sentence, walk.reader, walk.pair).twin
    except ValueError:
        return None
    return found.sentence() if found else None
