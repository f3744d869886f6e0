"""One sentence per step that says what the unit did, composed from the numbers and nothing else."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cells import GATES
from cells.notation import symbols
from views import numbers
from views.left_alone import forced
from views.reading import Asks, Reading
from views.story import EXPECTED, SHUT, beats, meaning, refused

Kind = Literal["plain", "gate", "up", "down", "strong", "name"]

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
    "[": "the opening square bracket",
    "]": "the closing square bracket",
    '"': "the quotation mark",
    "“": "the opening quotation mark",
    "”": "the closing quotation mark",
    "'": "the apostrophe",
    "’": "the apostrophe",
    "…": "the ellipsis",
    "–": "the dash",
    "—": "the dash",
    "/": "the slash",
    "&": "the ampersand",
}

HALFWAY, WIDE = 0.3, 0.7
"""From the first on a gate opens halfway, from the second on it simply opens."""

_EVEN = 1.1
"""Up to this ratio two words are called about equally likely."""

_LONGEST_WORD = 24

_ASKED: Mapping[Asks, str] = {
    "next": "the next word",
    "word": "the word here",
    "class": "the class here",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence and how it is coloured, its text as Ng would write it.

    With a `quantity` it is that quantity's symbol and number at this step, or ("name") its name:
    in another notation it is written otherwise.
    """

    text: str
    kind: Kind = "plain"
    quantity: str = ""


_UPDATE_GATE = Span("update gate", "name", "update")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one unit did at one step: all the numbers a sentence is made of.

    A gate that is not learned is None, and the output gate also before it matters: at any step but
    the deciding one. `likely` is the probability of the two words of the pair together. `letters`
    are the symbols of the candidate and the memory. `forced` names what surgery holds here, and
    `alone` is the log-odds without it. `signed` says that gates are tanh and can be below 0, `tied`
    that 1 minus the update gate is kept. Without a `pair` nothing is said of what comes next, and
    `asks` tells of what the two of a pair are.
    """

    word: str
    unit: int
    update: float | None
    forget: float | None
    output: float | None
    keeps: bool
    candidate: float
    before: float
    after: float
    letters: tuple[str, str]
    log_odds: float
    likely: float
    pair: tuple[str, str] | None
    held: str | None
    offered: str | None
    refused: bool
    reset: float | None = None
    forced: frozenset[str] = frozenset()
    alone: float | None = None
    signed: bool = False
    tied: bool = False
    asks: Asks = "next"


def facts(reading: Reading, unit: int, step: int) -> Facts:
    """Collect the numbers of one unit at one step (0-based)."""
    wiring = reading.trace.wiring
    table = symbols(wiring, "ng", reading.trace.curves)
    after = float(reading.track("cell", unit)[step])
    candidate = float(reading.track("candidate", unit)[step])
    gate = {name: _gate_value(reading, name, unit, step) for name in GATES}
    held = frozenset(name for name, where in forced(reading, unit).items() if where[step])
    deciding = reading.form is not None or step == beats(reading, unit).verdict
    return Facts(
        word=reading.words[step],
        unit=unit,
        update=gate["update"],
        forget=gate["forget"],
        output=gate["output"] if deciding or "output" in held else None,
        keeps=wiring.forget != "shut",
        candidate=candidate,
        before=float(reading.before(unit)[step]),
        after=after,
        letters=(table["candidate"].plain, table["cell"].plain),
        log_odds=float(reading.log_odds[step]),
        likely=float(reading.probabilities[step].sum()),
        pair=reading.pair if reading.foresees else None,
        held=meaning(reading, unit, after),
        offered=meaning(reading, unit, candidate),
        refused=step in refused(reading, unit),
        reset=gate["reset"],
        forced=held,
        alone=None if reading.alone is None else float(reading.alone.log_odds[step]),
        signed=reading.trace.curves.gates == "tanh",
        tied=wiring.forget == "tied",
        asks=reading.asks,
    )


def narrate(facts: Facts) -> tuple[Span, ...]:
    """Compose the sentence of one step."""
    replaced = facts.update is None and not facts.keeps
    memory = _replaced(facts) if replaced else (*_gate(facts), *_memory(facts))
    return (*memory, *_reset(facts), *_output(facts), *_verdict(facts))


def verdict_from(facts: Facts) -> int:
    """Return at which span of a step's sentence it begins to tell what comes next."""
    return len(narrate(facts)) - len(tuple(_verdict(facts)))


