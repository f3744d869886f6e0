"""What may stand between subject and verb: relatives, appositives, parentheses, insertions."""

from __future__ import annotations

from collections.abc import Callable

from training.phrases import (
    ANIMATE,
    BASE,
    HAS,
    ING,
    IS,
    PARTICIPLE,
    PAST,
    PLURAL,
    SINGULAR,
    WAS,
    Draft,
    Draw,
    Subject,
)
from training.phrases_nouns import (
    Words,
    adjunct,
    attached,
    determiner,
    located,
    named,
    nominal,
    noun_phrase,
)
from training.phrases_verbs import (
    be,
    passive,
    plain_verb,
    present,
    quality,
    topical_object,
    verb_phrase,
)

# --- relative clauses


def relative_word(d: Draft, role: str) -> None:
    """Say who, which or that, of a restrictive clause."""
    where = d.random()
    if role == "person":
        d.say("who" if where < 0.65 else "that")
    else:
        d.say("which" if where < 0.3 else "that")


def comma_word(d: Draft, role: str) -> None:
    """Say a comma and who or which."""
    d.say(",", "who" if role == "person" else "which")


_EARLIER = Draw([("already", 5), ("never", 2), ("often", 2), ("RB_past", 4), ("just", 2),
                 ("also", 1), ("still", 1), ("only", 0.5), ("", 14)])  # fmt: skip


def earlier(d: Draft) -> None:
    """Say, perhaps, an adverb before a past verb."""
    word = _EARLIER.at(d.random())
    if word:
        d.speak(word)


def past(d: Draft, role: str) -> None:
    """Say a past verb phrase, sometimes with had or a modal: nothing in it tells the number."""
    where = d.random()
    if where < 0.83:
        verb_phrase(d, role, PAST)
    elif where < 0.93:
        d.say("had" if where < 0.91 else "hadn't")
        verb_phrase(d, role, PARTICIPLE)
    else:
        d.speak("MD")
        verb_phrase(d, role, BASE)


def relative_past(d: Draft, subject: Subject) -> None:
    """Say `that ate the apples`."""
    relative_word(d, subject.role)
    if d.chance(0.2):
        earlier(d)
    d.tight = True
    past(d, subject.role)
    d.tight = False


def relative_present(d: Draft, subject: Subject) -> None:
    """Say `that eats the apples`, `who was near the dogs` or `that was made by the boy`."""
    relative_word(d, subject.role)
    where = d.random()
    if where < 0.6:
        d.tight = True
        present(d, subject)
        d.tight = False
    else:
        be(d, subject)
        if where < 0.75:
            located(d)
        elif where < 0.88:
            passive(d, subject.role)
        else:
            quality(d, subject)


_WHERE = {"place": "where", "event": "when"}


def relative_object(d: Draft, subject: Subject) -> None:
    """Say `that the dogs like`, `where the dogs sleep`: a clause with an inner subject."""
    role = subject.role
    if role in _WHERE and d.chance(0.3):
        d.say(_WHERE[role])
        inner = noun_phrase(d, "anyone", d.number(), 0.1)
        d.tight = True
        if d.chance(0.6):
            plain_verb(d, inner.role, PAST)
        else:
            present(d, inner)
        d.tight = False
        return
    if role == "person" and d.chance(0.25):
        d.say("whom")
    else:
        relative_word(d, role)
    bare_relative(d, subject)


def bare_relative(d: Draft, subject: Subject) -> None:
    """Say `the dogs near the cat like`: an inner subject and its verb, the outer one its object."""
    where = d.random()
    if where < 0.25:
        word, number = _INNER_PRONOUNS[int(24 * where)]
        d.say(word)
        inner = Subject(d.last, number, "person")
    elif where < 0.3:
        inner = named(d)
    else:
        inner = _inner(d)
        if where < 0.42:
            attached(d, inner.role)
    transitive(d, inner, subject)


def _inner(d: Draft) -> Subject:
    """Say the subject of a relative clause that no word has opened."""
    number = d.number()
    article = determiner(d, number, _INNER[number])
    return nominal(d, "anyone", number, article, 0.1)


_INNER_PRONOUNS = (
    ("he", SINGULAR), ("she", SINGULAR), ("they", PLURAL), ("they", PLURAL), ("we", PLURAL),
    ("it", SINGULAR),
)  # fmt: skip
_INNER: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("the",), 60), (("PRP$",), 13), (("a",), 12), (("this",), 4), (("every",), 2)]),
    Draw([(("the",), 64), (("PRP$",), 13), (("these",), 4), (("those",), 2), (("two",), 3),
          (("some",), 3), (("many",), 2)]),
)  # fmt: skip
"""Without `that`, which would be read as the relative word, and never without a determiner."""


def transitive(d: Draft, inner: Subject, thing: Subject) -> None:
    """Say a verb of an inner subject whose object went before: present, with has, or past."""
    role = thing.role
    if thing.topic and thing.topic != "weather" and d.chance(0.5):
        verb = d.pools.topic_verbs[thing.topic].at(d.random())
    else:
        verb = d.verb("p" if role in ANIMATE else "i" if role in ("idea", "event") else "o")
    where = d.random()
    if where < 0.38:
        d.agree_verb(inner, verb)
    elif where < 0.46:
        d.agree(inner, WAS if where < 0.43 else IS)
        d.inflect(verb, ING)
    elif where < 0.54:
        d.agree(inner, HAS)
        d.inflect(verb, PARTICIPLE)
    elif where < 0.58:
        d.speak("MD")
        d.inflect(verb, BASE)
    else:
        d.inflect(verb, PAST)


