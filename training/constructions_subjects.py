"""Constructions whose subject is more than a noun: quantified, coordinated, possessive, a name."""

from __future__ import annotations

from training.phrases import (
    ING,
    PLURAL,
    SINGULAR,
    Draft,
    Draw,
    Subject,
    attached,
    determiner,
    nominal,
    noun_phrase,
    plain_verb,
    predicate,
)
from training.phrases_modifiers import bare_relative, comma_relative, relative_past

_EACH = Draw([(("every",), 4), (("each",), 3), (("another",), 1), (("this",), 4), (("that",), 4),
              (("a",), 8), (("one",), 1), (("no",), 1)])  # fmt: skip
_MANY = Draw([(("many",), 3), (("several",), 3), (("few",), 2), (("a", "few"), 2), (("two",), 4),
              (("three",), 3), (("CD",), 3), (("these",), 4), (("those",), 4), (("all", "the"), 2),
              (("both",), 2), (("some",), 2), (("most",), 2), (("a", "lot", "of"), 2)])  # fmt: skip


def determiner_agreement(d: Draft) -> None:
    """Every cat was hungry; several cats were hungry."""
    number = d.number()
    words = (_EACH, _MANY)[number].at(d.random())
    if words == ("CD",):
        d.class_word("CD")
    else:
        d.say(*words)
    article = 0 if words == ("a",) else -1
    role = ROLES.at(d.random())
    predicate(d, nominal(d, role, number, article, 0.2), 0.1)


ROLES = Draw([("person", 34), ("animal", 18), ("thing", 30), ("place", 8), ("idea", 7), ("event", 3)])


def irregular(d: Draft) -> None:
    """The mice were hungry; the bus was late: nouns whose ending misleads."""
    number = d.number()
    pool = d.pools.irregular[number]
    k = pool.at(d.random())
    if d.random() < 0.65:
        d.say("the")
        article = -1
    else:
        d.say(*(("a",), ("these",))[number])
        article = 0 if number == SINGULAR else -1
    d.tell((pool.words[k],), (pool.tags[k],))
    if article == 0:
        d.settle_article(0)
    name = pool.tags[k].partition("_")[2]
    role = name if name in ("person", "animal", "place", "idea", "event") else "thing"
    subject = Subject(len(d.words) - 1, number, role)
    if d.random() < 0.4:
        attached(d, role)
    predicate(d, subject)


def invariant(d: Draft) -> None:
    """This sheep was wild; these sheep were wild: only the determiner tells."""
    number = d.number()
    words = (_SAME_ONE, _SAME_MANY)[number].at(d.random())
    d.say(*words)
    d.draw(d.pools.same)
    if words == ("a",):
        d.settle_article(0)
    predicate(d, Subject(len(d.words) - 1, number, "place"))


_SAME_ONE = Draw([(("this",), 3), (("that",), 2), (("every",), 2), (("a",), 4), (("one",), 1)])
_SAME_MANY = Draw([(("these",), 3), (("those",), 2), (("many",), 2), (("two",), 3), (("several",), 2)])


def _mass_noun(d: Draft) -> Subject:
    """Say a mass noun with a determiner that it can have."""
    food = d.random() < 0.4
    words = _SOME_MASS.at(d.random())
    if words == ("PRP$",):
        d.class_word("PRP$")
    else:
        d.say(*words)
    d.draw(d.pools.mass["massfood" if food else "mass"])
    at = len(d.words) - 1
    return Subject(at, SINGULAR, "thing" if food else "idea", "food" if food else "")


_SOME_MASS = Draw([(("the",), 50), (("this",), 8), (("PRP$",), 8), (("some",), 6), ((), 12),
                   (("much", "of", "the"), 4), (("all", "the"), 4), (("most",), 2)])  # fmt: skip


