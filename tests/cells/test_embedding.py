import zlib

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cells.embedding import CACHED_LETTERS, Embedding, _cached_rows, grams, spelling
from tests.cells.small import small_reader


def test_a_word_is_known_by_its_spelling_alone() -> None:
    assert spelling("Cat") == spelling("CAT") == "cat"
    assert spelling("don’t") == "don't"
    assert spelling("cafe\u0301") == "caf\u00e9"


@pytest.mark.parametrize(("typed", "known"), [("‘’‚‛‹›", "'"), ("“”„‟«»", '"')])
def test_every_quotation_mark_is_known_by_its_straight_form(typed: str, known: str) -> None:
    assert {spelling(mark) for mark in typed} == {known}
    assert {grams(mark, 2**20) for mark in typed} == {grams(known, 2**20)}
    embedding = Embedding([known], features=2, buckets=8)
    assert {embedding.row(mark) for mark in typed} == {0}


def test_n_grams_tell_endings_and_beginnings() -> None:
    wugs, blorps = grams("wugs", 2**20), grams("blorps", 2**20)
    assert len(set(wugs.endings) & set(blorps.endings)) == 1  # s>
    assert not set(wugs.others) & set(blorps.others)
    assert grams("1999", 512) == grams("2025", 512)
    assert grams("Wugs", 512) == grams("wugs", 512)
    assert all(0 <= row < 7 for rows in grams("everything", 7) for row in rows)


def hashed(texts: str, buckets: int) -> tuple[int, ...]:
    return tuple(sorted({zlib.crc32(gram.encode()) % buckets for gram in texts.split()}))


def test_the_n_grams_of_a_word_are_these() -> None:
    cats = grams("cats", 2**20)
    assert cats.endings == hashed("s> ts> ats> cats>", 2**20)
    assert cats.others == hashed("<c <ca <cat <cats cat ats cats", 2**20)
    assert grams("To", 512) == (hashed("o> to>", 512), hashed("<t <to", 512))


def test_long_words_are_not_remembered() -> None:
    _cached_rows.cache_clear()
    longest = "a" * CACHED_LETTERS
    assert grams(longest, 64) == grams(longest.upper(), 64)
    assert _cached_rows.cache_info().currsize == 1
    for word in (longest + "a", "ß" * CACHED_LETTERS):  # ß is two letters in lower case
        assert grams(word, 64) == grams(word, 64) != ()
    assert _cached_rows.cache_info().currsize == 1


@given(st.text(min_size=1))
def test_every_word_has_n_grams(word: str) -> None:
    for rows in grams(word, 64):
        assert rows
        assert list(rows) == sorted(set(rows))


def test_a_word_is_the_means_of_its_n_grams_plus_its_own_row() -> None:
    embedding = small_reader().embedding
    for word in ("cats", "wugs", "一"):
        endings, others = grams(word, 64)
        expected = embedding.grams[list(endings)].mean(dim=0)
        expected = expected + embedding.grams[list(others)].mean(dim=0)
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
    fresh = Embedding(["the"], features=4, buckets=32)
    assert torch.equal(fresh(["the", "wugs"]), torch.zeros(2, 4))