def whose(d: Draft, subject: Subject) -> None:
    """Say `whose dogs sleep`: the owned noun has a predicate of its own."""
    d.say("whose")
    animate = subject.role in ANIMATE
    owned = nominal(d, "anyone" if animate and d.chance(0.5) else "thing", d.number())
    kept, d.topic = d.topic, None
    d.tight = True
    where = d.random()
    if where < 0.2:
        be(d, owned)
        quality(d, owned)
    elif where < 0.35:
        be(d, owned)
        passive(d, owned.role)
    elif where < 0.65:
        present(d, owned)
    elif animate and where < 0.85:
        transitive(d, _inner(d), owned)
    else:
        plain_verb(d, owned.role, PAST)
    d.tight = False
    d.topic = kept


# --- between commas

_MARKS = Draw([((",", ","), 88), (("(", ")"), 6), (("-", "-"), 6)])


def comma_relative(d: Draft, subject: Subject) -> None:
    """Say `, which already ate the apples ,`."""
    comma_word(d, subject.role)
    earlier(d)
    past(d, subject.role)
    d.say(",")


def appositive(d: Draft, subject: Subject) -> None:
    """Say `, an old friend of the boys ,`: the same number, often with another noun in it."""
    opened, closed = _MARKS.at(d.random())
    d.say(opened)
    where = d.random()
    article = -1
    if subject.number == SINGULAR:
        d.say("a" if where < 0.6 else "the")
        article = d.last if where < 0.6 else -1
    elif where < 0.7:
        d.say("two" if where < 0.2 else "three" if where < 0.3 else "the")
    inner = nominal(d, subject.role, subject.number, article, 0.35)
    if d.chance(0.7):
        attached(d, inner.role)
    d.say(closed)


def _according(d: Draft) -> None:
    d.say("according", "to")
    noun_phrase(d, "person", d.number())


def _together(d: Draft) -> None:
    d.tell("along", "IN")
    d.say("with")
    noun_phrase(d, "thing" if d.chance(0.4) else "anyone", d.number())


def _like(d: Draft) -> None:
    d.say("like")
    noun_phrase(d, "anyone" if d.chance(0.6) else "thing", d.number())


def _believe(d: Draft) -> None:
    say_that(d, noun_phrase(d, "person", d.number(), 0.1))


def _sentence_adverb(d: Draft) -> None:
    d.speak("RB_sentence")


_ASIDES: Draw[Callable[[Draft], None]] = Draw(
    [
        (_according, 3),
        (_together, 3),
        (_like, 3),
        (_believe, 3),
        (adjunct, 4),
        (_sentence_adverb, 6),
    ]
)


def aside(d: Draft, *, commas: bool = False) -> None:
    """Say `, according to the boys ,` or another parenthesis."""
    opened, closed = (",", ",") if commas else _MARKS.at(d.random())
    d.say(opened)
    _ASIDES.at(d.random())(d)
    d.say(closed)


def say_that(d: Draft, speaker: Subject) -> None:
    """Say a verb of saying or thinking, in the present or the past."""
    verb = d.verb("c")
    if d.chance(0.5):
        d.agree_verb(speaker, verb)
    else:
        d.inflect(verb, PAST)


def participial(d: Draft, subject: Subject) -> None:
    """Say `chased by the dogs` or `sitting near the door`."""
    if subject.role in ANIMATE and d.chance(0.5):
        d.tight = True
        plain_verb(d, subject.role, ING)
        d.tight = False
    else:
        passive(d, subject.role, company=0.7)


# --- length


def stretch(d: Draft, role: str, until: int) -> None:
    """Go on after a past verb phrase until the draft has about `until` words.

    Adds where and when, and further verb phrases: as a list with commas if there is much to say.
    """
    listed = until - len(d.words) > 14
    ended = False
    since = len(d.words) - 3
    while (left := until - len(d.words)) > 2:
        if len(d.words) - since < 3 or left < 7 or ended or d.chance(0.35):
            nested(d) if left > 7 and d.chance(0.25) else adjunct(d)
            since -= 3
            continue
        ended = left < 16 if listed else True
        if listed:
            d.say(",")
        if ended:
            d.say("and", "then") if d.chance(0.2) else d.say("and")
        past(d, role)
        since = len(d.words)
    if left > 0 and d.chance(0.6):
        d.say("yesterday") if left == 1 else d.speak("RB_time")


def nested(d: Draft) -> None:
    """Say a place with a clause in it: `near the house that the boys like`."""
    d.say("near")
    place = noun_phrase(d, "place", d.number(), 0.12)
    d.say("that")
    transitive(d, noun_phrase(d, "anyone", d.number(), 0.1), place)


def topical(d: Draft, name: str, slot: int) -> None:
    """Say a verb phrase that sets a topic: `ate the apples`, `walked in the rain`."""
    if name == "weather":
        d.inflect(d.pools.walking.at(d.random()), slot)
        d.say("in", "the")
        d.tell(*_WEATHER.at(d.random()))
        d.topic = (d.last, name)
        return
    verbs = d.pools.eating if name == "eating" else d.pools.topic_verbs[name]
    verb = verbs.at(d.random())
    d.inflect(verb, slot)
    topical_object(d, verb)


_WEATHER = Draw([(("rain", "NNM"), 5), (("snow", "NNM"), 4), (("storm", "NN_weather"), 3),
                 (("blizzard", "NN_weather"), 1)])  # fmt: skip
