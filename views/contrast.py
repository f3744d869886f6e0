"""What two readings beside each other differ in, and what must be known to compare them."""

from collections.abc import Iterator

import numpy as np

from cells import GATES
from cells.notation import symbols
from views import presets
from views.apart import same_units
from views.reading import Reading

_WIRED = {"open": 1.0, "shut": 0.0}

_LOST = {
    "reset": "its candidate now sees all of a past that it was trained to see filtered",
    "update": "its candidates are now written at words at which it was trained to keep them out",
    "forget": "its memory now keeps or drops what it was trained to choose itself",
    "output": "its other units now see what they were trained to see only when it is asked for",
}


def told(left: Reading, right: Reading) -> list[str]:
    """Return what to say of two readings, a sentence or two each, the most important first."""
    lost = list(_lost_and_never_had(left, right))
    return [*(lost or _unlike(left, right)), *_units(left, right)]


def _unlike(left: Reading, right: Reading) -> Iterator[str]:
    differ = [
        what
        for what, same in (
            ("the sentence", left.words == right.words),
            ("the reader", left.reader == right.reader),
            ("the surgery", left.trace.surgery == right.trace.surgery),
        )
        if not same
    ]
    if not differ:
        yield "A and B are one and the same: change the sentence, the reader or a gate of one."
    elif len(differ) > 1:
        *most, last = differ
        yield f"A and B differ in {', '.join(most)} and {last}: what made the difference is open."


def _lost_and_never_had(left: Reading, right: Reading) -> Iterator[str]:
    """Explain why a gate held at a value is not the cell that was trained without it."""
    for never, lost, a, b in ((left, right, "A", "B"), (right, left, "B", "A")):
        for gate in GATES:
            value = _WIRED.get(getattr(never.trace.wiring, gate))
            if value is not None and _held(lost, gate, value):
                symbol = symbols(lost.trace.wiring, "ng", lost.trace.curves)[gate].plain
                yield (
                    f"Not the same, though {symbol} = {value:.0f} at every word of both. "
                    f"{a}, {presets.title(never.reader)}, was trained without this gate: all "
                    f"its other weights have learned to do without. {b}, "
                    f"{presets.title(lost.reader)}, was trained with it and has lost it only "
                    f"now: {_LOST[gate]}."
                )


def _held(reading: Reading, gate: str, value: float) -> bool:
    """Tell whether surgery holds a learned gate at a value for all units at all words."""
    if getattr(reading.trace.wiring, gate) != "learned":
        return False
    forced, acted = reading.trace.forced(gate), reading.trace[gate]
    return bool(forced.all()) and bool(np.all(acted == np.float32(value)))


def _units(left: Reading, right: Reading) -> Iterator[str]:
    if not same_units(left, right):
        common = [c.name for c in left.carriers if c.name in {d.name for d in right.carriers}]
        carried = " and ".join(common) if common else "nothing that both cards name"
        yield (
            "The units of two readers have nothing to do with each other but for what they carry: "
            f"compared are those that carry {carried}."
        )
