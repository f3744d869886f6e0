"""Noun phrases and prepositional phrases."""

from __future__ import annotations

from bisect import bisect
from functools import cache

from training.lexicon_pools import TOPICS
from training.phrases import PLURAL, SINGULAR, Draft, Draw, Subject

Words = tuple[str, ...]
_ONE: list[tuple[Words, float]] = [
    (("the",), 56), (("a",), 17), (("this",), 3), (("that",), 3), (("every",), 3), (("each",), 2),
    (("PRP$",), 8), (("another",), 2), (("one",), 1), (("no",), 1), (("the", "only"), 0.7),
    (("the", "other"), 0.7),
]  # fmt: skip
_MANY: list[tuple[Words, float]] = [
    (("the",), 56), ((), 10), (("these",), 4), (("those",), 4), (("many",), 3), (("several",), 3),
    (("few",), 1), (("a", "few"), 1), (("two",), 3), (("three",), 1.5), (("CD",), 2),
    (("some",), 3), (("all", "the"), 1), (("most",), 1), (("both",), 1), (("PRP$",), 7),
    (("no",), 1), (("the", "two"), 1), (("the", "other"), 1), (("the", "only"), 0.4),
]  # fmt: skip
DETERMINERS = (Draw(_ONE), Draw(_MANY))
ROLES = Draw(
    [("person", 34), ("animal", 18), ("thing", 30), ("place", 8), ("idea", 6), ("event", 4)]
)
"""What a subject is, and how often."""
_PART = {name: name for name in ("person", "animal", "place", "idea", "event")} | {
    "time": "event",
    "weather": "event",
}


@cache
def _kind(tag: str) -> tuple[str, str, str]:
    """Class, role and topic of the nouns of a tag."""
    name = tag.partition("_")[2]
    return name, _PART.get(name, "thing"), name if name in TOPICS else ""


def determiner(d: Draft, number: int, choice: Draw[Words] | None = None) -> int:
    """Say a determiner; the index of an `a` that may have to become `an`, else -1."""
    words = (choice or DETERMINERS[number]).at(d.random())
    for word in words:
        d.speak(word)
    return d.last if words == ("a",) else -1


def noun_phrase(d: Draft, role: str, number: int, adjective: float = 0.18) -> Subject:
    """Say a determiner, perhaps an adjective, and a noun of a role."""
    return nominal(d, role, number, determiner(d, number), adjective)


def nominal(
    d: Draft, role: str, number: int, article: int = -1, adjective: float = 0.15
) -> Subject:
    """Say perhaps an adjective, and a noun; mend the `a` at index `article` (-1: none)."""
    nouns = d.pools.nouns[role][number]
    k = bisect(nouns.cumulative, d.random() * nouns.total)
    tag = nouns.tags[k]
    name, part, topic = _kind(tag)
    if d.random() < adjective:
        attribute(d, name)
    d.words.append(nouns.words[k])
    d.tags.append(tag)
    if article >= 0:
        d.settle_article(article)
    return Subject(len(d.words) - 1, number, part, topic)


def attribute(d: Draft, name: str) -> None:
    """Say an adjective that fits a noun of a class."""
    where = d.random()
    pools = d.pools.attributes
    if name == "person" and where < 0.45:
        d.draw(pools["person"])
    elif name == "animal" and where < 0.3:
        d.draw(pools["animal"])
    elif name in TOPICS and where < 0.35:
        d.draw(pools[f"{name}_thing"])
    else:
        d.draw(pools["-"])


_A_DEFINITE: Draw[Words] = Draw(
    [(("the",), 72), (("a",), 12), (("this",), 3), (("that",), 3), (("PRP$",), 10), (("one",), 1)]
)
_DEFINITE_ONES: Draw[Words] = Draw(
    [(("the",), 72), ((), 6), (("these",), 4), (("those",), 4), (("two",), 4), (("PRP$",), 10)]
)


def particular(d: Draft, role: str = "") -> Subject:
    """Say a subject that one can say more about between commas: not `every cat`."""
    number = d.number()
    article = determiner(d, number, (_A_DEFINITE, _DEFINITE_ONES)[number])
    return nominal(d, role or ROLES.at(d.random()), number, article)


def opening(d: Draft) -> Subject:
    """Say a subject of any role and of either number."""
    return noun_phrase(d, ROLES.at(d.random()), d.number())


def named(d: Draft) -> Subject:
    """Say the name of a person."""
    d.draw(d.pools.names["person"])
    return Subject(d.last, SINGULAR, "person")


def object_phrase(d: Draft, role: str) -> Subject | None:
    """Say a noun phrase that is an object, of either number; now and then a pronoun or a name.

    Return what could be a subject as well, as all but "him" or "them" could.
    """
    where = d.random()
    if role == "anyone" and where < 0.07:
        d.speak("PRP_object")
        return None
    if role == "anyone" and where < 0.14:
        named(d)
    elif role == "food" and where < 0.3:
        mass_phrase(d, "massfood")
    elif role == "thing" and where < 0.05:
        mass_phrase(d, "mass")
    else:
        return noun_phrase(d, role, d.number())
    return Subject(d.last, SINGULAR, role)


_SOME: Draw[Words] = Draw(
    [(("the",), 60), (("PRP$",), 8), (("some",), 6), (("this",), 4), ((), 18)]
)


def mass_phrase(d: Draft, name: str) -> None:
    """Say a mass noun, mostly after `the`."""
    determiner(d, SINGULAR, _SOME)
    d.draw(d.pools.mass[name])


# --- prepositional phrases

