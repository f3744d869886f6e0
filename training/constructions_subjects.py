"""Constructions whose subject is more than a noun: quantified, coordinated, possessive, a name."""

from __future__ import annotations

from collections.abc import Callable

from training.phrases import BASE, ING, IS, PLURAL, SINGULAR, WAS, Draft, Draw, Subject
from training.phrases_modifiers import appositive, bare_relative, comma_relative, relative_past
from training.phrases_nouns import (
    ROLES,
    Words,
    adjunct,
    attached,
    determiner,
    located,
    mass_phrase,
    named,
    nominal,
    noun_phrase,
)
from training.phrases_verbs import DRINKING, draw_verb, predicate

_EACH: Draw[Words] = Draw(
    [(("every",), 4), (("each",), 3), (("another",), 1), (("this",), 4), (("that",), 4),
     (("a",), 8), (("one",), 1), (("no",), 1), (("the", "only"), 1), (("the", "other"), 1)]
)  # fmt: skip
_SEVERAL: Draw[Words] = Draw(
    [(("many",), 3), (("several",), 3), (("few",), 2), (("a", "few"), 2), (("two",), 4),
     (("three",), 3), (("CD",), 3), (("these",), 4), (("those",), 4), (("all", "the"), 2),
     (("both",), 2), (("some",), 2), (("most",), 2), (("no",), 1), (("the", "other"), 1)]
)  # fmt: skip


def determiner_agreement(d: Draft) -> None:
    """Every cat was hungry; several cats were hungry."""
    number = d.number()
    article = determiner(d, number, (_EACH, _SEVERAL)[number])
    predicate(d, nominal(d, ROLES.at(d.random()), number, article, 0.2), 0.1)


_ARTICLES: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("the",), 65), (("a",), 25), (("PRP$",), 10)]),
    Draw([(("the",), 65), ((), 15), (("these",), 10), (("PRP$",), 10)]),
)


def irregular(d: Draft) -> None:
    """The mice were hungry; the bus was late: nouns whose endings mislead."""
    number = d.number()
    article = determiner(d, number, _ARTICLES[number])
    subject = nominal(d, "irregular", number, article, 0.1)
    if d.chance(0.4):
        attached(d, subject.role, subject.number)
    predicate(d, subject)


_SAME: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("this",), 3), (("that",), 2), (("every",), 2), (("a",), 4), (("one",), 1)]),
    Draw([(("these",), 3), (("those",), 2), (("many",), 2), (("two",), 3), (("several",), 2)]),
)


def invariant(d: Draft) -> None:
    """This sheep was wild; these sheep were wild: only the determiner, or a verb before, tells."""
    number = d.number()
    if d.chance(0.25):
        _told_by_verb(d, number)
        return
    article = determiner(d, number, _SAME[number])
    d.draw(d.pools.same)
    d.settle_article(article)
    subject = Subject(d.last, number, _same_role(d))
    if d.chance(0.2):
        attached(d, subject.role, number)
    predicate(d, subject)


def _same_role(d: Draft) -> str:
    """What the noun just said is: an animal, or anything else."""
    return "animal" if d.words[-1] in _LIVING else "thing"


_LIVING = frozenset(("sheep", "fish", "deer", "salmon", "moose"))


def _told_by_verb(d: Draft, number: int) -> None:
    """Say `the sheep that were in the field were hungry`: the first verb settles the number."""
    d.say("the")
    d.draw(d.pools.same)
    role = _same_role(d)
    d.say("that", (WAS if d.chance(0.7) else IS)[number])
    settled = Subject(d.last, number, role)
    located(d)
    predicate(d, settled)


# --- mass nouns and names

_AMOUNTS: Draw[Words] = Draw(
    [(("the",), 50), (("this",), 8), (("PRP$",), 8), (("some",), 6), ((), 12), (("all", "the"), 4),
     (("much", "of", "the"), 4), (("most",), 2)]
)  # fmt: skip


def _substance(d: Draft) -> Subject:
    """Say a mass noun."""
    food = d.chance(0.4)
    d.draw(d.pools.mass["massfood" if food else "mass"])
    return Subject(d.last, SINGULAR, "thing" if food else "idea", "food" if food else "")


def mass(d: Draft) -> None:
    """The water for the dogs was cold; the bottles of water were full; milk and salt were cheap."""
    where = d.random()
    if where < 0.4:
        subject = _container(d, d.number())
    else:
        determiner(d, SINGULAR, _AMOUNTS)
        subject = _substance(d)
        if where < 0.7:
            d.say("and")
            determiner(d, SINGULAR, _AMOUNTS)
            subject = _substance(d)._replace(number=PLURAL)
    where = d.random()
    if where < 0.35:
        attached(d, subject.role, subject.number)
    elif where < 0.5:
        d.say("that")
        bare_relative(d, subject)
    predicate(d, subject)


