"""Constructions of more than one clause, questions, pronouns, and sentences without an agreement."""

from __future__ import annotations

from training.phrases import (
    BASE,
    DOES,
    HAS,
    IS,
    ING,
    NUMBERS,
    PARTICIPLE,
    PAST,
    PLURAL,
    SINGULAR,
    WAS,
    Agreement,
    Draft,
    Draw,
    Subject,
    adjunct,
    adverbial,
    any_subject,
    attached,
    auxiliary,
    be,
    has_complement,
    located,
    nominal,
    noun_phrase,
    object_phrase,
    plain_verb,
    predicate,
    present,
    quality,
    state,
    verb_phrase,
)
from training.phrases_modifiers import (
    comma_relative,
    earlier,
    past,
    relative_object,
    relative_past,
    stretch,
)


def opening(d: Draft) -> Subject:
    """Say the subject of a clause, of either number."""
    return any_subject(d, d.number())


# --- two clauses


def change_of_subject(d: Draft) -> None:
    """The cat was hungry, but the dogs were full: the old number must be dropped."""
    if d.random() < 0.3:
        d.say(("when", "while", "because", "although", "if", "after")[int(6 * d.random())])
        _first(d)
        d.say(",")
    else:
        _first(d)
        joint = _JOINTS.at(d.random())
        d.say(*joint)
    d.topic = None
    second = opening(d)
    if d.random() < 0.25:
        attached(d, second.role)
    predicate(d, second)


_JOINTS = Draw([((",", "but"), 4), ((",", "and"), 4), (("and",), 3), (("but",), 2), (("because",), 3),
                (("while",), 2), (("when",), 2), ((",", "so"), 1), (("although",), 1),
                ((";",), 0.7), ((".",), 1.5)])  # fmt: skip


def _first(d: Draft) -> None:
    first = opening(d)
    if d.random() < 0.3:
        attached(d, first.role)
    if d.random() < 0.75:
        predicate(d, first)
    else:
        past(d, first.role)


def fronted(d: Draft) -> None:
    """Yesterday the cat was hungry; in the gardens, the cat was hungry."""
    where = d.random()
    if where < 0.25:
        d.class_word("RB_sentence" if where < 0.12 else "RB_time")
    elif where < 0.35:
        d.say("yesterday" if where < 0.3 else "today" if where < 0.33 else "now")
    else:
        adjunct(d)
        if d.random() < 0.25:
            attached(d, "place")
    if d.random() < 0.55:
        d.say(",")
    subject = opening(d)
    if d.random() < 0.2:
        attached(d, subject.role)
    predicate(d, subject)


def adverbs(d: Draft) -> None:
    """The cat in the gardens often was hungry."""
    subject = opening(d)
    if d.random() < 0.3:
        attached(d, subject.role)
    predicate(d, subject, 1.0)


def existential(d: Draft) -> None:
    """There was a cat near the gardens that was hungry; there were two cats and they were hungry."""
    number = d.number()
    pair = (WAS, IS)[int(d.random() < 0.45)]
    d.say("there", pair[number])
    if d.random() < 0.1:
        d.say("also" if d.random() < 0.5 else "still")
    words = _THERE[number].at(d.random())
    if words == ("CD",):
        d.class_word("CD")
    else:
        d.say(*words)
    article = len(d.words) - 1 if words == ("a",) else -1
    subject = nominal(d, _ROLES.at(d.random()), number, article, 0.2)
    where = d.random()
    if where < 0.55:
        attached(d, subject.role)
    if where > 0.2:
        _go_on(d, subject, where)


_ROLES = Draw([("person", 34), ("animal", 18), ("thing", 34), ("event", 6), ("idea", 8)])


def _go_on(d: Draft, subject: Subject, where: float) -> None:
    if where < 0.75:
        person = subject.role == "person" and d.random() < 0.7
        d.say("who" if person else "that")
        predicate(d, subject)
    else:
        d.say(",", "and") if where < 0.85 else d.say("and")
        predicate(d, pronoun_for(d, subject))


_THERE = (
    Draw([(("a",), 8), (("one",), 2), (("no",), 2), (("another",), 1)]),
    Draw([(("two",), 3), (("three",), 2), (("CD",), 2), (("many",), 3), (("some",), 3), (("no",), 2),
          (("several",), 2), ((), 2), (("a", "lot", "of"), 1), (("a", "few"), 1)]),
)  # fmt: skip


