"""A question that anybody can be asked of a reading: what is covered, the answers, and the why."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from views import numbers
from views.narration import Span, name, text
from views.predictions import OPEN
from views.reading import Reading
from views.story import meaning
from views.writers import Writers

Kind = Literal["verdict", "update", "forget", "writer"]

MOST_OPTIONS = 4
"""How many words there are to choose a writer from, at most."""

_MAINLY = 0.5
"""From this share on a memory is called that of the word that wrote it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked after the word `step` (0-based), with all words after it covered.

    The word `reveals` is the one at which the truth is seen: `step` itself where it is what comes
    next, a later one else. `answer` is the right one of the `options` (0-based). In `ask` and `why`
    symbols and gates are spans of their own, so that a screen can speak another notation.
    """

    kind: Kind
    step: int
    reveals: int
    unit: int
    ask: tuple[Span, ...]
    options: tuple[str, ...]
    answer: int
    why: tuple[Span, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the question as plain data, its texts in Ng's notation."""
        return {
            "kind": self.kind,
            "step": self.step,
            "reveals": self.reveals,
            "unit": self.unit,
            "text": text(self.ask),
            "options": list(self.options),
            "answer": self.answer,
            "why": text(self.why),
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom questions are about: a unit of a reading, and who wrote its memory."""

    reading: Reading
    unit: int
    writers: Writers

    @property
    def called(self) -> str:
        """What the unit is called: "the number unit" where it carries that wholly."""
        for carrier in self.reading.carriers:
            if carrier.unit == self.unit and carrier.label == carrier.name:
                return f"the {carrier.name} unit"
        return f"unit {self.unit}"

    def label(self, step: int, among: int) -> str:
        """Return what a word is called; one that comes twice up to word `among` says which."""
        word = self.reading.words[step]
        is_repeated = self.reading.words[: among + 1].count(word) > 1
        number = self.reading.first + step + 1
        return f"{name(word)} (word\u00a0{number})" if is_repeated else name(word)


def verdict(subject: Subject, step: int) -> Asked:
    """Ask which word of the pair is likelier to come next."""
    reading = subject.reading
    first, second = (name(word) for word in reading.pair)
    odds = float(reading.log_odds[step])
    chances = [numbers.percent(float(p)) for p in reading.probabilities[step]]
    ratio = numbers.times(float(np.exp(min(abs(odds), 50.0))))
    better, worse = (first, second) if odds > 0 else (second, first)
    p, q = chances if odds > 0 else chances[::-1]
    share = numbers.percent(float(reading.share(subject.unit)[step]))
    ask = Span(f"Which is likelier to come after {name(reading.words[step])}: {first} or {second}?")
    why = (
        Span(f"{better} is "),
        Span(f"{ratio} times", "strong"),
        Span(f" as likely as {worse}, {p} against {q}; {subject.called} decides {share} of it."),
    )
    answer = 0 if odds > 0 else 1
    return Asked("verdict", step, step, subject.unit, (ask,), reading.pair, answer, why)


def update(subject: Subject, step: int) -> Asked:
    """Ask whether the update gate opens at the next word."""
    at, reading = step + 1, subject.reading
    Γ = float(reading.track("update", subject.unit)[at])
    value = Span(f"Γu\u00a0=\u00a0{numbers.gate(Γ)}", "gate", "update")
    opens = Γ > OPEN
    how = _let_in(subject, at, Γ) if opens else _kept_out(subject, at, Γ)
    ask = (
        Span("Will the "),
        Span("update gate", "name", "update"),
        Span(f" of {subject.called} open at {name(reading.words[at])}?"),
    )
    why = (Span(f"It {'opens' if opens else 'stays shut'} ("), value, Span(")"), *how)
    options = ("it opens", "it stays shut")
    return Asked("update", step, at, subject.unit, ask, options, int(not opens), why)


def _let_in(subject: Subject, at: int, Γ: float) -> tuple[Span, ...]:
    """Say what an open gate does: it replaces the memory where it is tied, else it adds to it."""
    candidate = float(subject.reading.track("candidate", subject.unit)[at])
    said = meaning(subject.reading, subject.unit, candidate)
    offer = numbers.two(candidate) + (f", {said}" if said else "")
    word = name(subject.reading.words[at])
    if subject.reading.trace.wiring.forget == "tied":
        of_it = f", so {numbers.percent(Γ)} of the memory is now what {word} writes: {offer}."
    else:
        of_it = f" and lets in {numbers.percent(Γ)} of what {word} writes: {offer}."
    return (Span(of_it),)


def _kept_out(subject: Subject, at: int, Γ: float) -> tuple[Span, ...]:
    word = name(subject.reading.words[at])
    if subject.reading.trace.wiring.forget == "tied":
        stays = numbers.percent(1 - Γ)
        return (Span(f", so {stays} of {_memory(subject, at - 1)} stays."),)
    return (Span(f": {numbers.percent(Γ)} of what {word} would write gets in."),)


def _memory(subject: Subject, at: int) -> str:
    """Name a memory by the word that wrote most of it, where one did."""
    shares = subject.writers.shares(at)
    best = int(shares.argmax())
    mainly = shares[best] >= _MAINLY
    return f"the memory of {subject.label(best, at)}" if mainly else "the memory"


def forget(subject: Subject, step: int) -> Asked:
    """Ask whether the forget gate keeps the old memory at the next word."""
    at, reading = step + 1, subject.reading
    Γ = float(reading.track("forget", subject.unit)[at])
    old = float(reading.track("cell", subject.unit)[step])
    value = Span(f"Γf\u00a0=\u00a0{numbers.gate(Γ)}", "gate", "forget")
    keeps, left = Γ > OPEN, numbers.percent(Γ)
    said = meaning(reading, subject.unit, old)
    memory = f"{_memory(subject, step)}, {numbers.two(old)}{f' ({said})' if said else ''},"
    ask = (
        Span(f"At {name(reading.words[at])}, will the "),
        Span("forget gate", "name", "forget"),
        Span(f" of {subject.called} keep the old memory or drop it?"),
    )
    rest = f"so {left} of {memory} stays." if keeps else f"so only {left} of {memory} is left."
    why = (Span(f"It {'keeps' if keeps else 'drops'} it ("), value, Span(f"), {rest}"))
    options = ("it keeps it", "it drops it")
    return Asked("forget", step, at, subject.unit, ask, options, int(not keeps), why)


def writer(subject: Subject, step: int, at: int, choices: tuple[int, ...]) -> Asked:
    """Ask which of some words will have written most of the memory after word `at`."""
    reading, shares = subject.reading, subject.writers.shares(at)
    best, second = (int(s) for s in np.argsort(-shares, kind="stable")[:2])
    ask = Span(
        f"Which word will have written most of {subject.called}’s memory "
        f"after {subject.label(at, at)}?"
    )
    said = f"{subject.label(best, at)} wrote {numbers.percent(float(shares[best]))} of it"
    if reading.trace.wiring.forget == "shut":
        said += ": no gate keeps anything of the memory before."
    else:
        said += f", ahead of {_next(subject, at, second)}."
    options = tuple(subject.label(each, at) for each in choices)
    answer = choices.index(best)
    return Asked("writer", step, at, subject.unit, (ask,), options, answer, (Span(said),))


def _next(subject: Subject, at: int, second: int) -> str:
    """Say who comes next: a word, or in a part of a longer reading all the words before it."""
    share, before = float(subject.writers.shares(at)[second]), subject.writers.before(at)
    if before > share:
        return f"all before word\u00a0{subject.reading.first + 1} with {numbers.percent(before)}"
    return f"{subject.label(second, at)} with {numbers.percent(share)}"
