"""The constructions of the grammar, each a function that says one sentence into a draft."""

from __future__ import annotations

from training.phrases import (
    ANIMATE,
    BASE,
    HAS,
    IS,
    PARTICIPLE,
    PAST,
    PLURAL,
    SINGULAR,
    WAS,
    Draft,
    Draw,
    Subject,
    adverbial,
    any_subject,
    attached,
    auxiliary,
    be,
    located,
    nominal,
    noun_phrase,
    object_phrase,
    plain_verb,
    predicate,
    present,
    quality,
    someone,
    state,
    verb_phrase,
)
from training.phrases_modifiers import (
    appositive,
    aside,
    bare_relative,
    comma_relative,
    comma_word,
    earlier,
    of_fact,
    participial,
    past,
    relative_object,
    relative_past,
    relative_present,
    stretch,
    whose,
)

def opening(d: Draft) -> Subject:
    """Say the subject of a sentence, of either number."""
    return any_subject(d, d.number())


def simple(d: Draft) -> None:
    """The cat was hungry."""
    predicate(d, someone(d, d.number()) if d.random() < 0.3 else opening(d), 0.12)


def sentential_complement(d: Draft) -> None:
    """The boys said that the cat was hungry."""
    speaker = noun_phrase(d, "person", d.number())
    verb = d.pools.verbs["c"].at(d.random())
    if d.random() < 0.5:
        d.agree(speaker, (verb.forms[1], verb.forms[0]), (verb.tags[1], verb.tags[0]))
    else:
        d.tell((verb.forms[PAST],), (verb.tags[PAST],))
    if d.random() < 0.6:
        d.say("that")
    predicate(d, opening(d))


def coordination_short(d: Draft) -> None:
    """The cat sleeps and eats."""
    _coordinated(d, 0.0)


def coordination_long(d: Draft) -> None:
    """The cat sleeps in the garden behind the houses and was hungry."""
    _coordinated(d, 1.0)


def _coordinated(d: Draft, longer: float) -> None:
    subject = noun_phrase(d, "anyone", d.number())
    if d.random() < 0.5:
        present(d, subject)
    else:
        be(d, subject)
        state(d, subject)
    if d.random() < longer:
        adverbial(d)
    d.say("and" if d.random() < 0.8 else "but")
    predicate(d, subject, 0.15)


def prepositional(d: Draft) -> None:
    """The key to the cabinets was old."""
    subject = opening(d)
    attached(d, subject.role)
    predicate(d, subject)


def prepositional_stacked(d: Draft) -> None:
    """The key of the boys from the village near the rivers was old."""
    subject = opening(d)
    until = subject.index + 1 + (d.distance or 4 + int(8 * d.random()))
    role = subject.role
    while len(d.words) + 2 <= until:
        role = attached(d, role).role
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


def comma_relatives(d: Draft) -> None:
    """The cat, which already ate the apples, was full."""
    subject = opening(d)
    comma_word(d, subject.role)
    earlier(d)
    past(d, subject.role)
    _reach(d, subject, 1)
    d.say(",")
    predicate(d, subject)


def appositives(d: Draft) -> None:
    """The cat, an old friend of the dogs, was hungry."""
    if d.random() < 0.25:
        number = SINGULAR
        d.draw(d.pools.names["person"])
        subject = Subject(len(d.words) - 1, number, "person")
    else:
        subject = opening(d)
    appositive(d, subject)
    predicate(d, subject)


def _reach(d: Draft, subject: Subject, less: int = 0) -> None:
    if d.distance:
        stretch(d, subject.role, subject.index + 1 + d.distance - less)


def insertion(d: Draft) -> None:
    """The cat, which ate the apples, slept near the door, ... and saw the dogs, was hungry."""
    subject = opening(d)
    until = subject.index + 1 + (d.distance or _some_distance(d.random()))
    if d.random() < 0.4:
        attached(d, subject.role)
    if d.random() < 0.25 and until - len(d.words) > 8:
        aside(d)
        d.words.pop()  # the next comma does for both
        d.tags.pop()
    comma_word(d, subject.role)
    past(d, subject.role)
    stretch(d, subject.role, until - 1)
    d.say(",")
    predicate(d, subject)


def _some_distance(where: float) -> int:
    """Half of 8 to 20 words, half of 20 to 100, fewer of the longest."""
    return int(8 + 24 * where) if where < 0.5 else int(20 + 80 * (2 * where - 1) ** 1.5)


def parenthesis(d: Draft) -> None:
    """The cat, according to the boys, was hungry."""
    subject = opening(d)
    if d.random() < 0.3:
        attached(d, subject.role)
    aside(d)
    predicate(d, subject)


def reduced_relative(d: Draft) -> None:
    """The cat chased by the dogs was hungry."""
    subject = opening(d)
    participial(d, subject)
    predicate(d, subject)


def whose_relative(d: Draft) -> None:
    """The boy whose dogs sleep was happy."""
    subject = noun_phrase(d, "anyone", d.number())
    comma = d.random() < 0.25
    if comma:
        d.say(",")
    whose(d, subject)
    if comma:
        d.say(",")
    predicate(d, subject)


def attractors(d: Draft) -> None:
    """The key to the doors of the houses that the boys saw near the rivers was old."""
    subject = opening(d)
    inner = attached(d, subject.role)
    if d.random() < 0.5:
        inner = attached(d, inner.role)
    relative = (relative_past, relative_object, comma_relative)[int(3 * d.random())]
    kept = d.topic
    relative(d, subject)
    if relative is relative_object:
        d.topic = kept
    predicate(d, subject)


def fact_complement(d: Draft) -> None:
    """The claim that the dogs were hungry was wrong."""
    number = d.number()
    word = CLAIMS.at(d.random())
    d.say("the")
    d.tell((word[number],), (("NN_idea", "NNS_idea")[number],))
    subject = Subject(len(d.words) - 1, number, "idea")
    of_fact(d)
    predicate(d, subject)


CLAIMS = Draw([
    (("claim", "claims"), 3), (("idea", "ideas"), 3), (("fact", "facts"), 3),
    (("rumor", "rumors"), 3), (("belief", "beliefs"), 2), (("hope", "hopes"), 1),
    (("theory", "theories"), 2), (("thought", "thoughts"), 1), (("proof", "proofs"), 1),
    (("opinion", "opinions"), 1), (("lie", "lies"), 1), (("promise", "promises"), 1),
])  # fmt: skip
