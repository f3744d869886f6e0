from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings

import cells
from cells import WIRINGS, Silence, Wiring
from cells.verdicts import shares, shown
from tests.cells.readings import TEXT, Reading, doubled, readings
from tests.cells.small import small_reader
from training.cases import Contrast
from training.held_out import apart, story_cases


@given(reading=readings())
@settings(max_examples=60, deadline=None)
def test_the_words_add_up_to_the_verdict(reading: Reading) -> None:
    made = cells.verdict(reading.reader, reading.trace, "was", "were")
    whole = reading.reader.prefer(reading.text, "was", "were", surgery=reading.surgery)
    assert made.words.sum() + made.bias == pytest.approx(whole, abs=1e-4)
    assert made.units.sum() + made.bias == pytest.approx(whole, abs=1e-4)
    assert made.log_odds == pytest.approx(whole, abs=1e-4)


@pytest.mark.parametrize("wiring", Wiring.every(), ids=str)
def test_the_words_add_up_after_every_word(wiring: Wiring) -> None:
    reader = small_reader(wiring)
    trace = reader.read(TEXT)
    for at, expected in enumerate(reader.log_odds(trace, "was", "glorps")):
        made = cells.verdict(reader, trace, "was", "glorps", at=at)
        assert made.log_odds == pytest.approx(expected, abs=1e-4)
        assert made.words.shape == (9,)
        assert (made.words[at + 1 :] == 0).all()


@pytest.mark.parametrize("name", cells.names())
def test_the_words_add_up_for_every_reader_over_a_thousand_words(name: str) -> None:
    reader, text = cells.load(name), "the cat which already ate the apples was full and " * 100
    made = cells.verdict(reader, reader.read(text), "was", "were")
    whole = reader.prefer(text, "was", "were")
    assert made.log_odds == pytest.approx(whole, abs=1e-4, rel=1e-6)


@given(reading=readings())
@settings(max_examples=40, deadline=None)
def test_the_hidden_state_is_the_share_of_the_memory_that_is_shown(reading: Reading) -> None:
    trace = doubled(reading.reader, reading.trace).trace
    for t in range(len(trace)):
        np.testing.assert_allclose(
            shown(trace, t) * trace["cell"][t], trace["hidden"][t], atol=1e-12
        )


def test_where_the_memory_is_zero_all_of_it_is_shown_that_the_gate_lets_through() -> None:
    reader = small_reader(WIRINGS["lstm"])
    trace = reader.read(TEXT, surgery=[Silence(units=[2], steps=[8])])
    assert shown(trace, 8)[2] == trace["output"][8, 2]
    assert shown(trace, 7)[2] < trace["output"][7, 2]


def test_each_word_says_what_the_hidden_state_shows_of_what_it_wrote() -> None:
    reader = small_reader(WIRINGS["lstm"])
    trace = reader.read(TEXT)
    row, bias = reader.contrast("was", "were")
    wrote = cells.provenance(trace, at=8)
    share = trace["output"][8] * np.tanh(trace["cell"][8]) / trace["cell"][8]
    made = cells.verdict(reader, trace, "was", "were")
    assert made.bias == bias
    np.testing.assert_allclose(made.words, wrote @ (share * row.numpy()), rtol=1e-6)
    np.testing.assert_allclose(made.units, trace["hidden"][8] * row.numpy(), rtol=1e-4)


def test_shares_are_those_of_all_terms() -> None:
    reader = small_reader()
    made = cells.verdict(reader, reader.read(TEXT), "was", "were")
    for terms, of in ((made.words, made.word_shares), (made.units, made.unit_shares)):
        np.testing.assert_allclose(of, np.abs(terms) / np.abs(terms).sum())
    np.testing.assert_array_equal(
        shares(np.array([[1.0, -3.0], [0.0, 0.0]])), [[0.25, 0.75], [0, 0]]
    )


def test_a_verdict_is_an_array_of_its_words() -> None:
    reader = small_reader()
    made = cells.verdict(reader, reader.read(TEXT), "was", "were")
    assert (np.asarray(made) == made.words).all()
    assert np.asarray(made, np.float32).dtype == np.float32
    assert len(made) == 9
    for array in (made.words, made.units):
        assert array.dtype == np.float64
        assert not array.flags.writeable


def test_what_makes_no_sense_is_told() -> None:
    reader = small_reader()
    trace = reader.read(TEXT)
    with pytest.raises(ValueError, match="no word 9 here"):
        cells.verdict(reader, trace, "was", "were", at=9)
    with pytest.raises(ValueError, match="exactly one word"):
        cells.verdict(reader, trace, "was not", "were")
    with pytest.raises(ValueError, match="another wiring: another reader has made it"):
        cells.verdict(small_reader(WIRINGS["gru-simple"]), trace, "was", "were")
    with pytest.raises(ValueError, match="6 units and the reader 5"):
        cells.verdict(small_reader(units=5), trace, "was", "were")


@pytest.mark.readers
@pytest.mark.parametrize("draw", [partial(apart, None), story_cases], ids=["any", "story"])
def test_the_subject_decides_most_of_the_verdict_of_the_gru(
    draw: Callable[[int], Sequence[Contrast]],
) -> None:
    reader, cases, most = cells.load("gru"), draw(200), 0
    for case in cases:
        trace = reader.read(" ".join(case.words))
        made = cells.verdict(reader, trace, case.right, case.wrong)
        most += int(made.word_shares.argmax()) == case.at
    assert len(cases) == 200
    assert most / len(cases) >= 0.9
