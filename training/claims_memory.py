"""What lectures say of the memory, tried on readers: what is kept, dropped, spread, or grows."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from cells import Reader
from cells.fast import Run, run
from training.cases import Contrast, embed
from training.claims_gates import COUNT
from training.grammar import Grammar, Sentence
from training.held_out import SEED, apart, held_out
from training.highway import left_of
from training.lexicon import load_lexicon

BETWEEN = 10
"""Words between a subject and its verb, or up to a fifth more, where what is kept is measured."""

AFTER = 3
"""Words after a verb by which what it needed may have been dropped."""

_SAME, _UNIT_SAME = 0.01, 0.1
"""Shares by which a memory may have moved to be called the same, exactly or nearly."""

GROWN = (10, 100, 1_000, 10_000)
"""Lengths of text after which the largest memory is taken."""


@torch.no_grad()
def equal(reader: Reader, unit: int) -> dict[str, float]:
    """Return by what share of itself the memory moved from the subject to before its verb."""
    cases = embed(reader, apart(BETWEEN, COUNT))
    column = torch.arange(len(cases.until))
    cell = cases.read(reader).cell
    then, now = cell[cases.at, column], cell[cases.until - 1, column]
    each = ((now - then).abs() / then.abs()).double()
    whole = ((now - then).norm(dim=1) / then.norm(dim=1)).double()
    return {
        "unit": float(each[:, unit].median()),
        "vector": float(whole.median()),
        "same": float((each < _SAME).double().mean()),
        "nearly": float((each < _UNIT_SAME).double().mean()),
    }


@torch.no_grad()
def freed(reader: Reader, unit: int) -> dict[str, float]:
    """Return how much of what was written at the subject is left before its verb and after it.

    `span` is what is left over as many words that lie before the verb.
    """
    contrasts = finished(COUNT)
    cases = embed(reader, contrasts)
    read, verb = cases.read(reader), cases.until - 1 - AFTER
    return {
        "before": _median(read, unit, cases.at, verb - 1),
        "after": _median(read, unit, cases.at, verb + AFTER),
        "passing": _median(read, unit, verb - 1, verb + AFTER),
        "span": _median(read, unit, verb - 2 - AFTER, verb - 1),
    }


def _median(read: Run, unit: int, written: Tensor, now: Tensor) -> float:
    return float(left_of(read, unit, written, now).median())


@lru_cache(maxsize=2)
def finished(count: int) -> Sequence[Contrast]:
    """Return sentences that go on for `AFTER` words after a verb that has all they need to know.

    Nothing agrees with the subject after its verb, and enough words lie between the two to see what
    as many of them leave of a memory. The last word of each is the `AFTER`th after the verb.
    """
    grammar = Grammar(load_lexicon(), "held-out", SEED)
    found: list[Contrast] = []
    while len(found) < count:
        found += _finished(grammar.sentence())
    return tuple(found[:count])


def _finished(sentence: Sentence) -> list[Contrast]:
    if len(sentence.agreements) != 1:
        return []
    (one,) = sentence.agreements
    enough = one.verb - one.subject > AFTER + 2 and len(sentence.words) > one.verb + AFTER
    if not enough or {".", "?"} & set(sentence.words[: one.verb + AFTER + 1]):
        return []
    return [replace(Contrast.of(sentence, one), words=sentence.words[: one.verb + AFTER + 1])]


@torch.no_grad()
def largest(reader: Reader, words: int) -> float:
    """Return the largest |c| after a text of so many words."""
    x = reader.embedding(text(words))[:, None]
    return float(run(reader.cell, x).cell[-1].abs().max())


def text(words: int) -> list[str]:
    """Return the first words of held-out sentences, one after the other."""
    every = [
        word for case in held_out(None, None, 2_000) for word in (*case.words, case.right, ".")
    ]
    return (every * (words // len(every) + 1))[:words]


def grown(reader: Reader) -> dict[str, float]:
    """Return the largest |c| after texts of several lengths."""
    return {str(words): largest(reader, words) for words in GROWN}


def bits(reader: Reader) -> dict[str, Any]:
    """Return which unit matters most for number and for food, and what silencing it costs."""
    number, food = (reader.units(concept)[0] for concept in ("number", "food"))
    return {
        "number": number.unit,
        "food": food.unit,
        "silenced": number.silenced,
        "another": number.silenced_other,
    }


def report(reader: Reader) -> dict[str, Any]:
    """Return all that is told of the memory of a gated reader."""
    unit = reader.units("number")[0].unit
    return {"equal": equal(reader, unit), "freed": freed(reader, unit), "bits": bits(reader)}
