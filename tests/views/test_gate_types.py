"""From switches to cells and readers, over all positions there are."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

import cells
from cells import WIRINGS, Wiring
from cells.wirings import SWITCHES
from views import cards, gate_types, own
from views.cards import AS_FOUND, Card

CARDS: Mapping[str, Card] = {name: cells.load(name).card for name in cells.names()}
EVERY = Wiring.every()
MINE = "own-lltoy-0123456789abcdef"


def by_hand(card: Card) -> dict[str, Any]:
    """Return the switches as a card has them, a tied gate beside an open one set to shut."""
    switches = dict(card["wiring"])
    if switches["update"] == "open" and switches["forget"] == "tied":
        switches["forget"] = "shut"
    return switches


def test_every_combination_of_positions_is_a_cell_and_every_cell_is_met() -> None:
    met = set()
    for positions in product(*SWITCHES.values()):
        wiring = WIRINGS["gru"]
        for switch, where in zip(SWITCHES, positions, strict=True):
            if where in gate_types.positions(wiring, switch):
                wiring = gate_types.flipped(wiring, switch, where)
        met.add(wiring)
    assert met == set(EVERY)
    assert len(EVERY) == 56


@pytest.mark.parametrize("wiring", EVERY, ids=own.code)
def test_every_position_on_offer_is_another_cell_and_where_it_was_set(wiring: Wiring) -> None:
    for switch in gate_types.ORDER:
        positions = gate_types.positions(wiring, switch)
        assert getattr(wiring, switch) in positions
        reached = [gate_types.flipped(wiring, switch, where) for where in positions]
        assert len(set(reached)) == len(positions)
        for where, there in zip(positions, reached, strict=True):
            others = [s for s in SWITCHES if s not in (switch, "forget")]
            assert getattr(there, switch) == where
            assert all(getattr(there, s) == getattr(wiring, s) for s in others)
    assert set(gate_types.ORDER) == set(SWITCHES)


@pytest.mark.parametrize("wiring", EVERY, ids=own.code)
@pytest.mark.parametrize("like", ["gru", "gru-as-found"])
def test_the_reader_of_the_switches_has_exactly_these_gates(wiring: Wiring, like: str) -> None:
    usual = [name for name in CARDS if "curves" not in CARDS[name]]
    shipped = [name for name in usual if by_hand(CARDS[name]) == wiring.as_dict()]
    name = gate_types.reader(wiring, CARDS, like)
    assert sorted(gate_types.readers(wiring, CARDS)) == sorted(shipped)
    assert (name is None) == (not shipped)
    if name:
        assert name in shipped
        twins = [n for n in shipped if n.endswith(AS_FOUND) == like.endswith(AS_FOUND)]
        assert not twins or name in twins


def test_all_named_cells_have_a_reader_of_their_name_and_five_unnamed_ones_have_one() -> None:
    assert [gate_types.reader(w, CARDS, "gru") for w in WIRINGS.values()] == list(WIRINGS)
    found = [gate_types.reader(w, CARDS, "gru") for w in EVERY if w.name is None]
    assert sum(name is not None for name in found) >= 5


def test_a_reader_that_reads_is_kept_and_a_shipped_one_goes_before_ones_own() -> None:
    card = {**CARDS["gru"], "wiring": WIRINGS["lstm"].as_dict()}
    found = {MINE: card, **CARDS}
    assert gate_types.readers(WIRINGS["lstm"], found) == ["lstm", "lstm-as-found", MINE]
    assert gate_types.reader(WIRINGS["lstm"], found, "gru") == "lstm"
    assert gate_types.reader(WIRINGS["lstm"], found, MINE) == MINE
    assert gate_types.reader(WIRINGS["lstm"], {MINE: card}, "gru") == MINE


@pytest.mark.parametrize("wiring", EVERY, ids=own.code)
def test_what_is_told_of_a_cell_says_who_reads(wiring: Wiring) -> None:
    names = gate_types.readers(wiring, CARDS)
    told = gate_types.told(wiring, names, "gru")
    assert ("No reader has been trained" in told) == (not names)
    assert ("still shows GRU." in told) == ("gru" not in names)
    assert ("no name for" in told) == (wiring.name is None and bool(names))
    assert ("tied would be shut" in told) == (wiring.update == "open")


def test_the_table_has_the_figures_of_the_cards() -> None:
    rows = {row[0]: row[1:] for row in gate_types.table(["gru", "lstm"], CARDS).rows}
    for column, name in enumerate(("gru", "lstm")):
        card = CARDS[name]
        assert rows["parameters"][column] == f"{sum(card['parameters'].values()):,}"
        assert rows["right verb"][column] == f"{card['figures']['mean']:.3f}"
        assert rows["steps"][column] == "12,000"
    assert rows["trained in"][0] == "4 min 9 s"


def test_a_card_without_figures_is_shown_with_dashes() -> None:
    table = gate_types.table(["x"], {"x": {}})
    assert {row[1] for row in table.rows} == {"–"}


def test_a_small_budget_is_told_and_only_that() -> None:
    small = {**CARDS["gru"], "training_seconds": 41.0}
    small["brief"] = {"budget_seconds": 40.0, "steps": 1234, "cases": 100}
    found = {**CARDS, MINE: small}
    said = gate_types.budgets(["gru", MINE], found)
    for part in ("41 s", "1,234 steps", "100 choices", "smaller budget", "equal budget"):
        assert said.count(part) == 1
        assert part in cards.told(small)
    assert gate_types.budgets(["gru"], found) == ""
    assert "budget" not in cards.told(CARDS["gru"])
