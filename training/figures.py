"""How well a reader reads: the figures of its card."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from cells.readers import Reader
from training.carriers import unit_reports
from training.cases import Cases, Contrast, embed
from training.corpus import FOOD
from training.held_out import (
    SEED,
    STRETCHED,
    apart,
    constructions,
    food_cases,
    held_out,
    story_cases,
    subjects_changed,
)
from training.highway import kept, old_left, opening
from training.made_up import made_up_cases
from training.natural import Half, load_points

PER_CONSTRUCTION = 500
TOLERANCE = 0.01
"""Another machine rounds otherwise: that may turn a few verdicts of five hundred, and no more."""

DISTANCES = (0, 5, 10, 20, 50, 100)

BEYOND = 80
"""Words between subject and verb that training sentences hardly ever have."""


def figures(reader: Reader, count: int = PER_CONSTRUCTION) -> dict[str, Any]:
    """Measure a reader and return the figures of its card, shares in [0, 1] to 4 digits.

    Every share but those of natural sentences is over about `count` choices, the story's over twice
    as many.
    """
    first = first_figures(reader, count)
    by_construction = {
        name: _accuracy(reader, found)
        for name in constructions()
        if (found := held_out(name, None, count))
    }
    rest = {
        "mean": sum(by_construction.values()) / len(by_construction),
        "constructions": by_construction,
        "distances": {str(words): _accuracy(reader, apart(words, count)) for words in DISTANCES},
        "beyond": {name: _accuracy(reader, held_out(name, BEYOND, count)) for name in STRETCHED},
        "memory": _memory(reader, first["units"]["number"][0]["unit"], count),
    }
    return {**first, **_rounded(rest)}


def first_figures(reader: Reader, count: int = PER_CONSTRUCTION) -> dict[str, Any]:
    """Return the figures that take a second or two: of the story, and of natural sentences."""
    story, food = embed(reader, story_cases(2 * count)), embed(reader, food_cases(count))
    first: dict[str, Any] = _rounded(
        {
            "story": story.accuracy(story.read(reader)),
            "made_up": _accuracy(reader, made_up_cases(2 * count, SEED)),
            "natural": {"open": _natural(reader, "open"), "kept": _natural(reader, "kept")},
            "gates": _gate_shares(reader, story),
            "units": {
                "number": unit_reports(reader, "number", story),
                FOOD: unit_reports(reader, FOOD, food),
            },
        }
    )
    return first


def _accuracy(reader: Reader, contrasts: Sequence[Contrast]) -> float:
    cases = embed(reader, contrasts)
    return cases.accuracy(cases.read(reader))


def _natural(reader: Reader, half: Half) -> float:
    points = load_points(half)
    margins = reader.prefer_many([(p.prefix, p.right, p.wrong) for p in points])
    return float((margins > 0).mean())


def _memory(reader: Reader, unit: int, count: int) -> dict[str, Any]:
    """Measure the number unit as a memory, on sentences of all kinds."""
    return {
        "opens": opening(reader, unit, apart(None, count)),
        "kept": {str(words): kept(reader, unit, apart(words, count)) for words in (10, 100)},
        "old": old_left(reader, unit, subjects_changed(count)),
    }


def _gate_shares(reader: Reader, cases: Cases) -> dict[str, dict[str, float]]:
    """Return, for every learned gate, the shares of its values below 0.1 and above 0.9."""
    with torch.no_grad():
        steps = reader.cell.walk(cases.x)
    shares: dict[str, dict[str, float]] = {}
    for gate in reader.wiring.learned:
        values = torch.stack([getattr(step, gate) for step in steps])
        shares[gate] = {
            "below": float((values < 0.1).float().mean()),
            "above": float((values > 0.9).float().mean()),
        }
    return shares


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value


def differences(now: Any, card: Any, path: str = "") -> list[str]:
    """Return where measured figures are further from a card's than `TOLERANCE`, in words."""
    if isinstance(now, Mapping) and isinstance(card, Mapping) and set(now) == set(card):
        return [d for key in now for d in differences(now[key], card[key], f"{path} {key}")]
    if isinstance(now, list) and isinstance(card, list | tuple) and len(now) == len(card):
        pairs = enumerate(zip(now, card, strict=True))
        return [d for i, (a, b) in pairs for d in differences(a, b, f"{path} {i}")]
    if isinstance(now, float) and isinstance(card, int | float):
        return [f"{path}: {now}, card {card}"] if abs(now - card) > TOLERANCE else []
    return [] if now == card else [f"{path}: {now!r}, card {card!r}"]