def text(spans: tuple[Span, ...]) -> str:
    """Return a sentence without its colours."""
    return "".join(span.text for span in spans)


def name(word: str) -> str:
    """Return how a word is called in a sentence: in quotation marks, a mark by its name."""
    if word in _MARKS:
        return _MARKS[word]
    if len(word) == 1 and unicodedata.category(word)[0] == "P":
        return f"the sign “{word}”"
    short = word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"
    return f"“{short}”"


def _gate_value(reading: Reading, gate: str, unit: int, step: int) -> float | None:
    if gate not in reading.trace.wiring.learned:
        return None
    return float(reading.track(gate, unit)[step])


def _gate(facts: Facts) -> Iterator[Span]:
    """Say what the update gate did and what the cell would write."""
    called = name(facts.word)
    if facts.update is None:
        yield from (Span("There is no "), _UPDATE_GATE)
        yield Span(f": at {called} unit {facts.unit} takes in all of ")
        yield from _offer(facts)
        return
    value = Span(f"Γu\u00a0=\u00a0{numbers.gate(facts.update)}", "gate", "update")
    if "update" in facts.forced:
        yield from (Span("The "), _UPDATE_GATE)
        yield Span(f" of unit {facts.unit} is {_position(facts.update)} at {called} (")
        yield from (value, Span(f") and {_passage(facts.update)}"), *_offer(facts))
    elif facts.update <= -SHUT:
        yield from (Span("The "), _UPDATE_GATE)
        yield Span(f" of unit {facts.unit} is below 0 at {called} (")
        yield from (value, Span(") and writes the opposite of "), *_offer(facts))
        if facts.tied:
            kept = numbers.two(1 - facts.update)
            yield from (Span("; the memory before is taken "), Span(f"{kept} times", "gate"))
    elif facts.update >= SHUT:
        how, amount = _opening(facts.update)
        yield from (Span("The "), _UPDATE_GATE)
        yield Span(f" of unit {facts.unit} opens{how} at {called} (")
        yield from (value, Span(f") and lets in {amount}"), *_offer(facts))
    elif facts.refused:
        yield Span(f"At {called} the cell would write ")
        yield from (*_offer(facts), Span(", but the "), _UPDATE_GATE)
        yield from (Span(" is shut ("), value, Span(")"))
    else:
        yield from (Span("The "), _UPDATE_GATE, Span(f" stays shut at {called} ("))
        yield from (value, Span(")"))


def _position(value: float) -> str:
    """Say how surgery holds a gate; at which number, each notation says for itself."""
    return {0.0: "forced shut", 1.0: "forced open"}.get(value, "held")


def _passage(update: float) -> str:
    return {0.0: "keeps out ", 1.0: "lets in "}.get(update, "lets in part of ")


def _opening(update: float) -> tuple[str, str]:
    if update >= WIDE:
        return "", ""
    return (" halfway", "part of ") if update >= HALFWAY else (" a little", "a little of ")


def _offer(facts: Facts) -> Iterator[Span]:
    number = f"{facts.letters[0]}\u00a0=\u00a0{numbers.two(facts.candidate)}"
    if facts.offered is None:
        yield Span(number, _sign(facts.candidate), "candidate")
        return
    yield Span(facts.offered, _sign(facts.candidate))
    yield from (Span(" ("), Span(number, quantity="candidate"), Span(")"))


def _memory(facts: Facts) -> Iterator[Span]:
    """Say what became of the memory, and how much of it a forget gate kept."""
    if facts.forget is not None:
        how = f", {_position(facts.forget)}," if "forget" in facts.forced else ""
        if facts.signed:
            yield Span(f"; the forget gate{how} multiplies what was held by ")
            yield Span(numbers.gate(facts.forget), "gate")
        else:
            yield Span(f"; the forget gate{how} keeps ")
            yield Span(numbers.percent(facts.forget), "gate")
    yield Span(f"; {'but ' if 'cell' in facts.forced else ''}unit {facts.unit} ")
    yield from _move(facts)


