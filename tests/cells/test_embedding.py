import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cells.embedding import Embedding, grams, spelling
from tests.cells.small import small_reader


def test_a_word_is_known_by_its_spelling_alone() -> None:
    assert spelling("Cat") == spelling("CAT") == "cat"
    assert spelling("don’t") == "don't"
    assert spelling("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize(("typed", "known"), [("‘’‚‛‹›", "'"), ("“”„‟«»", '"')])
def test_every_quotation_mark_is_known_by_its_straight_form(typed: str, known: str) -> None:
    assert {spelling(mark) for mark in typed} == {known}
    assert {grams(mark) for mark in typed} == {grams(known)}
    embedding = Embedding([known], [], features=2)
    assert {embedding.row(mark) for mark in typed} == {0}


def test_n_grams_tell_endings_and_beginnings() -> None:
    wugs, blorps = grams("wugs"), grams("blorps")
    assert wugs.endings & blorps.endings == {"s>"}
    assert not wugs.others & blorps.others
    assert grams("1999") == grams("2025")
    assert grams("Wugs") == grams("wugs")


def test_the_n_grams_of_a_word_are_these() -> None:
    cats = grams("cats")
    assert cats.endings == {"s>", "ts>", "ats>", "cats>"}
    assert cats.others == {"<c", "<ca", "<cat", "<cats", "cat", "ats", "cats"}
    to = grams("To")
    assert to.endings == {"o>", "to>"}
    assert to.others == {"<t", "<to"}


@given(st.text(min_size=1))
def test_every_word_has_n_grams(word: str) -> None:
    assert all(grams(word))


def test_endings_are_means_of_the_known_and_others_of_all() -> None:
    embedding = Embedding(["cats"], ["<c", "ats", "s>", "ts>"], features=2)
    assert embedding.gram_rows("cats") == ((2, 3), (0, 1), 7)
    assert embedding.gram_rows("Wugs") == ((2,), (), 7)
    assert embedding.gram_rows("一") == ((), (), 1)
    with torch.no_grad():
        embedding.grams.copy_(torch.tensor([[7.0, 0], [14, 0], [0, 4], [0, 8]]))
    expected = torch.tensor([[3.0, 6], [0, 4], [0, 0]])
    assert torch.equal(embedding.by_spelling(["cats", "wugs", "一"]), expected)


def test_a_word_is_the_means_of_its_n_grams_plus_its_own_row() -> None:
    embedding = small_reader().embedding
    for word in ("cats", "wugs", "一"):
        expected = embedding.by_spelling([word])[0]
        if word == "cats":
            expected = expected + embedding.own[embedding.words.index("cats")]
        torch.testing.assert_close(embedding([word])[0], expected)
    both = embedding(["wugs", "cats", "wugs"])
    assert torch.equal(both[0], both[2])
    assert embedding([]).shape == (0, 5)


def test_a_word_keeps_its_own_row_however_it_is_typed() -> None:
    embedding = small_reader().embedding
    vectors = embedding(["cats", "CATS", "Cats"])
    assert torch.equal(vectors, embedding(["cats"]).expand(3, -1))
    assert not torch.equal(vectors[1], embedding.by_spelling(["cats"])[0])
    assert embedding.row("Cats") == embedding.words.index("cats")
    assert embedding.row("wugs") is None


def test_what_was_never_seen_adds_nothing() -> None:
    fresh = Embedding(["the"], ["s>"], features=4)
    assert torch.equal(fresh(["the", "wugs"]), torch.zeros(2, 4))
