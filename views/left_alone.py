"""What a reading under surgery sends beside itself: what is forced, and the run left alone.

Up to the first word that is cut the two are one and the same, so that of the run left alone only
the rest is sent.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cells import Clamp
from views.colours import DIFFERENCE, RAMPS, THEMES
from views.cuts import Cut
from views.reading import Reading


def header(reading: Reading, quantities: Sequence[str]) -> dict[str, Any]:
    """Return what a header says of surgery; nothing where there is none.

    `alone` has the step (0-based) at which the blocks of the run left alone begin.
    """
    if reading.alone is None:
        return {}
    return {
        "surgery": [plain(cut) for cut in reading.trace.surgery],
        "alone": {"from": first(reading), "blocks": list(quantities)},
        "ramps": {theme: {**RAMPS[theme], "difference": DIFFERENCE[theme]} for theme in THEMES},
    }


def verdicts(reading: Reading) -> dict[str, Any]:
    """Return the verdicts of the run left alone, as a header has those of the reading."""
    if reading.alone is None or not reading.foresees:
        return {}
    odds, chances = reading.alone.log_odds, reading.alone.probabilities
    return {
        "log_odds_alone": [round(float(value), 5) for value in odds],
        "probabilities_alone": [[float(f"{p:.6g}") for p in row] for row in chances],
    }


def content(reading: Reading, quantities: Sequence[str]) -> bytes:
    """Return the blocks of the run left alone from the first cut on, each (T - from, H)."""
    if reading.alone is None:
        return b""
    start, trace = first(reading), reading.alone.trace
    return b"".join(
        np.ascontiguousarray(trace[name][start:], "<f4").tobytes() for name in quantities
    )


def first(reading: Reading) -> int:
    """Return the first step (0-based) at which anything is forced, or was before: then 0."""
    if reading.alone is not None and reading.trace.past is not None:
        before = reading.alone.trace
        if any((reading.trace.began(of) != before.began(of)).any() for of in ("hidden", "cell")):
            return 0
    cuts = reading.trace.surgery
    return min((0 if cut.steps is None else min(cut.steps) for cut in cuts), default=0)


def plain(cut: Cut) -> dict[str, Any]:
    """Return a cut as plain data; silence holds the memory ("cell") at 0."""
    gate, value = (cut.gate, float(cut.value)) if isinstance(cut, Clamp) else (cut.of, 0.0)
    return {"gate": gate, "units": cut.units, "steps": cut.steps, "value": value}


def forced(reading: Reading, unit: int) -> Mapping[str, NDArray[np.bool_]]:
    """Return at which steps anything of a unit is held, (T,) by quantity."""
    return {name: where[:, unit] for name, where in masks(reading).items()}


@lru_cache(maxsize=4)  # asked for at every step of every unit
def masks(reading: Reading) -> Mapping[str, NDArray[np.bool_]]:
    """Return where anything is held, (T, H) by quantity."""
    trace = reading.trace
    names = {cut.gate if isinstance(cut, Clamp) else cut.of for cut in trace.surgery}
    return {name: trace.forced(name) for name in sorted(names)}
