import math
from typing import Any

import pytest

import cells
from tests.views.made_cards import FULL, as_found, card, old, rnn
from views import cards
from views.cards import NONE


def rows(name: str, made: dict[str, Any], size: int | None = 1_150_000) -> dict[str, str]:
    """Return a reader's row of the overview by the heads of its columns."""
    (table,) = cards.overview({name: made}, {} if size is None else {name: size}).values()
    (row,) = table.rows
    return dict(zip(table.head, row, strict=True))


def test_a_full_card_fills_every_column() -> None:
    assert rows("gru", FULL) == {
        "reader": "GRU",
        "Γr": "learned",
        "Γu": "learned",
        "Γf": "1 − Γu",
        "Γo": "1",
        "tanh": "no",
        "parameters": "372,502",
        "trained": "5 min 42 s",
        "was/were": "0.991",
        "mean": "0.987",
        "100 words": "0.951",
        "natural": "0.951 / 0.949",
        "Γu at noun": "0.953",
        "kept 10": "0.961",
        "kept 100": "0.803",
        "flip": "0.980",
        "silenced": "0.510",
        "file": "1.15 MB",
    }


def test_an_old_card_leaves_dashes() -> None:
    row = rows("gru", old())
    dashes = {head for head, text in row.items() if text == NONE}
    assert dashes == {"Γu at noun", "kept 10", "kept 100"}
    assert row["natural"] == "– / –"


@pytest.mark.parametrize("made", [{}, {"figures": {"units": {"number": []}}}, {"figures": [1]}])
def test_a_card_without_its_keys_is_all_dashes(made: dict[str, Any]) -> None:
    row = rows("gru", made, size=None)
    assert set(row.values()) == {"GRU", NONE, "– / –"}


@pytest.mark.parametrize("bad", [None, "0.9", True, math.nan, math.inf, [0.9], {"a": 1}])
def test_what_is_no_number_is_a_dash(bad: object) -> None:
    assert rows("gru", card(training_seconds=bad, parameters={"cell": bad}))["trained"] == NONE
    assert cards.number({"mean": bad}, "mean") is None


def test_without_a_learned_update_gate_there_is_none_to_report() -> None:
    assert rows("rnn", rnn())["Γu at noun"] == NONE
    assert not any("Γu" in head for head in cards.units(rnn(), "number").head)
    assert "Γu at word" in cards.units(FULL, "number").head


def test_readers_as_found_have_a_group_of_their_own() -> None:
    both = cards.overview({"gru": FULL, "gru-as-found": as_found(), "lstm": card()}, {})
    names = {group: [row[0] for row in table.rows] for group, table in both.items()}
    assert names == {cards.ENCOURAGED: ["GRU", "LSTM"], cards.FOUND: ["GRU, as found"]}
    assert list(cards.overview({"gru": FULL}, {})) == [cards.ENCOURAGED]


@pytest.mark.parametrize(
    ("figure", "text"),
    [(0.0, "0.000"), (1.0, "1.000"), (0.0002, "<0.001"), (0.9996, ">0.999"), (0.97, "0.970")],
)
def test_only_nothing_is_written_as_nothing_and_only_all_as_all(figure: float, text: str) -> None:
    assert cards.share(figure) == text


def test_twins_find_each_other() -> None:
    names = ["gru", "gru-as-found", "lstm"]
    assert cards.twin("gru", names) == "gru-as-found"
    assert cards.twin("gru-as-found", names) == "gru"
    assert cards.twin("lstm", names) is None


def test_encouragement_is_told_with_the_numbers_of_the_card() -> None:
    told = " ".join(cards.encouragement(FULL))
    for words in ("Encouraged", "Unit 0", "weight 0.2", "food", "weight 0.02", "30\u00a0%"):
        assert words in told
    assert "gw-told found" not in cards.told(FULL)


def test_only_what_was_done_is_told() -> None:
    assert "At 30" not in " ".join(cards.encouragement(old()))
    assert "food" not in " ".join(cards.encouragement(old()))
    assert "price" not in " ".join(cards.encouragement(rnn()))
    recipe = {**FULL["recipe"], "swap": 0.5, "sparsity": 0.0}
    told = " ".join(cards.encouragement(card(recipe=recipe)))
    assert "At 50" in told
    assert "price" not in told
    assert "paid" not in told
    told = " ".join(cards.encouragement(card(recipe={**recipe, "wait": 0.4, "keep": 0.5})))
    assert "paid for what unit 0 held before the first subject and for what its forget gate" in told


def test_as_found_says_nothing_was_encouraged() -> None:
    told = " ".join(cards.encouragement(as_found()))
    assert told.startswith("As found")
    assert "Encouraged" not in told
    assert "weight" not in told
    assert "does not say" in " ".join(cards.encouragement({}))


def test_units_are_shown_in_the_order_of_the_card() -> None:
    table = cards.units(FULL, "number")
    assert [row[0] for row in table.rows] == ["0", "9"]
    first, second = (dict(zip(table.head, row, strict=True)) for row in table.rows)
    assert first["flip"] == "0.980"
    assert (first["sign"], second["flip"]) == ("+", "<0.001")
    assert cards.concepts(FULL) == ["number", "food"]
    assert cards.concepts({}) == []


def test_facts_and_recipe_hold_what_makes_a_reader_again() -> None:
    facts = {row[0]: row[1] for row in cards.facts(FULL, 1_150_000).rows}
    assert facts["seed"] == "7"
    assert facts["hash of the data"] == "c0ffee"
    assert facts["version of torch"] == "2.13.0"
    assert facts["parameters, cell"] == "6,240"
    recipe = {row[0]: row[1] for row in cards.recipe(FULL).rows}
    assert recipe == {name: str(value) for name, value in FULL["recipe"].items()}
    assert {row[1] for row in cards.facts({}, None).rows} == {NONE}


def test_shares_of_gates_add_up_to_one() -> None:
    assert list(cards.gates(FULL)) == ["Γr, reset gate", "Γu, update gate"]
    for row in cards.gate_table(FULL).rows:
        assert sum(map(float, row[1:])) == pytest.approx(1, abs=0.002)
    assert cards.gates(rnn()) == {}


def test_lines_to_compare_with_are_those_of_the_other_readers_as_found() -> None:
    found = {"gru": FULL, "gru-as-found": as_found(), "lstm-as-found": card(), "no-past": card()}
    assert list(cards.compared("gru", found)) == ["GRU, as found", "LSTM, as found"]
    assert list(cards.compared("gru-as-found", found)) == ["LSTM, as found"]


@pytest.mark.parametrize("name", cells.names())
def test_the_overview_shows_the_figures_of_a_shipped_card(name: str) -> None:
    shipped = cells.load(name).card
    row = rows(name, dict(shipped))
    assert row["was/were"] == cards.share(shipped["figures"]["story"])
    assert row["flip"] == cards.share(shipped["figures"]["units"]["number"][0]["flip"])
    assert row["parameters"] == f"{sum(shipped['parameters'].values()):,}"


def test_the_legend_explains_every_column() -> None:
    explained = " ".join(row[0] for row in cards.legend().rows)
    (table,) = cards.overview({"gru": FULL}, {}).values()
    assert all(head in explained for head in table.head if head != "reader")