def pronoun_for(d: Draft, subject: Subject) -> Subject:
    """Say he, she, it or they for a subject."""
    if subject.number == PLURAL:
        d.say("they")
    elif subject.role == "person":
        d.say("he" if d.random() < 0.5 else "she")
    else:
        d.say("it")
    return Subject(len(d.words) - 1, subject.number, subject.role)


# --- questions


def question(d: Draft) -> None:
    """Was the cat hungry? Which cats near the dog were hungry? The cat was hungry, wasn't it?"""
    QUESTIONS.at(d.random())(d)


def _inverted(d: Draft) -> None:
    """Say `was the cat near the dogs hungry`: the verb comes first and the noun must follow it."""
    number = d.number()
    pair = (WAS, IS)[int(d.random() < 0.45)]
    where = d.random()
    if where < 0.4:
        d.say(("why", "where", "when", "how")[int(4 * d.random())])
    d.say(pair[number])
    subject = any_subject(d, number)
    if d.random() < 0.35:
        attached(d, subject.role)
    elif d.random() < 0.15:
        relative_past(d, subject)
    if where > 0.3 or d.random() < 0.5:
        quality(d, subject)


def _does(d: Draft) -> None:
    """Say `does the cat like the apples`."""
    number = d.number()
    if d.random() < 0.4:
        d.say(("why", "where", "when", "how")[int(4 * d.random())])
    d.say("did" if d.random() < 0.35 else DOES[number])
    subject = any_subject(d, number)
    if d.random() < 0.25:
        attached(d, subject.role)
    verb_phrase(d, subject.role, BASE)


def _has(d: Draft) -> None:
    """Say `has the cat eaten the apples`."""
    number = d.number()
    d.say(HAS[number])
    subject = any_subject(d, number)
    verb_phrase(d, subject.role, PARTICIPLE)


def _which(d: Draft) -> None:
    """Say `which cats near the dog were hungry`, `how many cats ...`, `whose cat ...`."""
    number = d.number()
    where = d.random()
    if number == PLURAL and where < 0.4:
        d.say("how", "many")
    else:
        d.say("which" if where < 0.75 else "whose" if where < 0.88 else "what")
    subject = nominal(d, _ROLES.at(d.random()), number, -1, 0.15)
    if d.random() < 0.35:
        attached(d, subject.role)
    predicate(d, subject)


def _tag(d: Draft) -> None:
    """Say `the cat near the dogs was hungry , wasn't it`."""
    subject = opening(d)
    if d.random() < 0.35:
        attached(d, subject.role)
    pair = WAS if d.random() < 0.6 else IS
    d.agree(subject, pair, pair)
    quality(d, subject)
    d.say(",")
    not_pair = (pair[0] + "n't", pair[1] + "n't")
    d.agree(subject, not_pair, not_pair)
    d.main = 0
    pronoun_for(d, subject)


def _who(d: Draft) -> None:
    """Say `who said that the cats were hungry`, `what was in the box`."""
    where = d.random()
    if where < 0.5:
        d.say("who")
        verb = d.pools.verbs["c"].at(d.random())
        d.tell((verb.forms[PAST],), (verb.tags[PAST],))
        d.say("that")
        predicate(d, opening(d))
    else:
        d.say("who" if where < 0.75 else "what")
        d.say("was" if d.random() < 0.6 else "is")
        located(d)


def _true(d: Draft) -> None:
    """Say `is it true that the cats were hungry`, `did the boy think ...`."""
    if d.random() < 0.4:
        d.say("is", "it")
        d.tell(("true",), ("JJ",))
        d.say("that")
    else:
        d.say("did")
        noun_phrase(d, "person", d.number())
        verb = d.pools.verbs["c"].at(d.random())
        d.tell((verb.forms[BASE],), (verb.tags[BASE],))
        d.say("that")
    predicate(d, opening(d))


QUESTIONS = Draw([(_inverted, 24), (_does, 16), (_has, 6), (_which, 24), (_tag, 14), (_who, 8),
                  (_true, 8)])  # fmt: skip


# --- pronouns


