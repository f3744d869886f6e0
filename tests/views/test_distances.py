"""Accuracy against distance: what the plot, the table and the sentence make of a report."""

import math
from typing import Any

import pytest

from views import distances, reports
from views.gradients import FOUND

RNN, _, GRU, LSTM = FOUND


def made(**far: tuple[float, float]) -> dict[str, Any]:
    """Return a report of accuracy and norm at 100 words; at 0 all are right and alike."""
    first = {"between": 0, "accuracy": 1.0, "log10_norm": [0, 0, 0]}
    return {
        "sentences": 500,
        "readers": {
            f"{name}-as-found": {
                "0": first,
                "100": {"between": 110, "accuracy": share, "log10_norm": [n - 1, n, n + 2]},
            }
            for name, (share, n) in far.items()
        },
    }


def test_a_reader_at_chance_is_told_from_where_on() -> None:
    said = distances.told(made(rnn=(0.51, -31.0), gru=(0.97, 0.25)), [RNN, GRU])
    assert "RNN, as found: over 110 words 10⁻³¹ of the gradient is left" in said
    assert "from 110 words on its verdicts cannot be told from chance" in said
    assert "With gates (GRU, as found): over 110 words the gradient is 1.78" in said
    assert distances.REMEMBERED not in said


def test_a_reader_without_a_gradient_may_still_remember() -> None:
    said = distances.told(made(rnn=(0.83, -31.0), gru=(0.97, 0.25), lstm=(0.99, 0.7)), FOUND)
    assert "still prefers the right verb in 83\u00a0% of sentences, more than by chance" in said
    assert "1.78 to 5.01, and the right verb is preferred in 97\u00a0% to 99\u00a0%" in said
    assert said.endswith(distances.REMEMBERED)


def test_readers_alike_are_told_alike() -> None:
    assert "With gates" not in distances.told(made(rnn=(0.5, -9.0)), FOUND)
    assert distances.told(made(lstm=(0.97, 0.0)), FOUND).startswith("With gates (LSTM, as found)")
    assert distances.told({}, FOUND) == distances.told(made(), FOUND) == ""


def test_the_half_life_is_that_of_the_median() -> None:
    report = made(rnn=(0.8, -11.0), lstm=(0.9, 0.4))
    assert distances.half_life(report, RNN) == pytest.approx(10 * math.log10(2))
    assert distances.half_life(report, LSTM) == math.inf


def test_the_figure_has_accuracy_above_the_gradient_on_one_axis() -> None:
    drawn = distances.figure(made(rnn=(0.83, -31.0), gru=(0.97, 0.25)), [RNN, GRU])
    above, below = (
        [line for line in drawn.data if (line.yaxis == "y2") == lower] for lower in (False, True)
    )
    assert [line.name for line in above] == ["RNN, as found", "GRU, as found"]
    assert list(above[0].y) == [1.0, 0.83]
    assert list(below[0].y) == [0, -31]
    assert (below[0].error_y.array[1], below[0].error_y.arrayminus[1]) == (2, 1)
    assert 0.83 - above[0].error_y.arrayminus[1] == pytest.approx(0.7948, abs=1e-3)
    assert [line.x for line in above] == [line.x for line in below]
    assert list(drawn.layout.xaxis.ticktext) == ["0", "100"]
    assert above[1].line.color == "#2F8B72"  # that of the GRU, whoever else is drawn


def test_rows_hold_what_was_measured_and_a_dash_for_what_was_not() -> None:
    report = made(rnn=(0.83, -31.0), gru=(0.97, 0.25))
    del report["readers"][GRU]["0"]
    assert distances.rows(report, [RNN, GRU]) == [
        ("0", "1.000; 1", "–"),
        ("100", "0.830; 10⁻³¹", "0.970; 1.78"),
    ]


def test_the_shipped_report_is_drawn_and_told() -> None:
    report = reports.report(distances.NAME)
    assert len(distances.rows(report, FOUND)) == 7
    assert len(distances.figure(report, FOUND).data) == 8
    assert "RNN, as found" in distances.told(report, FOUND)


def test_few_sentences_at_one_distance_count_as_few() -> None:
    report = made(rnn=(0.83, -31.0))
    report["readers"][RNN]["0"]["sentences"] = 2
    low = distances.figure(report, [RNN]).data[0].error_y.arrayminus
    assert low == (0, pytest.approx(0.0352, abs=1e-3))  # of two, an interval says nothing
    assert "more than by chance" in distances.told(report, [RNN])
    report["readers"][RNN]["100"]["sentences"] = 4
    assert "from 0 words on its verdicts cannot be told from chance" in distances.told(
        report, [RNN]
    )
