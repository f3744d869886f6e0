"""Other curves on a reader: what is offered, drawn and told, against the numbers it is about."""

import numpy as np
import pytest

import cells
from cells import WIRINGS
from cells.curves import USUAL, Curves
from cells.scaling import bent
from tests.pages.panel import CAT
from views import bends, bent_rates, numbers
from views.reading import Reading, read

TRAINED = read(cells.load("gru-as-found"), CAT, ("was", "were"))
OFFERED = bends.offered(WIRINGS["gru"], USUAL)


def put_on(change: str) -> Reading:
    return read(bent(cells.load("gru-as-found"), OFFERED[change]), CAT, ("was", "were"))


def test_what_is_offered_is_one_other_curve_at_a_time() -> None:
    assert {change: bends.label(change) for change in OFFERED} == {
        "": "as trained",
        "gates-tanh": "tanh on the gates",
        "gates-hard": "hard 0/1 on the gates",
        "candidate-sigmoid": "σ on the candidate",
    }
    assert OFFERED[""] == USUAL
    back = bends.offered(WIRINGS["gru"], Curves(gates="tanh"))
    assert back["gates-sigmoid"] == USUAL
    assert list(bends.offered(WIRINGS["rnn"], USUAL)) == ["", "candidate-sigmoid"]


@pytest.mark.parametrize("change", OFFERED)
def test_every_number_lies_on_the_curve_that_runs(change: str) -> None:
    reading = put_on(change)
    for quantity in bends.quantities(WIRINGS["gru"]):
        runs, other, on_it, rows = bends.figure(reading, quantity, 11).data
        z = bends.before(reading, quantity, 11)
        np.testing.assert_allclose(on_it.x, z)
        np.testing.assert_allclose(on_it.y, reading.track(quantity, 11))
        assert list(rows.y) == [f"{i + 1} {word}" for i, word in enumerate(reading.words)]
        assert runs.name != other.name
        assert bends.heading(reading, quantity).endswith(runs.name)
        assert runs.x.min() <= z.min()
        assert z.max() <= runs.x.max()
        if runs.name != "hard 0/1":
            drawn = np.interp(z, runs.x, runs.y)
            assert np.abs(drawn - np.array(on_it.y)).max() < 0.02
        assert np.isfinite(other.y).all()


def test_a_word_that_is_markup_is_shown_as_text() -> None:
    reading = read(cells.load("gru"), "the <b>cat</b> was", ("was", "were"))
    assert "&lt;" in " ".join(bends.figure(reading, "update", 0).data[3].y)
    assert "<b>" not in " ".join(bends.verdicts(reading, reading, "").data[0].x)


def test_what_is_told_is_what_the_numbers_are() -> None:
    at = 8
    assert "Put another curve on it" in bends.told(TRAINED, TRAINED, "", at)
    for change in list(OFFERED)[1:]:
        reading = put_on(change)
        said = bends.told(TRAINED, reading, change, at).replace("\u00a0", " ")
        before, after = (float(each.log_odds[at]) for each in (TRAINED, reading))
        assert ("turns" in said.split(":")[1].split(".")[0]) == (before * after < 0)
        for odds in (before, after):
            assert f"is {numbers.times(np.exp(min(abs(odds), 50)))} times" in said
        largest = numbers.two(float(np.abs(reading.trace["cell"]).max()))
        assert f"to {largest}." in said
        assert bends.label(change) in said
    gates = np.stack([TRAINED.trace[gate] for gate in ("reset", "update")])
    near = numbers.percent(float(((gates < 0.1) | (gates > 0.9)).mean()))
    assert near in bends.told(TRAINED, put_on("gates-hard"), "gates-hard", at)


def test_the_plot_of_verdicts_keeps_to_its_edge_and_says_so() -> None:
    tanh = put_on("gates-tanh")
    before, after = bends.verdicts(TRAINED, tanh, "gates-tanh").data
    np.testing.assert_allclose(before.y, TRAINED.log_odds)
    (alone,) = bends.verdicts(TRAINED, TRAINED, "").data
    assert alone.name == "as trained"
    assert np.abs(after.y).max() < np.abs(tanh.log_odds).max()
    assert after.customdata[-1] == numbers.two(float(tanh.log_odds[-1]))
    assert "is drawn on it" in bends.edge_told(TRAINED, tanh)
    assert "is drawn on it" not in bends.edge_told(TRAINED, TRAINED)


def test_many_sentences_are_told_from_what_was_measured() -> None:
    rows = [
        {"gates": "sigmoid", "candidate": "tanh", "right": 0.97, "far": 0.96},
        {"gates": "tanh", "candidate": "tanh", "right": 0.67, "far": 0.55},
    ]
    tanh = Curves(gates="tanh")
    said = bent_rates.told(rows, 300, USUAL, tanh, "gates-tanh").replace("\u00a0", " ")
    assert "Over 300 held-out sentences" in said
    assert "97 % as trained and in 67 % with tanh on the gates" in said
    assert "96 % and 55 %" in said
    assert "96 %" in bent_rates.told(rows, 300, USUAL, USUAL, "").replace("\u00a0", " ")
    assert "not measured" in bent_rates.told([], 300, USUAL, tanh, "gates-tanh")
    table = bent_rates.table(rows, WIRINGS["gru"], USUAL)
    assert [row[-1] for row in table.rows] == ["as trained", ""]
    assert table.rows[1][2:4] == ("0.670", "0.550")
    assert [row[:2] for row in bent_rates.table(rows, WIRINGS["rnn"], USUAL).rows] == [
        ("–", "tanh")
    ]
    assert bent_rates.rows({}, "gru") == ()
