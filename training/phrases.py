"""Phrases of English, said word by word into a draft: noun phrases, verb phrases, predicates."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from training.lexicon_pools import TOPICS, Pool, Pools, Verb

SINGULAR, PLURAL = 0, 1
NUMBERS = ("singular", "plural")
BASE, THIRD, PAST, PARTICIPLE, ING = range(5)
"""Positions of a verb's forms; the plural present is the base."""
PRESENT = (THIRD, BASE)
"""The form of the present by number."""
ANIMATE = frozenset(("person", "animal"))

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A verb that must agree: the word that settles the number, the verb, and its other form.

    `subject` and `verb` are 0-based; for coordinated subjects `subject` is the last conjunct.
    """

    subject: int
    verb: int
    number: str
    other: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A word that sets a topic (`ate`: food) and the index of the later adjective it decides."""

    word: int
    name: str
    until: int


class Subject(NamedTuple):
    """A noun phrase that can have a predicate; `topic` is the class of a thing, or empty."""

    index: int
    number: int
    role: str
    topic: str = ""


class Draw(Generic[Item]):
    """A weighted choice of a few things: {thing: weight} or pairs."""

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
    """A sentence in the making."""

    __slots__ = ("agreements", "distance", "main", "pools", "random", "tags", "topic", "topics", "words")

    def __init__(self, pools: Pools, random: Callable[[], float]) -> None:
        self.pools = pools
        self.random = random
        self.clear()

    def clear(self) -> None:
        """Forget everything said."""
        self.words: list[str] = []
        self.tags: list[str] = []
        self.agreements: list[Agreement] = []
        self.topics: list[Topic] = []
        self.topic: tuple[int, str] | None = None
        self.main = 0
        self.distance: int | None = None

    def say(self, *words: str) -> None:
        """Append words that are tags by themselves."""
        self.words += words
        self.tags += words

    def tell(self, words: tuple[str, ...], tags: tuple[str, ...]) -> None:
        """Append words with their tags."""
        self.words += words
        self.tags += tags

    def draw(self, pool: Pool) -> str:
        """Append a word drawn from a pool."""
        k = bisect(pool.cumulative, self.random() * pool.total)
        self.words.append(pool.words[k])
        self.tags.append(pool.tags[k])
        return pool.words[k]

    def class_word(self, tag: str) -> None:
        """Append a word of a closed class that shares a tag, such as MD."""
        self.draw(self.pools.classes[tag])

    def agree(self, subject: Subject, pair: tuple[str, str], tags: tuple[str, str]) -> None:
        """Append the form of a verb that agrees with the subject: `pair` is singular, plural."""
        number = subject.number
        at = len(self.words)
        self.agreements.append(Agreement(subject.index, at, NUMBERS[number], pair[1 - number]))
        self.words.append(pair[number])
        self.tags.append(tags[number])

    def number(self) -> int:
        """Singular or plural, as likely."""
        return int(self.random() < 0.5)

    def settle_article(self, at: int) -> None:
        """Make the `a` at an index `an` where the word after it wants that."""
        if self.words[at + 1] in self.pools.vowel:
            self.words[at] = self.tags[at] = "an"


# --- noun phrases

Words = tuple[str, ...]
_PAIRS: tuple[list[tuple[Words, float]], list[tuple[Words, float]]] = (
    [(("the",), 56), (("a",), 17), (("this",), 3), (("that",), 3), (("every",), 3), (("each",), 2),
     (("PRP$",), 8), (("another",), 2), (("one",), 1), (("no",), 1)],
    [(("the",), 56), ((), 10), (("these",), 4), (("those",), 4), (("many",), 3), (("several",), 2.5),
     (("few",), 1), (("a", "few"), 1), (("two",), 3), (("three",), 1.5), (("CD",), 2), (("some",), 3),
     (("all", "the"), 1), (("most",), 1), (("both",), 1), (("PRP$",), 7), (("no",), 1),
     (("the", "two"), 1), (("the", "other"), 1)],
)  # fmt: skip
DETERMINERS = (Draw(_PAIRS[0]), Draw(_PAIRS[1]))
SHARED = frozenset(("PRP$", "CD"))
"""Determiners that stand for a class of words."""


def determiner(d: Draft, number: int) -> int:
    """Say a determiner; the index of an `a` that may have to become `an`, else -1."""
    words = DETERMINERS[number].at(d.random())
    if not words:
        return -1
    if words[0] in SHARED:
        d.class_word(words[0])
        return -1
    d.say(*words)
    return len(d.words) - 1 if words == ("a",) else -1


