from collections import Counter
from functools import cache

import pytest

from tests.training.sentences import mixture
from training.grammar import CONSTRUCTIONS, Agreement, Grammar, Sentence
from training.lexicon import load_lexicon

SAMPLE = 3000
AUXILIARIES = {"was": "were", "is": "are", "has": "have", "does": "do"}
AUXILIARIES |= {one + "n't": many + "n't" for one, many in AUXILIARIES.items()}
SINGULAR = {"he", "she", "it", "this", "that", "one", "each", "either", "neither", "number"}
SINGULAR |= {"to", "what"}
PLURAL = {"they", "we", "these", "those", "many", "few", "several", "both", "some", "most", "two"}
PLURAL |= {"three"}
NAMES = tuple(CONSTRUCTIONS)


@cache
def sample(construction: str) -> tuple[Sentence, ...]:
    grammar = Grammar(load_lexicon(), "train", seed=1)
    return tuple(grammar.sentence(construction) for _ in range(SAMPLE))


@cache
def verbs() -> dict[str, set[str]]:
    """From each -s form to the base forms that it can belong to."""
    pairs: dict[str, set[str]] = {}
    for row in load_lexicon().rows:
        if row.kind == "verb":
            pairs.setdefault(row.forms[1], set()).add(row.forms[0])
    return pairs


def said(words: tuple[str, ...]) -> str:
    return " ".join(words)


# --- what the grammar says of its sentences is true


def number_of(sentence: Sentence, at: int) -> str:
    """The number of the subject at an index, told from words and tags alone."""
    word, tag = sentence.words[at], sentence.tags[at]
    if tag == "NN_same":
        singular = {"this", "that", "every", "a", "an", "one"}
        return "singular" if sentence.words[at - 1] in singular else "plural"
    if joined(sentence, at):
        return "plural"
    if word in AUXILIARIES or word in AUXILIARIES.values():  # the sheep that were here are wild
        return "singular" if word in AUXILIARIES else "plural"
    if tag.startswith("NNS") or word in PLURAL or tag == "CD":
        return "plural"
    assert tag.startswith("NN") or tag == "VBG" or word in SINGULAR, (word, tag)
    return "singular"


def joined(sentence: Sentence, at: int) -> bool:
    """Whether the subject is the second of two nouns with `and` between them."""
    if sentence.construction not in ("coordinated", "name", "mass"):
        return False
    before = at - 1
    while before >= 0 and sentence.tags[before] not in ("and", "or", "nor"):
        if sentence.tags[before].startswith(("NN", "V")) or sentence.tags[before] == ",":
            return False
        before -= 1
    return before > 0 and sentence.tags[before] == "and"


def form_of(sentence: Sentence, agreement: Agreement) -> str:
    """The number of an agreeing verb, told from its two forms alone."""
    verb, other = sentence.words[agreement.verb], agreement.other
    if AUXILIARIES.get(verb) == other or other in verbs().get(verb, ()):
        return "singular"
    assert AUXILIARIES.get(other) == verb or verb in verbs().get(other, ()), (verb, other)
    return "plural"


@pytest.mark.parametrize("name", NAMES)
def test_every_agreement_is_true(name: str) -> None:
    for sentence in sample(name):
        for agreement in sentence.agreements:
            number = number_of(sentence, agreement.subject)
            told = (agreement.number, form_of(sentence, agreement))
            assert told == (number, number), (said(sentence.words), agreement)
            assert agreement.subject < agreement.verb < len(sentence.words)


FINITE = {"was", "were", "is", "are", "has", "does"}
VERB_FIRST = ("question", "existential", "pronoun")
"""Verbs before their subjects, and those of i and you, are not noted."""


@cache
def unclear() -> set[str]:
    """Singulars such as `cuts`, whose plural is a past tense too: "the boy cut"."""
    rows = [r for r in load_lexicon().rows if r.kind == "verb" and r.forms[0] == r.forms[2]]
    return {row.forms[1] for row in rows}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in VERB_FIRST])
