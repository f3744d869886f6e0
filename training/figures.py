"""How well a reader reads: the figures of its card.

Every figure is measured on sentences of the grammar whose nouns, verbs and adjectives were held
out of training, drawn with a fixed seed, so that a card can be recomputed to the digit.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import torch

from cells.readers import Reader
from training.carriers import number_reports
from training.cases import Cases, embed
from training.grammar import Agreement, Grammar, Sentence
from training.lexicon import load_lexicon

SEED = 20_000
"""Seed of all test sentences; training seeds are far from it."""

PER_CONSTRUCTION = 500
TOLERANCE = 0.01
"""Another machine rounds otherwise: that may turn a few verdicts of five hundred, and no more."""

DISTANCES = (0, 5, 10, 20, 50, 100)

Agreements = Sequence[tuple[Sentence, Agreement]]


def figures(reader: Reader, per_construction: int = PER_CONSTRUCTION) -> dict[str, Any]:
    """Measure a reader and return the figures of its card, shares in [0, 1] to 4 digits."""
    by_construction = {
        name: _accuracy(reader, held_out(name, None, per_construction))
        for name in _grammar().constructions
        if held_out(name, None, per_construction)
    }
    by_distance = {
        str(words): _accuracy(reader, held_out(None, words, per_construction))
        for words in DISTANCES
    }
    story = embed(reader, story_cases(2 * per_construction))
    measured: dict[str, Any] = _rounded(
        {
            "story": story.accuracy(story.read(reader)),
            "mean": sum(by_construction.values()) / len(by_construction),
            "constructions": by_construction,
            "distances": by_distance,
            "gates": _gate_shares(reader, story),
            "units": {"number": number_reports(reader, story)},
        }
    )
    return measured


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    return Grammar(load_lexicon(), "held-out", SEED)


@lru_cache(maxsize=256)
def held_out(construction: str | None, distance: int | None, count: int) -> Agreements:
    """Return about `count` agreements from held-out sentences of one construction or distance.

    An agreement counts when its subject comes before its verb: only then can reading tell.
    """
    grammar = Grammar(load_lexicon(), "held-out", SEED)
    found: list[tuple[Sentence, Agreement]] = []
    for _ in range(4 * count):
        sentence = grammar.sentence(construction, distance)
        found += [(sentence, a) for a in sentence.agreements if a.subject < a.verb]
        if len(found) >= count:
            break
    return tuple(found[:count])


@lru_cache(maxsize=4)
def story_cases(count: int) -> Agreements:
    """Return `count` cases "the X which already ate the apples" + was/were, X held out."""
    rest = ("which", "already", "ate", "the", "apples")
    cases: list[tuple[Sentence, Agreement]] = []
    sides: tuple[tuple[Literal["NN", "NNS"], Literal["singular", "plural"], str, str], ...] = (
        ("NN", "singular", "was", "were"),
        ("NNS", "plural", "were", "was"),
    )
    for kind, number, verb, other in sides:
        for noun, tag in _nouns(kind)[: count // 2]:
            words = ("the", noun, *rest, verb)
            agreement = Agreement(subject=1, verb=len(words) - 1, number=number, other=other)
            tags = ("the", tag, "which", "already", "ate", "the", "NNS_food", verb)
            cases.append((Sentence(words, tags, (agreement,), (), "story"), agreement))
    return tuple(cases)


def _nouns(kind: Literal["NN", "NNS"]) -> list[tuple[str, str]]:
    """Return (word, tag) of the held-out nouns of one number that are nothing else before all."""
    lexicon = load_lexicon()
    entries = [e for e in lexicon.entries if e.split == "held-out" and e.tag.split("_")[0] == kind]
    return [
        (e.word, e.tag)
        for e in sorted(entries, key=lambda e: (-e.frequency, e.word))
        if lexicon.tag_of(e.word) == e.tag and not e.tag.endswith("_same")
    ]


def _accuracy(reader: Reader, agreements: Agreements) -> float:
    cases = embed(reader, agreements)
    return cases.accuracy(cases.read(reader))


def _gate_shares(reader: Reader, cases: Cases) -> dict[str, dict[str, float]]:
    """Return, for every learned gate, the shares of its values below 0.1 and above 0.9."""
    with torch.no_grad():
        steps = reader.cell.walk(cases.x)
    shares: dict[str, dict[str, float]] = {}
    for gate in reader.wiring.learned:
        values = torch.stack([getattr(step, gate) for step in steps])
        shares[gate] = {
            "below": float((values < 0.1).float().mean()),
            "above": float((values > 0.9).float().mean()),
        }
    return shares


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list) else value


def differences(now: Any, card: Any, path: str = "") -> list[str]:
    """Return where measured figures are further from a card's than `TOLERANCE`, in words."""
    if isinstance(now, Mapping) and isinstance(card, Mapping) and set(now) == set(card):
        return [d for key in now for d in differences(now[key], card[key], f"{path} {key}")]
    if isinstance(now, list) and isinstance(card, list | tuple) and len(now) == len(card):
        pairs = enumerate(zip(now, card, strict=True))
        return [d for i, (a, b) in pairs for d in differences(a, b, f"{path} {i}")]
    if isinstance(now, float) and isinstance(card, int | float):
        return [f"{path}: {now}, card {card}"] if abs(now - card) > TOLERANCE else []
    return [] if now == card else [f"{path}: {now!r}, card {card!r}"]
