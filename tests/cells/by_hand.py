"""Stepping torch's modules by hand, in float64 NumPy: the oracle of `cells.trace`.

The formulas are those of torch's documentation; nothing is shared with `cells`.
"""

from collections.abc import Mapping

import numpy as np
from torch import nn

from tests.cells.oracle import Array, sigmoid

Walk = list[dict[str, Array]]


def step(kind: str, weights: Mapping[str, Array], x: Array, h: Array, c: Array) -> dict[str, Array]:
    """Take one step of one sequence: x (I,), h (P,), c (H,); return every quantity by our names."""
    of_x = weights["ih"] @ x + weights["bias_ih"]
    of_h = weights["hh"] @ h + weights["bias_hh"]
    if kind == "gru":
        (xr, xz, xn), (hr, hz, hn) = np.split(of_x, 3), np.split(of_h, 3)
        r, z = sigmoid(xr + hr), sigmoid(xz + hz)
        n = np.tanh(xn + r * hn)
        new = (1 - z) * n + z * h
        one = np.ones_like(z)
        return {"reset": r, "candidate": n, "update": 1 - z, "forget": z, "cell": new,
                "output": one, "hidden": new}  # fmt: skip
    if kind == "lstm":
        i, f, g, o = np.split(of_x + of_h, 4)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        memory = f * c + i * g
        shown = o * np.tanh(memory)
        hidden = weights["hr"] @ shown if "hr" in weights else shown
        return {"reset": np.ones_like(f), "candidate": g, "update": i, "forget": f,
                "cell": memory, "output": o, "hidden": hidden}  # fmt: skip
    new = np.maximum(of_x + of_h, 0) if kind == "relu" else np.tanh(of_x + of_h)
    one, zero = np.ones_like(new), np.zeros_like(new)
    return {"reset": one, "candidate": new, "update": one, "forget": zero, "cell": new,
            "output": one, "hidden": new}  # fmt: skip


def weights_of(module: nn.Module, suffix: str) -> dict[str, Array]:
    """Return one direction's weights in float64, with biases of 0 where it has none."""
    found = {
        part: getattr(module, f"{name}{suffix}").detach().double().numpy()
        for part, name in {"ih": "weight_ih", "hh": "weight_hh", "bias_ih": "bias_ih",
                           "bias_hh": "bias_hh", "hr": "weight_hr"}.items()
        if getattr(module, f"{name}{suffix}", None) is not None
    }  # fmt: skip
    zero = np.zeros(len(found["ih"]))
    return {"bias_ih": zero, "bias_hh": zero, **found}


def kind_of(module: nn.Module) -> str:
    """Return "gru", "lstm", "rnn" or "relu"."""
    name = type(module).__name__.removesuffix("Cell").lower()
    return "relu" if name == "rnn" and getattr(module, "nonlinearity", "tanh") == "relu" else name


def walk(kind: str, weights: dict[str, Array], x: Array, h: Array, c: Array, *, back: bool) -> Walk:
    """Step one sequence (T, I) through one direction; the steps stand in the order of x."""
    steps: Walk = []
    for row in x[::-1] if back else x:
        steps.append(step(kind, weights, row, h, c))
        h, c = steps[-1]["hidden"], steps[-1]["cell"]
    return steps[::-1] if back else steps


def layers_by_hand(
    module: nn.RNNBase, x: Array, h: Array, c: Array
) -> list[list[dict[str, Array]]]:
    """Return, for one sequence (T, I), [layer][direction][quantity] -> (T, H).

    h (layers · directions, P) and c (.., H) are the state before the first step.
    """
    found = []
    for k in range(module.num_layers):
        both = []
        for d, suffix in enumerate(("", "_reverse")[: 1 + module.bidirectional]):
            row = k * (1 + module.bidirectional) + d
            weights = weights_of(module, f"_l{k}{suffix}")
            steps = walk(kind_of(module), weights, x, h[row], c[row], back=d == 1)
            both.append({name: np.stack([s[name] for s in steps]) for name in steps[0]})
        found.append(both)
        x = np.concatenate([one["hidden"] for one in both], axis=1)
    return found
