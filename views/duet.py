"""What the browser is sent for two readings beside each other.

The message is a header as in `views.stage`, then the messages of both readings in turn.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from views.apart import Apart, Doubles, apart, opposite
from views.colours import DIFFERENCE
from views.contrast import told
from views.reading import Reading
from views.stage import framed, pack
from views.story import unit_of

LONGEST = 300
"""The most words of a sentence that are compared; differences of all units go over the wire."""


def pack_both(
    left: Reading,
    right: Reading,
    *,
    unit: int | None = None,
    titles: tuple[str, str] = ("", ""),
    notes: Sequence[str] = (),
) -> bytes:
    """Return the message for two readings; `unit` is pinned in the left one, None leaves it open.

    In the right one the unit opposite is pinned: the same, or the one that carries the same.
    """
    found = apart(left, right)
    mine = unit_of(left) if unit is None else unit
    theirs = opposite(left, right, mine)
    messages = [
        pack(left, unit=mine, title=titles[0]),
        pack(right, unit=theirs, title=titles[1]),
    ]
    header = _header(found) | {
        "sizes": [len(message) for message in messages],
        "unit": mine,
        "opposite": theirs,
        "told": [*told(left, right), *notes],
    }
    return framed(header, b"".join(messages))


def _header(found: Apart) -> dict[str, Any]:
    return {
        "stops": found.stops,
        "rows": [
            {"left": row.left, "right": row.right, "name": row.name, "distance": row.distance}
            for row in found.rows
        ],
        "differences": {name: _rounded(values) for name, values in found.differences.items()},
        "reach": {name: _reach(values) for name, values in found.differences.items()},
        "ramps": DIFFERENCE,
    }


def _rounded(values: Doubles) -> list[list[float | None]]:
    """Return four decimals of each value, None where one of the two has no word."""
    return [[None if math.isnan(v) else round(float(v), 4) for v in row] for row in values]


def _reach(values: Doubles) -> float:
    """Return the largest difference, at least 0.1 so that noise has no colour."""
    return max(float(np.nanmax(np.abs(values), initial=0.0)), 0.1)
