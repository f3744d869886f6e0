"""Verb phrases, and the predicates in which a verb agrees."""

from __future__ import annotations

from training.lexicon_pools import Verb
from training.phrases import (
    ANIMATE,
    BASE,
    DOES,
    HAS,
    ING,
    IS,
    PARTICIPLE,
    PAST,
    SINGULAR,
    WAS,
    Draft,
    Draw,
    Subject,
    Topic,
)
from training.phrases_nouns import (
    adjunct,
    located,
    mass_phrase,
    nominal,
    noun_phrase,
    object_phrase,
    opening,
)

FRAMES = {
    "person": Draw(
        [("s", 24), ("o", 21), ("p", 13), ("i", 8), ("c", 11), ("v", 5), ("a", 5), ("t", 13)]
    ),
    "animal": Draw([("s", 39), ("o", 17), ("p", 17), ("v", 6), ("a", 6), ("f", 15)]),
    "thing": Draw([("S", 45), ("O", 20), ("P", 25), ("a", 10)]),
    "place": Draw([("S", 32), ("O", 31), ("P", 27), ("a", 10)]),
    "idea": Draw([("S", 32), ("O", 16), ("P", 42), ("a", 10)]),
    "event": Draw([("S", 36), ("O", 13), ("P", 41), ("a", 10)]),
}
"""What a verb goes with, by the role of its subject; t: a topic's verb, f: a verb of eating."""
PLAIN_FRAMES = {
    **FRAMES,
    "person": Draw([("s", 40), ("o", 36), ("p", 20), ("i", 4)]),
    "animal": Draw([("s", 55), ("o", 22), ("p", 23)]),
}
"""Frames without a clause, an infinitive or a topic."""
OBJECTS = {"o": "thing", "i": "idea", "p": "anyone", "P": "anyone", "O": "thing"}
TOPICAL = Draw([("food", 24), ("clothing", 13), ("vehicle", 14), ("music", 16), ("tool", 8),
                ("book", 14), ("money", 14)])  # fmt: skip


CLOSED_FRAMES = {
    **FRAMES,
    "person": Draw([("s", 28), ("o", 27), ("p", 17), ("v", 5), ("a", 5), ("t", 18)]),
}
"""Frames without a clause."""


def frames(d: Draft) -> dict[str, Draw[str]]:
    """The frames that may be said now: no second topic, no clause where it is tight."""
    if d.topic is not None:
        return PLAIN_FRAMES
    return CLOSED_FRAMES if d.tight else FRAMES


def verb_phrase(d: Draft, role: str, slot: int) -> None:
    """Say a verb in one of its forms and what goes with it; no second topic where one is set."""
    frame = frames(d)[role].at(d.random())
    verb = draw_verb(d, frame)
    d.inflect(verb, slot)
    d.is_past = slot in (PAST, PARTICIPLE)
    complement(d, frame, verb, role)


def plain_verb(d: Draft, role: str, slot: int) -> None:
    """Say a verb phrase without a clause, an infinitive or a topic."""
    frame = PLAIN_FRAMES[role].at(d.random())
    verb = d.verb(frame)
    d.inflect(verb, slot)
    complement(d, frame, verb, role)


def present(d: Draft, subject: Subject) -> None:
    """Say an agreeing verb in the present and what goes with it."""
    frame = frames(d)[subject.role].at(d.random())
    verb = draw_verb(d, frame)
    while subject.number == SINGULAR and not verb.tells:
        verb = draw_verb(d, frame)
    d.agree_verb(subject, verb)
    complement(d, frame, verb, subject.role)


def draw_verb(d: Draft, frame: str) -> Verb:
    """Draw a verb of a frame, or of a topic."""
    if frame == "t":
        return d.pools.topic_verbs[TOPICAL.at(d.random())].at(d.random())
    if frame == "f":
        return d.pools.eating.at(d.random())
    return d.verb(frame)


def complement(d: Draft, frame: str, verb: Verb, role: str) -> None:
    """Say what a verb just said goes with, by its frame and the role of its subject."""
    if frame in OBJECTS:
        said = object_phrase(d, OBJECTS[frame])
        if said and verb.forms[BASE] in d.pools.clausal:
            d.offers.append(said)
    elif frame in ("t", "f"):
        topical_object(d, verb)
    elif frame == "c":
        if d.chance(0.6):
            d.say("that")
        clause(d)
    elif frame == "a":
        quality(d, Subject(d.last, SINGULAR, role))
    elif frame == "v":
        d.say("to")
        plain_verb(d, "person", BASE)
    elif d.chance(0.6):
        adverbial(d)


