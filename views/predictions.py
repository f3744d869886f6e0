"""Predict, then reveal: questions that a reading answers, each with the reason in its numbers."""

from dataclasses import dataclass
from math import exp

import numpy as np

import cells
from views.numbers import gate as written
from views.numbers import percent, two
from views.reading import Reading

CLEAR = 0.1
"""How far from its threshold an answer must lie: nobody is asked what hangs in the balance."""

OPEN = 0.5
"""From here on a gate counts as open."""

_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the answers to choose from, which is right (0-based), and why."""

    ask: str
    answers: tuple[str, ...]
    right: int
    why: str


def verdict(reading: Reading, at: int) -> Question | None:
    """Ask which word of the pair comes next; None where the reader itself can hardly tell."""
    first, second = reading.pair
    odds = float(reading.log_odds[at])
    chance = 1 / (1 + exp(-odds)) if odds > -700 else 0.0
    if abs(chance - 0.5) < CLEAR:
        return None
    right = 0 if odds > 0 else 1
    return Question(
        f"After “{reading.words[at]}”: {first} or {second}?",
        (first, second),
        right,
        f"Of the two, {(first, second)[right]} has {percent(max(chance, 1 - chance))}: the "
        f"log-odds of {first} are {two(odds)}.",
    )


def gate(reading: Reading, at: int, unit: int, name: str = "update") -> Question | None:
    """Ask whether a gate of a unit opens at the word after `at`; None where it half does."""
    if at + 1 >= len(reading) or name not in reading.trace.wiring.learned:
        return None
    Γ = float(reading.track(name, unit)[at + 1])
    if abs(Γ - OPEN) < CLEAR:
        return None
    word = reading.words[at + 1]
    opens = OPEN < Γ
    return Question(
        f"Will the {name} gate of unit {unit} open at “{word}”?",
        ("it opens", "it stays shut"),
        0 if opens else 1,
        f"It {'opens' if opens else 'stays shut'} at “{word}”: it stands at {written(Γ)}.",
    )


def writer(reading: Reading, at: int, unit: int) -> Question | None:
    """Ask which word wrote most of a unit's memory after word `at`; None where two wrote alike."""
    contributions = np.abs(cells.provenance(reading.trace, at)[: at + 1, unit])
    whole = float(contributions.sum())
    if at < 1 or not whole:
        return None
    shares = contributions / whole
    order = np.argsort(-shares, kind="stable")
    if shares[order[0]] - shares[order[1]] < CLEAR:
        return None
    choices = _apart(reading, [int(step) for step in order])
    best = int(order[0])
    return Question(
        f"Which word wrote most of what unit {unit} remembers after “{reading.words[at]}”?",
        tuple(reading.words[step] for step in choices),
        choices.index(best),
        f"“{reading.words[best]}” (word {best + 1}) wrote {percent(float(shares[best]))} of it.",
    )


def _apart(reading: Reading, order: list[int]) -> list[int]:
    """Return steps of different words, the first of an order among them, as they are read."""
    chosen: dict[str, int] = {}
    for step in order:
        chosen.setdefault(reading.words[step], step)
    return sorted(list(chosen.values())[:_CHOICES])


def keep(reading: Reading, at: int, unit: int) -> Question | None:
    """Ask what Cho's z is at a word, where 1 means keep; None where it hardly differs from Γu."""
    wiring = reading.trace.wiring
    if wiring.update != "learned" or wiring.forget != "tied":
        return None
    Γu = float(reading.track("update", unit)[at])
    if abs(Γu - OPEN) < CLEAR:
        return None
    low, high = written(min(Γu, 1 - Γu)), two(max(Γu, 1 - Γu))
    right = 0 if Γu > OPEN else 1
    return Question(
        f"What is z of unit {unit} at “{reading.words[at]}” in Cho 2014, where 1 means keep?",
        (low, high),
        right,
        f"There z = 1 − Γu, how much is kept, which is {(low, high)[right]} here.",
    )
