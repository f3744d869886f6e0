from typing import Any

import pytest

from tests.views.made_cards import FULL, card, old, rnn
from views.goals import Goal, goals, table

REACHED = {
    "right verb in every construction (the lowest: whose)": (0.968, False),
    "right verb, mean of constructions": (0.9871, True),
    "right verb 100 words after its subject": (0.951, True),
    "right verb after made-up nouns": (0.9712, True),
    "natural sentences, half open to us": (0.9511, True),
    "natural sentences, half kept for the last look": (0.9486, False),
    "Γu of the number unit at the subject noun": (0.9534, True),
    "Γu of it at the determiner before": (0.1612, False),
    "number left 10 words later": (0.9612, True),
    "number left 100 words later": (0.8034, True),
    "verdicts that turn when the unit is flipped": (0.98, True),
    "accuracy, that unit silenced": (0.51, True),
    "accuracy, another unit silenced": (0.981, True),
    "old number left after a new subject": (0.0312, True),
}


def test_every_goal_stands_beside_its_figure() -> None:
    assert {goal.what: (goal.figure, goal.reached) for goal in goals(FULL)} == REACHED


@pytest.mark.parametrize(
    ("bound", "figure", "reached"),
    [
        ("≥", 0.97, True),
        ("≥", 0.9699, False),
        ("≤", 0.97, True),
        ("≤", 0.9701, False),
        ("≥", None, None),
    ],
)
def test_a_goal_is_reached_at_its_limit_and_not_before(
    bound: Any, figure: float | None, reached: object
) -> None:
    assert Goal("x", bound, 0.97, figure).reached is reached


def test_the_mark_is_a_word_and_the_figure_is_not_rounded_up_to_the_goal() -> None:
    made = card()
    made["figures"]["mean"] = 0.9849
    rows = {row[0]: row[1:] for row in table(made).rows}
    assert rows["right verb, mean of constructions"] == ("≥ 0.985", "0.9849", "✗ not reached")
    assert rows["right verb after made-up nouns"] == ("≥ 0.97", "0.9712", "✓ reached")


def test_what_a_card_lacks_is_not_measured() -> None:
    marks = {row[0]: row[3] for row in table(old()).rows}
    assert marks["right verb after made-up nouns"] == "not measured"
    assert marks["right verb, mean of constructions"] == "✓ reached"
    assert {row[3] for row in table({}).rows} == {"not measured"}
    assert {row[2] for row in table({}).rows} == {"–"}


def test_a_wired_update_gate_is_not_measured() -> None:
    marks = {row[0]: row[3] for row in table(rnn()).rows}
    assert marks["Γu of the number unit at the subject noun"] == "not measured"
