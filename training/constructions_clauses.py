"""Constructions of more than one clause, with there, pronouns, or no agreement at all."""

from __future__ import annotations

from training.phrases import (
    ANIMATE,
    BASE,
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
from training.phrases_modifiers import past, stretch
from training.phrases_nouns import (
    Words,
    adjunct,
    attached,
    determiner,
    nominal,
    opening,
    pronoun_for,
)
from training.phrases_verbs import (
    adverbial,
    has_complement,
    predicate,
    quality,
    state,
    verb_phrase,
    weekday,
)


def change_of_subject(d: Draft) -> None:
    """The cat was hungry, but the dogs were full: the old number must be dropped."""
    if d.chance(0.3):
        word = ("when", "while", "because", "although", "if", "after")[int(6 * d.random())]
        d.say(word)
        _first(d, agrees=word != "if")  # "if the cat were hungry" is right as well
        d.say(",")
    else:
        _first(d)
        d.say(*_JOINTS.at(d.random()))
    d.topic = None
    second = opening(d)
    if d.chance(0.25):
        attached(d, second.role, second.number)
    predicate(d, second)


_JOINTS: Draw[Words] = Draw(
    [((",", "but"), 4), ((",", "and"), 4), (("and",), 3), (("but",), 2), (("because",), 3),
     (("while",), 2), (("when",), 2), ((",", "so"), 1), (("although",), 1), ((";",), 1),
     ((".",), 2)]
)  # fmt: skip


def _first(d: Draft, *, agrees: bool = True) -> None:
    first = opening(d)
    if d.chance(0.3):
        attached(d, first.role, first.number)
    d.tight = True
    if agrees and d.chance(0.75):
        predicate(d, first)
    else:
        past(d, first.role)
        if d.distance:
            stretch(d, first.role, d.distance)
    d.tight = False


def fronted(d: Draft) -> None:
    """Yesterday the cat was hungry; in the gardens, the cat was hungry."""
    where = d.random()
    tense = ""
    if where < 0.45:
        word, tense = _FRONTED.at(d.random())
        d.speak(word)
    elif where < 0.52:
        weekday(d)
    else:
        adjunct(d)
    if d.chance(0.55):
        d.say(",")
    subject = opening(d)
    if d.chance(0.2):
        attached(d, subject.role, subject.number)
    predicate(d, subject, tense=tense)


_FRONTED = Draw([(("RB_sentence", ""), 6), (("yesterday", "past"), 4), (("RB_past", "past"), 3),
                 (("today", ""), 3), (("now", "present"), 3), (("RB_now", "present"), 3),
                 (("here", ""), 1), (("then", "past"), 2), (("RB_time", ""), 3)])  # fmt: skip


def adverbs(d: Draft) -> None:
    """The cat in the gardens often was hungry."""
    subject = opening(d)
    if d.chance(0.3):
        attached(d, subject.role, subject.number)
    predicate(d, subject, 1.0)


# --- there


def existential(d: Draft) -> None:
    """There was a cat near the gardens that was hungry; there were two cats and they ate."""
    number = d.number()
    pair = WAS if d.chance(0.55) else IS
    d.say("there")
    if d.chance(0.12):
        d.say(pair[number] + "n't")
        article = determiner(d, number, _NOT_THERE[number])
    else:
        d.say(pair[number])
        article = determiner(d, number, _THERE[number])
    subject = nominal(d, _SEEN.at(d.random()), number, article)
    where = d.random()
    near = attached(d, subject.role, subject.number) if where < 0.55 else subject
    if where > 0.85 or (near.number != subject.number and where > 0.2):
        d.say(",", "and")
        predicate(d, pronoun_for(d, subject))
    elif where > 0.2:
        # whichever noun the clause is about, its number is the same
        d.say("who" if subject.role == "person" and d.chance(0.7) else "that")
        predicate(d, subject)


_THERE: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("a",), 8), (("one",), 2), (("no",), 2), (("another",), 1)]),
    Draw([(("two",), 3), (("three",), 2), (("CD",), 2), (("many",), 3), (("some",), 3),
          (("no",), 2), (("several",), 2), ((), 2), (("a", "lot", "of"), 1), (("a", "few"), 1)]),
)  # fmt: skip
_NOT_THERE: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("a",), 4), (("any",), 1)]),
    Draw([(("any",), 4), (("many",), 2)]),
)
_SEEN = Draw([("person", 34), ("animal", 18), ("thing", 34), ("event", 6), ("idea", 8)])


# --- pronouns


