"""A torch module of one's own as a reading, for the stage: one direction of one of its layers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cells.layer_walks import LayerWalk, Tell
from cells.traces import Trace
from views.left_alone import masks
from views.reading import WINDOW, Reading
from views.stage import pack
from views.story import beats, refused

NUMBERS, WORK = 500_000, 20_000_000_000
"""T · H numbers a band that the screen shows at once, and T · H · H · 4 multiplications before."""

GRADIENT = 2_000_000_000
"""T · S³ multiplications that a gradient may take, with S numbers of state: some seconds."""

NO_GRADIENT = (
    "The gradient is left out here: of a module as large as this over a text as long as this it "
    "would take minutes. cells.gradients has it in Python."
)

LONGEST = 10_000
"""The most steps that are read; the screen shows `WINDOW` of them at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a module that is shown: a layer, from 0, and the direction in which it reads."""

    layer: int = 0
    reverse: bool = False

    @property
    def called(self) -> str:
        """What the part is called, its layer counted from 1."""
        return f"layer {self.layer + 1}, {'backward' if self.reverse else 'forward'}"


def longest(units: int) -> int:
    """Return how many steps of a module of so many units are read, at least 1."""
    return max(1, min(LONGEST, WORK // (4 * units * units)))


def windows(steps: int, units: int) -> list[range]:
    """Return the parts, one after another, in which so many steps are shown."""
    size = max(1, min(WINDOW, NUMBERS // units))
    return [range(at, min(at + size, steps)) for at in range(0, steps, size)]


def has_gradient(reading: Reading) -> bool:
    """Tell whether the gradient of a reading can be had in some seconds."""
    size = reading.units if reading.trace.wiring.one_state else 2 * reading.units
    return len(reading) * size**3 <= GRADIENT


def read_window(
    walk: LayerWalk,
    window: range,
    *,
    name: str,
    origin: Mapping[str, Any],
    alone: Reading | None = None,
    tell: Tell | None = None,
) -> Reading:
    """Collect what the screen shows of a part of a walk; `alone` is it without the surgery.

    Raises:
        ValueError: a number of it is beyond what float32 holds.
    """
    trace = walk.window(window.start, window.stop, tell)
    _expect_finite(walk, trace, window)
    return Reading(
        reader=name,
        trace=trace,
        pair=("", ""),
        log_odds=np.zeros(len(trace), np.float32),
        probabilities=np.zeros((len(trace), 2), np.float32),
        next_words=[[] for _ in trace.words],
        weights=np.zeros(walk.form.units, np.float32),
        number_unit=None,
        recurrent={quantity: U.numpy() for quantity, U in walk.form.recurrent.items()},
        origin=origin,
        alone=alone if walk.surgery else None,
        form=walk.form,
        first=window.start,
        whole=len(walk) if len(window) < len(walk) else 0,
    )


def _expect_finite(walk: LayerWalk, trace: Trace, window: range) -> None:
    """Raise ValueError where the state, or what goes into a gate, is infinite or no number."""
    if (lost := walk.lost(window.stop)) is not None:
        raise ValueError(
            f"From step {lost + 1:,} on the state is beyond what float32 holds: the module's "
            "numbers grow without bound over these steps, and nothing after them can be shown."
        )
    parts = (part for before in trace.befores.values() for part in before)
    sound = np.logical_and.reduce([np.isfinite(part).all(axis=1) for part in parts])
    if not sound.all():
        raise ValueError(
            f"At step {window.start + int(sound.argmin()) + 1:,} what goes into a gate is beyond "
            "what float32 holds: the weights or the numbers it reads are too large."
        )


def packed(reading: Reading, **told: Any) -> bytes:
    """Return the message for a reading of one's own, and keep nothing of it."""
    try:
        return pack(reading, **told)
    finally:  # what is kept of a reading to save time would outlive the session it belongs to
        for kept in (beats, refused, masks):
            kept.cache_clear()
