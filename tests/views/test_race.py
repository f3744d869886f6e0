"""The race as told: outcomes, the plot and the table, and what is no report."""

from copy import deepcopy
from typing import Any

import pytest

from views import race, reports
from views.race import Ratio

HELD = reports.report(race.NAME)


def heat(ratio: float, aside: float = 0.01, **changes: Any) -> dict[str, Any]:
    """Return what was timed once, of a training step of our cells unless told otherwise."""
    found = {"task": "step", "maker": "ours", "units": 32, "at": "units", "lstm_units": 32}
    return found | {"ratio": ratio, "low": ratio - aside, "high": ratio + aside} | changes


@pytest.mark.parametrize(
    ("ratio", "aside", "outcome"),
    [
        (1.2, 0.1, "longer"),
        (1.2, 0.2, "open"),
        (1.04, 0.005, "alike"),
        (0.98, 0.02, "alike"),
        (0.9, 0.04, "shorter"),
        (0.9, 0.06, "open"),
        (1.0, 0.5, "open"),
    ],
)
def test_an_outcome_takes_the_whole_interval(ratio: float, aside: float, outcome: str) -> None:
    assert Ratio(**heat(ratio, aside)).outcome == outcome


def test_ratios_are_found_by_what_was_timed() -> None:
    assert len(race.ratios(HELD)) == 18
    (one,) = race.ratios(HELD, task="step", maker="recipe", at="parameters")
    assert (one.units, one.lstm_units) == (32, 26)
    assert race.sizes(HELD) == [32, 128]


def test_what_is_no_report_is_known() -> None:
    assert race.sound(HELD)
    bad: list[Any] = [None, [], {}, {"heats": []}, {"heats": [{}]}, {"heats": 7}]
    for key, value in (("ratio", -1), ("ratio", "1"), ("high", 0.1), ("task", "sleep")):
        bad.append({"heats": [heat(1.0) | {key: value}]})
    assert [race.sound(each) for each in bad] == [False] * len(bad)


def test_the_plot_shows_every_ratio_of_one_size_with_its_interval() -> None:
    for units, rows in ((32, 5), (128, 4)):
        same, fewer = race.figure(HELD, units).data
        assert (same.name, fewer.name) == ("as many units", "as many parameters")
        for line, at in ((same, "units"), (fewer, "parameters")):
            held = {each.ratio: each for each in race.ratios(HELD, units=units, at=at)}
            assert len(line.x) == len(held) == rows
            for x, up, down in zip(
                line.x, line.error_x.array, line.error_x.arrayminus, strict=True
            ):
                assert (x + up, x - down) == pytest.approx((held[x].high, held[x].low))


def test_the_table_holds_them_all() -> None:
    rows = race.table(HELD).rows
    assert len(rows) == 9
    (one,) = race.ratios(HELD, task="step", maker="recipe", at="units")
    assert f"{one.ratio:.2f} ({one.low:.2f} to {one.high:.2f})" in rows[0]


def test_a_span_is_from_the_least_to_the_largest() -> None:
    found = [Ratio(**heat(each)) for each in (1.0, 0.846, 1.2)]
    assert race.span(found) == "0.85 to 1.20"
    assert race.span(found[:1]) == "1.00"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "just now"), (59, "just now"), (60, "1 minute ago"), (7300, "2 hours ago"),
     (90_000, "1 day ago")],
)  # fmt: skip
def test_how_long_ago_it_was(seconds: float, said: str) -> None:
    assert race.ago(seconds) == said
    assert f"on this server {said}" in race.origin(HELD, seconds)


def test_the_shipped_report_says_that_it_is_not_of_this_server() -> None:
    said = race.origin(HELD, None)
    assert "not on this server" in said
    assert f"{HELD['machine']['cores']} cores" in said
    assert f"{HELD['turns']} turns" in said


def test_others_are_told_whose_race_it_is() -> None:
    assert race.doing("racing", 3, mine=True) == "by turns, 3 so far"
    assert "another visitor" in race.doing("setting up", 0, mine=False)
    assert race.doing("?", 0, mine=True) == "ending"


def test_reports_are_not_changed_by_drawing() -> None:
    before = deepcopy(HELD)
    race.figure(HELD, 32)
    assert before == HELD
