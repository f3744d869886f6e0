"""Histograms of gates, their table and the sentence about them, against what was measured."""

from views import gate_values
from views.numbers import gate, percent

COUNTED = {"counts": [6, 1, 1, 2], "below": 0.5, "above": 0.2, "least": 2e-6, "first": 3e-5}
OTHER = {**COUNTED, "below": 0.7, "above": 0.25, "least": 4e-9}


def report() -> gate_values.Report:
    return {
        f"{cell}{kind}": {
            name: OTHER if (kind, name) == ("", "update") else COUNTED
            for of, name in gate_values.panels()
            if of == cell
        }
        for kind in ("-as-found", "")
        for cell in gate_values.CELLS
    }


def test_there_is_a_panel_for_every_learned_gate() -> None:
    assert [gate_values.heading(*panel) for panel in gate_values.panels()] == [
        "simple GRU: Γu",
        "GRU: Γr",
        "GRU: Γu",
        "LSTM: Γu",
        "LSTM: Γf",
        "LSTM: Γo",
    ]


def test_bars_and_outline_are_shares_of_all_values() -> None:
    bars, outline = gate_values.figure(report(), "gru", "update").data
    assert list(bars.y) == [0.6, 0.1, 0.1, 0.2]
    assert list(bars.x) == [0.125, 0.375, 0.625, 0.875]
    assert list(outline.x) == [0, 0.25, 0.5, 0.75, 1]
    assert list(outline.y) == [0.6, 0.1, 0.1, 0.2, 0.2]


def test_the_table_and_the_sentence_say_how_small_gates_get() -> None:
    rows = gate_values.table(report()).rows
    assert ("GRU", "Γu", *map(percent, (0.7, 0.05, 0.25)), gate(3e-5), "4·10⁻⁹") in rows
    assert len(rows) == 12
    said = gate_values.told(report(), 300).replace("\u00a0", " ")
    assert "300 held-out sentences" in said
    assert "70 %" in said
    assert "below 0.1 in 50 % and below 3·10⁻⁵ in 1 %" in said
    assert "The smallest Γu of all, 4·10⁻⁹, is that of simple GRU." in said
