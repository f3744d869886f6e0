"""Gatewalk's library: recurrent cells, their gates at every word, and trained readers."""

from cells.readers import Reader
from cells.shelf import load, names
from cells.surgery import Clamp, Silence
from cells.tokens import MAX_CHARACTERS, MAX_WORDS, tokenize
from cells.traces import QUANTITIES, Trace
from cells.wirings import GATES, WIRINGS, Wiring

__version__ = "0.1.0"
"""Version of Gatewalk, as pyproject.toml has it."""

__all__ = [
    "GATES",
    "MAX_CHARACTERS",
    "MAX_WORDS",
    "QUANTITIES",
    "WIRINGS",
    "Clamp",
    "Reader",
    "Silence",
    "Trace",
    "Wiring",
    "load",
    "names",
    "tokenize",
]
