"""Who wrote the memory: shares are those of the provenance, and sentences say the same."""

import re

import numpy as np
import pytest

import cells
from cells import Silence
from views.memory_map import figure, rows, shares, told
from views.reading import Reading, Surgery, read

CAT = "the cat, which already ate the apples, was full"


def reading(text: str = CAT, reader: str = "gru", surgery: Surgery = ()) -> Reading:
    return read(cells.load(reader), text, ("was", "were"), surgery)


@pytest.mark.parametrize("name", cells.names())
def test_shares_are_those_of_what_every_word_wrote(name: str) -> None:
    trace = reading(reader=name).trace
    for at in (0, 5, 10):
        written = np.abs(cells.provenance(trace, at))
        one = shares(trace, [3], at)
        np.testing.assert_allclose(one, written[:, 3] / written[:, 3].sum(), atol=1e-9)
        assert shares(trace, range(32), at).sum() == pytest.approx(1)
        assert not one[at + 1 :].any()


def test_a_map_has_the_rows_that_are_asked_for() -> None:
    found = reading()
    whole = rows(found.trace, [0], range(11))
    np.testing.assert_array_equal(rows(found.trace, [0], [4])[0], whole[4])
    drawing = figure(found, whole, range(11), "light")
    assert np.shape(drawing.data[0].z) == (11, 11)
    assert drawing.data[0].x[1] == "2 cat"


def test_markup_in_a_word_is_text() -> None:
    found = reading("<b> the dogs")
    drawing = figure(found, rows(found.trace, [0], [0]), [0], "dark")
    assert not re.search(r"<b>", "".join(drawing.data[0].x))


def test_the_sentence_names_who_wrote_most() -> None:
    found = reading()
    share = float(shares(found.trace, [0], 9)[1])
    assert share > 0.9
    assert told(found, [0], 9).startswith("Of what unit 0 remembers after “was” was written: ")
    assert "at “cat” (word 2)" in told(found, [0], 9)
    assert "these 32 units remember" in told(found, range(32), 9)


def test_of_the_plain_rnn_it_says_that_only_the_last_word_writes() -> None:
    found = reading(reader="rnn")
    np.testing.assert_array_equal(shares(found.trace, [0], 9), np.eye(11)[9])
    assert told(found, [0], 9).endswith("only the last word ever writes.")


def test_a_memory_that_was_silenced_is_nothing() -> None:
    found = reading(surgery=(Silence(units=(0,)),))
    assert not shares(found.trace, [0], 5).any()
    assert told(found, [0], 5) == "Nothing is remembered yet."
