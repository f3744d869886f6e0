"""Constructions with one subject and what may stand between it and its verb."""

from __future__ import annotations

from training.phrases import BASE, PARTICIPLE, PAST, Draft, Draw, Subject
from training.phrases_modifiers import (
    appositive,
    aside,
    bare_relative,
    comma_relative,
    comma_word,
    earlier,
    participial,
    past,
    relative_object,
    relative_past,
    relative_present,
    say_that,
    stretch,
    topical,
    whose,
)
from training.phrases_nouns import (
    Words,
    adjunct,
    attached,
    determiner,
    nominal,
    noun_phrase,
    opening,
    particular,
)
from training.phrases_verbs import (
    TOPICAL,
    adverbial,
    be,
    clause,
    plain_verb,
    predicate,
    present,
    quality,
    state,
)


def simple(d: Draft) -> None:
    """The cat was hungry."""
    predicate(d, opening(d), 0.12)


def sentential_complement(d: Draft) -> None:
    """The boys said that the cat was hungry."""
    speaker = noun_phrase(d, "person", d.number())
    if d.chance(0.15):
        attached(d, speaker.role, speaker.number)
    say_that(d, speaker)
    where = d.random()
    if where < 0.84:
        d.say("that")
    elif where < 0.9:
        d.say(",", '"')
        predicate(d, opening(d))
        d.say('"')
        return
    elif where < 0.93:
        d.say(":")
    subject = opening(d)
    if d.chance(0.3):
        attached(d, subject.role, subject.number)
    predicate(d, subject)


def coordination_short(d: Draft) -> None:
    """The cat sleeps and eats."""
    _coordinated(d, longer=False)


def coordination_long(d: Draft) -> None:
    """The cat sleeps in the garden behind the houses every day and was hungry."""
    _coordinated(d, longer=True)


def _coordinated(d: Draft, *, longer: bool) -> None:
    subject = noun_phrase(d, "anyone", d.number())
    until = subject.at + 1 + (d.distance or 0)
    d.tight = True  # after a clause, its subject could go on: "think that the dog sleeps and ..."
    if d.chance(0.5):
        present(d, subject)
    else:
        be(d, subject)
        state(d, subject)
    if longer:
        adverbial(d)
        adjunct(d)
        stretch(d, subject.role, until - 1)
    d.tight = False
    where = d.random()
    d.say("and" if where < 0.8 else "but")
    if where < 0.08:
        d.say("then")
    predicate(d, subject, 0.12)


def prepositional(d: Draft) -> None:
    """The key to the cabinets was old."""
    subject = opening(d)
    attached(d, subject.role, subject.number)
    predicate(d, subject)


def prepositional_stacked(d: Draft) -> None:
    """The key of the boys from the village near the rivers was old."""
    subject = opening(d)
    until = subject.at + 1 + (d.distance or 4 + int(8 * d.random()))
    role = subject.role
    while len(d.words) + 2 <= until:
        role = attached(d, role).role
    predicate(d, subject)


def relational(d: Draft) -> None:
    """The mother of the boys was happy; the price of the cars is high."""
    number = d.number()
    role = "relative" if d.chance(0.55) else "part"
    if d.chance(0.6):
        d.say("the")
        subject = nominal(d, role, number)
    else:
        subject = noun_phrase(d, role, number)
    attached(d, role)
    predicate(d, subject)


def subject_relative_past(d: Draft) -> None:
    """The cat that ate the apples was full."""
    subject = opening(d)
    relative_past(d, subject)
    _reach(d, subject)
    predicate(d, subject)


def subject_relative_present(d: Draft) -> None:
    """The cat that eats the apples was full."""
    subject = opening(d)
    relative_present(d, subject)
    predicate(d, subject)


def object_relative(d: Draft) -> None:
    """The apples that the cat likes were sweet."""
    subject = opening(d)
    relative_object(d, subject)
    predicate(d, subject)


def object_relative_bare(d: Draft) -> None:
    """The apples the cat likes were sweet."""
    subject = opening(d)
    bare_relative(d, subject)
    predicate(d, subject)


def reduced_relative(d: Draft) -> None:
    """The cat chased by the dogs was hungry."""
    subject = opening(d)
    participial(d, subject)
    predicate(d, subject)


def whose_relative(d: Draft) -> None:
    """The boy whose dogs sleep was happy."""
    subject = noun_phrase(d, "anyone", d.number())
    comma = d.chance(0.25)
    if comma:
        d.say(",")
    whose(d, subject)
    if comma:
        d.say(",")
    predicate(d, subject)


def between_commas(d: Draft) -> None:
    """The cat, which already ate the apples, was full."""
    subject = particular(d)
    comma_word(d, subject.role)
    where = d.random()
    if where < 0.75 or d.distance:
        earlier(d)
        past(d, subject.role)
        _reach(d, subject, 1)
    else:
        bare_relative(d, subject)
    d.say(",")
    predicate(d, subject)


def appositives(d: Draft) -> None:
    """The cat, an old friend of the dogs, was hungry."""
    subject = particular(d)
    appositive(d, subject)
    predicate(d, subject)


