"""Which words stand opposite each other: every word once, in order, and equal ones together."""

from hypothesis import given
from hypothesis import strategies as st

from views.alignment import align

WORDS = st.lists(st.sampled_from(["the", "cat", "Cat", "cats", ",", "was", "old"]), max_size=12)


@given(WORDS, WORDS)
def test_every_word_stands_once_and_in_order(left: list[str], right: list[str]) -> None:
    stops = align(left, right)
    assert [i for i, _ in stops if i is not None] == list(range(len(left)))
    assert [j for _, j in stops if j is not None] == list(range(len(right)))
    assert (None, None) not in stops


@given(WORDS)
def test_a_sentence_stands_opposite_itself(words: list[str]) -> None:
    assert align(words, words) == tuple((i, i) for i in range(len(words)))


@given(WORDS, st.integers(0, 12))
def test_one_word_in_anothers_place_stands_opposite_it(words: list[str], at: int) -> None:
    if at < len(words):
        other = [*words[:at], "elsewhere", *words[at + 1 :]]
        assert align(words, other) == tuple((i, i) for i in range(len(words)))


def test_what_only_one_has_stands_alone() -> None:
    stops = align(["the", "cat", "was"], ["the", "cat", "near", "them", "was"])
    assert stops == ((0, 0), (1, 1), (None, 2), (None, 3), (2, 4))
    assert align(["The", "cats"], ["the", "cat"]) == ((0, 0), (1, 1))
