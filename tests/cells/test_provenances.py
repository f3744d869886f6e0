import numpy as np
import pytest
from hypothesis import given, settings

import cells
from cells import WIRINGS, Clamp, Silence, Wiring
from cells.provenances import MAX_WORDS_AT_ONCE, kept, written
from tests.cells.readings import TEXT, Reading, doubled, readings
from tests.cells.small import small_reader


@given(reading=readings())
@settings(max_examples=60, deadline=None)
def test_rows_add_up_to_the_memory(reading: Reading) -> None:
    trace = reading.trace
    rows = cells.provenance(trace)
    assert rows.shape == (len(trace), *trace["cell"].shape)
    terms = np.abs(rows).sum(axis=1)
    assert (np.abs(rows.sum(axis=1) - trace["cell"]) <= 1e-6 * terms).all()


@given(reading=readings())
@settings(max_examples=60, deadline=None)
def test_a_word_contributed_what_it_wrote_times_what_was_kept_since(reading: Reading) -> None:
    trace = doubled(reading.reader, reading.trace).trace
    rows, silenced = cells.provenance(trace), trace.forced("cell")
    for t in range(len(trace)):
        for s in range(t + 1):
            expected = trace["update"][s] * trace["candidate"][s] * ~silenced[s]
            for between in range(s + 1, t + 1):
                expected = expected * trace["forget"][between] * ~silenced[between]
            np.testing.assert_allclose(rows[t, s], expected, rtol=1e-9, atol=1e-12)
        assert (rows[t, t + 1 :] == 0).all()


@given(reading=readings())
@settings(max_examples=25, deadline=None)
def test_one_row_is_that_of_all_rows(reading: Reading) -> None:
    trace = reading.trace
    rows = cells.provenance(trace)
    for t in range(len(trace)):
        np.testing.assert_allclose(cells.provenance(trace, at=t), rows[t], rtol=1e-12, atol=1e-300)


@given(reading=readings())
@settings(max_examples=25, deadline=None)
def test_what_is_left_of_the_first_memory_is_what_all_steps_kept(reading: Reading) -> None:
    """Moving c<0> by d moves the memory by d times what is kept of it, along the straight path."""
    trace = reading.trace
    for t in range(len(trace)):
        shares = kept(trace, t)
        assert shares.shape == (len(trace) + 1, trace["cell"].shape[1])
        factors = np.where(trace.forced("cell"), 0, trace["forget"]).astype(np.float64)
        np.testing.assert_allclose(shares[0], factors[: t + 1].prod(axis=0), rtol=1e-12)
        assert (shares[t + 1] == 1).all()
        assert (shares[t + 2 :] == 0).all()


def test_in_the_plain_rnn_the_last_word_alone_has_written() -> None:
    trace = small_reader(WIRINGS["rnn"]).read(TEXT)
    row = cells.provenance(trace, at=5)
    assert (row[5] == trace["cell"][5]).all()
    assert (np.delete(row, 5, axis=0) == 0).all()


def test_without_a_forget_gate_nothing_is_lost() -> None:
    trace = small_reader(WIRINGS["lstm-1997"]).read(TEXT)
    rows = cells.provenance(trace)
    for t in range(len(trace)):
        np.testing.assert_allclose(rows[t, : t + 1], written(trace)[: t + 1])


def test_a_word_whose_update_gate_was_shut_wrote_nothing() -> None:
    for name in ("gru", "lstm", "lstm-1997"):
        cut = [Clamp("update", steps=[3], value="shut")]
        rows = cells.provenance(small_reader(WIRINGS[name]).read(TEXT, surgery=cut))
        assert (rows[:, 3] == 0).all()
        assert (rows[4, 4] != 0).all()


def test_a_silenced_memory_keeps_nothing_of_what_was_written_before() -> None:
    trace = small_reader(WIRINGS["lstm"]).read(TEXT, surgery=[Silence(units=[1], steps=[3])])
    row = cells.provenance(trace, at=8)
    assert (row[:4, 1] == 0).all()
    assert (row[:4, 0] != 0).all()
    assert (row[4:, 1] != 0).all()


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_rows_add_up_over_two_thousand_words(wiring: Wiring) -> None:
    trace = small_reader(wiring).read("the cat which the wugs were apples " * 286)
    row = cells.provenance(trace, at=2_001)
    assert (np.abs(row.sum(axis=0) - trace["cell"][2_001]) <= 1e-6 * np.abs(row).sum(axis=0)).all()


def test_what_was_written_is_the_gate_times_the_candidate() -> None:
    for name in cells.names():
        trace = cells.load(name).read(TEXT)
        scale = np.abs(trace["cell"]).max() + 1
        product = trace["update"].astype(np.float64) * trace["candidate"]
        np.testing.assert_allclose(written(trace), product, rtol=0, atol=2e-7 * scale)


def test_all_rows_are_for_texts_that_leave_room_for_them() -> None:
    reader = small_reader()
    assert cells.provenance(reader.read("cat " * MAX_WORDS_AT_ONCE)).shape == (500, 500, 6)
    trace = reader.read("cat " * (MAX_WORDS_AT_ONCE + 1))
    with pytest.raises(ValueError, match=r"up to 500 words, and this one has 501: .* with `at`"):
        cells.provenance(trace)
    assert cells.provenance(trace, at=500).shape == (501, 6)


def test_rows_are_read_only_and_exact() -> None:
    trace = small_reader().read(TEXT)
    for array in (cells.provenance(trace), cells.provenance(trace, at=0), cells.kept(trace, 0)):
        assert array.dtype == np.float64
        assert not array.flags.writeable


@pytest.mark.parametrize("at", [9, -1, 10_000])
def test_a_word_that_is_not_there_is_told(at: int) -> None:
    with pytest.raises(ValueError, match=f"no word {at} here: they run from 0 to 8"):
        cells.provenance(small_reader().read(TEXT), at=at)
    with pytest.raises(TypeError):
        cells.provenance(small_reader().read(TEXT), at=1.5)  # type: ignore[arg-type]