def noun_phrase(d: Draft, role: str, number: int, adjective: float = 0.18) -> Subject:
    """Say a determiner, perhaps an adjective, and a noun of a role."""
    return nominal(d, role, number, determiner(d, number), adjective)


def the_noun(d: Draft, role: str, number: int, adjective: float = 0.1) -> Subject:
    """Say `the`, perhaps an adjective, and a noun of a role."""
    d.say("the")
    return nominal(d, role, number, -1, adjective)


_PARTS = {name: name for name in ("person", "animal", "place", "idea", "event")} | {"time": "event"}
_TOPIC = {name: name for name in TOPICS}


def nominal(d: Draft, role: str, number: int, article: int, adjective: float) -> Subject:
    """Say perhaps an adjective, and a noun; mend the `a` at index `article` (-1: none)."""
    nouns = d.pools.nouns[role][number]
    k = bisect(nouns.cumulative, d.random() * nouns.total)
    tag = nouns.tags[k]
    name = tag.partition("_")[2]
    if d.random() < adjective:
        attribute(d, name)
    d.words.append(nouns.words[k])
    d.tags.append(tag)
    if article >= 0:
        d.settle_article(article)
    return Subject(len(d.words) - 1, number, _PARTS.get(name, "thing"), _TOPIC.get(name, ""))


def attribute(d: Draft, name: str) -> None:
    """Say an adjective that fits a noun of a class."""
    where = d.random()
    pools = d.pools.adjectives
    if name == "person" and where < 0.45:
        d.draw(pools["person"])
    elif name == "animal" and where < 0.3:
        d.draw(pools["animal"])
    elif name in TOPICS and where < 0.35:
        d.draw(pools[f"{name}_thing"])
    else:
        d.draw(pools["attributive"])


def someone(d: Draft, number: int) -> Subject:
    """Say a person or an animal; now and then a name or a pronoun that is the same number."""
    where = d.random()
    if number == SINGULAR and where < 0.08:
        d.draw(d.pools.names["person"])
        return Subject(len(d.words) - 1, number, "person")
    return noun_phrase(d, "anyone", number)


def any_subject(d: Draft, number: int) -> Subject:
    """Say a subject of any role."""
    return noun_phrase(d, SUBJECT_ROLES.at(d.random()), number)


SUBJECT_ROLES = Draw(
    [("person", 34), ("animal", 17), ("thing", 30), ("place", 8), ("idea", 6), ("event", 5)]
)


def object_phrase(d: Draft, role: str, number: int | None = None) -> None:
    """Say a noun phrase that is an object; things are sometimes mass nouns."""
    if role == "food" and d.random() < 0.3:
        return mass_phrase(d, "massfood")
    if role == "thing" and d.random() < 0.05:
        return mass_phrase(d, "mass")
    noun_phrase(d, role, d.number() if number is None else number)
    return None


def mass_phrase(d: Draft, name: str) -> None:
    """Say a mass noun, mostly after `the`."""
    where = d.random()
    if where < 0.6:
        d.say("the")
    elif where < 0.7:
        d.class_word("PRP$")
    elif where < 0.75:
        d.say("some")
    elif where < 0.8:
        d.say("this")
    d.draw(d.pools.mass[name])


# --- prepositional phrases

_PLACES: list[tuple[tuple[str, str, str], float]] = [
    (("in", "in", "place"), 5), (("near", "near", "place"), 5), (("behind", "behind", "place"), 3),
    (("beside", "IN", "place"), 2), (("from", "from", "place"), 3), (("outside", "IN", "place"), 1),
]  # fmt: skip
ATTACHED: dict[str, Draw[tuple[str, str, str]]] = {
    "person": Draw([*_PLACES, (("with", "with", "thing"), 4), (("near", "near", "person"), 2),
                    (("behind", "behind", "person"), 1), (("with", "with", "animal"), 2),
                    (("in", "in", "clothing"), 2), (("beside", "IN", "anyone"), 1)]),
    "animal": Draw([*_PLACES, (("near", "near", "anyone"), 4), (("under", "IN", "object"), 3),
                    (("of", "of", "person"), 3), (("behind", "behind", "object"), 2)]),
    "thing": Draw([*_PLACES, (("of", "of", "person"), 6), (("under", "IN", "place"), 2),
                   (("near", "near", "thing"), 2), (("for", "for", "anyone"), 2),
                   (("with", "with", "object"), 2), (("on", "on", "object"), 3),
                   (("between", "between", "object"), 0.5)]),
    "place": Draw([*_PLACES, (("of", "of", "person"), 4), (("for", "for", "anyone"), 2),
                   (("with", "with", "object"), 3), (("by", "by", "place"), 2),
                   (("across", "IN", "place"), 1)]),
    "idea": Draw([(("of", "of", "person"), 6), (("about", "about", "anyone"), 4),
                  (("about", "about", "thing"), 3), (("behind", "behind", "idea"), 2),
                  (("for", "for", "person"), 3), (("from", "from", "person"), 2),
                  (("in", "in", "book"), 2), (("of", "of", "idea"), 2)]),
    "event": Draw([(("in", "in", "place"), 6), (("near", "near", "place"), 2),
                   (("for", "for", "anyone"), 3), (("with", "with", "person"), 3),
                   (("after", "after", "event"), 2), (("before", "before", "event"), 1),
                   (("about", "about", "idea"), 1), (("of", "of", "person"), 2)]),
}  # fmt: skip


