"""`python -m training.gates`: where gates stand, and what other curves do to trained readers.

Gate values of all units at all words of held-out sentences, as histograms; and how often verdicts
on such sentences are right once a trained reader is given other curves.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tqdm import tqdm

import cells
from cells import Reader, shelf
from cells.curves import Curves
from cells.scaling import bent
from training.cases import Contrast, embed
from training.held_out import apart, held_out

REPORT = shelf.SHELF / "gates.json"

SENTENCES = 300
"""Held-out sentences of all constructions, each read up to a verb whose subject comes before it."""

HISTOGRAMS = (
    *("gru-simple-as-found", "gru-as-found", "lstm-as-found"),
    *("gru-simple", "gru", "lstm"),
)
"""Readers whose gates are counted: as found, and nudged."""

BINS = 20
"""Of equal width, from 0 to 1."""

FAR = 20
"""Words, or a few more, between subject and verb in the sentences of `far`."""

Floats = NDArray[np.float32]


def main() -> None:
    """Measure every shipped reader and write the report."""
    report = {
        "sentences": SENTENCES,
        "gates": {name: histograms(cells.load(name)) for name in HISTOGRAMS},
        "bent": {name: accuracies(cells.load(name)) for name in tqdm(cells.names())},
    }
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=2)
def sentences(words: int | None = None) -> tuple[Contrast, ...]:
    """Return the sentences, of all kinds or with so many words between subject and verb."""
    found = held_out(None, None, SENTENCES) if words is None else apart(words, SENTENCES)
    return tuple(found)


def histograms(reader: Reader) -> dict[str, Any]:
    """Return, for every learned gate, how many values are in each bin, and how small they get.

    `below` and `above` are the shares below 0.1 and above 0.9, `least` is the smallest value and
    `first` the 1st percentile, to 4 digits.
    """
    return {gate: _counted(values) for gate, values in gate_values(reader).items()}


def _counted(values: Floats) -> dict[str, Any]:
    counts, _ = np.histogram(values, BINS, (0, 1))
    return {
        "values": values.size,
        "counts": counts.tolist(),
        "below": round(float((values < 0.1).mean()), 4),
        "above": round(float((values > 0.9).mean()), 4),
        "least": float(f"{values.min():.4g}"),
        "first": float(f"{np.quantile(values, 0.01):.4g}"),
    }


@torch.no_grad()
def gate_values(reader: Reader) -> Mapping[str, Floats]:
    """Return the values of every learned gate, of all units at all words, (words * H,)."""
    cases = embed(reader, sentences())
    steps = reader.cell.walk(cases.x)
    read = torch.arange(len(cases.x))[:, None] < cases.until
    return {
        gate: torch.stack([getattr(step, gate) for step in steps])[read].numpy().ravel()
        for gate in reader.wiring.learned
    }


def accuracies(reader: Reader) -> list[dict[str, Any]]:
    """Return the share of right verdicts with each pair of curves, near and far from the subject.

    Verdicts that cannot be calculated, as the memory has grown too large, are not right.
    """
    return [
        {**curves.as_dict(), "right": _right(other, None), "far": _right(other, FAR)}
        for curves in Curves.every()
        for other in [bent(reader, curves)]
    ]


@torch.no_grad()
def _right(reader: Reader, words: int | None) -> float:
    cases = embed(reader, sentences(words))
    return round(cases.accuracy(cases.read(reader)), 4)


if __name__ == "__main__":
    main()