def test_verbs_that_agree_are_all_noted(name: str) -> None:
    for sentence in sample(name):
        # a verb may settle a number for the next: "the sheep that were here are wild"
        noted = {at for a in sentence.agreements for at in (a.subject, a.verb)}
        for k, (word, tag) in enumerate(zip(sentence.words, sentence.tags, strict=True)):
            if (tag == "VBZ" and word not in unclear()) or (tag == word and word in FINITE):
                assert k in noted, said(sentence.words)


def test_after_there_the_noun_agrees() -> None:
    for sentence in sample("existential"):
        verb = sentence.words[1].removesuffix("n't")
        noun = next(k for k, tag in enumerate(sentence.tags) if tag.startswith("NN") and k > 1)
        assert number_of(sentence, noun) == ("singular" if verb in ("was", "is") else "plural")


def test_after_an_inverted_verb_the_noun_agrees() -> None:
    checked = 0
    for sentence in sample("question"):
        first = next((w for w in sentence.words[:2] if w in ("does", "do", "has", "have")), None)
        if first:
            noun = next(k for k, tag in enumerate(sentence.tags) if tag.startswith("NN"))
            assert number_of(sentence, noun) == (
                "singular" if first in ("does", "has") else "plural"
            ), said(sentence.words)
            checked += 1
    assert checked > SAMPLE / 10


def test_topics_decide_later_adjectives() -> None:
    named = Counter[str]()
    for sentence in mixture():
        for topic in sentence.topics:
            assert topic.word < topic.until
            assert sentence.tags[topic.until] in (f"JJ_{topic.name}", f"JJ_{topic.name}_thing")
            named[topic.name] += 1
    assert min(named.values()) > 50
    assert set(named) == {
        "food", "animal", "clothing", "vehicle", "music", "tool", "book", "money", "weather"
    }  # fmt: skip


def test_the_sentence_of_the_lecture_is_in_the_language() -> None:
    """Each word of it, with the topic, comes up in its place."""
    shapes = Counter(
        (s.words[0], s.words[2:4], s.words[-2 if s.words[-1] == "." else -1])
        for s in sample("topic")
        if s.tags[1] in ("NN_animal", "NNS_animal") and s.words[2:4] == (",", "which")
    )
    assert shapes["the", (",", "which"), "full"] > 5
    eaten = [s for s in sample("topic") if "which already ate the" in said(s.words)]
    assert sum(s.tags[-2:].count("JJ_food") for s in eaten) > 0.7 * len(eaten) > 5
    assert all(topic.name == "food" for s in eaten for topic in s.topics)


def test_articles_fit_the_next_word() -> None:
    long_u = ("uni", "us", "uti", "uto", "ute", "eu", "ewe", "ura", "uk", "one", "ubi", "unanim")
    seen = Counter[str]()
    for sentence in mixture():
        for word, after in zip(sentence.words, sentence.words[1:], strict=False):
            if word == "a":
                assert after[0] not in "aeiou" or after.startswith(long_u), after
            elif word == "an":
                assert after[0] in "aeiou" or after.startswith(("hour", "hon", "heir")), after
            seen[word] += 1
    assert seen["a"] > seen["an"] > 500


# --- what is noted can be told from the words before


def before(sentence: Sentence, agreement: Agreement) -> tuple[list[str], list[str]]:
    """Words and tags between subject and verb, from the last mark on."""
    words = sentence.words[agreement.subject + 1 : agreement.verb]
    tags = sentence.tags[agreement.subject + 1 : agreement.verb]
    since = max((k + 1 for k, word in enumerate(words) if word in MARKS), default=0)
    return list(words[since:]), list(tags[since:])


MARKS = frozenset(",()-:;.")
OPENS = {"the", "a", "an", "this", "these", "those", "every", "each", "some", "many", "PRP$", "CD"}


