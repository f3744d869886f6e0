"""A trace: everything a reading computed, by name, at every word."""

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells.curves import USUAL, Curves
from cells.equations import Before, Step
from cells.surgery import Clamp, Silence, held
from cells.wirings import Wiring

QUANTITIES = ("reset", "candidate", "update", "forget", "cell", "output", "hidden")
"""What a trace holds for every word and unit, in the order in which a step computes it."""

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Mask = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Trace:
    """One reading of T words by H units; every array is (T, H), float32 and read-only.

    `trace["update"]` and its like are the gates as they acted, in [0, 1]: wired gates are filled
    with what they are wired to, clamped ones with what they were clamped to. "candidate" is in
    [-1, 1], "cell" and "hidden" are the memory and the hidden state after each word. With other
    `curves` than the usual ones, gates or candidate have the ranges of those: a tanh gate is in
    [-1, 1], and a forget gate that is tied to it in [0, 2].

    Like a table, a trace is as long as it has rows, its words, while iteration and `in` go by the
    names of its quantities.

    `past` (2, H) is the state before the first word, hidden and cell; None where that is 0, as at
    the beginning of a text. Of a part of a longer reading it is what the words before left.
    """

    words: tuple[str, ...]
    wiring: Wiring
    surgery: tuple[Clamp | Silence, ...]
    quantities: Mapping[str, Floats]
    befores: Mapping[str, Before[Floats]]
    curves: Curves = USUAL
    past: Floats | None = None

    def __len__(self) -> int:
        """Return T, the number of words read."""
        return len(self.words)

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the quantities, in the order of `QUANTITIES`."""
        return iter(self.quantities)

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a quantity of this name."""
        return name in self.quantities

    def __repr__(self) -> str:
        words, units = self.quantities["cell"].shape
        wiring = self.wiring.name or "unnamed wiring"
        return f"Trace({counted(words, 'word')}, {counted(units, 'unit')}, {wiring})"

    def __getitem__(self, name: str) -> Floats:
        """Return one of `QUANTITIES`, (T, H).

        Raises:
            KeyError: there is no quantity of this name.
        """
        if name not in self.quantities:
            raise KeyError(f"A trace has no {name!r}; it has {', '.join(QUANTITIES)}.")
        return self.quantities[name]

    def before(self, name: str) -> Before[Floats]:
        """Return a pre-activation in its three parts (word, memory, bias), each (T, H).

        They add up to what went into the sigmoid (or tanh, for "candidate"; or the curve that
        stands in its place), before any clamp.

        Raises:
            KeyError: the quantity is wired, or is not a gate or the candidate.
        """
        if name not in self.befores:
            learned = ", ".join(self.befores)
            raise KeyError(f"{name!r} has no pre-activation in this cell; these have: {learned}.")
        return self.befores[name]

    def forced(self, name: str) -> Mask:
        """Return where surgery held a quantity of the trace, (T, H); wired gates are not held."""
        where = held(self.surgery, self.wiring, *self["cell"].shape).get(name)
        return np.zeros(self[name].shape, bool) if where is None else ~np.isnan(where.numpy())

    def exact(self, name: str) -> Doubles:
        """Return one of `QUANTITIES` to be calculated with, (T, H), float64."""
        return np.asarray(self[name], np.float64)

    def began(self, name: str) -> Doubles:
        """Return "hidden" or "cell" before the first word, (H,), float64: as a rule, 0."""
        if self.past is None:
            return np.zeros(self["cell"].shape[1])
        return np.asarray(self.past[("hidden", "cell").index(name)], np.float64)

    def step(self, at: int) -> int:
        """Return a step that this trace has, counted from 0.

        Raises:
            ValueError: the trace has no such step.
            TypeError: `at` is not a whole number.
        """
        return step_in(at, len(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as a trace that is read-only again."""
        plain = dict(self.quantities), dict(self.befores)
        return _restore, (self.words, self.wiring, self.surgery, *plain, self.curves, self.past)


def step_in(at: int, count: int) -> int:
    """Return a step of a text of `count` words, counted from 0.

    Raises:
        ValueError: the text has no such step.
        TypeError: `at` is not a whole number.
    """
    if not 0 <= (step := operator.index(at)) < count:
        raise ValueError(f"There is no word {at} here: they run from 0 to {count - 1}.")
    return step


def counted(count: int, noun: str) -> str:
    """Return a number with its noun: "1 word", "11 words"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def collect(
    words: Sequence[str],
    wiring: Wiring,
    steps: Sequence[Step],
    surgery: Sequence[Clamp | Silence] = (),
    curves: Curves = USUAL,
    past: Floats | None = None,
) -> Trace:
    """Gather the time steps of a reading into its trace; `past` (2, H) is the state before it."""
    quantities = {name: _array([getattr(s, name) for s in steps]) for name in QUANTITIES}
    befores = {
        name: Before(*(_array([s.before[name][part] for s in steps]) for part in range(3)))
        for name in steps[0].before
    }
    return _restore(tuple(words), wiring, tuple(surgery), quantities, befores, curves, past)


def _restore(
    words: tuple[str, ...],
    wiring: Wiring,
    surgery: tuple[Clamp | Silence, ...],
    quantities: Mapping[str, Floats],
    befores: Mapping[str, Before[Floats]],
    curves: Curves = USUAL,
    past: Floats | None = None,
) -> Trace:
    """Return a trace that nobody can change."""
    for array in (*quantities.values(), *(part for before in befores.values() for part in before)):
        read_only(array)
    if past is not None:
        read_only(past)
    frozen = MappingProxyType(quantities), MappingProxyType(befores)
    return Trace(words, wiring, surgery, *frozen, curves, past)


def read_only(array: NDArray[Number]) -> NDArray[Number]:
    """Let nobody write into an array any more, and return it."""
    array.flags.writeable = False
    return array


def _array(rows: Sequence[Tensor]) -> Floats:
    return torch.stack(tuple(rows)).numpy().astype(np.float32, copy=False)
