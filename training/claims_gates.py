"""What lectures say of gates, tried on readers: how open they stand, and what each is for."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells import Reader
from cells.cell import CutAt
from cells.equations import Cut
from training.cases import Cases, embed
from training.held_out import apart, held_out

COUNT = 300
"""Sentences behind each figure."""

NEAR, FAR = 0, 50
"""Words between a subject and its verb that a short memory can span, and that it cannot."""

_FEW = 1e-6
"""What the lecture names as a small update gate."""


@torch.no_grad()
def values(reader: Reader, cases: Cases, *names: str) -> dict[str, NDArray[np.float64]]:
    """Return quantities at every word that is read, each (N, H), words of all sentences in line."""
    steps = reader.cell.walk(cases.x)
    read = torch.arange(len(cases.x))[:, None] < cases.until
    return {
        name: torch.stack([getattr(step, name) for step in steps])[read].double().numpy()
        for name in names
    }


def open_or_shut(reader: Reader) -> dict[str, dict[str, float]]:
    """Return, for every learned gate, the shares of its values below 0.1 and above 0.9."""
    found = values(reader, embed(reader, held_out(None, None, COUNT)), *reader.wiring.learned)
    return {
        gate: {"below": float((Γ < 0.1).mean()), "above": float((Γ > 0.9).mean())}
        for gate, Γ in found.items()
    }


def smallest(reader: Reader) -> dict[str, float]:
    """Return how small the update gate gets: its least value, its first percentile, its median."""
    Γu = values(reader, embed(reader, held_out(None, None, COUNT)), "update")["update"]
    least, percentile, median = np.quantile(Γu, [0.0, 0.01, 0.5])
    return {
        "least": float(least),
        "percentile": float(percentile),
        "median": float(median),
        "few": float((Γu <= _FEW).mean()),
    }


def opposite(reader: Reader) -> dict[str, float]:
    """Return how the reset gate goes with the update gate of its unit, over all words."""
    found = values(reader, embed(reader, held_out(None, None, COUNT)), "reset", "update")
    Γr, Γu = found["reset"], found["update"]
    each = [np.corrcoef(Γr[:, k], Γu[:, k])[0, 1] for k in range(Γr.shape[1])]
    return {
        "correlation": float(np.corrcoef(Γr.ravel(), Γu.ravel())[0, 1]),
        "unit": float(np.median(each)),
        "apart": float(np.abs(Γr - (1 - Γu)).mean()),
    }


def terms(reader: Reader) -> dict[str, float]:
    """Return accuracy near and far with nothing held, and with each gate held at its mean.

    A gate that is the short-term memory is missed near its subject, one that is the long-term
    memory far from it.
    """
    means = values(reader, embed(reader, held_out(None, None, COUNT)), "reset", "update")
    found: dict[str, float] = {}
    for place, words in (("near", NEAR), ("far", FAR)):
        cases = embed(reader, apart(words, COUNT))
        found[place] = cases.accuracy(cases.read(reader))
        for gate, Γ in means.items():
            held = holding(gate, torch.from_numpy(Γ.mean(axis=0)).float())
            found[f"{place}, {gate} held"] = cases.accuracy(cases.read(reader, held))
    return found


def relevance(reader: Reader) -> dict[str, float]:
    """Return accuracy over all constructions as the reader reads, and with every Γr held open."""
    cases = embed(reader, held_out(None, None, 2 * COUNT))
    held = holding("reset", torch.ones(reader.units_count))
    return {
        "right": cases.accuracy(cases.read(reader)),
        "right, reset open": cases.accuracy(cases.read(reader, held)),
    }


def holding(gate: str, at: Tensor) -> CutAt:
    """Return a cut that holds a gate at one value a unit, (H,), at every step."""

    def cut(name: str, value: Tensor) -> Tensor:
        return at.expand_as(value) if name == gate else value

    def everywhere(_t: int) -> Cut:
        return cut

    return everywhere


def report(reader: Reader) -> dict[str, Any]:
    """Return all that is told of the gates of a gated reader."""
    found: dict[str, Any] = {"open or shut": open_or_shut(reader), "smallest": smallest(reader)}
    if "reset" in reader.wiring.learned:
        found |= {"opposite": opposite(reader), "terms": terms(reader)}
        found |= {"relevance": relevance(reader)}
    return found
