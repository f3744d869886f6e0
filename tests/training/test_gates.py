"""What is told of gates and of other curves over many sentences is measured again."""

import json

import numpy as np
import pytest

import cells
from cells.curves import USUAL, Curves
from training import gates
from training.figures import differences
from views import bent_rates, gate_values
from views.bends import right

HELD = json.loads(gates.REPORT.read_text("utf-8"))


def test_the_page_shows_the_report_and_the_report_has_every_reader() -> None:
    assert gates.REPORT.name == bent_rates.REPORT
    assert HELD["sentences"] == gates.SENTENCES >= 300
    assert tuple(HELD["bent"]) == cells.names()
    assert set(HELD["gates"]) == {f"{c}{k}" for c in gate_values.CELLS for k in ("", "-as-found")}
    for rows in HELD["bent"].values():
        assert [Curves(row["gates"], row["candidate"]) for row in rows] == list(Curves.every())


@pytest.mark.readers
@pytest.mark.parametrize("name", ["gru-as-found", "lstm"])
def test_the_histograms_are_what_the_reader_does(name: str) -> None:
    now, held = gates.histograms(cells.load(name)), HELD["gates"][name]
    for gate, counted in now.items():
        assert counted["values"] == held[gate]["values"] == sum(counted["counts"])
        shares = (np.array(each["counts"]) / counted["values"] for each in (counted, held[gate]))
        assert np.abs(np.subtract(*shares)).max() < 0.002
        for key in ("below", "above"):
            assert counted[key] == pytest.approx(held[gate][key], abs=0.002)
        for key in ("least", "first"):
            assert counted[key] == pytest.approx(held[gate][key], rel=0.05)


@pytest.mark.readers
@pytest.mark.parametrize("name", ["gru-as-found", "gru-tanh-gates"])
def test_what_other_curves_do_is_what_they_do(name: str) -> None:
    assert differences(gates.accuracies(cells.load(name)), HELD["bent"][name]) == []


def test_shares_and_quantiles_are_those_of_the_values() -> None:
    values = np.array([0.06, 0.09, 0.5, 0.96, 0.99, 2e-6], np.float32)
    counted = gates._counted(values)
    assert counted["values"] == sum(counted["counts"]) == 6
    assert (counted["below"], counted["above"]) == (0.5, round(2 / 6, 4))
    assert counted["least"] == pytest.approx(2e-6)
    assert (counted["counts"][0], counted["counts"][-1]) == (1, 2)


def test_a_trained_net_loses_with_other_curves_and_least_with_hard_gates() -> None:
    for name in gates.HISTOGRAMS:
        rows = HELD["bent"][name]
        found = {curves: right(rows, curves) for curves in Curves.every()}
        usual = found[USUAL]
        tanh, hard = found[Curves(gates="tanh")], found[Curves(gates="hard")]
        assert usual
        assert tanh
        assert hard
        assert usual["right"] > hard["right"] > tanh["right"]
