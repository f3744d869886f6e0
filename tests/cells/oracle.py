"""Stepping by hand, in float64 NumPy: written apart from the code under test, as its oracle.

Quantities follow the lecture's formulas one by one; nothing is shared with `cells` but the names
of the weights.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from cells import Wiring
from cells.curves import USUAL, Curves

Array = NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-z))


CURVES: Mapping[str, Callable[[Array], Array]] = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "hard": lambda z: np.where(z > 0, 1.0, 0.0),
}


def by_hand(
    wiring: Wiring, weights: Mapping[str, Array], x: Array, curves: Curves = USUAL
) -> dict[str, Array]:
    """Return {quantity: (T, H)} for inputs x (T, D); weights are {"Wr": (H, H + D), "br": ...}."""
    units = len(weights["bc"])
    hidden, memory = np.zeros(units), np.zeros(units)
    walk: list[dict[str, Array]] = []
    for word in x:
        joined = np.concatenate([hidden, word])

        def gate(position: str, letter: str, joined: Array = joined) -> Array:
            if position == "learned":
                return CURVES[curves.gates](weights[f"W{letter}"] @ joined + weights[f"b{letter}"])
            return np.full(units, {"open": 1.0, "shut": 0.0}[position])

        reset = gate(wiring.reset, "r")
        seen = np.concatenate([reset * hidden, word])
        candidate = CURVES[curves.candidate](weights["Wc"] @ seen + weights["bc"])
        update = gate(wiring.update, "u")
        forget = 1.0 - update if wiring.forget == "tied" else gate(wiring.forget, "f")
        output = gate(wiring.output, "o")
        memory = forget * memory + update * candidate
        hidden = output * (np.tanh(memory) if wiring.squash else memory)
        now = {"reset": reset, "candidate": candidate, "update": update, "forget": forget}
        walk.append(now | {"cell": memory, "output": output, "hidden": hidden})
    return {name: np.array([now[name] for now in walk]) for name in walk[0]}
