import torch
from hypothesis import given
from hypothesis import strategies as st

from cells.embedding import Embedding, grams, spelling
from tests.cells.small import small_reader


def test_a_word_is_known_by_its_spelling_alone() -> None:
    assert spelling("Cat") == spelling("CAT") == "cat"
    assert spelling("don’t") == "don't"
    assert spelling("cafe\u0301") == "caf\u00e9"


def test_n_grams_tell_endings_and_beginnings() -> None:
    shared = set(grams("wugs", 2**20)) & set(grams("blorps", 2**20))
    assert len(shared) == 1  # s>
    assert grams("1999", 512) == grams("2025", 512)
    assert grams("Wugs", 512) == grams("wugs", 512)
    assert all(0 <= row < 7 for row in grams("everything", 7))


@given(st.text(min_size=1))
def test_every_word_has_n_grams(word: str) -> None:
    rows = grams(word, 64)
    assert rows
    assert list(rows) == sorted(set(rows))


def test_a_word_is_the_mean_of_its_n_grams_plus_its_own_row() -> None:
    embedding = small_reader().embedding
    for word in ("cats", "wugs", "一"):
        expected = embedding.grams[list(grams(word, 64))].mean(dim=0)
        if word in embedding:
            expected = expected + embedding.own[embedding.rows[word]]
        torch.testing.assert_close(embedding([word])[0], expected)
    both = embedding(["wugs", "cats", "wugs"])
    assert torch.equal(both[0], both[2])
    assert embedding([]).shape == (0, 5)


def test_what_was_never_seen_adds_nothing() -> None:
    fresh = Embedding(["the"], features=4, buckets=32)
    assert torch.equal(fresh(["the", "wugs"]), torch.zeros(2, 4))