Attachment = tuple[str, str]
"""A preposition, and the role of the noun after it."""
_NEARBY: list[tuple[Attachment, float]] = [
    (("in", "place"), 5), (("near", "place"), 5), (("behind", "place"), 3),
    (("beside", "place"), 2), (("from", "place"), 3), (("outside", "place"), 1),
]  # fmt: skip
ATTACHED: dict[str, Draw[Attachment]] = {
    "person": Draw([*_NEARBY, (("with", "thing"), 4), (("near", "person"), 2),
                    (("behind", "person"), 1), (("with", "animal"), 2), (("in", "clothing"), 2),
                    (("beside", "anyone"), 1), (("without", "object"), 1)]),
    "animal": Draw([*_NEARBY, (("near", "anyone"), 4), (("under", "object"), 3),
                    (("of", "person"), 3), (("behind", "object"), 2),
                    (("between", "object"), 0.5)]),
    "thing": Draw([*_NEARBY, (("of", "person"), 6), (("under", "place"), 2), (("near", "thing"), 2),
                   (("for", "anyone"), 2), (("with", "object"), 2), (("on", "object"), 3),
                   (("between", "object"), 0.5), (("against", "place"), 0.5),
                   (("to", "place"), 3), (("to", "object"), 4)]),
    "place": Draw([*_NEARBY, (("of", "person"), 4), (("for", "anyone"), 2), (("with", "object"), 3),
                   (("by", "place"), 2), (("across", "place"), 1), (("beyond", "place"), 1),
                   (("above", "place"), 1), (("below", "place"), 1), (("to", "place"), 1.5)]),
    "idea": Draw([(("of", "person"), 6), (("about", "anyone"), 4), (("about", "thing"), 3),
                  (("behind", "idea"), 2), (("for", "person"), 3), (("from", "person"), 2),
                  (("in", "book"), 2), (("of", "idea"), 2), (("against", "person"), 1),
                  (("to", "anyone"), 1), (("to", "idea"), 1)]),
    "event": Draw([(("in", "place"), 6), (("near", "place"), 2), (("for", "anyone"), 3),
                   (("with", "person"), 3), (("after", "event"), 2), (("before", "event"), 1),
                   (("about", "idea"), 1), (("of", "person"), 2), (("during", "time"), 1)]),
}  # fmt: skip
ATTACHED["part"] = Draw([(("of", "anyone"), 5), (("of", "thing"), 4), (("of", "place"), 2)])
ATTACHED["relative"] = Draw([(("of", "anyone"), 9), (("of", "thing"), 1)])


def preposition(d: Draft, word: str) -> None:
    """Say a preposition: a tag by itself if it is a frequent one."""
    d.words.append(word)
    d.tags.append(word if word in d.pools.own else "IN")


def attached(d: Draft, role: str, number: int = SINGULAR) -> Subject:
    """Say a prepositional phrase that modifies a noun of a role; the noun in it.

    Two nouns with `and` follow `between` or `both`, or a plural noun: after "the key to the door
    and the window" nobody could tell whether the window has a key or is a second subject.
    """
    word, inner = ATTACHED[role].at(d.random())
    preposition(d, word)
    where = d.random()
    if word == "between":
        two = where < 0.6
        found = noun_phrase(d, inner, d.number() if two else PLURAL, 0.12)
    else:
        two = where < (0.06 if number == PLURAL else 0.03)
        if where < 0.03:
            d.say("both")
            d.say("the")
            found = nominal(d, inner, d.number())
        else:
            found = noun_phrase(d, inner, d.number(), 0.12)
    if two:
        d.say("and")
        noun_phrase(d, inner, d.number(), 0.12)
    return found


_ADJUNCTS: Draw[Attachment] = Draw(
    [(("in", "place"), 6), (("near", "place"), 5), (("at", "event"), 2), (("with", "person"), 3),
     (("after", "event"), 3), (("before", "event"), 2), (("during", "event"), 2),
     (("behind", "place"), 2), (("without", "person"), 1), (("for", "count"), 2),
     (("across", "place"), 1), (("beside", "place"), 1), (("through", "place"), 1),
     (("until", "point"), 0.7), (("along", "place"), 0.5), (("past", "place"), 0.5),
     (("on", "object"), 0.5), (("like", "anyone"), 0.7)]
)  # fmt: skip


def adjunct(d: Draft) -> None:
    """Say when, where or with whom: a prepositional phrase that modifies a verb phrase."""
    word, role = _ADJUNCTS.at(d.random())
    preposition(d, word)
    if role == "count":
        d.speak("CD")
        d.draw(d.pools.nouns["time"][PLURAL])
    elif role == "point":
        d.say("the")
        d.draw(d.pools.nouns["time"][SINGULAR])
    else:
        noun_phrase(d, role, d.number(), 0.12)


def located(d: Draft) -> None:
    """Say where something is."""
    if d.chance(0.08):
        d.say("here" if d.chance(0.6) else "there")
        return
    preposition(d, _WHERE.at(d.random()))
    noun_phrase(d, "place", d.number(), 0.12)


_WHERE = Draw([("in", 5), ("near", 5), ("behind", 2), ("outside", 1), ("beside", 2), ("at", 1),
               ("inside", 1), ("on", 1)])  # fmt: skip


def pronoun_for(d: Draft, subject: Subject) -> Subject:
    """Say he, she, it or they for a subject."""
    if subject.number == PLURAL:
        d.say("they")
    elif subject.role == "person":
        d.say("he" if d.chance(0.5) else "she")
    else:
        d.say("it")
    return subject._replace(at=d.last)