def _container(d: Draft, number: int) -> Subject:
    """Say `the bottles of water`, where the measure settles the number."""
    article = determiner(d, number, _ARTICLES[number])
    subject = nominal(d, "container", number, article, 0.1)
    d.say("of")
    if d.chance(0.25):
        d.say("the")
    d.draw(d.pools.mass["massfood" if d.chance(0.85) else "mass"])
    return subject


def proper_name(d: Draft) -> None:
    """Maria was happy; maria, a friend of the boys, was happy; maria and paul were happy."""
    if d.chance(0.15):
        d.draw(d.pools.names["place"])
        subject = Subject(d.last, SINGULAR, "place")
    else:
        subject = named(d)
    if d.chance(0.5):
        d.say("and")
        d.draw(d.pools.names[subject.role])
        subject = subject._replace(at=d.last, number=PLURAL)
    elif subject.role == "person":
        where = d.random()
        if where < 0.3:
            appositive(d, subject)
        elif where < 0.5:
            comma_relative(d, subject)
    predicate(d, subject, 0.12)


# --- of

_ONE_OF = Draw([("one", 6), ("each", 3), ("either", 0.5), ("neither", 0.7)])
_MANY_OF = Draw([("two", 3), ("three", 2), ("CD", 2), ("many", 3), ("several", 3), ("few", 2),
                 ("both", 2)])  # fmt: skip
_PART_OF = Draw([("all", 4), ("some", 4), ("most", 4), ("half", 2)])
_OWNERS: Draw[Words] = Draw([(("the",), 75), (("PRP$",), 15), (("these",), 5), (("those",), 5)])
_OWNER: Draw[Words] = Draw([(("the",), 80), (("PRP$",), 15), (("this",), 5)])


def partitive(d: Draft) -> None:
    """One of the boys was happy; all of the water was cold; some of the apples were sweet."""
    number = d.number()
    subject = _counted(d, number) if d.chance(0.6) else _portion(d, number)
    where = d.random()
    if where < 0.3:
        attached(d, subject.role, subject.number)
    elif where < 0.42:
        relative_past(d, subject)
    predicate(d, subject)


def _counted(d: Draft, number: int) -> Subject:
    """Say `one of the boys`, where the first word settles the number."""
    at = len(d.words)
    d.speak((_ONE_OF, _MANY_OF)[number].at(d.random()))
    d.say("of")
    return _several(d, _OWNERS)._replace(at=at, number=number)


def _portion(d: Draft, number: int) -> Subject:
    """Say `all of the water`, where the noun settles the number."""
    d.say(_PART_OF.at(d.random()) if number or d.chance(0.8) else "much", "of")
    if number == PLURAL:
        return _several(d, _OWNERS)
    determiner(d, SINGULAR, _OWNER)
    return _substance(d)


def _several(d: Draft, choice: Draw[Words] | None = None) -> Subject:
    """Say a plural noun of any role, with a determiner of a choice, or without one."""
    if choice:
        determiner(d, PLURAL, choice)
    return nominal(d, ROLES.at(d.random()), PLURAL)


# --- quantities


def quantified(d: Draft) -> None:
    """Everyone in the houses was happy; a lot of boys were happy; the number of boys was small."""
    subject = _QUANTITIES[d.number()].at(d.random())(d)
    if subject.role and d.words[0] not in ("this", "that") and d.chance(0.3):
        attached(d, subject.role, subject.number)
    predicate(d, subject._replace(role=subject.role or "idea"), 0.1)


def _anyone(d: Draft) -> Subject:
    d.speak("NN_anyone")
    return Subject(d.last, SINGULAR, "person")


def _anything(d: Draft) -> Subject:
    d.speak("NN_anything")
    return Subject(d.last, SINGULAR, "event")


def _number_of(d: Draft) -> Subject:
    d.say("the", "number", "of")
    at = len(d.words) - 2
    _several(d)
    return Subject(at, SINGULAR, "")


def _lot_of_mass(d: Draft) -> Subject:
    d.say("a", "lot", "of")
    return _substance(d)


def _this(d: Draft) -> Subject:
    d.say("this" if d.chance(0.6) else "that")
    return Subject(d.last, SINGULAR, "")


def _every(d: Draft) -> Subject:
    d.say("no" if d.chance(0.6) else "each")
    return nominal(d, ROLES.at(d.random()), SINGULAR)


def _lot_of(d: Draft) -> Subject:
    d.say("a", "lot" if d.chance(0.6) else "number", "of")
    return _several(d)


def _alone(d: Draft) -> Subject:
    d.say(("many", "few", "several", "both", "most")[int(5 * d.random())])
    return Subject(d.last, PLURAL, "person")


