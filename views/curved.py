"""Readers that were trained with other curves than the usual ones, by their cards and names."""

from collections.abc import Mapping
from typing import Any

from cells.curves import USUAL, Curves

BENT = "As found, with another curve: trained like the readers as found"
"""The group of such readers, as its table is called."""

NOTE = (
    "Their gates are tanh in place of σ, or their candidate is σ in place of tanh. The machine was "
    "busy while they were trained: their times are longer for that."
)

_ENDINGS = ("-tanh-gates", "-sigmoid-candidate")


def curves(card: Mapping[str, Any]) -> Curves:
    """Return the curves that a card tells, the usual ones if it tells none that are known."""
    told = card.get("curves")
    try:
        return Curves(**told) if isinstance(told, Mapping) else USUAL
    except (TypeError, ValueError):
        return USUAL


def base(name: str) -> str:
    """Return the name of a reader without what it says of curves."""
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name


def gate_note(card: Mapping[str, Any]) -> str:
    """Return what must be said of the shares of gate values; "" where gates are between 0 and 1."""
    if curves(card).gates != "tanh":
        return ""
    return (
        "These gates are tanh, from −1 to 1: below 0.1 are also those below 0, which turn the sign "
        "of what they let by."
    )
