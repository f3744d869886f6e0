"""Surgery: force gates or silence units of a reading, to see what the sentence then says."""

import math
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal

import torch
from torch import Tensor

from cells.cell import CutAt, left_alone
from cells.equations import Cut
from cells.wirings import GATES, Gate, Wiring

NAMED_VALUES = {"open": 1.0, "shut": 0.0}


@dataclass(frozen=True, slots=True)
class Clamp:
    """Hold a gate at a value for some units over some words; None means all of them.

    `gate` is a learned gate of the wiring, `units` and `steps` are 0-based, `value` is a number in
    [0, 1], "open" (1) or "shut" (0). A tied forget gate follows a clamped update gate.

    Raises:
        ValueError: no such gate, or a value that a gate cannot have.
        TypeError: units or steps are not whole numbers.
    """

    gate: Gate
    units: Sequence[int] | None = None
    steps: Sequence[int] | None = None
    value: float | Literal["open", "shut"] = 1.0

    def __post_init__(self) -> None:
        if self.gate not in GATES:
            raise ValueError(f"There is no gate {self.gate!r}; the gates are {', '.join(GATES)}.")
        value = (
            NAMED_VALUES.get(self.value, self.value) if isinstance(self.value, str) else self.value
        )
        if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= value <= 1:
            raise ValueError(
                f"A gate cannot be held at {self.value!r}: give a number from 0 to 1, "
                '"open" or "shut".'
            )
        object.__setattr__(self, "value", float(value))
        _freeze(self)


@dataclass(frozen=True, slots=True)
class Silence:
    """Set units to zero over some words, in the memory ("cell") or in the hidden state ("hidden").

    `units` and `steps` are 0-based; None means all of them. A silenced memory has forgotten: what
    was written before is gone at that step. A silenced hidden state hides the unit from the readout
    and from the next step's gates and candidate, while its memory is carried on untouched: in a
    cell where a = c the two then differ, and "hidden" and "cell" of the trace with them.

    Raises:
        ValueError: `of` is neither "cell" nor "hidden".
        TypeError: units or steps are not whole numbers.
    """

    units: Sequence[int] | None = None
    steps: Sequence[int] | None = None
    of: Literal["cell", "hidden"] = "cell"

    def __post_init__(self) -> None:
        if self.of not in ("cell", "hidden"):
            raise ValueError(f'Only "cell" or "hidden" can be silenced, not {self.of!r}.')
        _freeze(self)


Surgery = Iterable[Clamp | Silence] | None
"""What a reading takes as its surgery; None is none."""


def gather(surgery: Surgery) -> tuple[Clamp | Silence, ...]:
    """Return a surgery as a tuple.

    Raises:
        TypeError: it is not a list of `Clamp` and `Silence`.
    """
    if surgery is None:
        return ()
    kept = tuple(surgery) if isinstance(surgery, Iterable) else None
    if kept is None or not all(isinstance(one, Clamp | Silence) for one in kept):
        raise TypeError(f"Surgery is a list of Clamp and Silence, not {_short(surgery)}.")
    return kept


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _freeze(surgery: Clamp | Silence) -> None:
    """Turn the lists of units and steps into tuples, so that surgeries can be compared and kept."""
    for field in ("units", "steps"):
        chosen = getattr(surgery, field)
        if chosen is not None:
            object.__setattr__(surgery, field, _whole_numbers(field, chosen))


def _whole_numbers(field: str, chosen: Iterable[Any]) -> tuple[int, ...]:
    """Return whole numbers as a tuple; true and false are none, lest a mask pass for units 0, 1."""
    try:
        kept = tuple(chosen)
        if not any(isinstance(i, bool) for i in kept):
            return tuple(operator.index(i) for i in kept)
    except TypeError:
        pass
    raise TypeError(
        f"{field} is a list of whole numbers, such as [3], or None for all, not {_short(chosen)}."
    )


def prepare(surgery: Sequence[Clamp | Silence], wiring: Wiring, steps: int, units: int) -> CutAt:
    """Check a surgery against a reading of `steps` words by `units` units; return it as a cut.

    Raises:
        ValueError: a gate that the wiring does not learn, a step or unit out of range, or two
            surgeries that force one cell to different values.
    """
    return _cut(held(surgery, wiring, steps, units)) if surgery else left_alone


def held(
    surgery: Sequence[Clamp | Silence], wiring: Wiring, steps: int, units: int
) -> dict[str, Tensor]:
    """Return what every forced quantity is held at, (T, H): not a number where it is left alone.

    Raises:
        ValueError: as in `prepare`.
    """
    forced: dict[str, Tensor] = {}
    for one in surgery:
        name, value = _target(one, wiring)
        values = forced.setdefault(name, torch.full((steps, units), math.nan, dtype=torch.float64))
        where = _cells(one, steps, units)
        if bool((~torch.isnan(values[where]) & (values[where] != value)).any()):
            raise ValueError(f"Two surgeries force {name} of the same unit and word to differ.")
        values[where] = value
    return forced


def _target(one: Clamp | Silence, wiring: Wiring) -> tuple[str, float]:
    if isinstance(one, Silence):
        return one.of, 0.0
    if one.gate not in wiring.learned:
        position = getattr(wiring, one.gate)
        learned = ", ".join(wiring.learned) or "none"
        raise ValueError(
            f"The {one.gate} gate of this cell is wired {position}, so it cannot be held; "
            f"its learned gates: {learned}."
        )
    return one.gate, float(one.value)


def _cells(one: Clamp | Silence, steps: int, units: int) -> tuple[Tensor, Tensor]:
    rows = _chosen(one.steps, steps, "word")
    columns = _chosen(one.units, units, "unit")
    return rows[:, None], columns[None, :]


def _chosen(chosen: Sequence[int] | None, count: int, what: str) -> Tensor:
    if chosen is None:
        return torch.arange(count)
    wrong = [i for i in chosen if not 0 <= i < count]
    if wrong:
        there = f"they run from 0 to {count - 1}" if count else "the text is empty"
        raise ValueError(f"There is no {what} {wrong[0]} here: {there}.")
    return torch.tensor(chosen, dtype=torch.long)


def _cut(forced: dict[str, Tensor]) -> CutAt:
    def at(t: int) -> Cut:
        def cut(name: str, value: Tensor) -> Tensor:
            if name not in forced:
                return value
            held = forced[name][t].to(value.dtype)
            return torch.where(torch.isnan(held), value, held)

        return cut

    return at
