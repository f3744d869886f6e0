"""The goals of readers from other seeds: how many reach each, and how far the worst is from it."""

from tests.views.made_cards import FULL, card
from views.seeds import rows, table


def test_a_goal_is_counted_and_its_worst_figure_shown() -> None:
    poor = card()
    poor["figures"]["mean"] = 0.9712
    poor["figures"]["memory"]["old"] = 0.0644
    found = {row[0]: row[1:] for row in rows({"gru": {"2": FULL, "3": poor}, "lstm": {"2": FULL}})}
    assert found["right verb, mean of constructions"] == (
        "≥ 0.985",
        "1 of 2, 0.971",
        "1 of 1, 0.987",
    )
    assert found["old number left after a new subject"] == (
        "≤ 0.05",
        "1 of 2, 0.064",
        "1 of 1, 0.031",
    )


def test_a_construction_has_one_row_whichever_is_the_lowest() -> None:
    other = card()
    other["figures"]["constructions"]["simple"] = 0.5
    first = rows({"gru": {"2": FULL, "3": other}})[0]
    assert first == ("right verb in every construction", "≥ 0.97", "0 of 2, 0.500")


def test_what_no_card_holds_is_a_dash() -> None:
    assert {row[2] for row in rows({"gru": {"2": {}}})} == {"–"}


def test_no_report_gives_no_rows() -> None:
    assert rows({}) == []
    assert list(table({"gru-simple": {}}).head)[2:] == ["simple GRU"]
