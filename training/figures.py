"""How well a reader reads: the figures of its card.

Every figure is measured on sentences of the grammar whose nouns, verbs and adjectives were held
out of training, drawn with a fixed seed, so that a card can be recomputed to the digit.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import torch

from cells.readers import Reader
from training.carriers import unit_reports
from training.cases import Cases, Contrast, embed
from training.corpus import FOOD, held
from training.grammar import Grammar, Sentence
from training.highway import kept, old_left, opening
from training.lexicon import load_lexicon
from training.made_up import made_up_cases
from training.natural import Half, load_points

SEED = 20_000
"""Seed of all test sentences; training seeds are far from it."""

PER_CONSTRUCTION = 500
TOLERANCE = 0.01
"""Another machine rounds otherwise: that may turn a few verdicts of five hundred, and no more."""

DISTANCES = (0, 5, 10, 20, 50, 100)

RAREST = 40
"""Sentences looked through for each choice that is wanted; some constructions seldom have one."""

BEYOND = 80
"""Words between subject and verb that training sentences hardly ever have."""

STRETCHED = (
    *("prepositional-stacked", "subject-relative-past", "comma-relative", "insertion"),
    *("coordination-long", "topic"),
)
"""Constructions that can be stretched to any distance between subject and verb."""


def figures(reader: Reader, per_construction: int = PER_CONSTRUCTION) -> dict[str, Any]:
    """Measure a reader and return the figures of its card, shares in [0, 1] to 4 digits."""
    constructions = {
        name: _accuracy(reader, found)
        for name in _grammar().constructions
        if (found := held_out(name, None, per_construction))
    }
    story = embed(reader, story_cases(2 * per_construction))
    food = embed(reader, food_cases(per_construction))
    units = {
        "number": unit_reports(reader, "number", story),
        FOOD: unit_reports(reader, FOOD, food),
    }
    measured: dict[str, Any] = _rounded(
        {
            "story": story.accuracy(story.read(reader)),
            "mean": sum(constructions.values()) / len(constructions),
            "constructions": constructions,
            "distances": {
                str(words): _accuracy(reader, apart(words, per_construction)) for words in DISTANCES
            },
            "beyond": {
                name: _accuracy(reader, held_out(name, BEYOND, per_construction))
                for name in STRETCHED
            },
            "made_up": _accuracy(reader, made_up_cases(2 * per_construction, SEED)),
            "natural": {"open": _natural(reader, "open"), "kept": _natural(reader, "kept")},
            "gates": _gate_shares(reader, story),
            "units": units,
            "memory": _memory(reader, units["number"][0]["unit"], per_construction),
        }
    )
    return measured


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    return Grammar(load_lexicon(), "held-out", SEED)


@lru_cache(maxsize=256)
def held_out(construction: str | None, distance: int | None, count: int) -> Sequence[Contrast]:
    """Return about `count` choices from held-out sentences of one construction or distance.

    An agreement counts when its subject comes before its verb: only then can reading tell.
    """
    grammar = Grammar(load_lexicon(), "held-out", SEED)
    found: list[Contrast] = []
    for _ in range(RAREST * count):
        sentence = grammar.sentence(construction, distance)
        told = (a for a in sentence.agreements if a.subject < a.verb)
        found += [Contrast.of(sentence, agreement) for agreement in told]
        if len(found) >= count:
            break
    return tuple(found[:count])


@lru_cache(maxsize=16)
def apart(words: int | None, count: int) -> Sequence[Contrast]:
    """Return `count` choices about a subject that no other one stands around: what a unit can hold.

    With `words`, that many words or up to a fifth more stand between the subject and its verb.
    """
    grammar = Grammar(load_lexicon(), "held-out", SEED)
    most = 10_000 if words is None else words + words // 5
    found: list[Contrast] = []
    while len(found) < count:
        stretched = STRETCHED[len(found) % len(STRETCHED)] if words else None
        sentence = grammar.sentence(stretched, words or None)
        found += [
            Contrast.of(sentence, one)
            for one in held(sentence.agreements)
            if (words or 0) <= one.verb - one.subject - 1 <= most
        ]
    return tuple(found[:count])


@lru_cache(maxsize=4)
def story_cases(count: int) -> Sequence[Contrast]:
    """Return `count` cases "the X which already ate the apples" + was/were, X held out."""
    rest = ("which", "already", "ate", "the", "apples")

    def cases(nouns: Sequence[str], sign: int, *verbs: str) -> list[Contrast]:
        return [Contrast(("the", noun, *rest), 1, sign, *verbs) for noun in nouns[: count // 2]]

    return (*cases(_nouns("NN"), 1, "was", "were"), *cases(_nouns("NNS"), -1, "were", "was"))


@lru_cache(maxsize=4)
def food_cases(count: int) -> Sequence[Contrast]:
    """Return `count` choices between an adjective about food and one of another topic.

    Half of the sentences are about food; the wrong adjective is taken from one of the other half.
    """
    grammar = Grammar(load_lexicon(), "held-out", SEED)
    found: dict[bool, list[tuple[Sentence, int, int]]] = {True: [], False: []}
    while min(len(half) for half in found.values()) < count // 2:
        sentence = grammar.sentence("topic")
        for topic in sentence.topics[:1]:
            found[topic.name == FOOD].append((sentence, topic.word, topic.until))
    return tuple(
        Contrast(s.words[:until], at, sign, s.words[until], other.words[elsewhere])
        for sign, about in ((1, True), (-1, False))
        for (s, at, until), (other, _, elsewhere) in zip(
            found[about][: count // 2], found[not about], strict=False
        )
    )


def _nouns(kind: Literal["NN", "NNS"]) -> list[str]:
    """Return the held-out nouns of one number that are nothing else before all, frequent first."""
    lexicon = load_lexicon()
    entries = [e for e in lexicon.entries if e.split == "held-out" and e.tag.split("_")[0] == kind]
    return [
        e.word
        for e in sorted(entries, key=lambda e: (-e.frequency, e.word))
        if lexicon.tag_of(e.word) == e.tag and not e.tag.endswith("_same")
    ]


def _accuracy(reader: Reader, contrasts: Sequence[Contrast]) -> float:
    cases = embed(reader, contrasts)
    return cases.accuracy(cases.read(reader))


def _natural(reader: Reader, half: Half) -> float:
    points = load_points(half)
    margins = reader.prefer_many([(p.prefix, p.right, p.wrong) for p in points])
    return float((margins > 0).mean())


def _memory(reader: Reader, unit: int, count: int) -> dict[str, Any]:
    """Measure the number unit as a memory, on sentences of all kinds."""
    return {
        "opens": opening(reader, unit, apart(None, count)),
        "kept": {str(words): kept(reader, unit, apart(words, count)) for words in (10, 100)},
        "old": old_left(reader, unit, subjects_changed(count)),
    }


@lru_cache(maxsize=4)
def subjects_changed(count: int) -> Sequence[tuple[Contrast, Contrast]]:
    """Return `count` pairs of choices in one sentence: of a subject, and of one of other number."""
    grammar = Grammar(load_lexicon(), "held-out", SEED)
    pairs: list[tuple[Contrast, Contrast]] = []
    while len(pairs) < count:
        sentence = grammar.sentence("change-of-subject")
        told = sorted(held(sentence.agreements), key=lambda agreement: agreement.subject)
        if told and told[0].number != told[-1].number:
            pairs.append((Contrast.of(sentence, told[0]), Contrast.of(sentence, told[-1])))
    return tuple(pairs)


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