def _move(facts: Facts) -> Iterator[Span]:
    before, after = numbers.two(facts.before), numbers.two(facts.after)
    if "cell" in facts.forced:
        yield Span("is silenced: ")
        yield Span(f"{facts.letters[1]}\u00a0=\u00a0{after}", quantity="cell")
        return
    yield Span("stays at " if before == after else f"goes from {before} to ")
    yield Span(f"{facts.letters[1]}\u00a0=\u00a0{after}", _sign(facts.after), "cell")
    if facts.held is not None:
        yield Span(", ")
        yield Span(facts.held, _sign(facts.after))


def _replaced(facts: Facts) -> Iterator[Span]:
    """Say what becomes of a memory that no gate guards: the candidate takes its place."""
    anew = f": {name(facts.word)} writes all of it anew; it "
    yield Span(f"No gate guards unit {facts.unit}{', but it ' if 'cell' in facts.forced else anew}")
    yield from _move(facts)


def _reset(facts: Facts) -> Iterator[Span]:
    """Say of a reset gate only that it is forced: it acts on the candidates of all units."""
    if facts.reset is not None and "reset" in facts.forced:
        yield Span("; its ")
        yield Span("reset gate", "name", "reset")
        yield Span(f" is {_position(facts.reset)} (")
        yield Span(f"Γr\u00a0=\u00a0{numbers.gate(facts.reset)}", "gate", "reset")
        yield Span(")")


def _output(facts: Facts) -> Iterator[Span]:
    """Say at the deciding step how far the memory is let out to the verdict."""
    if facts.output is not None:
        how = f", {_position(facts.output)}," if "output" in facts.forced else ""
        if facts.signed:
            yield Span(f"; the output gate{how} shows it multiplied by ")
            yield Span(numbers.gate(facts.output), "gate")
            return
        yield Span(f"; the output gate{how} lets ")
        yield Span(numbers.percent(facts.output), "gate")
        yield Span(" of it out")


def _verdict(facts: Facts) -> Iterator[Span]:
    """Say which word of the pair is the likelier one to come next."""
    if facts.pair is None:
        yield Span(".")
        return
    first, second = (word if facts.asks == "class" else name(word) for word in facts.pair)
    asked = _ASKED[facts.asks]
    ratio = float(np.exp(min(abs(facts.log_odds), 50.0)))
    likelier, other = (first, second) if facts.log_odds > 0 else (second, first)
    times = Span(f"{numbers.times(ratio)} times", "strong")
    end = f"{_alone(facts)}."
    if facts.likely <= EXPECTED:
        yield Span(f". Neither {first} nor {second} is likely as {asked}")
        if ratio >= _EVEN:
            yield from (Span(f"; of the two, {likelier} is "), times, Span(" as likely"))
        yield Span(end)
    elif ratio < _EVEN:
        yield Span(f". As {asked}, {first} and {second} are about equally likely{end}")
    else:
        yield from (
            Span(f". As {asked}, {likelier} is "),
            times,
            Span(f" as likely as {other}{end}"),
        )


def _alone(facts: Facts) -> str:
    """Say what the verdict is without surgery, where that changes it."""
    if facts.alone is None or facts.pair is None:
        return ""
    ratio = float(np.exp(min(abs(facts.alone), 50.0)))
    same = facts.alone * facts.log_odds > 0 and abs(facts.log_odds) >= np.log(_EVEN)
    if same or ratio < _EVEN:
        return ""
    likelier = facts.pair[0] if facts.alone > 0 else facts.pair[1]
    likelier = likelier if facts.asks == "class" else name(likelier)
    return f"; left alone, {likelier} is {numbers.times(ratio)} times as likely"


def _sign(value: float) -> Kind:
    if numbers.two(value) == "0.00":
        return "plain"
    return "up" if value > 0 else "down"
