"""Gatewalk's library: recurrent cells, their gates at every word, and trained readers."""

from cells.dependences import dependence, memory_dependence
from cells.gradients import Gradient, jacobian_norms, step_norms
from cells.layers import Gates
from cells.modules import trace
from cells.parcels import load
from cells.provenances import kept, provenance
from cells.readers import Reader
from cells.results import Layer, ModuleTrace
from cells.shelf import names
from cells.surgery import Clamp, Silence
from cells.tokens import MAX_CHARACTERS, MAX_WORDS, tokenize
from cells.traces import QUANTITIES, Trace
from cells.verdicts import Verdict, verdict
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
    "Gates",
    "Gradient",
    "Layer",
    "ModuleTrace",
    "Reader",
    "Silence",
    "Trace",
    "Verdict",
    "Wiring",
    "dependence",
    "jacobian_norms",
    "kept",
    "load",
    "memory_dependence",
    "names",
    "provenance",
    "step_norms",
    "tokenize",
    "trace",
    "verdict",
]
