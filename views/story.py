"""The story of one unit in a reading: where it was written, where it rode on, what it decided."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from views.reading import Reading

SHUT, OPEN = 0.1, 0.5
"""Below the first an update gate is called shut, from the second on open; tanh by its size."""

_FAR = 1.5
"""A candidate this far from the memory would turn it round."""

_QUIET = 0.3
"""A memory within ±0.3 says neither singular nor plural."""

_WRITTEN = 0.6
"""A memory that never leaves ±0.6 was not written: "I" leaves it halfway, a subject beyond 0.8."""

EXPECTED = 0.05
"""Up to this probability of the pair's two words together, neither is likely."""


@dataclass(frozen=True, slots=True)
class Beats:
    """Steps (0-based) of the beats of a story; `run` is (first, last) or None.

    `turn` is where an open gate overwrote the memory with its opposite, if it ever did.
    """

    write: int | None
    run: tuple[int, int] | None
    turn: int | None
    verdict: int


def unit_of(reading: Reading) -> int:
    """Return the unit to show first: the one that carries number, else the one that moves most.

    Under surgery it is the one that it would be without.
    """
    if reading.alone:
        return unit_of(reading.alone)
    number = reading.number_unit
    if number is not None and tells_number(reading):
        return number
    memory = np.asarray(reading.trace["cell"], np.float64)
    moves = np.abs(np.diff(memory, axis=0, prepend=0.0)).sum(axis=0)
    return int(moves.argmax())


def tells_number(reading: Reading) -> bool:
    """Tell whether the unit that carries number was written in this reading.

    A memory that is never below 0 says one of the numbers by staying at 0.
    """
    number = reading.number_unit
    if number is None:
        return False
    unsigned = reading.trace.curves.candidate == "sigmoid"
    return unsigned or float(np.abs(reading.track("cell", number)).max()) >= _WRITTEN


def aside(reading: Reading, unit: int) -> str | None:
    """Return what to say where there is no story of number to see; None where there is one."""
    if reading.alone:
        return aside(reading.alone, unit)
    number = reading.number_unit
    if number is None or tells_number(reading):
        return None
    said = f"No number story here: unit {number}, which carries number, was hardly written"
    return f"{said}; unit {unit} moves most." if unit == unit_of(reading) else f"{said}."


def meaning(reading: Reading, unit: int, value: float) -> str | None:
    """Return "singular" or "plural" for a memory that carries number, None where it says neither.

    A shipped reader's carrier is oriented so that positive means singular. A memory of candidates
    that are σ is never below 0, and its sign says nothing.
    """
    unsigned = reading.trace.curves.candidate == "sigmoid"
    if unsigned or unit != reading.number_unit or abs(value) < _QUIET:
        return None
    return "singular" if value > 0 else "plural"


def remark(reading: Reading) -> str | None:
    """Return what must be said of the reader: that training helped the story, or its curves."""
    curves = reading.trace.curves
    said = [text for field, text in _CURVED if getattr(curves, field[0]) == field[1]]
    if reading.number_unit is not None and reading.encouraged:
        said.append(f"training encouraged unit {reading.number_unit} to hold number")
    return "; ".join(said) or None


_CURVED = (
    (("gates", "tanh"), "the gates are tanh, −1 to 1"),
    (("gates", "hard"), "the gates are 0 or 1"),
    (("candidate", "sigmoid"), "the candidate is σ, 0 to 1"),
)


@lru_cache(maxsize=4)  # a sentence is composed for every step of the same unit
def beats(reading: Reading, unit: int) -> Beats:
    """Find the beats of a unit's story from its update gate and what the reader expects.

    After a change of subject the verdict is the one on the new subject.
    """
    if reading.trace.wiring.update == "open":
        return Beats(None, None, None, _verdict(reading, 0))
    update, turn = np.abs(reading.track("update", unit)), _turn(reading, unit)
    verdict = _verdict(reading, turn or 0)
    end = verdict + 1 if turn is None else turn
    write = int(update[:end].argmax())
    run = _longest(update[:end] < SHUT, start=write + 1)
    return Beats(write if update[write] >= OPEN else None, run, turn, verdict)


def _verdict(reading: Reading, start: int) -> int:
    """Return the step before the first word of the pair that is read after `start`.

    Where none is, the step after which one is expected most.
    """
    if not reading.foresees or reading.asks == "class":  # the story ends where the reading does
        return len(reading) - 1
    pair = {word.lower() for word in reading.pair}
    said = [step for step, word in enumerate(reading.words) if word.lower() in pair]
    if before := [step - 1 for step in said if step > start]:
        return before[0]
    return start + int(reading.probabilities[start:].sum(axis=1).argmax())


def _turn(reading: Reading, unit: int) -> int | None:
    """Return the first step at which an open gate turned a memory into its opposite."""
    before, after = reading.before(unit), reading.track("cell", unit)
    turned = (before * after < 0) & (np.minimum(np.abs(before), np.abs(after)) >= _QUIET)
    steps = np.flatnonzero(turned & (np.abs(reading.track("update", unit)) >= OPEN))
    return int(steps[0]) if steps.size else None


@lru_cache(maxsize=4)
def refused(reading: Reading, unit: int) -> tuple[int, ...]:
    """Return the steps up to the verdict at which a strong candidate was kept out.

    Strong is what would have turned the memory round: far from it where new replaces old, of the
    other sign where new is added to old.
    """
    if reading.trace.wiring.update == "open":
        return ()
    candidate, before = reading.track("candidate", unit), reading.before(unit)
    if reading.trace.wiring.forget == "tied":
        strong = np.abs(candidate - before) > _FAR
    else:
        strong = (np.abs(candidate) > _FAR / 2) & (candidate * before < 0)
    shut = np.abs(reading.track("update", unit)) < SHUT
    last = beats(reading, unit).verdict
    return tuple(int(step) for step in np.flatnonzero(strong & shut) if step <= last)


def _longest(shut: NDArray[np.bool_], start: int) -> tuple[int, int] | None:
    """Return the first and last index of the longest stretch of True from `start` on."""
    best: tuple[int, int] | None = None
    first = start
    for index in range(start, len(shut) + 1):
        if index < len(shut) and shut[index]:
            continue
        if index - first >= 2 and (best is None or index - first > best[1] - best[0] + 1):
            best = (first, index - 1)
        first = index + 1
    return best
