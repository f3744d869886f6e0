"""The choices that readers are measured on: sentences of words that were held out of training.

All are drawn with a fixed seed, so that a card can be recomputed to the digit.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from training.cases import Contrast
from training.corpus import FOOD, held
from training.grammar import Grammar, Sentence
from training.lexicon import load_lexicon

SEED = 20_000
"""Seed of all test sentences; training seeds are far from it."""

RAREST = 40
"""Sentences looked through for each choice that is wanted; some constructions seldom have one."""

STRETCHED = (
    *("prepositional-stacked", "subject-relative-past", "comma-relative", "insertion"),
    *("coordination-long", "topic"),
)
"""Constructions that can be stretched to any distance between subject and verb."""


def constructions() -> tuple[str, ...]:
    """Return the names of all constructions of the grammar."""
    return _grammar().constructions


def _grammar() -> Grammar:
    return Grammar(load_lexicon(), "held-out", SEED)


@lru_cache(maxsize=256)
def held_out(construction: str | None, distance: int | None, count: int) -> Sequence[Contrast]:
    """Return about `count` choices from held-out sentences of one construction or distance.

    An agreement counts when its subject comes before its verb: only then can reading tell.
    """
    grammar = _grammar()
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
    grammar = _grammar()
    most = 10_000 if words is None else words + words // 5
    found: list[Contrast] = []
    while len(found) < count:
        stretched = STRETCHED[len(found) % len(STRETCHED)] if words else None
        sentence = grammar.sentence(stretched, words or None)
        found += [
            Contrast.of(sentence, one)
            for one in held(sentence)
            if (words or 0) <= one.verb - one.subject - 1 <= most
        ]
    return tuple(found[:count])


@lru_cache(maxsize=4)
def story_cases(count: int) -> Sequence[Contrast]:
    """Return `count` cases "the X which already ate the apples" + was/were, X held out."""
    rest = ("which", "already", "ate", "the", "apples")

    def cases(nouns: Sequence[str], sign: int, *verbs: str) -> list[Contrast]:
        return [Contrast(("the", noun, *rest), 1, sign, *verbs) for noun in nouns[: count // 2]]

    return (*cases(nouns("NN"), 1, "was", "were"), *cases(nouns("NNS"), -1, "were", "was"))


@lru_cache(maxsize=4)
def food_cases(count: int) -> Sequence[Contrast]:
    """Return `count` choices between an adjective about food and one of another topic.

    Half of the sentences are about food; the wrong adjective is taken from one of the other half.
    """
    grammar = _grammar()
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


def nouns(kind: Literal["NN", "NNS"]) -> list[str]:
    """Return the held-out nouns of one number that are nothing else before all, frequent first."""
    lexicon = load_lexicon()
    entries = [e for e in lexicon.entries if e.split == "held-out" and e.tag.split("_")[0] == kind]
    return [
        e.word
        for e in sorted(entries, key=lambda e: (-e.frequency, e.word))
        if lexicon.tag_of(e.word) == e.tag and not e.tag.endswith("_same")
    ]


@lru_cache(maxsize=4)
def subjects_changed(count: int) -> Sequence[tuple[Contrast, Contrast]]:
    """Return `count` pairs of choices in one sentence: of a subject, and of one of other number."""
    grammar = _grammar()
    pairs: list[tuple[Contrast, Contrast]] = []
    while len(pairs) < count:
        sentence = grammar.sentence("change-of-subject")
        told = sorted(held(sentence), key=lambda agreement: agreement.subject)
        if told and told[0].number != told[-1].number:
            pairs.append((Contrast.of(sentence, told[0]), Contrast.of(sentence, told[-1])))
    return tuple(pairs)
