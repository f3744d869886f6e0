"""How far two readings are apart: the numbers are those of the readings, ranked."""

import numpy as np
import pytest

import cells
from cells import Clamp, Silence
from views.apart import apart, opposite, quantities
from views.contrast import told
from views.reading import Reading, Surgery, read

CAT = "the cat, which already ate the apples, was full"
CATS = "the cats, which already ate the apples, were full"


def reading(text: str = CAT, reader: str = "gru", surgery: Surgery = ()) -> Reading:
    return read(cells.load(reader), text, ("was", "were"), surgery)


def test_differences_are_right_minus_left_of_ranked_units() -> None:
    left, right = reading(), reading(CATS)
    found = apart(left, right)
    assert found.stops == tuple((t, t) for t in range(11))
    assert list(found.differences) == list(quantities(left, right))
    for quantity, values in found.differences.items():
        for row, unit in zip(values, found.rows, strict=True):
            expected = right.track(quantity, unit.right) - left.track(quantity, unit.left)
            np.testing.assert_allclose(row, expected, atol=1e-6)
    far = [float(np.abs(row).mean()) for row in found.differences["cell"]]
    assert far == sorted(far, reverse=True)
    assert [row.distance for row in found.rows] == pytest.approx(far)
    assert sorted(row.left for row in found.rows) == list(range(32))
    assert (found.rows[0].left, found.rows[0].name) == (left.number_unit, "number")


def test_words_that_only_one_has_are_no_number() -> None:
    found = apart(reading("the cat was full"), reading("the cat near the dogs was full"))
    alone = [i is None or j is None for i, j in found.stops]
    assert sum(alone) == 3
    for values in found.differences.values():
        np.testing.assert_array_equal(np.isnan(values), np.tile(alone, (32, 1)))


def test_of_two_readers_only_what_both_carry_is_compared() -> None:
    left, right = reading(), reading(reader="lstm")
    found = apart(left, right)
    assert sorted(row.name for row in found.rows) == ["food", "number"]
    assert {"reset", "update", "forget", "output"} <= set(found.differences)
    carriers = {carrier.name: carrier.unit for carrier in right.carriers}
    for mine in left.carriers:
        assert opposite(left, right, mine.unit) == carriers[mine.name]
    assert opposite(left, right, 7) is None
    assert opposite(left, left, 7) == 7


def test_readings_without_a_word_in_common_are_no_crash() -> None:
    found = apart(reading("birds"), reading("a"))
    assert found.stops == ((0, 0),)
    assert len(apart(reading("a b"), reading("b")).rows) == 32


def test_a_gate_never_had_is_not_a_gate_held_open() -> None:
    never = reading(reader="gru-simple")
    held = reading(surgery=(Clamp("reset", value="open"),))
    for left, right, a, b in ((never, held, "A", "B"), (held, never, "B", "A")):
        first, *_ = told(left, right)
        assert first.startswith("Not the same, though Γr = 1 at every word of both.")
        assert f"{a}, simple GRU, was trained without this gate" in first
        assert f"{b}, GRU, was trained with it and has lost it only now" in first
    assert not np.array_equal(never.log_odds, held.log_odds)


@pytest.mark.parametrize(
    "surgery",
    [(), (Clamp("reset", value="shut"),), (Clamp("reset", steps=[1]),), (Silence(units=(0,)),)],
)
def test_a_gate_that_is_not_held_as_the_other_is_wired_is_no_such_pair(surgery: Surgery) -> None:
    said = " ".join(told(reading(reader="gru-simple"), reading(surgery=surgery)))
    assert "Not the same" not in said


def test_what_differs_is_told() -> None:
    cat = reading()
    assert told(cat, cat) == [
        "A and B are one and the same: change the sentence, the reader or a gate of one."
    ]
    assert told(cat, reading(CATS)) == []
    (units,) = told(cat, reading(reader="lstm"))
    assert "those that carry number and food" in units
    both, _ = told(cat, reading(CATS, "lstm"))
    assert (
        both == "A and B differ in the sentence and the reader: what made the difference is open."
    )