def mass(d: Draft) -> None:
    """The water for the dogs was cold; the water and the milk were cold."""
    subject = _mass_noun(d)
    if d.random() < 0.5:
        d.say("and")
        subject = _mass_noun(d)._replace(number=PLURAL)
    where = d.random()
    if where < 0.35:
        attached(d, "thing" if subject.topic else "idea")
    elif where < 0.5:
        d.say("that")
        bare_relative(d, subject)
    predicate(d, subject)


def proper_name(d: Draft) -> None:
    """Maria was happy; maria and paul were happy; paris is old."""
    kind = "person" if d.random() < 0.8 else "place"
    d.draw(d.pools.names[kind])
    subject = Subject(len(d.words) - 1, SINGULAR, kind)
    if d.random() < 0.5:
        d.say("and")
        d.draw(d.pools.names[kind])
        subject = Subject(len(d.words) - 1, PLURAL, kind)
    elif kind == "person" and d.random() < 0.2:
        comma_relative(d, subject)
    predicate(d, subject, 0.12)


# --- of


_ONE_OF = Draw([("one", 5), ("each", 3), ("either", 0.7), ("neither", 0.7)])
_MANY_OF = Draw([("two", 3), ("three", 2), ("CD", 2), ("many", 3), ("several", 3), ("few", 2),
                 ("both", 2)])  # fmt: skip
_PART_OF = Draw([("all", 4), ("some", 4), ("most", 4), ("half", 2), ("none", 0), ("much", 2)])


def partitive(d: Draft) -> None:
    """One of the boys was happy; all of the water was cold; some of the apples were sweet."""
    number = d.number()
    if d.random() < 0.6:
        subject = _counted(d, number)
    else:
        subject = _portion(d, number)
    if d.random() < 0.3:
        attached(d, subject.role)
    elif d.random() < 0.15:
        relative_past(d, subject)
    predicate(d, subject)


def _counted(d: Draft, number: int) -> Subject:
    """Say `one of the boys`, where the first word settles the number."""
    word = (_ONE_OF, _MANY_OF)[number].at(d.random())
    at = len(d.words)
    if word == "CD":
        d.class_word("CD")
    else:
        d.say(word)
    d.say("of")
    owner(d)
    inner = nominal(d, ROLES.at(d.random()), PLURAL, -1, 0.15)
    return inner._replace(index=at, number=number)


def _portion(d: Draft, number: int) -> Subject:
    """Say `all of the water`, where the noun settles the number."""
    word = _PART_OF.at(d.random())
    if number == PLURAL:
        word = "many" if word == "much" else word
    d.say(word, "of")
    owner(d)
    if number == PLURAL:
        return nominal(d, ROLES.at(d.random()), PLURAL, -1, 0.15)
    food = d.random() < 0.5
    d.draw(d.pools.mass["massfood" if food else "mass"])
    at = len(d.words) - 1
    return Subject(at, SINGULAR, "thing" if food else "idea", "food" if food else "")


def owner(d: Draft) -> None:
    """Say the, these, those or a possessive: what a plural noun takes after `of`."""
    where = d.random()
    if where < 0.75:
        d.say("the")
    elif where < 0.9:
        d.class_word("PRP$")
    else:
        d.say("these" if where < 0.95 else "those")


def quantified(d: Draft) -> None:
    """Everyone in the houses was happy; a lot of boys were happy; the number of boys was small."""
    number = d.number()
    subject = _ALONE[number].at(d.random())(d)
    if d.random() < 0.3:
        attached(d, subject.role)
    predicate(d, subject, 0.1)


def _anyone(d: Draft) -> Subject:
    d.class_word("NN_anyone")
    return Subject(len(d.words) - 1, SINGULAR, "person")


def _anything(d: Draft) -> Subject:
    d.class_word("NN_anything")
    return Subject(len(d.words) - 1, SINGULAR, "idea")


def _number_of(d: Draft) -> Subject:
    d.say("the", "number", "of")
    at = len(d.words) - 2
    nominal(d, ROLES.at(d.random()), PLURAL, -1, 0.1)
    return Subject(at, SINGULAR, "event")