def parenthesis(d: Draft) -> None:
    """The cat, according to the boys, was hungry."""
    subject = particular(d)
    if d.chance(0.3):
        attached(d, subject.role, subject.number)
    aside(d)
    predicate(d, subject)


def attractors(d: Draft) -> None:
    """The key to the doors of the houses that the boys saw near the rivers was old."""
    subject = opening(d)
    inner = attached(d, subject.role, subject.number)
    if d.chance(0.5):
        attached(d, inner.role)
    (relative_past, relative_object, comma_relative)[int(3 * d.random())](d, subject)
    predicate(d, subject)


def insertion(d: Draft) -> None:
    """The cat, which ate the apples, slept near the door, ... and saw the dogs, was hungry."""
    subject = particular(d, "anyone" if d.chance(0.75) else "")
    until = subject.at + 1 + (d.distance or _some_distance(d.random()))
    if d.chance(0.4):
        attached(d, subject.role, subject.number)
    if d.chance(0.25) and until - len(d.words) > 12:
        aside(d, commas=True)
        d.words.pop()  # the next comma does for both
        d.tags.pop()
    comma_word(d, subject.role)
    past(d, subject.role)
    stretch(d, subject.role, until - 1)
    d.say(",")
    predicate(d, subject)


def _some_distance(where: float) -> int:
    """Two fifths of 8 to 20 words, the others of 20 to 100, fewer of the longest."""
    return int(8 + 30 * where) if where < 0.4 else int(20 + 80 * ((where - 0.4) / 0.6) ** 1.5)


def _reach(d: Draft, subject: Subject, less: int = 0) -> None:
    if d.distance:
        stretch(d, subject.role, subject.at + 1 + d.distance - less)


def fact_complement(d: Draft) -> None:
    """The claim that the dogs were hungry was wrong; the plans to feed the dogs were good."""
    number = d.number()
    where = d.random()
    article = determiner(d, number, _CLAIMS[number])
    d.tight = True
    if where < 0.06:
        d.tell(("reason", "reasons")[number], ("NN_idea", "NNS_idea")[number])
        d.settle_article(article)
        subject = Subject(d.last, number, "idea")
        d.say("why")
        clause(d)
    elif where < 0.3:
        subject = nominal(d, "plan", number, article, 0.1)
        d.say("to")
        plain_verb(d, "person", BASE)
    else:
        subject = nominal(d, "claim", number, article, 0.1)
        d.say("that")
        clause(d)
    d.tight = False
    predicate(d, subject)


_CLAIMS: tuple[Draw[Words], Draw[Words]] = (
    Draw([(("the",), 8), (("a",), 2), (("this",), 1), (("PRP$",), 2)]),
    Draw([(("the",), 8), ((), 1), (("these",), 1), (("PRP$",), 2)]),
)


def compound(d: Draft) -> None:
    """The kitchen tables were old; the music teacher was late."""
    number = d.number()
    article = determiner(d, number)
    d.draw(d.pools.modifiers)
    d.settle_article(article)
    subject = nominal(d, "person" if d.chance(0.3) else "object", number, adjective=0.0)
    if d.chance(0.3):
        attached(d, subject.role, subject.number)
    predicate(d, subject)


# --- topics


def topic(d: Draft) -> None:
    """The cat, which already ate the apples, was full: the verb before decides the adjective."""
    where = 1.0 if d.distance else d.random()
    if where < 0.05:
        _rained_on(d)
    elif where < 0.12:
        _having(d)
    else:
        _doing(d)


TOPICS = Draw([*zip(TOPICAL.items, (22, 12, 13, 15, 8, 13, 13), strict=True), ("weather", 9)])


def _doing(d: Draft) -> None:
    subject = particular(d, "anyone")
    where = 0.0 if d.distance else d.random()
    name = "food" if subject.role == "animal" else TOPICS.at(d.random())
    if where < 0.6:
        comma_word(d, subject.role)
        earlier(d)
    elif where < 0.8:
        d.say("who" if subject.role == "person" else "that")
    topical(d, "eating" if subject.role == "animal" else name, PAST)
    _reach(d, subject, 1)
    if where < 0.6:
        d.say(",")
    else:
        if d.chance(0.4):
            adverbial(d)
        if where >= 0.8:
            d.say("and")
    _so(d, subject)


def _so(d: Draft, subject: Subject) -> None:
    d.main = len(d.agreements)
    be(d, subject)
    quality(d, subject)


def _having(d: Draft) -> None:
    """Say `having eaten the apples , the cat was full`."""
    d.say("having")
    name = TOPICS.at(d.random())
    topical(d, name, PARTICIPLE)
    d.say(",")
    _so(d, noun_phrase(d, "anyone" if name == "food" else "person", d.number()))


def _rained_on(d: Draft) -> None:
    """Say `the village , where it rained all night , was muddy`."""
    subject = noun_phrase(d, "place", d.number())
    d.say(",", "where", "it")
    verb = d.pools.topic_verbs["weather"].at(d.random())
    d.inflect(verb, PAST)
    d.topic = (d.last, "weather")
    if d.chance(0.7):
        d.is_past = True
        adverbial(d)
    d.say(",")
    _so(d, subject)
