"""GRU against LSTM: the tables hold the figures of cells and cards."""

from typing import Any

import pytest

import cells
from cells import shelf
from tests.views import made_cards
from views import distances, gru_lstm, reports
from views.cards import share
from views.gru_lstm import PAIR, Cards

FOUND: Cards = {name: cells.load(name).card for name in PAIR}


def test_what_they_are_made_of_is_counted_on_the_cells() -> None:
    rows = {row[0]: row[1:] for row in gru_lstm.cost(FOUND).rows}
    assert rows["gates with weights of their own"] == ("2: Γr, Γu", "3: Γu, Γf, Γo")
    assert [each[0] for each in rows["states handed on"]] == ["1", "2"]
    for place, name in enumerate(PAIR):
        reader = cells.load(name)
        cell = sum(each.numel() for each in reader.cell.parameters())
        assert rows["parameters of the cell"][place] == f"{cell:,}"
        whole = sum(reader.card["parameters"].values())
        assert rows["parameters of the whole reader"][place] == f"{whole:,}"
    assert rows["units that about 6,240 parameters are enough for"] == ("32 (6,240)", "26 (6,136)")


def test_how_well_they_read_is_what_cards_and_reports_say() -> None:
    seeds = shelf.other_seeds()
    report = reports.report(distances.NAME)
    rows = {row[0]: row[1:] for row in gru_lstm.quality(FOUND, report, seeds).rows}
    cards: list[Any] = [card["figures"] for card in FOUND.values()]
    assert rows["right verb, mean of constructions"] == tuple(share(c["mean"]) for c in cards)
    assert rows["right verb 200 words after its subject"] == tuple(
        share(report["readers"][name]["200"]["accuracy"]) for name in PAIR
    )
    of = [card["figures"]["mean"] for card in seeds["lstm"].values()]
    assert len(of) == 5
    ends = f"{share(min(of))} to {share(max(of))}"
    assert rows["five other seeds, encouraged: mean of constructions"][1] == ends


def test_what_is_missing_is_a_dash() -> None:
    bare: Cards = {name: {"wiring": FOUND[name]["wiring"]} for name in PAIR}
    for row in gru_lstm.quality(bare, {}, {}).rows:
        assert set(row[1:]) == {"–"}
    assert gru_lstm.constructions_told(bare) == ""
    with pytest.raises(ValueError, match="no wiring"):
        gru_lstm.cost({name: {} for name in PAIR})


def test_constructions_are_drawn_and_told_with_the_largest_difference_first() -> None:
    gru, lstm = made_cards.card(), made_cards.card()
    gru["figures"]["constructions"] = {"simple": 0.99, "whose": 0.95, "question": 0.9}
    lstm["figures"]["constructions"] = {"simple": 0.99, "whose": 0.97, "question": 0.8}
    found = dict(zip(PAIR, (gru, lstm), strict=True))
    first, second = gru_lstm.constructions(found).data
    assert (first.name, second.name) == ("GRU", "LSTM")
    assert list(first.y) == ["question", "whose", "simple"]
    assert (list(first.x), list(second.x)) == ([0.9, 0.95, 0.99], [0.8, 0.97, 0.99])
    said = gru_lstm.constructions_told(found)
    assert "Of 3 constructions" in said
    assert "the LSTM is ahead in 1, the GRU in 1" in said
    assert "furthest apart in question, where the GRU is ahead by 0.100" in said
    assert said.endswith("\u22120.0267.")
