"""One sentence per step that says what the unit did, composed from the numbers and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cells.notation import symbols
from views import numbers
from views.reading import Reading
from views.story import OPEN, SHUT, meaning, refused

Kind = Literal["plain", "gate", "up", "down", "strong"]

_MARKS = {
    ",": "the comma",
    ".": "the full stop",
    ";": "the semicolon",
    ":": "the colon",
    "!": "the exclamation mark",
    "?": "the question mark",
    "-": "the hyphen",
    "(": "the opening bracket",
    ")": "the closing bracket",
    '"': "the quotation mark",
}
_EVEN = 1.1
"""Up to this ratio two words are called about equally likely."""

_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence and how it is coloured."""

    text: str
    kind: Kind = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """What one unit did at one step: all the numbers a sentence is made of.

    A gate that is not learned is None. `letters` are the symbols of the candidate and the memory.
    """

    word: str
    unit: int
    update: float | None
    forget: float | None
    keeps: bool
    candidate: float
    before: float
    after: float
    letters: tuple[str, str]
    log_odds: float
    pair: tuple[str, str]
    held: str | None
    offered: str | None
    refused: bool


def facts(reading: Reading, unit: int, step: int) -> Facts:
    """Collect the numbers of one unit at one step (0-based)."""
    wiring = reading.trace.wiring
    table = symbols(wiring, "ng")
    after = float(reading.track("cell", unit)[step])
    candidate = float(reading.track("candidate", unit)[step])
    return Facts(
        word=reading.words[step],
        unit=unit,
        update=_learned(reading, "update", unit, step) if wiring.update == "learned" else None,
        forget=_learned(reading, "forget", unit, step) if wiring.forget == "learned" else None,
        keeps=wiring.forget != "shut",
        candidate=candidate,
        before=float(reading.before(unit)[step]),
        after=after,
        letters=(table["candidate"].plain, table["cell"].plain),
        log_odds=float(reading.log_odds[step]),
        pair=reading.pair,
        held=meaning(reading, unit, after),
        offered=meaning(reading, unit, candidate),
        refused=step in refused(reading, unit),
    )


def narrate(facts: Facts) -> tuple[Span, ...]:
    """Compose the sentence of one step."""
    replaced = facts.update is None and not facts.keeps
    memory = _replaced(facts) if replaced else (*_gate(facts), *_memory(facts))
    return (*memory, *_verdict(facts))


def text(spans: tuple[Span, ...]) -> str:
    """Return a sentence without its colours."""
    return "".join(span.text for span in spans)


def name(word: str) -> str:
    """Return how a word is called in a sentence: in quotation marks, a mark by its name."""
    if word in _MARKS:
        return _MARKS[word]
    short = word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"
    return f"“{short}”"


def _learned(reading: Reading, gate: str, unit: int, step: int) -> float:
    return float(reading.track(gate, unit)[step])


def _gate(facts: Facts) -> Iterator[Span]:
    """Say what the update gate did and what the cell would write."""
    called = name(facts.word)
    if facts.update is None:
        yield Span(f"There is no update gate: at {called} unit {facts.unit} takes in all of ")
        yield from _offer(facts)
        return
    value = Span(f"Γu\u00a0=\u00a0{numbers.gate(facts.update)}", "gate")
    if facts.update >= OPEN:
        yield Span(f"The update gate of unit {facts.unit} opens at {called} (")
        yield from (value, Span(") and lets in "), *_offer(facts))
    elif facts.update >= SHUT:
        yield Span(f"The update gate of unit {facts.unit} opens a little at {called} (")
        yield from (value, Span(") and lets in some of "), *_offer(facts))
    elif facts.refused:
        yield Span(f"At {called} the cell would write ")
        yield from (*_offer(facts), Span(", but the update gate is shut ("), value, Span(")"))
    else:
        yield Span(f"The update gate stays shut at {called} (")
        yield from (value, Span(")"))


def _offer(facts: Facts) -> Iterator[Span]:
    number = f"{facts.letters[0]}\u00a0=\u00a0{numbers.two(facts.candidate)}"
    if facts.offered is None:
        yield Span(number, _sign(facts.candidate))
        return
    yield Span(facts.offered, _sign(facts.candidate))
    yield Span(f" ({number})")


def _memory(facts: Facts) -> Iterator[Span]:
    """Say what became of the memory, and how much of it a forget gate kept."""
    if facts.forget is not None:
        yield Span("; the forget gate keeps ")
        yield Span(numbers.percent(facts.forget), "gate")
    before, after = numbers.two(facts.before), numbers.two(facts.after)
    if before == after:
        yield Span(f"; unit {facts.unit} stays at ")
    else:
        yield Span(f"; unit {facts.unit} goes from {before} to ")
    yield Span(f"{facts.letters[1]}\u00a0=\u00a0{after}", _sign(facts.after))
    if facts.held is not None:
        yield Span(", ")
        yield Span(facts.held, _sign(facts.after))


def _replaced(facts: Facts) -> Iterator[Span]:
    """Say what becomes of a memory that no gate guards: the candidate takes its place."""
    after = numbers.two(facts.after)
    yield Span(f"No gate guards unit {facts.unit}: at {name(facts.word)} it goes from ")
    yield Span(f"{numbers.two(facts.before)} to ")
    yield Span(f"{facts.letters[1]}\u00a0=\u00a0{after}", _sign(facts.after))
    if facts.held is not None:
        yield Span(", ")
        yield Span(facts.held, _sign(facts.after))


def _verdict(facts: Facts) -> Iterator[Span]:
    """Say which word of the pair is the likelier one to come next."""
    first, second = (name(word) for word in facts.pair)
    ratio = float(np.exp(min(abs(facts.log_odds), 50.0)))
    if ratio < _EVEN:
        yield Span(f". As the next word, {first} and {second} are about equally likely.")
        return
    likelier, other = (first, second) if facts.log_odds > 0 else (second, first)
    yield Span(f". As the next word, {likelier} is ")
    yield Span(f"{numbers.times(ratio)} times", "strong")
    yield Span(f" as likely as {other}.")


def _sign(value: float) -> Kind:
    if numbers.two(value) == "0.00":
        return "plain"
    return "up" if value > 0 else "down"
