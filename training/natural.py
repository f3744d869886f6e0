"""Natural English, written for this project: sentences whose next verb any speaker would know.

No reader is trained on them or chosen by them. Half of them are open, to look at while readers are
made; the other half is kept for the last look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from cells.tokens import tokenize
from training.lexicon import DATA
from training.phrases import DOES, HAS, IS, WAS

Half = Literal["open", "kept"]

HEADER = ("half", "prefix", "right", "wrong", "kind")
AUXILIARIES = {
    one: many
    for pair in (WAS, IS, HAS, DOES)
    for one, many in (pair, (f"{pair[0]}n't", f"{pair[1]}n't"))
}
"""From the singular to the plural of every auxiliary that agrees, and of its negation."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of agreement: a sentence up to its verb, the form that is right and the other one.

    `kind` is what makes it hard ("attractor"), or where it is from ("news").
    """

    half: Half
    prefix: str
    right: str
    wrong: str
    kind: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words before the verb, as a reader reads them."""
        return tokenize(self.prefix)

    @property
    def number(self) -> Literal["singular", "plural"]:
        """The number of the right form."""
        return "singular" if plural_of(self.right) == self.wrong else "plural"


def plural_of(verb: str) -> str | None:
    """Return the plural present of a verb's singular: `were`, `carry`; None if it is no singular.

    For `goes` and `closes` alike it takes off what leaves a verb by rule, as `watches`, `watch`.
    """
    if verb in AUXILIARIES:
        return AUXILIARIES[verb]
    if verb in AUXILIARIES.values() or not verb.endswith("s") or verb.endswith("ss"):
        return None
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1]


@cache
def load_points(half: Half | None = None) -> tuple[Point, ...]:
    """Return the shipped points of one half, or all of them; ValueError if the file is damaged."""
    return tuple(p for p in read_points(DATA / "natural.tsv") if half in (None, p.half))


def read_points(path: Path) -> tuple[Point, ...]:
    """Read points from a file; ValueError names the first line that is not one, and says why."""
    header, *lines = path.read_text("utf-8").splitlines() or [""]
    if tuple(header.split("\t")) != HEADER:
        raise ValueError(f"{path.name}, line 1: the columns are {', '.join(HEADER)}")
    points = []
    for number, line in enumerate(lines, 2):
        try:
            points.append(_point(line))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    return tuple(points)


def _point(line: str) -> Point:
    cells = line.split("\t")
    if len(cells) != len(HEADER) or not all(cell == cell.strip() and cell for cell in cells):
        raise ValueError(f"{len(HEADER)} cells without spaces around them are needed: {line!r}")
    half, prefix, right, wrong, kind = cells
    if half not in get_args(Half):
        raise ValueError(f"the half is 'open' or 'kept', not {half!r}")
    if wrong != plural_of(right) and right != plural_of(wrong):
        raise ValueError(f"{right!r} and {wrong!r} are not the two numbers of a verb")
    return Point("open" if half == "open" else "kept", prefix, right, wrong, kind)