def attached(d: Draft, role: str) -> Subject:
    """Say a prepositional phrase that modifies a noun of a role; the noun in it."""
    preposition, tag, inner = ATTACHED[role].at(d.random())
    d.words.append(preposition)
    d.tags.append(tag)
    number = 1 if preposition == "between" else d.number()
    return noun_phrase(d, inner, number, 0.12)


ADJUNCTS = Draw(
    [
        (("in", "in", "place"), 6.0), (("near", "near", "place"), 5.0), (("at", "at", "event"), 2.0),
        (("with", "with", "person"), 3.0), (("after", "after", "event"), 3.0),
        (("before", "before", "event"), 2.0), (("during", "IN", "event"), 2.0),
        (("behind", "behind", "place"), 2.0), (("without", "IN", "person"), 1.0),
        (("for", "for", "time"), 2.0), (("because", "because", "of"), 1.0),
        (("across", "IN", "place"), 1.0), (("beside", "IN", "place"), 1.0),
        (("to", "to", "place"), 0.0),
    ]
)  # fmt: skip


def adjunct(d: Draft) -> None:
    """Say when, where or with whom: a prepositional phrase that modifies a verb phrase."""
    preposition, tag, role = ADJUNCTS.at(d.random())
    d.words.append(preposition)
    d.tags.append(tag)
    if role == "of":
        d.say("of")
        role = "event"
    if role == "time":
        d.class_word("CD")
        d.draw(d.pools.nouns["time"][1])
    else:
        noun_phrase(d, role, d.number(), 0.12)


def adverbial(d: Draft) -> None:
    """Say how or when: an adverb or an adjunct."""
    where = d.random()
    if where < 0.3:
        d.draw(d.pools.adverbs)
    elif where < 0.38:
        d.class_word("RB_time")
    elif where < 0.42:
        d.say("yesterday")
    elif where < 0.45:
        d.say("every")
        d.draw(d.pools.nouns["time"][0])
    elif where < 0.48:
        d.say("on")
        d.draw(d.pools.names["time"])
    else:
        adjunct(d)


# --- verb phrases

FRAMES = {
    "person": Draw([("s", 28), ("o", 26), ("p", 14), ("i", 8), ("c", 5), ("v", 5), ("t", 14)]),
    "animal": Draw([("s", 42), ("o", 18), ("p", 18), ("v", 6), ("f", 16)]),
    "thing": Draw([("S", 50), ("O", 22), ("P", 28)]),
    "place": Draw([("S", 36), ("O", 34), ("P", 30)]),
    "idea": Draw([("S", 36), ("O", 18), ("P", 46)]),
    "event": Draw([("S", 40), ("O", 15), ("P", 45)]),
}
PLAIN_FRAMES = {
    **FRAMES,
    "person": Draw([("s", 40), ("o", 36), ("p", 20)]),
    "animal": Draw([("s", 55), ("o", 22), ("p", 23)]),
}
"""Frames without a clause, an infinitive or a topic of its own."""
OBJECTS = {"o": "thing", "i": "idea", "p": "anyone", "P": "anyone", "O": "thing"}
_TOPICAL = Draw(
    [("food", 30), ("clothing", 12), ("vehicle", 12), ("music", 12), ("tool", 8), ("book", 12),
     ("money", 12), ("weather", 8)]
)  # fmt: skip
WALKED = (("walked", "ran", "drove"), ("VED", "VBD", "VBD_vehicle"))


