"""The goals that the gated readers were made for, beside what their cards measure."""

from dataclasses import dataclass
from typing import Literal

from views.cards import NONE, Card, at_noun, carrier, number, numbers
from views.numbers import MINUS
from views.tables import Table

CONSTRUCTION = 0.97
"""What is to be reached in every construction."""

FOR = (
    "These goals were set for the simple GRU, the GRU and the LSTM with encouragement; "
    "every other reader is measured by them too, and reported as it is."
)


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: what is measured, the bound it must keep, and the figure, None if not measured."""

    what: str
    bound: Literal["≥", "≤"]
    limit: float
    figure: float | None

    @property
    def reached(self) -> bool | None:
        """Whether the figure keeps the bound; None if there is no figure."""
        if self.figure is None:
            return None
        return self.figure >= self.limit if self.bound == "≥" else self.figure <= self.limit


def goals(card: Card) -> list[Goal]:
    """Return all goals with a card's figures, exactly as the card has them."""
    constructions = numbers(card, "figures", "constructions")
    lowest = min(constructions, key=constructions.__getitem__, default=None)
    named = f" (the lowest: {lowest})" if lowest else ""
    unit = carrier(card)

    def of(*path: str) -> float | None:
        return number(card, "figures", *path)

    return [
        Goal(
            f"right verb in every construction{named}",
            "≥",
            CONSTRUCTION,
            constructions.get(lowest or ""),
        ),
        Goal("right verb, mean of constructions", "≥", 0.985, of("mean")),
        Goal("right verb 100 words after its subject", "≥", 0.95, of("distances", "100")),
        Goal("right verb after made-up nouns", "≥", 0.97, of("made_up")),
        Goal("natural sentences, half open to us", "≥", 0.95, of("natural", "open")),
        Goal("natural sentences, half kept for the last look", "≥", 0.95, of("natural", "kept")),
        Goal("Γu of the number unit at the subject noun", "≥", 0.95, at_noun(card)),
        Goal("Γu of it at the determiner before", "≤", 0.15, at_noun(card, "determiner")),
        Goal("number left 10 words later", "≥", 0.95, of("memory", "kept", "10")),
        Goal("number left 100 words later", "≥", 0.80, of("memory", "kept", "100")),
        Goal("verdicts that turn when the unit is flipped", "≥", 0.97, number(unit, "flip")),
        Goal("accuracy, that unit silenced", "≤", 0.55, number(unit, "silenced")),
        Goal("accuracy, another unit silenced", "≥", 0.96, number(unit, "silenced_other")),
        Goal("old number left after a new subject", "≤", 0.05, of("memory", "old")),
    ]


def table(card: Card) -> Table:
    """Return the goals as a table; the mark is a word, for colour alone tells nobody."""
    marks = {True: "✓ reached", False: "✗ not reached", None: "not measured"}
    rows = [
        (
            goal.what,
            f"{goal.bound} {goal.limit:g}",
            NONE if goal.figure is None else f"{goal.figure:.4f}".replace("-", MINUS),
            marks[goal.reached],
        )
        for goal in goals(card)
    ]
    return Table(
        "Goals and what was measured", ("goal", "limit", "measured", ""), rows, look="wordy"
    )
