"""What the readers' cards say, as tables and sentences; what a card does not hold is a dash."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from cells.curves import USUAL
from cells.notation import QUANTITY, symbols
from cells.wirings import GATES, Wiring
from views import presets
from views.curved import BENT, NOTE, base, curves
from views.numbers import MINUS, percent
from views.tables import Table

Card = Mapping[str, Any]

NONE = "–"
AS_FOUND = "-as-found"

ENCOURAGED = "Encouraged: training gave one unit number to hold"
FOUND = "As found: trained alike, encouraged to nothing"

TRAINED = "Your own: trained on the spot, with a smaller budget"
"""The groups of readers, as their tables are called."""

FAIR = (
    "Comparisons between cells, and statistics of gates, use the readers as found: "
    "there, nothing but the cell differs."
)

UNFAIR = (
    "It had a smaller budget than the shipped readers: where it reads worse, that may be the "
    "budget and not the cell. A cell that is shipped can be trained here again, to compare at "
    "equal budget."
)

NOTES = {
    FOUND: FAIR,
    BENT: NOTE,
    TRAINED: UNFAIR,
}
"""What is to be said of a group below its table."""

_WIRED = {"learned": "learned", "open": "1", "shut": "0", "tied": f"1 {MINUS} Γu"}

COLUMNS: Mapping[str, str] = {
    "parameters": "weights of cell, embedding and readout together",
    "trained": "time of training",
    "was/were": "the right verb after “the X which already ate the apples”, X a held-out noun",
    "mean": "the right form of the verb, mean over all constructions, held-out words",
    "100 words": "the same, with about a hundred words between subject and verb",
    "natural": "sentences written by hand and never trained on: the half that was looked at while "
    "the readers were made / the half kept for the last look",
    "Γu at noun": "mean update gate of the number unit at the subject noun",
    "kept 10": "share of what was written at the noun that is left ten words later",
    "kept 100": "the same a hundred words later",
    "flip": "share of right verdicts that turn when the number unit is given the other number",
    "silenced": "accuracy with the number unit silenced",
    "file": "size of the tensors",
}
"""Columns after the wiring: their heads and what they tell."""


def value(card: Card, *path: str) -> Any:
    """Return what lies at a path of keys of a card, None where there is nothing."""
    found: Any = card
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def number(card: Card, *path: str) -> float | None:
    """Return the number at a path of keys of a card, None where there is none."""
    found = value(card, *path)
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        return None
    return float(found)


def numbers(card: Card, *path: str) -> dict[str, float]:
    """Return the numbers of an object in a card by name, in its order; none where it is missing."""
    found = value(card, *path)
    names = found if isinstance(found, Mapping) else ()
    return {name: n for name in names if (n := number(found, name)) is not None}


def share(figure: float | None) -> str:
    """Write a share in [0, 1] with three decimals; only what is 0 or 1 is written so."""
    if figure is None:
        return NONE
    if 0 < figure < 0.0005:
        return "<0.001"
    return ">0.999" if 0.9995 <= figure < 1 else f"{figure:.3f}".replace("-", MINUS)


def duration(seconds: float | None) -> str:
    """Write a time of training: "45 s", "5 min 42 s"."""
    if seconds is None:
        return NONE
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def size(count: int | None) -> str:
    """Write the size of a file in MB of a million bytes."""
    return NONE if count is None else f"{count / 1e6:.2f} MB"


def wiring(card: Card) -> Wiring | None:
    """Return the wiring that a card tells, None if it tells none that is known."""
    switches = value(card, "wiring")
    try:
        return Wiring(**switches)
    except (TypeError, ValueError):
        return None


def twin(name: str, names: Sequence[str]) -> str | None:
    """Return the reader of the same wiring that was trained the other way, if there is one.

    Of a reader with another curve that is the one with the usual curves.
    """
    name = base(name)
    other = name.removesuffix(AS_FOUND) if name.endswith(AS_FOUND) else name + AS_FOUND
    return other if other in names else None


def carrier(card: Card, concept: str = "number") -> Card:
    """Return the report of the unit that carries a concept best, empty if none was measured."""
    return next(iter(ranked(card, concept)), {})


def ranked(card: Card, concept: str) -> list[Card]:
    """Return the reports of units for a concept, the best first, as the card holds them."""
    found = value(card, "figures", "units", concept)
    rows = found if isinstance(found, list | tuple) else ()
    return [row for row in rows if isinstance(row, Mapping)]


def overview(cards: Mapping[str, Card], sizes: Mapping[str, int]) -> dict[str, Table]:
    """Return a table of readers for each group that has any: wiring, cost, how well they read.

    `sizes` are those of the files, in bytes.
    """
    head = ("reader", *(_plain(gate) for gate in GATES), "tanh", *COLUMNS)
    rows: dict[str, list[list[str]]] = {ENCOURAGED: [], FOUND: [], BENT: [], TRAINED: []}
    for name, card in cards.items():
        rows[_group(name, card)].append(_row(name, card, sizes.get(name)))
    return {
        group: Table(group, head, members, look="wide")
        for group, members in rows.items()
        if members
    }


def _group(name: str, card: Card) -> str:
    if "brief" in card:
        return TRAINED
    if curves(card) != USUAL:
        return BENT
    return FOUND if name.endswith(AS_FOUND) else ENCOURAGED


def legend() -> Table:
    """Return what the columns of the overview say."""
    rows = [
        ("Γr, Γu, Γf, Γo", "a gate with weights of its own (learned), or what it is wired to"),
        ("tanh", "whether the memory passes through tanh before the output gate"),
        *COLUMNS.items(),
    ]
    return Table("Columns of the tables", ("column", "what it says"), rows, look="wordy")


def _plain(gate: str) -> str:
    every = Wiring("learned", "learned", "learned", "learned", squash=True)
    return symbols(every, "ng")[gate].plain


def _row(name: str, card: Card, count: int | None) -> list[str]:
    wired = wiring(card)
    switches = [_WIRED[getattr(wired, gate)] if wired else NONE for gate in GATES]
    squash = ("yes" if wired.squash else "no") if wired else NONE
    return [presets.title(name), *switches, squash, *_figures(card), size(count)]


def _figures(card: Card) -> list[str]:
    parameters = numbers(card, "parameters").values()
    unit = carrier(card)
    return [
        f"{sum(parameters):,.0f}" if parameters else NONE,
        duration(number(card, "training_seconds")),
        *(share(number(card, "figures", *path)) for path in (("story",), ("mean",))),
        share(number(card, "figures", "distances", "100")),
        " / ".join(share(number(card, "figures", "natural", half)) for half in ("open", "kept")),
        share(at_noun(card)),
        *(share(number(card, "figures", "memory", "kept", words)) for words in ("10", "100")),
        *(share(number(unit, key)) for key in ("flip", "silenced")),
    ]


def at_noun(card: Card, word: str = "noun") -> float | None:
    """Return the number unit's update gate at the subject noun; None without a learned gate."""
    wired = wiring(card)
    if wired is None or wired.update != "learned":
        return None
    return number(card, "figures", "memory", "opens", word)


