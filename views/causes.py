"""Why a gate stands where it stands: its pre-activation in three exact parts, and its sources.

The part of the memory is itself a sum with one term for every unit j of the hidden state,
W[k, j] * a_j<t-1>; under a reset gate the candidate's terms are W[k, j] * Γr_j * a_j<t-1>.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cells import Trace
from views.reading import Reading

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False, slots=True)
class Cause:
    """What moved one quantity of one unit: the parts `word` (T,) and `memory` (T,), and the bias.

    The bias is one number, or (T,) where a gate acts on it.

    `weights` (H,) is the unit's row over the hidden state before: word + memory + bias goes into
    the sigmoid, or for the candidate into tanh, or into the curve that stands in its place.
    """

    word: Floats
    memory: Floats
    bias: float | Floats
    weights: Floats


def causes(reading: Reading, unit: int) -> dict[str, Cause]:
    """Return the cause of every quantity of a unit that has weights: learned gates, candidate."""
    return {name: _cause(reading, name, unit) for name in reading.recurrent}


def _cause(reading: Reading, name: str, unit: int) -> Cause:
    before = reading.trace.before(name)
    bias = before.bias[:, unit]
    return Cause(
        word=before.word[:, unit],
        memory=before.memory[:, unit],
        bias=float(bias[0]) if (bias == bias[0]).all() else bias,
        weights=reading.recurrent[name][unit],
    )


def sources(trace: Trace, name: str, cause: Cause, step: int) -> NDArray[np.float64]:
    """Return what each unit of the hidden state before added to a pre-activation, (H,)."""
    past = trace["hidden"][step - 1] if step else np.zeros_like(cause.weights)
    seen = trace["reset"][step] if name == "candidate" else np.ones_like(past)
    return cause.weights.astype(np.float64) * seen * past
