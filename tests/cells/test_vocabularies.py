"""Vocabularies from files: which word is which row, and what is wrong with a file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cells.vocabularies import TokenMap, read_vocabulary, token_map

WORDS = ["<unk>", "the", "cat", ","]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(WORDS).encode(),
        json.dumps({word: row for row, word in enumerate(WORDS)}).encode(),
        "\n".join(WORDS).encode(),
        ("\ufeff" + "\r\n".join(WORDS) + "\r\n").encode(),
    ],
    ids=["list", "object", "lines", "lines of Windows"],
)
def test_words_have_the_rows_of_the_file(content: bytes) -> None:
    found = read_vocabulary(content)
    assert found == TokenMap({word: row for row, word in enumerate(WORDS)}, unknown=0)
    assert found.size == 4
    assert not found.by_character
    assert found.look_up("The cat, wug") == (("The", "cat", ",", "wug"), (1, 2, 3, 0))


def test_characters_are_read_one_by_one() -> None:
    found = read_vocabulary(b"a\n \nb\n<pad>\n")
    assert found.by_character
    assert found.look_up("ab a") == (("a", "b", " ", "a"), (0, 2, 1, 0))
    with pytest.raises(ValueError, match=r"^Not in the vocabulary: the characters “c”, “d”; it"):
        found.look_up("abcd")


def test_unknown_words_are_named() -> None:
    found = token_map(["cat"])
    said = "the words “a”, “b”, “c”, “d”, “e” and 2 more; it has no entry for unknown ones"
    with pytest.raises(ValueError, match=said):
        found.look_up("cat a b c d e f g a b")


def test_a_list_of_lines_may_begin_like_json() -> None:
    assert read_vocabulary(b"[UNK]\nthe\n").unknown == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "from 1 to 1,000,000 are read"),
        (b"[]", "from 1 to 1,000,000 are read"),
        (b"{}", "from 1 to 1,000,000 are read"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b'{"a": 1', "damaged JSON"),
        (b'{"a":' * 90_000, "damaged JSON"),
        (b'{"a": "b"}', "'a' has 'b' for its row"),
        (b'{"a": true}', "'a' has True for its row"),
        (b'{"a": -1}', "'a' has -1 for its row"),
        (b'{"a": 1e9}', "for its row"),
        (b'{"a": 99999999999}', "for its row"),
        (b'{"a": 1, "b": 1}', "two tokens have one row"),
        (b'["a", "a"]', "“a” stands twice, the second time as token 2."),
        (b'["a", 1]', "no text"),
        (b"a\na\n", "stands twice"),
        (b"a" * 300, "for its row"),
        (b"a" * (21 * 2**20), "21 MB"),
        (b"\n".join(b"%d" % i for i in range(1_000_002)), "1,000,002 tokens"),
    ],
)
def test_files_that_are_no_vocabulary_are_told(content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as told:
        read_vocabulary(content)
    assert said in str(told.value)


@pytest.mark.parametrize(("text", "said"), [("", "no word"), (" ", "no word"), ("a" * 2**20, "up")])
def test_texts_that_cannot_be_read_are_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        token_map(["cat", "dog"]).look_up(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert read_vocabulary(content).size > 0
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017 - most bytes are a vocabulary of one line
