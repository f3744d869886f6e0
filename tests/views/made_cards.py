"""Cards made by hand for tests: one with every key, and ones of which keys are missing."""

import copy
from typing import Any

GRU: dict[str, str | bool] = {
    "update": "learned",
    "reset": "learned",
    "forget": "tied",
    "output": "open",
    "squash": False,
}


def report(unit: int, concept: str, flip: float, silenced: float) -> dict[str, Any]:
    return {
        "unit": unit,
        "name": concept,
        "sign": 1,
        "opens": 0.97,
        "between": 0.004,
        "determiner": 0.11,
        "kept": 0.975,
        "flip": flip,
        "silenced": silenced,
        "silenced_other": 0.981,
    }


FULL: dict[str, Any] = {
    "wiring": GRU,
    "recipe": {"seed": 7, "units": 32, "nudge": 0.2, "sparsity": 0.02, "swap": 0.3, "rate": 0.01},
    "encouraged": True,
    "parameters": {"cell": 6240, "embedding": 358144, "readout": 8118},
    "training_seconds": 342.4,
    "corpus": "c0ffee",
    "versions": {"torch": "2.13.0", "numpy": "2.4.6"},
    "sha256": "5ea1",
    "carriers": {"number": 0, "food": 1},
    "figures": {
        "story": 0.9914,
        "mean": 0.9871,
        "constructions": {"simple": 0.992, "whose": 0.968, "question": 0.981},
        "distances": {"0": 0.99, "5": 0.988, "10": 0.985, "20": 0.98, "50": 0.97, "100": 0.951},
        "beyond": {"topic": 0.96},
        "made_up": 0.9712,
        "natural": {"open": 0.9511, "kept": 0.9486},
        "gates": {
            "reset": {"below": 0.25, "above": 0.5},
            "update": {"below": 0.9, "above": 0.04},
        },
        "units": {
            "number": [report(0, "number", 0.98, 0.51), report(9, "number", 0.0002, 0.98)],
            "food": [report(1, "food", 0.91, 0.62)],
        },
        "memory": {
            "opens": {"noun": 0.9534, "determiner": 0.1612},
            "kept": {"10": 0.9612, "100": 0.8034},
            "old": 0.0312,
        },
    },
}
"""A card with every key."""


def card(**changes: Any) -> dict[str, Any]:
    """Return the full card with other values at its top."""
    return {**copy.deepcopy(FULL), **changes}


def old() -> dict[str, Any]:
    """Return a card as they once were: no measure of memory, food, made-up or natural words."""
    made = card()
    for key in ("beyond", "made_up", "natural", "memory"):
        del made["figures"][key]
    del made["figures"]["units"]["food"], made["recipe"]["swap"]
    return made


def as_found() -> dict[str, Any]:
    """Return a card of a reader that nothing encouraged."""
    settings = {"nudge": 0.0, "sparsity": 0.0, "swap": 0.0}
    return card(encouraged=False, recipe={**FULL["recipe"], **settings})


def rnn() -> dict[str, Any]:
    """Return a card of a reader without any learned gate."""
    made = card(wiring={**GRU, "update": "open", "reset": "open", "forget": "shut"})
    made["figures"]["gates"] = {}
    return made
