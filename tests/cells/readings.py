"""Readings of every wiring under any surgery, and traces of them in float64, to check sums on."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from hypothesis import strategies as st
from torch import Tensor

from cells import GATES, QUANTITIES, Clamp, Reader, Silence, Trace, Wiring, traces
from cells.cell import Cell, CutAt
from cells.curves import USUAL, Curves
from cells.equations import Before, Step
from cells.surgery import prepare
from tests.cells.small import WORDS, small_reader

TEXT = "the cat, which already ate the apples,"
Cut = Clamp | Silence


@dataclass(frozen=True)
class Doubled:
    """A reading done again in float64: its cell, its input and its surgery, for an oracle."""

    cell: Cell
    x: Tensor
    cut: CutAt
    steps: Sequence[Step]
    trace: Trace


def doubled(reader: Reader, trace: Trace) -> Doubled:
    """Read what a trace has read again, in float64."""
    cell, x = copy.deepcopy(reader.cell).double(), reader.embedding(trace.words).double()
    cut = prepare(trace.surgery, reader.wiring, len(trace), reader.units_count)
    with torch.no_grad():
        steps = cell.walk(x, cut)
    quantities: Any = {
        name: torch.stack([getattr(one, name) for one in steps]).numpy() for name in QUANTITIES
    }
    befores: Any = {
        name: Before(*(torch.stack([s.before[name][i] for s in steps]).numpy() for i in range(3)))
        for name in steps[0].before
    }
    kept = trace.words, trace.wiring, trace.surgery, quantities, befores, trace.curves
    return Doubled(cell, x, cut, steps, traces._restore(*kept))


@dataclass(frozen=True)
class Reading:
    """A small reader, a text and a surgery that fits both; made when asked for, not when drawn."""

    wiring: Wiring
    units: int
    seed: int
    text: str
    surgery: Sequence[Cut]
    curves: Curves = USUAL

    @cached_property
    def reader(self) -> Reader:
        return small_reader(self.wiring, self.units, self.seed, self.curves)

    @cached_property
    def trace(self) -> Trace:
        return self.reader.read(self.text, surgery=self.surgery)


@st.composite
def readings(draw: st.DrawFn, longest: int = 12, units: int = 4) -> Reading:
    """Draw a reading: any wiring and curves, up to `longest` words, any clamps and silences."""
    wiring, curves = draw(st.sampled_from(Wiring.every())), draw(st.sampled_from(Curves.every()))
    words = draw(st.lists(st.sampled_from([*WORDS, "wugs"]), min_size=1, max_size=longest))
    count, seed = draw(st.integers(1, units)), draw(st.integers(0, 99))
    where: dict[str, Any] = {
        "units": st.none() | st.lists(st.integers(0, count - 1), max_size=3),
        "steps": st.none() | st.lists(st.integers(0, len(words) - 1), max_size=4),
    }
    values = st.sampled_from(["open", "shut"]) | st.floats(0, 1)
    surgery: list[Cut] = [
        *(
            draw(st.builds(Clamp, gate=st.just(gate), value=values, **where))
            for gate in GATES
            if gate in wiring.learned and draw(st.booleans())
        ),
        *(
            draw(st.builds(Silence, of=st.just(of), **where))
            for of in ("cell", "hidden")
            if draw(st.booleans())
        ),
    ]
    return Reading(wiring, count, seed, " ".join(words), surgery, curves)