def frame_of(d: Draft, role: str) -> str:
    """Draw what a verb of a subject goes with; no second topic where one is set."""
    frames = FRAMES[role] if d.topic is None else PLAIN_FRAMES[role]
    return frames.at(d.random())


def verb_phrase(d: Draft, role: str, slot: int) -> None:
    """Say a verb in one of its forms and what goes with it."""
    frame = frame_of(d, role)
    verb = draw_verb(d, frame)
    d.words.append(verb.forms[slot])
    d.tags.append(verb.tags[slot])
    complement(d, frame, verb)


def present(d: Draft, subject: Subject) -> None:
    """Say an agreeing verb in the present and what goes with it."""
    frame = frame_of(d, subject.role)
    verb = draw_verb(d, frame)
    forms, tags = verb.forms, verb.tags
    d.agree(subject, (forms[THIRD], forms[BASE]), (tags[THIRD], tags[BASE]))
    complement(d, frame, verb)


def draw_verb(d: Draft, frame: str) -> Verb:
    """Draw a verb of a frame: `t` any topic, `f` food."""
    if frame == "t":
        name = _TOPICAL.at(d.random())
        return d.pools.topic_verbs["food" if name == "weather" else name].at(d.random())
    if frame == "f":
        return d.pools.topic_verbs["food"].at(d.random())
    return d.pools.verbs[frame].at(d.random())


def complement(d: Draft, frame: str, verb: Verb) -> None:
    """Say what a verb just said goes with, by its frame."""
    if frame in OBJECTS:
        object_phrase(d, OBJECTS[frame])
    elif frame in ("t", "f"):
        at = len(d.words) - 1
        object_phrase(d, verb.topic)
        d.topic = (at, verb.topic)
    elif frame == "c":
        if d.random() < 0.6:
            d.say("that")
        clause(d)
    elif frame == "v":
        d.say("to")
        plain_verb(d, "person", BASE)
    elif d.random() < 0.6:
        adverbial(d)


def plain_verb(d: Draft, role: str, slot: int) -> None:
    """Say a verb phrase without a clause, an infinitive or a topic of its own."""
    frame = PLAIN_FRAMES[role].at(d.random())
    verb = d.pools.verbs[frame].at(d.random())
    d.words.append(verb.forms[slot])
    d.tags.append(verb.tags[slot])
    complement(d, frame, verb)


def clause(d: Draft) -> None:
    """Say a short clause with a subject of its own; the topic so far is put aside."""
    kept, d.topic = d.topic, None
    subject = any_subject(d, d.number())
    if d.random() < 0.7:
        be(d, subject)
        quality(d, subject)
    else:
        plain_verb(d, subject.role, PAST)
    d.topic = kept


# --- predicates

WAS, IS, HAS, DOES = ("was", "were"), ("is", "are"), ("has", "have"), ("does", "do")
NEGATED = {
    pair: (pair[0] + "n't", pair[1] + "n't") for pair in (WAS, IS, HAS, DOES)
}


def auxiliary(d: Draft, subject: Subject, pair: tuple[str, str], negation: float = 0.14) -> None:
    """Say an agreeing auxiliary, now and then negated."""
    where = d.random()
    if where < negation * 0.5:
        pair = NEGATED[pair]
    d.agree(subject, pair, pair)
    if negation * 0.5 < where < negation:
        d.say("not")


def be(d: Draft, subject: Subject) -> None:
    """Say was, were, is or are."""
    auxiliary(d, subject, WAS if d.random() < 0.64 else IS)


DEGREES = Draw(
    [("very", 5), ("too", 2), ("so", 2), ("still", 2), ("already", 2), ("always", 1), ("never", 1),
     ("RB_degree", 5), ("also", 1), ("often", 1)]
)  # fmt: skip


def degree(d: Draft, share: float = 0.22) -> None:
    """Say, in a share of cases, a word such as `very` or `still`."""
    if d.random() < share:
        word = DEGREES.at(d.random())
        if word == "RB_degree":
            d.class_word(word)
        else:
            d.say(word)


