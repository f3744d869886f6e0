"""Gatewalk's library: recurrent cells, their gates at every word, and trained readers."""

from cells.layers import Gates
from cells.modules import trace
from cells.readers import Reader
from cells.results import Layer, ModuleTrace
from cells.shelf import load, names
from cells.surgery import Clamp, Silence
from cells.tokens import MAX_CHARACTERS, MAX_WORDS, tokenize
from cells.traces import QUANTITIES, Trace
from cells.wirings import GATES, WIRINGS, Wiring

__all__ = [
    "GATES",
    "MAX_CHARACTERS",
    "MAX_WORDS",
    "QUANTITIES",
    "WIRINGS",
    "Clamp",
    "Gates",
    "Layer",
    "ModuleTrace",
    "Reader",
    "Silence",
    "Trace",
    "Wiring",
    "load",
    "names",
    "tokenize",
    "trace",
]
