"""The claims of lectures: every verdict that made-up figures can lead to."""

from html import unescape
from typing import Any

import pytest

import cells
from cells import shelf
from tests.views.test_race import heat
from views import answers, race, reports
from views.gru_lstm import PAIR


def timed(*ratios: float, aside: float = 0.01) -> dict[str, Any]:
    return {"heats": [heat(each, aside, units=32 * (k + 1)) for k, each in enumerate(ratios)]}


@pytest.mark.parametrize(
    ("ratios", "verdict"),
    [
        ((1.3, 1.2), "holds"),
        ((0.9, 1.2), "holds partly"),
        ((1.0, 1.2), "holds partly"),
        ((0.9, 0.8), "does not hold here"),
        ((1.0, 1.0), "does not hold here"),
    ],
)
def test_faster_is_asked_of_every_step_at_as_many_units(
    ratios: tuple[float, ...], verdict: str
) -> None:
    found = answers.faster(timed(*ratios))
    assert found.verdict == verdict
    assert f"{ratios[0]:.2f} times as long as a GRU of 32," in found.why
    longer = sum(each > 1.06 for each in ratios)
    assert f"clearly longer in {longer} of 2 comparisons" in found.why


def test_wide_intervals_and_readings_decide_nothing() -> None:
    assert answers.faster(timed(1.2, 0.9, aside=0.5)).verdict == "not decided here"
    open_and_shorter = {"heats": [heat(0.8), heat(1.0, 0.2)]}
    assert answers.faster(open_and_shorter).verdict == "not decided here"
    assert answers.faster({}).verdict == "not decided here"
    reading = {"heats": [heat(1.5, task="reading")]}
    assert answers.faster(reading).verdict == "not decided here"


def test_as_many_parameters_are_told_beside() -> None:
    report = {"heats": [heat(1.2), heat(0.8, at="parameters"), heat(0.9, at="parameters")]}
    assert (
        "Of as many parameters, it takes 0.80 to 0.90 times as long." in answers.faster(report).why
    )


def card(mean: float) -> dict[str, Any]:
    return {"figures": {"mean": mean}}


SEEDS = {"gru": {"2": card(0.98), "3": card(0.985)}, "lstm": {"2": card(0.983), "3": card(0.984)}}


@pytest.mark.parametrize(
    ("lstm", "verdict"),
    [
        (0.99, "holds"),
        (0.983, "does not hold here"),
        (0.977, "does not hold here"),
        (0.97, "does not hold here"),
    ],
)
def test_more_powerful_is_more_than_another_seed_changes(lstm: float, verdict: str) -> None:
    found = answers.powerful(dict(zip(PAIR, (card(0.98), card(lstm)), strict=True)), SEEDS)
    assert found.verdict == verdict
    assert (
        "0.0050 that another seed" in found.why or "another seed changes up to 0.0050" in found.why
    )
    assert f"{abs(lstm - 0.98):.4f}" in found.why


def test_without_figures_nothing_is_decided() -> None:
    pair = dict(zip(PAIR, (card(0.98), card(0.99)), strict=True))
    assert answers.powerful(pair, {}).verdict == "not decided here"
    assert answers.powerful({}, SEEDS).verdict == "not decided here"
    assert answers.fewer({}).verdict == "not decided here"


@pytest.mark.parametrize(("other", "verdict"), [(100, "holds"), (60, "does not hold here")])
def test_fewer_parameters_are_those_of_the_cell(other: int, verdict: str) -> None:
    sizes = ({"cell": 75, "readout": 900}, {"cell": other, "readout": 900})
    found = answers.fewer({n: {"parameters": s} for n, s in zip(PAIR, sizes, strict=True)})
    assert found.verdict == verdict
    assert f"75 and the LSTM's {other}, {75 / other:.2f}" in found.why


def test_the_shipped_figures_have_an_answer_to_each() -> None:
    found = {name: cells.load(name).card for name in PAIR}
    for each in (
        answers.faster(reports.report(race.NAME)),
        answers.powerful(found, shelf.other_seeds()),
        answers.fewer(found),
    ):
        assert each.verdict != "not decided here"
        assert each.why in unescape(answers.html(each))
    assert "&lt;b&gt;" in answers.html(answers.Answer("<b>", "holds", ""))
