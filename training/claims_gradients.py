"""What lectures say of gradients, tried on readers: what is left of them over many words."""

from typing import Any

import numpy as np

import cells
from cells import Reader
from training.claims_memory import text
from training.held_out import apart

APART = (10, 50, 100)
"""Words between a subject and its verb, or up to a fifth more."""

COUNT = 20
"""Sentences at each distance: a median of so many moves little."""

DEEP = 10_000
"""Words of the long text."""


def between(reader: Reader, words: int, count: int = COUNT) -> float:
    """Return the median log10 norm of d state before the verb / d state at the subject."""
    norms = []
    for case in apart(words, count):
        trace = reader.read(" ".join(case.words))
        norms.append(float(cells.jacobian_norms(reader, trace).log10_norm[case.at]))
    return float(np.median(norms))


def deep(reader: Reader, words: int = DEEP) -> dict[str, float]:
    """Return what is left over a long text, and over how many words single precision loses it."""
    trace = reader.read(" ".join(text(words)))
    norms = cells.jacobian_norms(reader, trace).log10_norm
    lost = norms < np.log10(np.finfo(np.float32).tiny)
    return {
        "log10": float(norms[0]),
        "words": float(words - 1 - np.flatnonzero(lost).max(initial=-1)),
    }


def report(reader: Reader) -> dict[str, Any]:
    """Return what is told of a reader's gradients."""
    return {
        "between": {str(words): between(reader, words) for words in APART},
        "deep": deep(reader),
    }