def encouragement(card: Card) -> list[str]:
    """Tell in plain sentences whether and how training encouraged this reader."""
    encouraged = value(card, "encouraged")
    if not isinstance(encouraged, bool):
        return ["This card does not say whether training encouraged any unit."]
    if not encouraged:
        return ["As found: nothing of that kind.", _LEFT_ALONE]
    return [
        "Encouraged: training helped this reader to tell a clear story.",
        *_encouraged(card),
        "What the screen shows is what these weights compute; not every such cell finds it.",
    ]


def _encouraged(card: Card) -> list[str]:
    keys = ("nudge", "wait", "keep", "sparsity", "swap")
    settings = {key: number(card, "recipe", key) for key in keys}
    wired = wiring(card)
    told = []
    if settings["nudge"]:
        told.append(_NUDGED.format(weight=settings["nudge"]))
        told += [_NUDGED_FOOD] if ranked(card, "food") else []
    prices = [_PRICES[key] for key in ("wait", "keep") if settings[key]]
    if prices:
        told.append(f"It paid for {' and for '.join(prices)}.")
    if settings["sparsity"] and wired and wired.update == "learned":
        told.append(f"Open update gates had a price (weight {settings['sparsity']:g}).")
    if settings["swap"]:
        told.append(_SWAPPED.format(share=percent(settings["swap"])))
    return told


_LEFT_ALONE = (
    "No unit was encouraged to hold anything, and no gate had a price: what the units do is what "
    "training found by itself."
)
_NUDGED = (
    f"Unit 0 was pulled towards +1 for a singular and {MINUS}1 for a plural subject, from the noun "
    "to just before its verb (weight {weight:g})."
)
_PRICES = {
    "wait": "what unit 0 held before the first subject",
    "keep": "what its forget gate dropped before the verb",
}
_NUDGED_FOOD = (
    f"Unit 1 was pulled in the same way towards +1 for food and {MINUS}1 for other topics."
)
_SWAPPED = (
    "At {share} of the subjects unit 0 was given the other number and the verb was asked for in "
    "that number too, so that no other unit can be relied on for it."
)


def told(card: Card) -> str:
    """Return the sentences about encouragement, and about a small budget, as HTML."""
    first, *rest = map(escape, encouragement(card))
    kind = "gw-told" if value(card, "encouraged") is True else "gw-told found"
    small = budget(card)
    noted = f"This reader was {small} {UNFAIR}" if small else ""
    noted = noted and f'<p class="gw-told found">{escape(noted)}</p>'
    return f'<p class="{kind}"><strong>{first}</strong> {" ".join(rest)}</p>{noted}'