def pronoun(d: Draft) -> None:
    """She was hungry; they like the dogs; i am tired; it's raining."""
    if d.chance(0.04):
        d.speak("UH")
        d.say(",")
    where = d.random()
    if where < 0.35:
        d.say(("he", "she", "it")[int(3 * d.random())])
        predicate(d, Subject(d.last, SINGULAR, "thing" if d.words[-1] == "it" else "person"), 0.1)
    elif where < 0.7:
        d.say("they" if d.chance(0.55) else "we")
        predicate(d, Subject(d.last, PLURAL, "person"), 0.1)
    elif where < 0.77:
        _contracted(d)
    elif where < 0.79:
        _raining(d)
    else:
        _speaker(d, me=d.chance(0.6))


def _contracted(d: Draft) -> None:
    """Say `it 's old`, `they're happy`, `we'll see the dogs`, `i've seen the dogs`."""
    where = d.random()
    if where < 0.35:
        d.say(("he", "she", "it", "that")[int(4 * d.random())], "'s")
        person = d.words[-2] in ("he", "she")
        state(d, Subject(d.last - 1, SINGULAR, "person" if person else "thing"))
    elif where < 0.65:
        d.speak("PRP_be")
        number = SINGULAR if d.words[-1] == "i'm" else PLURAL
        state(d, Subject(d.last, number, "person"))
    elif where < 0.85:
        d.speak("PRP_will")
        verb_phrase(d, "person", BASE)
    else:
        d.speak("PRP_have")
        verb_phrase(d, "person", PARTICIPLE)


def _raining(d: Draft) -> None:
    d.say("it")
    verb = d.pools.topic_verbs["weather"].at(d.random())
    where = d.random()
    if where < 0.6:
        d.say("was" if where < 0.35 else "is")
        d.inflect(verb, ING)
    else:
        d.inflect(verb, PAST)
    if d.chance(0.6):
        d.is_past = where < 0.35 or where >= 0.6
        adverbial(d)


def _speaker(d: Draft, *, me: bool) -> None:
    """Say a sentence about i or you, whose verbs are neither simply singular nor plural."""
    d.say("i" if me else "you")
    where = d.random()
    subject = Subject(d.last, SINGULAR if me else PLURAL, "person")
    if where < 0.5:
        past_tense = where < 0.28
        d.is_past = past_tense
        d.say(("was" if past_tense else "am") if me else ("were" if past_tense else "are"))
        if d.chance(0.1):
            d.say("not")
        state(d, subject)
    elif where < 0.6:
        d.say("have" if where < 0.57 else "haven't")
        has_complement(d, subject, owns=where < 0.57)
    else:
        if where < 0.7:
            d.say("don't")
        d.is_past = False
        verb_phrase(d, "person", BASE)


# --- no agreement


def statement(d: Draft) -> None:
    """The cat ate the apples; you can see the house; the boys saw themselves."""
    subject = _whoever(d)
    where = d.random()
    if where < 0.5:
        verb_phrase(d, subject.role, PAST)
    elif where < 0.55 and subject.role in ANIMATE:
        d.inflect(d.verb("p"), PAST)
        _reflexive(d, subject)
    elif where < 0.8:
        _modal(d, subject, negated=where > 0.74)
    elif where < 0.9:
        d.say("didn't" if where < 0.87 else "did")
        if where >= 0.87:
            d.say("not")
        d.is_past = True
        verb_phrase(d, subject.role, BASE)
    else:
        d.say("had" if where < 0.97 else "hadn't")
        verb_phrase(d, subject.role, PARTICIPLE)


def _whoever(d: Draft) -> Subject:
    if d.chance(0.25):
        word = ("i", "you", "he", "she", "we", "they")[int(6 * d.random())]
        d.say(word)
        return Subject(d.last, SINGULAR if word in ("he", "she") else PLURAL, "person")
    subject = opening(d)
    if d.chance(0.25):
        attached(d, subject.role, subject.number)
    return subject


def _modal(d: Draft, subject: Subject, *, negated: bool) -> None:
    d.speak("MD_not" if negated else "MD")
    d.is_past = False
    if d.chance(0.35):
        d.say("be")
        quality(d, subject)
    else:
        verb_phrase(d, subject.role, BASE)
        if d.chance(0.1):
            d.speak("RB_soon")


def _reflexive(d: Draft, subject: Subject) -> None:
    """Say himself, herself, itself or themselves; me or us after i and we."""
    first = d.words[subject.at]
    if first in ("i", "we", "you"):
        d.speak("PRP_object")
    elif subject.number == PLURAL:
        d.tell("themselves", "PRP_self")
    elif subject.role == "person":
        herself = first == "she" or (first != "he" and d.chance(0.5))
        d.tell("herself" if herself else "himself", "PRP_self")
    else:
        d.tell("itself", "PRP_self")


def imperative(d: Draft) -> None:
    """Eat the apple; don't feed the dogs; please open the door."""
    where = d.random()
    if where < 0.2:
        d.tell("please", "UH")
    elif where < 0.4:
        d.say("don't")
    verb_phrase(d, "person", BASE)
    if where > 0.85:
        d.say("!")
