"""A sentence stretched: where words are put in, and what is read then."""

import numpy as np
import pytest

import cells
from views import distances, reports, stretched
from views.stretched import Stretch

CAT = "the cat, which already ate the apples, was full"
INNER = ", which slept near the door ,"


def at(text: str) -> Stretch:
    found = stretched.stretch(cells.load("gru"), text)
    assert found
    return found


def test_words_are_put_in_before_the_verb_of_the_sentence_and_of_its_twin() -> None:
    (first, *verbs), (second, *others) = at(CAT).cases(INNER)
    assert first == "the cat , which already ate the apples , which slept near the door ,"
    assert second == first.replace("cat", "cats")
    assert (verbs, others) == (["was", "were"], ["were", "was"])
    assert at("the key to the cabinets was rusty").cases(INNER)[0][0] == (
        "the key to the cabinets , which slept near the door ,"
    )


def test_without_words_it_is_the_sentence_as_it_is() -> None:
    assert at(CAT).cases("")[0][0] == "the cat , which already ate the apples ,"
    found = stretched.at_distance(cells.load("gru"), at(CAT), ())
    assert (found["sentences"], found["between"]) == (2, 7)


@pytest.mark.parametrize(
    ("text", "right"),
    [(CAT, "was"), ("the cats were full", "were"), ("the wugs near the door were asleep", "were"),
     ("the cats was full", "were"), ("The Cat was", "was")],
)  # fmt: skip
def test_the_noun_says_which_verb_is_right(text: str, right: str) -> None:
    assert at(text).right == right


@pytest.mark.parametrize("text", ["I like tea", "was", "the cat", "<b>猫</b> was", "was cat"])
def test_where_nothing_can_be_put_in_there_is_none(text: str) -> None:
    assert stretched.stretch(cells.load("gru"), text) is None


def test_what_is_measured_is_what_the_reader_says_and_has() -> None:
    reader, where = cells.load("lstm-as-found"), at(CAT)
    found = stretched.at_distance(reader, where, (INNER, ", which ate ,"))
    cases = [case for inner in (INNER, ", which ate ,") for case in where.cases(inner)]
    assert found["accuracy"] == (reader.prefer_many(cases) > 0).mean()
    assert found["sentences"] == 4
    left = [cells.jacobian_norms(reader, reader.read(text)).log10_norm[1] for text, _, _ in cases]
    assert found["log10_norm"] == pytest.approx(np.quantile(left, (0.25, 0.5, 0.75)))
    assert found["between"] == 11.5  # six that were there, and seven or four


def test_a_reader_that_knows_nothing_of_the_subject_is_right_in_half() -> None:
    words = at(CAT).words
    deaf = Stretch(words, words, 1, "was", "were")  # to which the twin is the same
    assert stretched.at_distance(cells.load("gru"), deaf, (INNER,))["accuracy"] == 0.5


def test_what_can_be_put_in_is_of_every_length_and_tells_no_number() -> None:
    inner = stretched.insertions(reports.report(distances.NAME))
    assert list(inner) == [0, 5, 10, 20, 50, 100, 200]
    for words, texts in inner.items():
        for text in texts:
            said = cells.tokenize(text)
            assert words <= len(said) <= 1.2 * words
            assert (said[0], said[1], said[-1]) == (",", "which", ",")
            assert {"was", "were", "is", "are", "has", "have", "its", "their"}.isdisjoint(said)
        assert len(texts) == (10 if words else 0)
