"""What single units do: reports measured on held-out sentences, kept in a reader's card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class UnitReport:
    """How far one unit carries a concept, measured by what forcing it does to verdicts.

    `name` says what the unit carries ("number", "food") and `sign` whether its positive memory
    means singular, or food (+1), or the other (-1). Mean update gate in [0, 1] at the word that
    decides, such as the subject noun (`opens`), from there to the decided one, such as the verb
    (`between`), and at the word before (`determiner`); `kept` is the share of what was written that
    is left before the decided word (the product of the forget gates); `flip` is the share of the
    right verdicts that turn wrong when the unit is given the other memory where it was written;
    `silenced` is the accuracy with this unit's memory at zero throughout, and `silenced_other` the
    mean of that accuracy over all other units, each silenced in its turn.
    """

    unit: int
    name: str
    sign: Literal[-1, 1]
    opens: float
    between: float
    determiner: float
    kept: float
    flip: float
    silenced: float
    silenced_other: float


def reports(card: Mapping[str, Any], concept: str) -> list[UnitReport]:
    """Return the reports that a card holds for a concept, the unit with the most flips first.

    Raises:
        ValueError: the card has no reports for this concept.
    """
    known: Mapping[str, Any] = card.get("figures", {}).get("units", {})
    if concept not in known:
        raise ValueError(f"No unit was measured for {concept!r}; measured: {', '.join(known)}.")
    return [UnitReport(**row) for row in known[concept]]
