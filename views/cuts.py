"""Surgery as a link holds it: one text for all cuts, such as "update:8:0:open~silence:4-6:1,3".

A cut is GATE:WORDS:UNITS:VALUE, which holds a gate, or silence:WORDS:UNITS, which sets the memory
to 0; silence:UNITS does so at every word. `~` stands between two cuts. WORDS count from 1, as on
screen, and UNITS from 0; both are numbers and ranges, "0,3-7", or "all" ("*" is read as well).
VALUE is "open", "shut" or a number from 0 to 1 with at most six decimals.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cells import GATES, Clamp, Silence, Wiring
from cells.surgery import held

Cut = Clamp | Silence

MOST = 24
"""Cuts that a walk holds at most."""

_LONGEST = 200
"""Characters of one cut."""

_ALL = ("all", "*")
_RANGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", re.ASCII)
_VALUE = re.compile(r"0|1|1\.0{1,6}|0?\.[0-9]{1,6}", re.ASCII)
_NAMED = {"open": 1.0, "shut": 0.0}
_SUCH = "such as update:8:0:open or silence:0"


def write(cuts: Iterable[Cut]) -> str:
    """Return cuts as the text of a link; "" where there are none.

    Raises:
        ValueError: a cut silences the hidden state, which no link holds.
    """
    return "~".join(_written(cut) for cut in cuts)


def parse(text: str) -> tuple[tuple[Cut, ...], str | None]:
    """Read the text of a link: the cuts in it that are some, and one sentence on the others."""
    pieces = text.split("~", MOST)[:MOST] if text else []
    found = [_read(piece) for piece in pieces]
    return tuple(cut for cut in found if cut), _complaint(text, found.count(None))


def fitting(
    cuts: Sequence[Cut], wiring: Wiring, words: int, units: int
) -> tuple[tuple[Cut, ...], list[str]]:
    """Return what of a surgery fits a sentence of so many words and a reader, and what to say.

    Words and units that are not there are left out of a cut; a cut of a wired gate, or one that
    contradicts an earlier cut, is left out as a whole.
    """
    if _refused(cuts, wiring, words, units) is None:  # as a rule, and by far the quickest
        return tuple(cuts), []
    kept: list[Cut] = []
    said: dict[str, None] = {}
    for cut in cuts:
        within = _within(cut, words, units)
        if within != cut:
            said[_beyond(cut, words, units)] = None
        if within is None:
            continue
        if error := _refused([*kept, within], wiring, words, units):
            said[f"{error} That change was taken back."] = None
        else:
            kept.append(within)
    return tuple(kept), list(said)


def _refused(cuts: Sequence[Cut], wiring: Wiring, words: int, units: int) -> str | None:
    """Return why a surgery cannot be done; None where it can."""
    try:
        held(cuts, wiring, words, units)
    except ValueError as error:
        return str(error)
    return None


def _written(cut: Cut) -> str:
    units, words = _numbers(cut.units), _numbers(cut.steps, first=1)
    if isinstance(cut, Clamp):
        return f"{cut.gate}:{words}:{units}:{_number(float(cut.value))}"
    if cut.of != "cell":
        raise ValueError("A link holds no surgery on the hidden state.")
    return f"silence:{units}" if cut.steps is None else f"silence:{words}:{units}"


def _numbers(chosen: Sequence[int] | None, first: int = 0) -> str:
    """Write whole numbers in order, runs of them as ranges: "0,3-7"."""
    if chosen is None:
        return "all"
    runs: list[list[int]] = []
    for number in sorted({each + first for each in chosen}):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _number(value: float) -> str:
    named = {number: name for name, number in _NAMED.items()}
    return named.get(round(value, 6)) or f"{value:.6f}".rstrip("0")


def _read(piece: str) -> Cut | None:
    """Read one cut; None where it is none."""
    name, *parts = piece.split(":", 4)
    if len(piece) > _LONGEST:
        return None
    try:
        if name == "silence" and len(parts) in (1, 2):
            *words, units = parts
            steps = _chosen(words[0], first=1) if words else None
            return Silence(units=_chosen(units), steps=steps)
        if name in GATES and len(parts) == 3:
            words_of, units, value = parts
            return Clamp(name, _chosen(units), _chosen(words_of, first=1), _value(value))
    except ValueError:
        pass
    return None


def _chosen(text: str, first: int = 0) -> tuple[int, ...] | None:
    """Read numbers and ranges that count from `first`, in order; None for all.

    Raises:
        ValueError: this is neither.
    """
    if text in _ALL:
        return None
    chosen: set[int] = set()
    for part in text.split(","):
        if not (match := _RANGE.fullmatch(part)):
            raise ValueError(part)
        low, high = int(match[1]), int(match[2] or match[1])
        if not first <= low <= high:
            raise ValueError(part)
        chosen |= set(range(low - first, high - first + 1))
    return tuple(sorted(chosen))


def _value(text: str) -> float:
    if text in _NAMED:
        return _NAMED[text]
    if not _VALUE.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _complaint(text: str, wrong: int) -> str | None:
    count, said = text.count("~") + 1, []
    if count > MOST:
        said.append(f"it has {count:,} changes, of which the first {MOST} are kept")
    if wrong:
        those = "1 of them is" if wrong == 1 else f"{wrong} of them are"
        said.append(f"{those} not written {_SUCH}, and left out")
    return f"About the changes in this link: {'; '.join(said)}." if said else None


def _within(cut: Cut, words: int, units: int) -> Cut | None:
    """Return the part of a cut that is there; None where nothing of it is."""
    steps, chosen = _below(cut.steps, words), _below(cut.units, units)
    if steps == () or chosen == ():
        return None
    return replace(cut, steps=steps, units=chosen)


def _below(chosen: Sequence[int] | None, count: int) -> tuple[int, ...] | None:
    return None if chosen is None else tuple(each for each in chosen if each < count)


def _beyond(cut: Cut, words: int, units: int) -> str:
    if _below(cut.steps, words) != cut.steps:
        noun = "word" if words == 1 else "words"
        return f"This sentence has {words} {noun}: what was changed beyond its end was taken back."
    return f"This reader has units 0 to {units - 1}: what was changed in others was taken back."
