"""Questions: the verb may come before its subject, or a question word before both."""

from __future__ import annotations

from collections.abc import Callable

from training.phrases import BASE, DOES, HAS, IS, PARTICIPLE, PAST, PLURAL, WAS, Draft, Draw
from training.phrases_modifiers import relative_past
from training.phrases_nouns import (
    ROLES,
    attached,
    located,
    nominal,
    noun_phrase,
    opening,
    pronoun_for,
)
from training.phrases_verbs import predicate, present, quality, verb_phrase


def question(d: Draft) -> None:
    """Was the cat hungry? Which cats near the dog were hungry? The cat was hungry, wasn't it."""
    _QUESTIONS.at(d.random())(d)


def _asking(d: Draft, share: float) -> bool:
    """Say, in a share of cases, why, where, when or how."""
    if not d.chance(share):
        return False
    d.say(("why", "where", "when", "how")[int(4 * d.random())])
    return True


def _inverted(d: Draft) -> None:
    """Say `was the cat near the dogs hungry`: the verb is said before the noun it agrees with."""
    number = d.number()
    asked = _asking(d, 0.35)
    d.say((WAS if d.chance(0.55) else IS)[number])
    subject = noun_phrase(d, ROLES.at(d.random()), number)
    where = d.random()
    if where < 0.35:
        attached(d, subject.role, subject.number)
    elif where < 0.5 and not asked:
        relative_past(d, subject)
    if not asked or d.chance(0.5):
        quality(d, subject)


def _does(d: Draft) -> None:
    """Say `does the cat like the apples`."""
    number = d.number()
    _asking(d, 0.35)
    d.is_past = d.chance(0.35)
    d.say("did" if d.is_past else DOES[number])
    subject = noun_phrase(d, ROLES.at(d.random()), number)
    if d.chance(0.25):
        attached(d, subject.role, subject.number)
    verb_phrase(d, subject.role, BASE)


def _has(d: Draft) -> None:
    """Say `has the cat eaten the apples`."""
    number = d.number()
    d.say(HAS[number])
    subject = noun_phrase(d, ROLES.at(d.random()), number)
    verb_phrase(d, subject.role, PARTICIPLE)


def _which(d: Draft) -> None:
    """Say `which cats near the dog were hungry`, `how many cats ...`, `whose cat ...`."""
    number = d.number()
    where = d.random()
    if number == PLURAL and where < 0.4:
        d.say("how", "many")
    else:
        d.say("which" if where < 0.75 else "whose" if where < 0.88 else "what")
    subject = nominal(d, ROLES.at(d.random()), number)
    if d.chance(0.35):
        attached(d, subject.role, subject.number)
    if d.chance(0.6):
        present(d, subject)
        return
    kept, at = list(d.agreements), len(d.words)
    predicate(d, subject, 0.0)
    if d.tags[at] not in ("VB", "VBZ"):
        # an auxiliary may be of another subject: "which cats was he near"
        d.agreements = kept + [a for a in d.agreements[len(kept) :] if a.verb != at]
        d.main = 0


def _tag(d: Draft) -> None:
    """Say `the cat near the dogs was hungry , wasn't it`."""
    subject = opening(d)
    if d.chance(0.35):
        attached(d, subject.role, subject.number)
    pair = WAS if d.chance(0.6) else IS
    d.agree(subject, pair)
    quality(d, subject)
    d.say(",")
    d.agree(subject, (pair[0] + "n't", pair[1] + "n't"))
    pronoun_for(d, subject)


def _who(d: Draft) -> None:
    """Say `who said that the cats were hungry`, `what was in the box`."""
    where = d.random()
    if where < 0.5:
        d.say("who")
        d.inflect(d.verb("c"), PAST)
        d.say("that")
        predicate(d, opening(d))
    else:
        d.say("who" if where < 0.75 else "what", "was" if d.chance(0.6) else "is")
        located(d)


def _true(d: Draft) -> None:
    """Say `is it true that the cats were hungry`, `did the boy think that ...`."""
    if d.chance(0.4):
        d.say("is", "it")
        d.tell("true", "JJ")
    else:
        d.say("did")
        noun_phrase(d, "person", d.number())
        d.inflect(d.verb("c"), BASE)
    d.say("that")
    predicate(d, opening(d))


_ASKED: list[tuple[Callable[[Draft], None], float]] = [
    (_inverted, 24), (_does, 16), (_has, 6), (_which, 24), (_tag, 14), (_who, 8), (_true, 8)
]  # fmt: skip
_QUESTIONS = Draw(_ASKED)
