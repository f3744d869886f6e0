"""What a link says of two walks, and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cells
from cells import Clamp, Silence
from web import comparison
from web.comparison import Comparison, begin, changed, compared, is_new, parse, written
from web.state import Walk

READERS = ("gru", "gru-simple", "lstm", "rnn")
CUTS = ((), (Clamp("update", units=(0,), steps=(1, 2), value="shut"),), (Silence(units=(3,)),))
WALKS = st.builds(
    Walk,
    sentence=st.text(max_size=30),
    reader=st.sampled_from(READERS),
    surgery=st.sampled_from(CUTS),
)


@given(
    WALKS, WALKS, st.sampled_from([("was", "were"), ("is", "are")]), st.none() | st.integers(0, 31)
)
def test_a_link_brings_back_what_was_compared(
    left: Walk, right: Walk, pair: tuple[str, str], unit: int | None
) -> None:
    both = Comparison(
        Walk(left.sentence, left.reader, pair, unit, left.surgery),
        Walk(right.sentence, right.reader, pair, None, right.surgery),
    )
    assert parse(both.link(), READERS) == (both, [])


@given(
    st.dictionaries(
        st.sampled_from(["sentence", "reader2", "cut", "cut2", "pair", "unit"]), st.text()
    )
)
def test_any_link_is_read(link: dict[str, str]) -> None:
    both, complaints = parse(link, READERS)
    assert both.left.pair == both.right.pair
    assert {both.left.reader, both.right.reader} <= set(READERS)
    assert all(isinstance(each, str) for each in complaints)


def test_the_right_side_is_the_left_one_where_a_link_says_nothing_else() -> None:
    both, _ = parse({"sentence": "a b", "reader": "lstm", "cut": "update:1:0:shut"}, READERS)
    assert (both.right.sentence, both.right.reader) == ("a b", "lstm")
    assert both.left.surgery
    assert not both.right.surgery


def test_a_walk_begins_with_itself_left_alone_its_twin_or_another_reader() -> None:
    cut = (Clamp("reset", value="open"),)
    under = begin(Walk(surgery=cut, unit=4), "twin")
    assert (under.left.surgery, under.right.surgery) == ((), cut)
    assert begin(Walk(reader="lstm"), "the cats").right == Walk("the cats", "lstm")
    assert [w.reader for w in (begin(Walk(), None).left, begin(Walk(), None).right)] == [
        "gru",
        "lstm",
    ]


def test_without_reset_compares_one_that_never_had_it_with_one_that_lost_it() -> None:
    both = comparison.without_reset(Comparison(Walk("a b"), Walk()))
    left, right = (cells.load(walk.reader).wiring for walk in (both.left, both.right))
    assert (left.reset, right.reset) == ("open", "learned")
    assert set(right.learned) == {"update", "reset"}
    assert both.right.surgery == (Clamp("reset", value="open"),)
    assert both.left.sentence == both.right.sentence == "a b"


def test_a_change_keeps_the_rest_of_the_link_and_another_reader_lets_the_unit_go() -> None:
    both = Comparison(Walk(unit=3), Walk("the dogs"))
    link: dict[str, Any] = {**both.link(), "step": "4", "notation": "cho"}
    found = written(changed(both, "left", reader="lstm"), link)
    assert (found["step"], found["notation"], found["sentence2"]) == ("4", "cho", "the dogs")
    assert "unit" not in found
    assert changed(both, "right", reader="lstm").left.unit == 3
    assert compared(both, "is/are").right.pair == ("is", "are")
    assert compared(both, "nonsense").right.pair == ("was", "were")


@pytest.mark.parametrize(
    ("link", "new"), [({}, True), ({"step": "3"}, True), ({"cut2": ""}, False)]
)
def test_only_a_link_that_says_what_to_compare_is_one(link: dict[str, str], *, new: bool) -> None:
    assert is_new(link) == new
