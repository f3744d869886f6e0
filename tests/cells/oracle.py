"""Stepping by hand, in float64 NumPy: written apart from the code under test, as its oracle.

Every quantity is computed unit by unit from the lecture's formulas; nothing is shared with `cells`
but the names of the weights.
"""

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def by_hand(wiring, weights, x):
    """Return {quantity: (T, H)} for inputs x (T, D); weights are {"Wr": (H, H + D), "br": ...}."""
    units = len(weights["bc"])
    hidden, memory = np.zeros(units), np.zeros(units)
    walk = {name: [] for name in "reset candidate update forget cell output hidden".split()}
    for word in x:
        joined = np.concatenate([hidden, word])

        def learned_or(position, letter, joined=joined):
            if position == "learned":
                return sigmoid(weights[f"W{letter}"] @ joined + weights[f"b{letter}"])
            return np.full(units, {"open": 1.0, "shut": 0.0}[position])

        reset = learned_or(wiring.reset, "r")
        seen = np.concatenate([reset * hidden, word])
        candidate = np.tanh(weights["Wc"] @ seen + weights["bc"])
        update = learned_or(wiring.update, "u")
        forget = 1.0 - update if wiring.forget == "tied" else learned_or(wiring.forget, "f")
        output = learned_or(wiring.output, "o")
        memory = forget * memory + update * candidate
        hidden = output * (np.tanh(memory) if wiring.squash else memory)
        now = dict(reset=reset, candidate=candidate, update=update, forget=forget)
        now.update(cell=memory, output=output, hidden=hidden)
        for name, value in now.items():
            walk[name].append(value)
    return {name: np.array(rows) for name, rows in walk.items()}