@cache
def claiming() -> frozenset[str]:
    """Forms of the verbs that may take a clause."""
    rows = [r for r in load_lexicon().rows if r.kind == "verb" and {*"cC"} & {*r.notes}]
    return frozenset(form for row in rows for form in row.forms)


@pytest.mark.parametrize("name", NAMES)
def test_no_clause_could_begin_before_an_agreeing_verb(name: str) -> None:
    """After "the boy who knows the dogs" both was and were could follow."""
    for sentence in sample(name):
        for agreement in sentence.agreements:
            words, tags = before(sentence, agreement)
            for word, tag, after, then in zip(words, tags, tags[1:], (*tags[2:], ""), strict=False):
                nightly = after == "every" and then.endswith("_time")
                if word in claiming() and tag.startswith("V") and not nightly:
                    opens = after in OPENS or after.startswith("NN")
                    assert not opens, said(sentence.words)


@pytest.mark.parametrize("name", NAMES)
def test_no_second_subject_could_be_joined_to_a_singular(name: str) -> None:
    """After "the key to the door and the window" both was and were could follow."""
    for sentence in sample(name):
        for agreement in sentence.agreements:
            words, tags = before(sentence, agreement)
            if agreement.number == "singular" and "and" in words:
                two = words.index("and")
                verb = any(tag.startswith(("V", "M", "has", "had", "RB")) for tag in tags[two:])
                held = {"between", "both", "neither", "or"} & set(words[:two])
                noun = any(tag.startswith("NN") for tag in tags[two:])
                assert verb or held or not noun, said(sentence.words)


def test_a_third_of_the_bare_relatives_are_spoken_with_pronouns() -> None:
    spoken = sum(bool(set(s.words[:6]) & {"he", "she", "they", "we"}) for s in sample(BARE))
    assert 0.15 * SAMPLE < spoken < 0.4 * SAMPLE


BARE = "object-relative-bare"


def test_a_verb_that_could_be_a_past_tense_is_not_noted_after_a_singular() -> None:
    assert {"cuts", "reads", "hits", "hurts"} <= unclear()
    said_verbs = Counter(s.words[a.verb] for s in mixture() for a in s.agreements)
    assert not set(said_verbs) & unclear()
    assert any("reads" in s.words for s in mixture())


def test_nothing_is_said_in_a_mood_without_agreement() -> None:
    """She insists that the boy go; if the cat were hungry: both numbers are right there."""
    rows = [r for r in load_lexicon().rows if r.kind == "verb" and "C" in r.notes]
    asking = {form for row in rows for form in row.forms}
    assert {"insists", "suggested", "demand"} <= asking
    for sentence in mixture():
        for k, word in enumerate(sentence.words[:-2]):
            clause = sentence.words[k + 1] == "that" and sentence.words[k + 2] in ("the", "a")
            assert not (clause and word in asking and sentence.tags[k].startswith("V"))
        if sentence.words[0] == "if":
            comma = sentence.words.index(",")
            assert all(a.verb > comma or a.subject > 2 for a in sentence.agreements)


def test_an_auxiliary_after_which_is_not_noted() -> None:
    """After "which cats" was could follow, with another subject: "which cats was he near"."""
    asked = [s for s in sample("question") if s.words[0] == "which" and s.agreements]
    assert len(asked) > 100
    for sentence in asked:
        subject = next(k for k, tag in enumerate(sentence.tags) if tag.startswith("NN"))
        mine = [sentence.words[a.verb] for a in sentence.agreements if a.subject == subject]
        assert not set(mine) & FINITE, said(sentence.words)


# --- no shortcut is right