def steps(card: Card) -> float | None:
    """Return how many steps a reader was trained, also one that ended before its time."""
    taken = number(card, "brief", "steps")
    return number(card, "recipe", "steps") if taken is None else taken


def budget(card: Card) -> str | None:
    """Return what must be said wherever a reader with a small budget is compared, else None."""
    seconds = number(card, "brief", "budget_seconds")
    if seconds is None:
        return None
    took, cases = number(card, "training_seconds"), number(card, "brief", "cases")
    measured = f"; each of its figures is over {cases:,.0f} choices" if cases else ""
    return f"trained on the spot, in {duration(took)} and {steps(card) or 0:,.0f} steps{measured}."


def concepts(card: Card) -> list[str]:
    """Return the concepts for which a card ranks units."""
    found = value(card, "figures", "units")
    return [name for name in found if ranked(card, name)] if isinstance(found, Mapping) else []


def distances(card: Card) -> dict[str, float]:
    """Return the accuracy by words between subject and verb."""
    return numbers(card, "figures", "distances")


def compared(name: str, cards: Mapping[str, Card]) -> dict[str, dict[str, float]]:
    """Return the accuracy by distance of the main cells as found but for one, by their titles."""
    others = (f"{front}{AS_FOUND}" for front in presets.FRONT)
    return {
        presets.title(other): found
        for other in others
        if other != name and (found := distances(cards.get(other, {})))
    }


def units(card: Card, concept: str) -> Table:
    """Return the units ranked for a concept with the fields of their reports.

    An update gate that is wired tells nothing of a unit, and has no column.
    """
    heads = {
        "unit": "unit",
        "sign": "sign",
        "flip": "flip",
        "silenced": "silenced",
        "silenced_other": "others silenced",
        "opens": "Γu at word",
        "between": "Γu until",
        "determiner": "Γu before",
        "kept": "kept",
    }
    wired = wiring(card)
    if wired is None or wired.update != "learned":
        heads = {key: head for key, head in heads.items() if "Γu" not in head}
    rows = [[_cell(report, key) for key in heads] for report in ranked(card, concept)]
    return Table(f"Units ranked for {concept}, the most flips first", tuple(heads.values()), rows)


def _cell(report: Card, key: str) -> str:
    found = number(report, key)
    if key == "unit":
        return NONE if found is None else f"{found:.0f}"
    if key == "sign":
        return NONE if found is None else "+" if found > 0 else MINUS
    return share(found)


def facts(card: Card, bytes_: int | None) -> Table:
    """Return what a card tells of the reader's files and of what they were made from."""
    rows = [
        ("seed", str(_known(value(card, "recipe", "seed")))),
        *((f"curve of the {part}", str(curve)) for part, curve in _items(card, "curves")),
        *((f"parameters, {part}", f"{n:,.0f}") for part, n in numbers(card, "parameters").items()),
        ("training", duration(number(card, "training_seconds"))),
        ("file", size(bytes_)),
        *((f"version of {name}", str(at)) for name, at in _items(card, "versions")),
        ("hash of the data", str(_known(value(card, "corpus")))),
        ("hash of the tensors", str(_known(value(card, "sha256")))),
    ]
    return Table("Facts of the card", ("what", "value"), rows, look="wordy")


def recipe(card: Card) -> Table:
    """Return the settings of the training, so that it can be done again."""
    rows = [(name.replace("_", " "), str(_known(at))) for name, at in _items(card, "recipe")]
    return Table("Recipe of the training", ("setting", "value"), rows, look="wordy")


def _known(found: Any) -> Any:
    return NONE if found is None else found


def _items(card: Card, key: str) -> list[tuple[str, Any]]:
    found = value(card, key)
    return list(found.items()) if isinstance(found, Mapping) else []


def gates(card: Card) -> dict[str, tuple[float, float]]:
    """Return for every learned gate, by its name on screen, its shares below 0.1 and above 0.9."""
    shares: dict[str, tuple[float, float]] = {}
    for gate in GATES:
        below, above = (number(card, "figures", "gates", gate, end) for end in ("below", "above"))
        if below is not None and above is not None:
            shares[f"{_plain(gate)}, {QUANTITY[gate].title}"] = (below, above)
    return shares


def gate_table(card: Card) -> Table:
    """Return the shares of the gates' values that are below 0.1, above 0.9 and in between."""
    rows = [
        (name, share(below), share(max(0.0, 1 - below - above)), share(above))
        for name, (below, above) in gates(card).items()
    ]
    return Table("Shares of gate values", ("gate", "below 0.1", "between", "above 0.9"), rows)