def _lot_of_mass(d: Draft) -> Subject:
    d.say("a", "lot", "of")
    d.draw(d.pools.mass["mass"])
    return Subject(len(d.words) - 1, SINGULAR, "idea")


def _lot_of(d: Draft) -> Subject:
    d.say("a", "lot" if d.random() < 0.6 else "number", "of")
    return nominal(d, ROLES.at(d.random()), PLURAL, -1, 0.15)


def _many_alone(d: Draft) -> Subject:
    word = ("many", "few", "several", "both", "these", "those")[int(6 * d.random())]
    d.say(word)
    return Subject(len(d.words) - 1, PLURAL, "person")


def _more_than(d: Draft) -> Subject:
    d.say("more", "than")
    d.class_word("CD")
    return nominal(d, ROLES.at(d.random()), PLURAL, -1, 0.1)


def _no(d: Draft) -> Subject:
    number = PLURAL
    d.say("no")
    return nominal(d, ROLES.at(d.random()), number, -1, 0.1)


def _every_one(d: Draft) -> Subject:
    d.say("no")
    return nominal(d, ROLES.at(d.random()), SINGULAR, -1, 0.1)


_ALONE = (
    Draw([(_anyone, 5), (_anything, 2.5), (_number_of, 2), (_lot_of_mass, 2), (_every_one, 2)]),
    Draw([(_lot_of, 5), (_many_alone, 2), (_more_than, 2), (_no, 2)]),
)


# --- two nouns


def coordinated(d: Draft) -> None:
    """The cat and the dogs were hungry; either the cats or the dog was hungry."""
    role = ROLES.at(d.random())
    if d.random() < 0.5:
        noun_phrase(d, role, d.number())
        d.say("and")
        subject = noun_phrase(d, role, d.number())._replace(number=PLURAL)
    else:
        # with or and nor the nearer noun decides; three singulars to one plural keep the balance
        first, second = _ALTERNATIVES.at(d.random())
        if first:
            d.say(first)
        noun_phrase(d, role, d.number())
        d.say(second)
        subject = noun_phrase(d, role, SINGULAR)
    if d.random() < 0.2:
        attached(d, subject.role)
    predicate(d, subject)


_ALTERNATIVES = Draw([(("either", "or"), 3), (("neither", "nor"), 3), (("", "or"), 3)])


def possessive(d: Draft) -> None:
    """The boy's dogs were hungry; the boys' dog, written boys ', was hungry."""
    owner_number = d.number()
    if d.random() < 0.2:
        d.draw(d.pools.names["person"])
    else:
        noun_phrase(d, "anyone", owner_number, 0.1)
    ends_in_s = d.words[-1].endswith("s") and owner_number == PLURAL and d.tags[-1] != "NNP_person"
    d.say("'" if ends_in_s else "'s")
    role = "thing" if d.random() < 0.55 else "anyone" if d.random() < 0.7 else "idea"
    subject = nominal(d, role, d.number(), -1, 0.15)
    if d.random() < 0.3:
        attached(d, subject.role)
    predicate(d, subject)


def compound(d: Draft) -> None:
    """The apple trees were old; the music teacher was late."""
    number = d.number()
    article = determiner(d, number)
    first = ("thing", "food", "animal", "place", "music", "book")[int(6 * d.random())]
    nominal(d, first, SINGULAR, article, 0.0)
    role = ROLES.at(d.random())
    subject = nominal(d, "object" if role == "animal" else role, number, -1, 0.0)
    if d.random() < 0.3:
        attached(d, subject.role)
    predicate(d, subject)


def gerund(d: Draft) -> None:
    """Eating the apples was hard; the boys eating the apples were happy."""
    if d.random() < 0.5:
        plain_verb(d, "person", ING)
        subject = Subject(0, SINGULAR, "idea")
    else:
        subject = noun_phrase(d, "person", PLURAL)
        plain_verb(d, "person", ING)
    predicate(d, subject)
