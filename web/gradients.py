"""Gradients that are shown, each computed once, however many people look at it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import streamlit as st

import cells
from cells import Gradient
from cells.scaling import scaled
from cells.traces import Doubles
from web.turns import heavy

DEEP = 10_000
"""Steps of the longest text whose gradient is asked for."""

_LONG = 1_000  # words; a shorter text takes a few milliseconds

Tell = Callable[[float], object]
"""Is told how much of the work is done, from 0 to 1."""


@st.cache_data(max_entries=64, show_spinner=False)
def gradient(text: str, reader: str, factor: float = 1.0) -> Gradient:
    """Return the gradient of a shipped reader, its recurrent weights scaled, over a text.

    Only the norms are kept: what is left in each unit takes 5 MB for the longest text.

    Raises:
        BusyError: too many ask for that of a long text at once.
    """
    net = cells.load(reader) if factor == 1 else scaled(cells.load(reader), factor)
    with _line(text):
        found = cells.jacobian_norms(net, net.read(text))
    return replace(found, unit=found.unit[:0].copy(), highway=found.highway[:0].copy())


def _line(text: str) -> AbstractContextManager[None]:
    """Stand in the line of this server, if a text is long."""
    return heavy.turn() if len(cells.tokenize(text)) > _LONG else nullcontext()


@st.cache_data(max_entries=64, show_spinner=False)
def factors(text: str, reader: str) -> Doubles:
    """Return log10 of the norm of each step's Jacobian alone, (T,).

    Raises:
        BusyError: too many ask for that of a long text at once.
    """
    net = cells.load(reader)
    with _line(text):
        return cells.step_norms(net, net.read(text))


def gradients(text: str, readers: Sequence[str], tell: Tell) -> dict[str, Gradient]:
    """Return the gradients of several readers over one text, and tell of each that is done."""
    found = {}
    for done, reader in enumerate(readers, start=1):
        found[reader] = gradient(text, reader)
        tell(done / len(readers))
    return found


def deep(words: Sequence[str]) -> str:
    """Return a text of `DEEP` words that says the same over and over."""
    return " ".join((list(words) * (DEEP // len(words) + 1))[:DEEP])