def _these(d: Draft) -> Subject:
    d.say("these" if d.chance(0.6) else "those")
    return Subject(d.last, PLURAL, "")


def _more_than(d: Draft) -> Subject:
    d.say("more", "than")
    d.speak("CD")
    return _several(d)


def _none(d: Draft) -> Subject:
    d.say("no")
    return _several(d)


_Quantity = Callable[[Draft], Subject]
_SINGLE: list[tuple[_Quantity, float]] = [
    (_anyone, 5), (_anything, 2.5), (_number_of, 2), (_lot_of_mass, 2), (_every, 2), (_this, 1)
]  # fmt: skip
_PLENTY: list[tuple[_Quantity, float]] = [
    (_lot_of, 5), (_alone, 2), (_more_than, 2), (_none, 2), (_these, 1)
]  # fmt: skip
_QUANTITIES = (Draw(_SINGLE), Draw(_PLENTY))


# --- two nouns


def coordinated(d: Draft) -> None:
    """The cat and the dogs were hungry; either the cats or the dog was hungry."""
    role = ROLES.at(d.random())
    if d.chance(0.4):
        _conjunct(d, role, d.number())
        d.say("and")
        subject = _conjunct(d, role, d.number())._replace(number=PLURAL)
    else:
        # with or and nor the nearer noun decides; five singulars to one plural keep the balance
        first, second = _ALTERNATIVES.at(d.random())
        if first:
            d.say(first)
        number = int(d.chance(1 / 6))
        _conjunct(d, role, number if d.chance(0.6) else d.number())
        d.say(second)
        subject = _conjunct(d, role, number)
    if d.chance(0.2):
        attached(d, subject.role, subject.number)
    predicate(d, subject)


def _conjunct(d: Draft, role: str, number: int) -> Subject:
    article = determiner(d, number, _ARTICLES[number])
    return nominal(d, role, number, article, 0.1)


_ALTERNATIVES = Draw([(("either", "or"), 3), (("neither", "nor"), 3), (("", "or"), 3)])


def possessive(d: Draft) -> None:
    """The boy's dogs were hungry; the boys' dog was hungry."""
    if d.chance(0.2):
        named(d)
        d.say("'s")
    else:
        owner = noun_phrase(d, "anyone", d.number(), 0.1)
        d.say("'" if owner.number and d.words[-1].endswith("s") else "'s")
    where = d.random()
    role = "thing" if where < 0.5 else "relative" if where < 0.7 else "animal"
    subject = nominal(d, role if where < 0.85 else "idea", d.number())
    if d.chance(0.3):
        attached(d, subject.role, subject.number)
    predicate(d, subject)


# --- deeds


def gerund(d: Draft) -> None:
    """Eating the apples was hard; what they ate was sweet; boys eating apples were happy."""
    if d.chance(0.5):
        where = d.random()
        if where < 0.6:
            _doing(d)
            subject = Subject(0, SINGULAR, "idea")
        elif where < 0.75:
            d.say("to")
            _doing(d, BASE)
            subject = Subject(0, SINGULAR, "idea")
        else:
            d.say("what")
            subject = Subject(0, SINGULAR, "thing" if where < 0.9 else "idea")
            bare_relative(d, subject)
    else:
        subject = _busy(d)
    predicate(d, subject)


def _doing(d: Draft, slot: int = ING) -> None:
    """Say `eating the apples`: never `flying planes`, which could be planes that fly."""
    where = d.random()
    frame = "s" if where < 0.3 else "o" if where < 0.65 else "p" if where < 0.8 else "t"
    d.tight = True
    verb = draw_verb(d, frame)
    d.tight = False
    d.inflect(verb, slot)
    if frame == "s":
        adjunct(d)
        return
    if verb.forms[BASE] in DRINKING:
        mass_phrase(d, "drink")
        return
    number = d.number()
    article = determiner(d, number, _DONE_TO[number])
    nominal(d, {"o": "thing", "p": "anyone"}.get(frame, verb.topic), number, article, 0.12)
    if d.chance(0.2):
        adjunct(d)


_DONE_TO: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("the",), 55), (("a",), 30), (("PRP$",), 12), (("this",), 3)]),
    Draw([(("the",), 65), (("PRP$",), 15), (("these",), 6), (("two",), 4), (("many",), 5),
          (("some",), 5)]),
)  # fmt: skip


def _busy(d: Draft) -> Subject:
    """Say `boys eating the apples`, or `eating the apples , the boys`."""
    if d.chance(0.25):
        _doing(d)
        d.say(",")
        return noun_phrase(d, "person", PLURAL)
    subject = noun_phrase(d, "person", PLURAL)
    _doing(d)
    return subject
