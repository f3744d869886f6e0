"""A sentence in the making: its words, what agrees in it, which topics decide adjectives."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from training.lexicon_pools import Pool, Pools, Verb

SINGULAR, PLURAL = 0, 1
NUMBERS = ("singular", "plural")
BASE, THIRD, PAST, PARTICIPLE, ING = range(5)
"""Positions of a verb's forms; the plural present is the base."""
ANIMATE = frozenset(("person", "animal"))
WAS, IS, HAS, DOES = ("was", "were"), ("is", "are"), ("has", "have"), ("does", "do")
"""Auxiliaries that agree: singular, plural."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A verb that must agree: the word that settles the number, the verb, and its other form.

    `subject` and `verb` are 0-based; `subject` is the head noun, of coordinated nouns the last, of
    "one of the boys" the first word. `number` is singular or plural.
    """

    subject: int
    verb: int
    number: str
    other: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A word that sets a topic ("ate": food) and the index of the later adjective it decides."""

    word: int
    name: str
    until: int


class Subject(NamedTuple):
    """A noun phrase that can have a predicate; `topic` is the class of a thing, or empty."""

    at: int
    number: int
    role: str
    topic: str = ""


class Draw(Generic[Item]):
    """A weighted choice of a few things, given as pairs (thing, weight)."""

    __slots__ = ("cumulative", "items", "total")

    def __init__(self, pairs: Iterable[tuple[Item, float]]) -> None:
        kept = list(pairs)
        self.items = tuple(item for item, _ in kept)
        self.cumulative = tuple(accumulate(weight for _, weight in kept))
        self.total = self.cumulative[-1]

    def at(self, where: float) -> Item:
        """The thing at a position `where` in [0, 1)."""
        return self.items[bisect(self.cumulative, where * self.total)]


class Draft:
    """The sentence that the grammar is saying.

    `topic` is the word that set a topic, and its name, as long as the topic holds; `is_past` tells
    adverbs of time what they may say; `main` is the place of the main agreement; `distance` is the
    number of words that is wanted between its subject and its verb, if any. `offers` are objects
    that until the next word could be the subject of a clause: "they know the dogs". `tight` holds
    where a verb of another subject follows with no mark in between: no verb is said there that
    could take a clause, for in "the boy who knows the dogs was" nobody could tell what is to come.
    """

    __slots__ = (
        "agreements", "distance", "is_past", "main", "offers", "pools", "random", "tags", "tight",
        "topic", "topics", "words",
    )  # fmt: skip

    def __init__(self, pools: Pools, random: Callable[[], float]) -> None:
        self.pools = pools
        self.random = random
        self.clear()

    def clear(self, distance: int | None = None) -> None:
        """Begin another sentence."""
        self.words: list[str] = []
        self.tags: list[str] = []
        self.agreements: list[Agreement] = []
        self.offers: list[Subject] = []
        self.topics: list[Topic] = []
        self.topic: tuple[int, str] | None = None
        self.is_past = False
        self.main = 0
        self.tight = False
        self.distance = distance

    @property
    def last(self) -> int:
        """Index of the last word."""
        return len(self.words) - 1

    def say(self, *words: str) -> None:
        """Append words that are tags by themselves."""
        self.words += words
        self.tags += words

    def tell(self, word: str, tag: str) -> None:
        """Append a word with its tag."""
        self.words.append(word)
        self.tags.append(tag)

    def draw(self, pool: Pool) -> None:
        """Append a word drawn from a pool."""
        k = bisect(pool.cumulative, self.random() * pool.total)
        self.words.append(pool.words[k])
        self.tags.append(pool.tags[k])

    def speak(self, name: str) -> None:
        """Append a word that is its own tag, or one of a closed class that shares a tag (MD)."""
        pool = self.pools.classes.get(name)
        if pool is None:
            self.words.append(name)
            self.tags.append(name)
        else:
            self.draw(pool)

    def inflect(self, verb: Verb, slot: int) -> None:
        """Append a form of a verb."""
        self.words.append(verb.forms[slot])
        self.tags.append(verb.tags[slot])

    def verb(self, frame: str) -> Verb:
        """Draw a verb of a frame; where it is tight, one that takes no clause."""
        verbs = self.pools.closed_verbs if self.tight else self.pools.verbs
        return verbs[frame].at(self.random())

    def agree(self, subject: Subject, pair: tuple[str, str]) -> None:
        """Append the form of an auxiliary that agrees with the subject."""
        self._agree(subject, pair)
        self.tags.append(pair[subject.number])

    def agree_verb(self, subject: Subject, verb: Verb) -> None:
        """Append the present form of a verb that agrees with the subject; note it if it tells."""
        if subject.number == PLURAL or verb.tells:
            self._agree(subject, (verb.forms[THIRD], verb.forms[BASE]))
        else:
            self.words.append(verb.forms[THIRD])
        self.tags.append(verb.tags[BASE if subject.number else THIRD])
        self.is_past = False

    def _agree(self, subject: Subject, pair: tuple[str, str]) -> None:
        number = subject.number
        verb = len(self.words)
        self.agreements.append(Agreement(subject.at, verb, NUMBERS[number], pair[1 - number]))
        self.words.append(pair[number])

    def number(self) -> int:
        """Singular or plural, as likely."""
        return int(self.random() < 0.5)

    def chance(self, share: float) -> bool:
        """Whether to do something that is done in a share of cases."""
        return self.random() < share

    def settle_article(self, at: int) -> None:
        """Make the `a` at an index `an` where the word after it wants that; -1: there is none."""
        if at >= 0 and self.words[at + 1] in self.pools.vowel:
            self.words[at] = self.tags[at] = "an"
