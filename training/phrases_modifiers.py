"""What may stand between a subject and its verb: relatives, appositives, parentheses, insertions."""

from __future__ import annotations

from collections.abc import Callable

from training.phrases import (
    ANIMATE,
    BASE,
    ING,
    PARTICIPLE,
    PAST,
    PLURAL,
    SINGULAR,
    Draft,
    Draw,
    Subject,
    adjunct,
    adverbial,
    attached,
    be,
    clause,
    located,
    nominal,
    noun_phrase,
    passive,
    plain_verb,
    present,
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


_EARLIER = Draw([("already", 5), ("never", 2), ("often", 2), ("once", 2), ("just", 2), ("also", 1),
                 ("recently", 2), ("later", 1), ("still", 1), ("", 14)])  # fmt: skip
_TIMES = frozenset(("once", "recently", "later"))


def earlier(d: Draft) -> None:
    """Say, perhaps, an adverb before a past verb."""
    word = _EARLIER.at(d.random())
    if word:
        d.tell((word,), ("RB_time" if word in _TIMES else word,))


def past(d: Draft, role: str) -> None:
    """Say a past verb phrase, sometimes with had or a modal: nothing in it tells the number."""
    where = d.random()
    if where < 0.82:
        verb_phrase(d, role, PAST)
    elif where < 0.92:
        d.say("had")
        verb_phrase(d, role, PARTICIPLE)
    else:
        d.class_word("MD")
        verb_phrase(d, role, BASE)


def relative_past(d: Draft, subject: Subject) -> None:
    """Say `that ate the apples`."""
    relative_word(d, subject.role)
    if d.random() < 0.2:
        earlier(d)
    past(d, subject.role)


def relative_present(d: Draft, subject: Subject) -> None:
    """Say `that eats the apples`, `who was near the dogs` or `that was made by the boy`."""
    relative_word(d, subject.role)
    where = d.random()
    if where < 0.6:
        present(d, subject)
    else:
        be(d, subject)
        if where < 0.8:
            located(d)
        else:
            passive(d, subject.role)


def relative_object(d: Draft, subject: Subject) -> None:
    """Say `that the dogs like`: a clause with an inner subject."""
    if subject.role == "person" and d.random() < 0.25:
        d.say("whom")
    else:
        relative_word(d, subject.role)
    bare_relative(d, subject)


def bare_relative(d: Draft, subject: Subject) -> None:
    """Say `the dogs like`: an inner subject and its verb, whose object is the outer subject."""
    inner = noun_phrase(d, "anyone", d.number(), 0.1)
    transitive(d, inner, subject)


def transitive(d: Draft, inner: Subject, thing: Subject) -> None:
    """Say a verb of an inner subject whose object went before: present, with has, or past."""
    role = thing.role
    if thing.topic and thing.topic != "weather" and d.random() < 0.5:
        verb = d.pools.topic_verbs[thing.topic].at(d.random())
    else:
        frame = "p" if role in ANIMATE else "i" if role in ("idea", "event") else "o"
        verb = d.pools.verbs[frame].at(d.random())
    forms, tags = verb.forms, verb.tags
    where = d.random()
    if where < 0.42:
        d.agree(inner, (forms[1], forms[0]), (tags[1], tags[0]))
    elif where < 0.55:
        d.agree(inner, ("has", "have"), ("has", "have"))
        d.tell((forms[PARTICIPLE],), (tags[PARTICIPLE],))
    else:
        d.tell((forms[PAST],), (tags[PAST],))


def whose(d: Draft, subject: Subject) -> None:
    """Say `whose dogs sleep`: the owned noun has a predicate of its own."""
    d.say("whose")
    role = "thing" if d.random() < 0.5 or subject.role not in ANIMATE else "anyone"
    owned = nominal(d, role, d.number(), -1, 0.12)
    kept, d.topic = d.topic, None
    where = d.random()
    if where < 0.35:
        be(d, owned)
        located(d) if where < 0.12 else passive(d, owned.role)
    elif where < 0.65:
        present(d, owned)
    elif subject.role in ANIMATE and where < 0.85:
        transitive(d, noun_phrase(d, "anyone", d.number(), 0.1), owned)
    else:
        plain_verb(d, owned.role, PAST)
    d.topic = kept


# --- commas


def comma_relative(d: Draft, subject: Subject) -> None:
    """Say `, which already ate the apples ,`."""
    comma_word(d, subject.role)
    earlier(d)
    past(d, subject.role)
    d.say(",")


def appositive(d: Draft, subject: Subject) -> None:
    """Say `, an old friend of the boys ,`: the same number, often with a noun of its own in it."""
    d.say(",")
    role = subject.role
    if subject.number == SINGULAR:
        where = d.random()
        if where < 0.6:
            d.say("a")
            inner = nominal(d, role, SINGULAR, len(d.words) - 1, 0.4)
        else:
            d.say("the")
            inner = nominal(d, role, SINGULAR, -1, 0.4)
    elif d.random() < 0.3:
        d.say("two" if d.random() < 0.7 else "three")
        inner = nominal(d, role, PLURAL, -1, 0.3)
    else:
        if d.random() < 0.5:
            d.say("the")
        inner = nominal(d, role, PLURAL, -1, 0.4)
    if d.random() < 0.7:
        attached(d, inner.role)
    d.say(",")


_ASIDES: Draw[Callable[[Draft], None]]


def _according(d: Draft) -> None:
    d.say("according", "to")
    noun_phrase(d, "person", d.number())


def _together(d: Draft) -> None:
    d.tell(("along",), ("IN",))
    d.say("with")
    noun_phrase(d, "thing" if d.random() < 0.4 else "anyone", d.number())


def _like(d: Draft) -> None:
    d.say("like")
    noun_phrase(d, "anyone" if d.random() < 0.6 else "thing", d.number())


def _believe(d: Draft) -> None:
    speaker = noun_phrase(d, "person", d.number(), 0.1)
    verb = d.pools.verbs["c"].at(d.random())
    if d.random() < 0.5:
        d.agree(speaker, (verb.forms[1], verb.forms[0]), (verb.tags[1], verb.tags[0]))
    else:
        d.tell((verb.forms[PAST],), (verb.tags[PAST],))


_ASIDES = Draw([(_according, 3), (_together, 3), (_like, 3), (_believe, 3), (adjunct, 4),
                (lambda d: d.class_word("RB_sentence"), 6)])  # fmt: skip


def aside(d: Draft) -> None:
    """Say `, according to the boys ,` or another parenthesis."""
    d.say(",")
    _ASIDES.at(d.random())(d)
    d.say(",")


# --- modifiers without a finite verb


def participial(d: Draft, subject: Subject) -> None:
    """Say `chased by the dogs` or `sitting near the door`."""
    if subject.role in ANIMATE and d.random() < 0.5:
        plain_verb(d, subject.role, ING)
    else:
        passive(d, subject.role)


def of_fact(d: Draft) -> None:
    """Say `that the dogs were hungry`, after a noun such as fact."""
    d.say("that")
    clause(d)


# --- length


def stretch(d: Draft, role: str, until: int) -> None:
    """Go on with a past verb phrase just said until the draft has about `until` words.

    Adds adjuncts and further verb phrases, as a list with commas when there is much to say.
    """
    since = len(d.words)
    far = until - since > 12
    while until - len(d.words) > 2:
        left = until - len(d.words)
        if left < 6 or len(d.words) - since < 3:
            adjunct(d)
        elif far and left > 14:
            d.say(",")
            past(d, role)
            since = len(d.words)
        elif left > 6 and d.random() < 0.5:
            if far:
                d.say(",")
                far = False
            d.say("and")
            past(d, role)
            since = len(d.words)
        elif d.random() < 0.3:
            nested(d)
        else:
            adjunct(d)
    if until > len(d.words) and d.random() < 0.7:
        adverbial(d) if until - len(d.words) > 1 else d.tell(("again",), ("RB_time",))


def nested(d: Draft) -> None:
    """Say a phrase with a clause inside: `near the house that the boys like`."""
    d.tell(("near",), ("near",))
    place = noun_phrase(d, "place", d.number(), 0.12)
    d.say("that")
    bare_relative(d, place)
