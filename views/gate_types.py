"""The switches that are the wiring: where each can stand, and which reader has such a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from cells import Wiring
from cells.curves import USUAL
from cells.notation import symbols
from cells.wirings import SWITCHES
from views import cards, own, presets
from views.cards import AS_FOUND, Card
from views.curved import curves
from views.numbers import MINUS
from views.tables import Table

ORDER = ("reset", "update", "forget", "output", "squash")
"""The switches as a step meets them."""

Position = str | bool

_POSITIONS: Mapping[Position, str] = {
    "learned": "learned",
    "tied": f"1 {MINUS} Γu",
    "open": "open 1",
    "shut": "shut 0",
    True: "on",
    False: "off",
}

_SAME = f"Γu is open, so 1 {MINUS} Γu is 0: tied would be shut."


def label(switch: str) -> str:
    """Return what a switch is called: "Γr reset", "tanh of c"."""
    every = Wiring("learned", "learned", "learned", "learned", squash=True)
    return "tanh of c" if switch == "squash" else f"{symbols(every, 'ng')[switch].plain} {switch}"


def position(where: Position) -> str:
    """Return what a position is called: "open 1"."""
    return _POSITIONS[where]


def positions(wiring: Wiring, switch: str) -> tuple[Position, ...]:
    """Return where a switch can stand, each a cell of its own: tied to an open gate is shut."""
    every = SWITCHES[switch]
    if switch == "forget" and wiring.update == "open":
        return tuple(where for where in every if where != "tied")
    return every


def flipped(wiring: Wiring, switch: str, where: Position) -> Wiring:
    """Return the wiring with one switch elsewhere.

    Raises:
        ValueError: the switch has no such position.
    """
    changes: dict[str, Any] = {switch: where}
    return replace(wiring, **changes)


def readers(wiring: Wiring, found: Mapping[str, Card]) -> list[str]:
    """Return the readers whose cell this is: shipped ones, those as found after them, own ones.

    Readers with other curves than σ on the gates and tanh on the candidate are other cells.
    """
    usual = {name: card for name, card in found.items() if curves(card) == USUAL}
    same = [name for name, card in usual.items() if cards.wiring(card) == wiring]
    return sorted(same, key=lambda name: (is_own(name), name.endswith(AS_FOUND)))


def reader(wiring: Wiring, found: Mapping[str, Card], like: str) -> str | None:
    """Return the reader to show for a wiring, as found where `like` is; None if there is none."""
    same = readers(wiring, found)
    if like in same:
        return like
    wanted = [name for name in same if name.endswith(AS_FOUND) == like.endswith(AS_FOUND)]
    shipped = [name for name in wanted if not is_own(name)]
    return next(iter([*shipped, *same]), None)


def is_own(name: str) -> bool:
    """Tell whether a reader was trained by a visitor."""
    return own.wiring(name) is not None


def heading(wiring: Wiring) -> str:
    """Return what a cell is called: by the literature, by us, or by nobody."""
    return presets.title(wiring.name) if wiring.name else "A cell without a name"


def told(wiring: Wiring, names: Sequence[str], reading: str) -> str:
    """Return, as HTML, which cell this is and who reads."""
    shipped = [name for name in names if not is_own(name)]
    title = presets.title(shipped[0]) if shipped else heading(wiring)
    sentences = []
    if shipped and not wiring.name:
        sentences.append("The literature has no name for this cell.")
    if wiring.update == "open":
        sentences.append(_SAME)
    if not names:
        sentences.append("No reader has been trained with these gates.")
    if reading not in names:
        sentences.append(f"The stage still shows {presets.title(reading)}.")
    return f'<p class="gw-cell">{escape(title)}</p><p>{escape(" ".join(sentences))}</p>'


def table(names: Sequence[str], found: Mapping[str, Card]) -> Table:
    """Return readers side by side: what each cost and how well it reads.

    "right verb" is the mean over all constructions, "100 words on" the same with about so many
    words between subject and verb, both on held-out words.
    """
    columns = [_column(found[name]) for name in names]
    rows = [(row[0][0], *(cell for _, cell in row)) for row in zip(*columns, strict=True)]
    return Table("How well it reads", ("", *map(presets.title, names)), rows)


def _column(card: Card) -> list[tuple[str, str]]:
    parameters = cards.numbers(card, "parameters")

    def count(figure: float | None) -> str:
        return cards.NONE if figure is None else f"{figure:,.0f}"

    return [
        ("parameters", count(sum(parameters.values()) if parameters else None)),
        ("cell alone", count(parameters.get("cell"))),
        ("right verb", cards.share(cards.number(card, "figures", "mean"))),
        (
            "100 words on",
            cards.share(cards.number(card, "figures", "distances", "100")),
        ),
        ("trained in", cards.duration(cards.number(card, "training_seconds"))),
        ("steps", count(cards.steps(card))),
        ("sentences", count(cards.number(card, "recipe", "sentences"))),
        ("seed", count(cards.number(card, "recipe", "seed"))),
    ]


def budgets(names: Sequence[str], found: Mapping[str, Card]) -> str:
    """Return, as HTML, what must be said of the readers among these that had a small budget."""
    said = {name: told for name in names if (told := cards.budget(found[name]))}
    lines = [f"<p>{escape(presets.title(name))}: {escape(each)}</p>" for name, each in said.items()]
    return "".join([*lines, f"<p>{escape(cards.UNFAIR)}</p>"] if lines else lines)