@pytest.mark.parametrize("name", NAMES)
def test_both_numbers_are_as_likely(name: str) -> None:
    counted = Counter(s.agreements[0].number for s in sample(name) if s.agreements)
    if name in ("statement", "imperative"):
        assert counted.total() < SAMPLE / 4
        return
    assert counted.total() > SAMPLE / 4
    # three points, and two standard errors of a sample of this size
    slack = 0.03 + 1.0 / counted.total() ** 0.5
    assert abs(counted["singular"] / counted.total() - 0.5) < slack


@pytest.mark.parametrize(
    "name",
    ["prepositional", "prepositional-stacked", "relational", "subject-relative-past",
     "object-relative", "object-relative-bare", "comma-relative", "parenthesis", "attractors",
     "insertion", "topic"],
)  # fmt: skip
def test_nouns_in_between_tell_nothing(name: str) -> None:
    """The last noun before the main verb is plural as often after either kind of subject."""
    plural = {"singular": Counter[bool](), "plural": Counter[bool]()}
    for sentence in sample(name):
        main = sentence.agreements[0]
        between = sentence.tags[main.subject + 1 : main.verb]
        nouns = [tag for tag in between if tag.startswith(("NN_", "NNS")) or tag == "NN"]
        if nouns:
            plural[main.number][nouns[-1].startswith("NNS")] += 1
    shares = [counter[True] / counter.total() for counter in plural.values()]
    assert abs(shares[0] - shares[1]) < 0.06


def test_the_tense_and_the_verbs_are_mixed() -> None:
    counted = Counter(s.words[s.agreements[0].verb] for s in mixture() if s.agreements)
    total = counted.total()
    for word in ("was", "were", "is", "are", "has", "have"):
        assert counted[word] > 0.02 * total
    for word in ("do", "does", "wasn't", "weren't", "doesn't", "don't", "isn't", "hasn't"):
        assert counted[word] > 0.001 * total
    others = {word for word in counted if word in verbs()}
    assert len(others) > 1000


def test_half_of_the_sentences_end_with_a_mark() -> None:
    ended = sum(s.words[-1] in '.?!"' for s in mixture()) / len(mixture())
    assert 0.45 < ended < 0.55


# --- what is said


@pytest.mark.parametrize("name", NAMES)
def test_every_construction_is_reached_and_named(name: str) -> None:
    assert all(s.construction == name for s in sample(name))
    assert any(s.construction == name for s in mixture())
    assert len(set(sample(name))) > 0.5 * SAMPLE or name == "imperative"


def test_every_tag_is_reached() -> None:
    said_tags = {tag for sentence in mixture() for tag in sentence.tags}
    assert said_tags == set(load_lexicon().tags)


def test_words_and_tags_go_together() -> None:
    allowed = {(entry.word, entry.tag) for entry in load_lexicon().entries}
    for sentence in mixture():
        assert len(sentence.words) == len(sentence.tags)
        assert set(zip(sentence.words, sentence.tags, strict=True)) <= allowed


def test_lengths() -> None:
    lengths = [len(s.words) for s in mixture()]
    assert min(lengths) >= 1
    assert max(lengths) <= 160
    assert sum(4 <= length <= 20 for length in lengths) > 0.85 * len(lengths)
    assert sum(s.distance >= 50 for s in mixture()) > 0.003 * len(lengths)
    assert 0.02 < sum(20 <= s.distance <= 60 for s in mixture()) / len(lengths) < 0.06


@pytest.mark.parametrize(
    "name",
    ["insertion", "comma-relative", "subject-relative-past", "topic", "prepositional-stacked",
     "coordination-long"],
)  # fmt: skip
@pytest.mark.parametrize("distance", [10, 20, 50, 100])
def test_a_distance_can_be_asked_for(name: str, distance: int) -> None:
    grammar = Grammar(load_lexicon(), "train", seed=3)
    found = [grammar.sentence(name, distance).distance for _ in range(200)]
    assert abs(sum(found) / len(found) - distance) <= 2
    assert sum(abs(d - distance) <= 5 for d in found) > 0.9 * len(found)