DRINKING = frozenset(("drink", "sip", "gulp", "slurp"))


def topical_object(d: Draft, verb: Verb) -> None:
    """Say what a topic's verb, the last word, is done to; the verb sets the topic."""
    d.topic = (d.last, verb.topic)
    if verb.forms[BASE] in DRINKING:
        mass_phrase(d, "drink")
    else:
        object_phrase(d, verb.topic)


def clause(d: Draft) -> None:
    """Say a short clause with a subject of its own; the topic so far is put aside."""
    kept, d.topic = d.topic, None
    subject = opening(d)
    if d.chance(0.7):
        be(d, subject)
        quality(d, subject)
    else:
        plain_verb(d, subject.role, PAST)
    d.topic = kept


_PAST_TIMES = Draw([("yesterday", 4), ("RB_past", 4), ("RB_time", 5), ("today", 1)])
_TIMES = Draw([("RB_time", 5), ("today", 1), ("now", 2), ("RB_now", 2)])


def adverbial(d: Draft) -> None:
    """Say how, when, where or with whom: an adverb or an adjunct."""
    where = d.random()
    if where < 0.3:
        d.draw(d.pools.adverbs)
    elif where < 0.42:
        d.speak((_PAST_TIMES if d.is_past else _TIMES).at(d.random()))
    elif where < 0.45:
        d.say("every")
        d.draw(d.pools.nouns["time"][SINGULAR])
    elif where < 0.48:
        weekday(d)
    else:
        adjunct(d)


def weekday(d: Draft) -> None:
    """Say `on monday`, `in june`."""
    pool = d.pools.names["time"]
    k = pool.at(d.random())
    d.say("on" if pool.words[k].endswith("day") else "in")
    d.tell(pool.words[k], pool.tags[k])


# --- predicates

_NEGATED = {pair: (pair[0] + "n't", pair[1] + "n't") for pair in (WAS, IS, HAS, DOES)}


def auxiliary(d: Draft, subject: Subject, pair: tuple[str, str], negation: float = 0.14) -> bool:
    """Say an agreeing auxiliary, now and then negated; whether it was."""
    where = d.random()
    d.agree(subject, _NEGATED[pair] if where < negation * 0.5 else pair)
    d.is_past = pair is WAS
    if negation * 0.5 < where < negation:
        d.say("not")
    return where < negation


def be(d: Draft, subject: Subject) -> None:
    """Say was, were, is or are."""
    auxiliary(d, subject, WAS if d.chance(0.64) else IS)


_DEGREES = Draw([("very", 5), ("too", 2), ("so", 2), ("still", 2), ("already", 2), ("just", 0.5),
                 ("also", 1), ("only", 0.5), ("RB_degree", 5)])  # fmt: skip


def quality(d: Draft, subject: Subject) -> None:
    """Say an adjective for a subject: of the topic if one is set, else one that fits its noun."""
    where = d.random()
    if where < 0.2:
        d.speak(_DEGREES.at(where * 5.0))
    elif where < 0.22:
        compared(d, subject)
        return
    adjective(d, subject)


def adjective(d: Draft, subject: Subject) -> None:
    """Say an adjective, and note the topic that decided it."""
    pools = d.pools.adjectives
    where = d.random()
    animate = subject.role in ANIMATE
    if d.topic is not None and where < 0.92:
        at, name = d.topic
        d.topics.append(Topic(at, name, len(d.words)))
        d.draw(pools[name if animate else f"{name}_thing"])
    elif subject.topic and where < 0.5:
        if d.tags[subject.at].endswith(subject.topic):
            d.topics.append(Topic(subject.at, subject.topic, len(d.words)))
        d.draw(pools[f"{subject.topic}_thing"])
    elif (subject.role == "person" and where < 0.5) or (subject.role == "animal" and where < 0.25):
        d.draw(pools["person"])
    elif subject.role == "animal" and where < 0.55:
        if d.tags[subject.at].endswith("_animal"):
            d.topics.append(Topic(subject.at, "animal", len(d.words)))
        d.draw(pools["animal"])
    else:
        d.draw(pools["-"])


def compared(d: Draft, subject: Subject) -> None:
    """Say `as hungry as the dogs` or `more beautiful than the dogs`."""
    first, second = ("as", "as") if d.chance(0.5) else ("more", "than")
    d.say(first)
    adjective(d, subject)
    d.say(second)
    noun_phrase(d, "anyone" if subject.role in ANIMATE else "thing", d.number(), 0.1)


