"""Words in another's place: nouns in their other number, or one word for each."""

import pytest

import cells
from views.swaps import other_numbers, replaced

WORDS = cells.tokenize("the cat, which already ate the apples, was full")


def test_only_nouns_have_another_number() -> None:
    assert other_numbers(cells.load("gru"), WORDS) == {1: "cats", 7: "apple"}


def test_a_made_up_noun_has_one_too() -> None:
    assert other_numbers(cells.load("gru"), ("the", "wugs"))[1] == "wug"


@pytest.mark.parametrize("words", [(), ("",), ("猫", "<b>", "\u202e", "x" * 999)])
def test_odd_words_have_none(words: tuple[str, ...]) -> None:
    assert other_numbers(cells.load("gru"), words) == {}


def test_one_word_stands_for_each_but_itself() -> None:
    assert replaced(("the", "dogs", "saw"), " dogs ") == {0: "dogs", 2: "dogs"}


@pytest.mark.parametrize("text", ["", "two words", "\n"])
def test_not_one_word_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="exactly one word"):
        replaced(("the", "cat"), text)
