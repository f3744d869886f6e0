"""Readers that were trained with another curve, beside the one that was not."""

from collections.abc import Mapping, Sequence

import numpy as np

from cells import Gradient, Trace
from views import bends, cards, presets
from views.bent_rates import Rows
from views.cards import Card
from views.curved import curves
from views.gradients import half_life
from views.numbers import percent, two
from views.reading import Reading
from views.tables import Table

BASE = "gru-as-found"
"""The reader with the usual curves that others are set beside."""

TANH, SIGMOID = "gru-tanh-gates", "gru-sigmoid-candidate"
NAMES = (BASE, TANH, SIGMOID)

AGAIN = 100
"""How often one word is said to see the memory grow."""

_CLOSE = 0.01
"""Readers whose accuracy lies within so much are called alike."""

_DISTANCES = ("0", "20", "100")


def table(
    found: Mapping[str, Card],
    readings: Mapping[str, Reading],
    gradients: Mapping[str, Gradient],
    again: Mapping[str, Trace],
    at: int,
) -> Table:
    """Return a column a reader: its curves, how well it reads, and this sentence after `at`.

    `again` is what each makes of one word over and over.
    """
    head = ("", *map(presets.title, found))
    bent = [curves(card) for card in found.values()]
    rows: list[Sequence[str]] = [
        ("gates", *(bends.NAMES[each.gates] for each in bent)),
        ("candidate", *(bends.NAMES[each.candidate] for each in bent)),
        ("right verb", *_figures(found, "mean")),
        ("was/were", *_figures(found, "story")),
        *((f"{n} words between", *_figures(found, "distances", n)) for n in _DISTANCES),
        ("half-life of the gradient here, words", *(half_life(gradients[n]) for n in found)),
        ("log-odds here", *(two(float(readings[n].log_odds[at])) for n in found)),
        ("gate values below 0 here", *(percent(_below(readings[name])) for name in found)),
        ("largest |c| here", *(two(_largest(readings[name].trace)) for name in found)),
        (f"largest |c|, “the” {AGAIN} times", *(two(_largest(again[name])) for name in found)),
    ]
    return Table("GRUs as found, trained with these curves", head, rows)


def _figures(found: Mapping[str, Card], *path: str) -> list[str]:
    return [cards.share(cards.number(card, "figures", *path)) for card in found.values()]


def told(found: Mapping[str, Card], swapped: Rows) -> str:
    """Say how well readers trained with another curve read, beside one that only was given it."""
    means = {name: cards.number(card, "figures", "mean") for name, card in found.items()}
    said = [f"Over all constructions the GRU as found has the right verb in {_share(means[BASE])}."]
    for reader, what in ((TANH, "tanh gates"), (SIGMOID, "a σ candidate")):
        said.append(f"Trained with {what} it has it in {_share(means[reader])}.")
        if given := bends.right(swapped, curves(found[reader])):
            only = f"Given {what} only after its training, over the sentences above"
            said.append(f"{only}: {_share(given['right'])}.")
    known = [mean for mean in means.values() if mean is not None]
    return " ".join([*said, *_so(max(known) - min(known))]) if known else ""


def _so(apart: float) -> list[str]:
    points = f"{100 * apart:.1f} points"
    if apart < _CLOSE:
        return [f"The three as trained lie within {points}: training finds weights for its curve."]
    return [f"The curve alone makes a difference of {points}."]


def grown(again: Mapping[str, Trace]) -> str:
    """Say how large the memory gets when one word comes over and over."""
    sizes = ", ".join(f"{two(_largest(trace))} ({presets.title(n)})" for n, trace in again.items())
    return (
        f"“the”, {AGAIN} times: the largest |c| is {sizes}. With σ no gate keeps more than all of "
        "the old memory; with tanh 1 − Γu can be 2."
    )


def _below(reading: Reading) -> float:
    gates = [reading.trace[gate] for gate in reading.trace.wiring.learned]
    return float(np.mean(np.stack(gates) < 0))


def _largest(trace: Trace) -> float:
    return float(np.abs(trace["cell"]).max())


def _share(found: float | None) -> str:
    return cards.NONE if found is None else f"{100 * found:.1f}\u00a0%"


def distances(
    found: Mapping[str, Card],
) -> tuple[tuple[str, Mapping[str, float]], dict[str, dict[str, float]]]:
    """Return the accuracy by distance of the first reader, and of the others by their titles."""
    first, *rest = found
    chosen = presets.title(first), cards.distances(found[first])
    return chosen, {presets.title(name): cards.distances(found[name]) for name in rest}