def pronoun(d: Draft) -> None:
    """She was hungry; they like the dogs; i am tired."""
    where = d.random()
    if where < 0.4:
        d.say(("he", "she", "it")[int(3 * d.random())])
        subject = Subject(0, SINGULAR, "thing" if d.words[0] == "it" else "person")
        predicate(d, subject, 0.1)
    elif where < 0.8:
        d.say("they" if where < 0.6 else "we")
        predicate(d, Subject(0, PLURAL, "person"), 0.1)
    else:
        _speaker(d, where < 0.92)


def _speaker(d: Draft, i: bool) -> None:
    """Say a sentence about i or you, whose forms are neither simply singular nor plural."""
    d.say("i" if i else "you")
    where = d.random()
    subject = Subject(0, SINGULAR if i else PLURAL, "person")
    if where < 0.3:
        d.say("was" if i else "were")
        state(d, subject)
    elif where < 0.5:
        d.say("am" if i else "are")
        state(d, subject)
    elif where < 0.6:
        d.say("have" if where < 0.57 else "haven't")
        has_complement(d, Subject(0, PLURAL, "person"))
    elif where < 0.7:
        d.say("don't")
        verb_phrase(d, "person", BASE)
    else:
        verb_phrase(d, "person", BASE)


# --- no agreement


def statement(d: Draft) -> None:
    """The cat ate the apples; you can see the house."""
    if d.random() < 0.25:
        d.say(("i", "you", "he", "she", "we", "they")[int(6 * d.random())])
        subject = Subject(0, PLURAL, "person")
    else:
        subject = opening(d)
        if d.random() < 0.25:
            attached(d, subject.role)
    where = d.random()
    if where < 0.55:
        verb_phrase(d, subject.role, PAST)
    elif where < 0.8:
        d.class_word("MD" if where < 0.73 else "MD_not")
        verb_phrase(d, subject.role, BASE)
    elif where < 0.9:
        d.say("didn't" if where < 0.87 else "did")
        if where >= 0.87:
            d.say("not")
        verb_phrase(d, subject.role, BASE)
    else:
        d.say("had")
        verb_phrase(d, subject.role, PARTICIPLE)


def imperative(d: Draft) -> None:
    """Eat the apple; don't feed the dogs; please open the door."""
    where = d.random()
    if where < 0.2:
        d.tell(("please",), ("UH",))
    elif where < 0.4:
        d.say("don't")
    verb_phrase(d, "person", BASE)


# --- topics


def topic(d: Draft) -> None:
    """The cat, which already ate the apples, was full: the verb before decides the adjective."""
    subject = noun_phrase(d, "person" if d.random() < 0.6 else "animal", d.number())
    where = d.random()
    if where < 0.6:
        d.say(",", "who" if subject.role == "person" else "which")
        earlier(d)
    elif where < 0.8:
        d.say("who" if subject.role == "person" else "that")
    _set_topic(d, subject, PAST)
    if d.distance:
        stretch(d, subject.role, subject.index + d.distance)
    elif d.random() < 0.3:
        adverbial(d)
    if where < 0.6:
        d.say(",")
    elif where >= 0.8:
        d.say("and")
    d.main = 0
    be(d, subject)
    quality(d, subject)


def _set_topic(d: Draft, subject: Subject, slot: int) -> None:
    name = "food" if subject.role == "animal" else _NAMES.at(d.random())
    at = len(d.words)
    if name == "weather":
        verb = d.pools.walking.at(d.random())
        d.tell((verb.forms[slot],), (verb.tags[slot],))
        d.say("in", "the")
        at += 3
        d.tell(*_WEATHER.at(d.random()))
    else:
        verb = d.pools.topic_verbs[name].at(d.random())
        d.tell((verb.forms[slot],), (verb.tags[slot],))
        object_phrase(d, name)
    d.topic = (at, name)


_NAMES = Draw([("food", 34), ("clothing", 11), ("vehicle", 11), ("music", 12), ("tool", 7), ("book", 10),
               ("money", 11), ("weather", 8)])  # fmt: skip
_WEATHER = Draw([((("rain",), ("NNM",)), 5), ((("snow",), ("NNM",)), 4),
                 ((("storm",), ("NN_weather",)), 3), ((("blizzard",), ("NN_weather",)), 1)])  # fmt: skip