_ANIMATE = Draw([("quality", 52), ("place", 13), ("ing", 15), ("passive", 10), ("noun", 10)])
_THINGS = Draw([("quality", 60), ("place", 16), ("passive", 24)])
_ABSTRACT = Draw([("quality", 75), ("passive", 25)])
STATES = {
    "person": _ANIMATE, "animal": _ANIMATE, "thing": _THINGS, "place": _THINGS,
    "idea": _ABSTRACT, "event": _ABSTRACT,
}  # fmt: skip


def state(d: Draft, subject: Subject) -> None:
    """Say what follows a form of `be`: an adjective, a place, a participle or a noun phrase."""
    kind = STATES[subject.role].at(d.random())
    if kind == "quality" or (d.topic is not None and d.chance(0.75)):
        quality(d, subject)
    elif kind == "ing":
        plain_verb(d, subject.role, ING)
    elif kind == "passive":
        if d.chance(0.1):
            d.say("being")
        passive(d, subject.role)
    elif kind == "place":
        located(d)
    elif subject.number == SINGULAR:
        d.say("a")
        nominal(d, subject.role, SINGULAR, d.last, 0.5)
    else:
        nominal(d, subject.role, subject.number, adjective=0.5)


_DONE_TO = {"person": "p", "animal": "p", "idea": "i", "event": "i"}


def passive(d: Draft, role: str, company: float = 0.5) -> None:
    """Say a participle, with who did it in a share of cases, else perhaps with where or when."""
    d.inflect(d.verb(_DONE_TO.get(role, "o")), PARTICIPLE)
    where = d.random()
    if where < company:
        d.say("by")
        noun_phrase(d, "anyone", d.number(), 0.12)
    elif where < 0.7:
        adverbial(d)
    elif company > 0.5:
        adjunct(d)


def has_complement(d: Draft, subject: Subject, *, owns: bool) -> None:
    """Say what follows has or have: a participle and its company, or something owned."""
    where = d.random()
    if where < 0.65 or not owns:
        if where < 0.15:
            d.say("already" if where < 0.08 else "just")
        verb_phrase(d, subject.role, PARTICIPLE)
    elif subject.role in ANIMATE:
        noun_phrase(d, "thing", d.number())
    else:
        d.say("been")
        quality(d, subject)


_BEFORE = Draw([("often", 3), ("never", 3), ("always", 3), ("still", 2), ("also", 2), ("now", 1),
                ("RB_frequency", 5), ("RB_sentence", 1), ("only", 0.5)])  # fmt: skip
NEGATIVE = frozenset(
    ("no", "nobody", "nothing", "neither", "few", "anyone", "anybody", "anything", "any")
)
"""First words after which a verb is not negated."""
_PREDICATES = Draw([("was", 34), ("is", 19), ("has", 12), ("does", 9), ("present", 26)])
_PRESENT = Draw([("is", 35), ("has", 15), ("does", 14), ("present", 36)])


def predicate(d: Draft, subject: Subject, adverb: float = 0.06, tense: str = "") -> None:
    """Say an agreeing verb and the rest of its predicate; it becomes the main agreement.

    `adverb` is the chance of an adverb before or after the verb; `tense` is past, present or free.
    """
    kind = "was" if tense == "past" else (_PRESENT if tense else _PREDICATES).at(d.random())
    negative = d.words[0] in NEGATIVE
    early = d.random() < adverb and not negative
    positive = early or negative
    if positive and kind == "does":
        kind = "present"  # no "never does not"
    late = early and kind in ("was", "is", "has") and d.chance(0.5)
    if early and not late:
        d.speak(_BEFORE.at(d.random()))
    d.main = len(d.agreements)
    if kind == "present":
        present(d, subject)
    elif kind == "does":
        auxiliary(d, subject, DOES, 1.0)
        verb_phrase(d, subject.role, BASE)
    elif kind == "has":
        negated = auxiliary(d, subject, HAS, 0.0 if positive else 0.2)
        if late:
            d.speak(_BEFORE.at(d.random()))
        has_complement(d, subject, owns=not negated and not late)
    else:
        auxiliary(d, subject, WAS if kind == "was" else IS, 0.0 if positive else 0.14)
        if late:
            d.speak(_BEFORE.at(d.random()))
        state(d, subject)
