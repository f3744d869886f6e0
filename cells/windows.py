"""Surgery seen through a window of a long reading: what of it is inside, and what is not."""

from collections.abc import Iterable
from dataclasses import replace

from cells.surgery import Clamp, Silence

Cut = Clamp | Silence


def inside(surgery: Iterable[Cut], window: range) -> tuple[Cut, ...]:
    """Return what is forced inside a window of steps, counted from its first.

    What is forced at every step stays so.
    """
    kept: list[Cut] = []
    for cut in surgery:
        steps = tuple(step - window.start for step in cut.steps or () if step in window)
        if cut.steps is None:
            kept.append(cut)
        elif steps:
            kept.append(replace(cut, steps=steps))
    return tuple(kept)


def outside(surgery: Iterable[Cut], window: range) -> tuple[Cut, ...]:
    """Return what is forced at steps outside a window alone, counted from the first of all."""
    kept: list[Cut] = []
    for cut in surgery:
        steps = tuple(step for step in cut.steps or () if step not in window)
        kept += [replace(cut, steps=steps)] if steps else []
    return tuple(kept)


def moved(surgery: Iterable[Cut], by: int) -> tuple[Cut, ...]:
    """Return surgery counted from the first step of a window as counted from the first of all."""
    return tuple(
        cut if cut.steps is None else replace(cut, steps=tuple(step + by for step in cut.steps))
        for cut in surgery
    )
