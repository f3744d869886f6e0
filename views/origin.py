"""Where a reader comes from: the facts of its card that every file taken away carries."""

from collections.abc import Mapping
from typing import Any

_FACTS = (
    "wiring",
    "curves",
    "encouraged",
    "recipe",
    "parameters",
    "training_seconds",
    "corpus",
    "sha256",
    "versions",
    "carriers",
    "brief",
)


def origin(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a reader was made and how well it reads, without the long tables of its card."""
    facts = {name: card[name] for name in _FACTS if name in card}
    figures = card.get("figures", {})
    return {**facts, **({"accuracy": figures["mean"]} if "mean" in figures else {})}
