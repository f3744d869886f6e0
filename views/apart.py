"""How far two readings are apart, word by word and unit by unit."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cells import GATES
from views.alignment import Stop, align
from views.carriers import Carrier
from views.reading import Reading

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A unit of each reading that are the same, or carry the same, and how far they are apart.

    `distance` is the mean of |difference of the memories| over the words that both have.
    """

    left: int
    right: int
    name: str
    distance: float


@dataclass(frozen=True, eq=False, slots=True)
class Apart:
    """Two readings beside each other: S stops of one cursor, R rows that differ most first.

    `differences` holds, by quantity, right minus left, (R, S); NaN where one has no word.
    """

    stops: tuple[Stop, ...]
    rows: tuple[Row, ...]
    differences: Mapping[str, Doubles]


def apart(left: Reading, right: Reading) -> Apart:
    """Compare two readings: all units of one reader, or what both of two readers carry."""
    stops = align(left.words, right.words)
    pairs = _pairs(left, right)
    memory = _difference("cell", left, right, stops, pairs)
    both = ~np.isnan(memory).all(axis=0)
    far = np.abs(memory[:, both]).mean(axis=1) if both.any() else np.zeros(len(pairs))
    order = np.argsort(-far, kind="stable")
    ranked = [pairs[k] for k in order]
    distances = [float(far[k]) for k in order]
    rows = tuple(Row(a, b, name, d) for (a, b, name), d in zip(ranked, distances, strict=True))
    names = quantities(left, right)
    found = {name: _difference(name, left, right, stops, ranked) for name in names}
    return Apart(stops, rows, found)


def quantities(left: Reading, right: Reading) -> tuple[str, ...]:
    """Return what can differ: the memory, the candidate, and gates that either has learned."""
    learned = {*left.trace.wiring.learned, *right.trace.wiring.learned}
    return ("cell", "candidate", *(gate for gate in GATES if gate in learned))


def same_units(left: Reading, right: Reading) -> bool:
    """Tell whether the units of two readings are the same: those of one reader."""
    return left.reader == right.reader


def opposite(left: Reading, right: Reading, unit: int) -> int | None:
    """Return the unit of the right reading that stands opposite one of the left."""
    if same_units(left, right):
        return unit
    return next((other for mine, other, _ in _pairs(left, right) if mine == unit), None)


def _pairs(left: Reading, right: Reading) -> list[tuple[int, int, str]]:
    """Return the units that stand opposite each other, with the name of what they carry."""
    if same_units(left, right):
        names = {carrier.unit: carrier.label for carrier in left.carriers}
        return [(unit, unit, names.get(unit, "")) for unit in range(left.units)]
    theirs: dict[str, Carrier] = {carrier.name: carrier for carrier in right.carriers}
    return [
        (mine.unit, theirs[mine.name].unit, mine.name)
        for mine in left.carriers
        if mine.name in theirs
    ]


def _difference(
    quantity: str,
    left: Reading,
    right: Reading,
    stops: tuple[Stop, ...],
    pairs: list[tuple[int, int, str]],
) -> Doubles:
    mine, theirs = left.trace.exact(quantity), right.trace.exact(quantity)
    found = np.full((len(pairs), len(stops)), np.nan)
    for at, (i, j) in enumerate(stops):
        if i is not None and j is not None:
            found[:, at] = [theirs[j, b] - mine[i, a] for a, b, _ in pairs]
    return found