def quality(d: Draft, subject: Subject) -> None:
    """Say an adjective for a subject: of the topic if one is set, else one that fits its noun."""
    degree(d)
    pools = d.pools.adjectives
    where = d.random()
    animate = subject.role in ANIMATE
    if d.topic is not None and where < 0.92:
        at, name = d.topic
        key = name if animate else f"{name}_thing"
        d.topics.append(Topic(at, name, len(d.words)))
        d.draw(pools[key])
    elif subject.topic and where < 0.5:
        d.topics.append(Topic(subject.index, subject.topic, len(d.words)))
        d.draw(pools[f"{subject.topic}_thing"])
    elif animate and where < 0.5:
        d.draw(pools["person"])
    elif subject.role == "animal" and where < 0.75:
        d.draw(pools["animal"])
    else:
        d.draw(pools["predicative"])


_STATES = {
    "anyone": Draw([("quality", 52), ("place", 13), ("ing", 15), ("passive", 10), ("noun", 10)]),
    "other": Draw([("quality", 60), ("place", 16), ("passive", 24)]),
    "abstract": Draw([("quality", 75), ("passive", 25)]),
}
STATES = {
    "person": _STATES["anyone"], "animal": _STATES["anyone"], "thing": _STATES["other"],
    "place": _STATES["other"], "idea": _STATES["abstract"], "event": _STATES["abstract"],
}  # fmt: skip


def state(d: Draft, subject: Subject) -> None:
    """Say what follows a form of `be`: an adjective, a place, a participle or a noun phrase."""
    role = subject.role
    if d.topic is not None and d.random() < 0.75:
        return quality(d, subject)
    kind = STATES[role].at(d.random())
    if kind == "quality":
        quality(d, subject)
    elif kind == "ing":
        degree(d, 0.1)
        plain_verb(d, role, ING)
    elif kind == "passive":
        passive(d, role)
    elif kind == "place":
        located(d)
    elif subject.number == SINGULAR:
        d.say("a")
        nominal(d, role, SINGULAR, len(d.words) - 1, 0.5)
    else:
        nominal(d, role, PLURAL, -1, 0.5)
    return None


_WHERE = Draw([(("in", "in"), 5.0), (("near", "near"), 5.0), (("behind", "behind"), 2.0),
               (("outside", "IN"), 1.0), (("beside", "IN"), 2.0), (("at", "at"), 1.0)])  # fmt: skip


def located(d: Draft) -> None:
    """Say where something is."""
    preposition, tag = _WHERE.at(d.random())
    d.words.append(preposition)
    d.tags.append(tag)
    noun_phrase(d, "place", d.number(), 0.12)


def passive(d: Draft, role: str) -> None:
    """Say a participle, mostly with who did it or where."""
    frame = {"person": "p", "animal": "p", "idea": "i", "event": "i"}.get(role, "o")
    verb = d.pools.verbs[frame].at(d.random())
    d.words.append(verb.forms[PARTICIPLE])
    d.tags.append(verb.tags[PARTICIPLE])
    where = d.random()
    if where < 0.5:
        d.say("by")
        noun_phrase(d, "anyone", d.number(), 0.12)
    elif where < 0.7:
        adverbial(d)


def has_complement(d: Draft, subject: Subject) -> None:
    """Say what follows has or have: a participle and its company, or something owned."""
    if d.random() < 0.65:
        if d.random() < 0.25:
            d.say("already" if d.random() < 0.5 else "never")
        verb_phrase(d, subject.role, PARTICIPLE)
    elif subject.role in ANIMATE:
        noun_phrase(d, "thing", d.number())
    else:
        d.say("been")
        quality(d, subject)


_EARLY = Draw([("often", 3), ("never", 3), ("always", 3), ("still", 2), ("also", 2), ("now", 1),
               ("RB_frequency", 5), ("RB_sentence", 1)])  # fmt: skip
PREDICATES = Draw([("was", 36), ("is", 19), ("has", 12), ("does", 10), ("present", 23)])


def predicate(d: Draft, subject: Subject, early: float = 0.07) -> None:
    """Say an agreeing verb and the rest of its predicate; it is the main agreement so far."""
    kind = PREDICATES.at(d.random())
    if d.random() < early:
        word = _EARLY.at(d.random())
        if word.startswith("RB"):
            d.class_word(word)
        else:
            d.say(word)
    d.main = len(d.agreements)
    if kind == "was":
        auxiliary(d, subject, WAS)
        state(d, subject)
    elif kind == "is":
        auxiliary(d, subject, IS)
        state(d, subject)
    elif kind == "has":
        auxiliary(d, subject, HAS, 0.2)
        has_complement(d, subject)
    elif kind == "does":
        auxiliary(d, subject, DOES, 1.0)
        verb_phrase(d, subject.role, BASE)
    else:
        present(d, subject)
