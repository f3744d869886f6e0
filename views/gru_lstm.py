"""GRU against LSTM from their cells and cards: a table, and the plot of their constructions."""

import math
from collections.abc import Mapping
from statistics import mean

import plotly.graph_objects as go

from cells import Wiring
from cells.notation import symbols
from cells.sizes import gates, nearest, weights
from views import cards, distances, plots, presets
from views.cards import NONE, Card, number, share
from views.distances import Report
from views.tables import Table

PAIR = ("gru-as-found", "lstm-as-found")
"""Who is compared: trained alike and encouraged to nothing."""

SEEDED = ("gru", "lstm")
"""The readers of which there are some from other seeds; these were encouraged."""

Cards = Mapping[str, Card]


def title(name: str) -> str:
    """Return what one of the two is called where it is plain who: "GRU"."""
    return presets.title(name.removesuffix(cards.AS_FOUND))


def wiring(card: Card) -> Wiring:
    """Return the wiring that a card tells.

    Raises:
        ValueError: it tells none that is known.
    """
    found = cards.wiring(card)
    if found is None:
        raise ValueError("This card tells no wiring.")
    return found


def parameters(card: Card) -> tuple[int, int]:
    """Return how many numbers the cell has, and the whole reader."""
    parts = cards.numbers(card, "parameters")
    return int(parts.get("cell", 0)), int(sum(parts.values()))


def cost(found: Cards) -> Table:
    """Return what the two are made of: gates, states, parameters, units at equal parameters."""
    wirings = [wiring(card) for card in found.values()]
    units = [int(number(card, "recipe", "units") or 0) for card in found.values()]
    inputs = [int(number(card, "recipe", "features") or 0) for card in found.values()]
    budget = parameters(next(iter(found.values())))[0]
    whole = [parameters(card) for card in found.values()]
    rows = [
        ("gates with weights of their own", *map(_gates, wirings)),
        ("states handed on", *map(_states, wirings)),
        ("units of the readers here", *(str(each) for each in units)),
        ("parameters of the cell", *(f"{cell:,}" for cell, _ in whole)),
        ("parameters of the whole reader", *(f"{every:,}" for _, every in whole)),
        (
            f"units that about {budget:,} parameters are enough for",
            *(_enough(w, d, budget) for w, d in zip(wirings, inputs, strict=True)),
        ),
        (
            "training by the recipe, not by turns",
            *(cards.duration(number(card, "training_seconds")) for card in found.values()),
        ),
    ]
    return Table("What they are made of", ("", *map(title, found)), rows)


def _gates(of: Wiring) -> str:
    names = symbols(of, "ng")
    return f"{gates(of)}: {', '.join(names[gate].plain for gate in of.learned)}"


def _states(of: Wiring) -> str:
    return "1: c = a" if of.one_state else "2: c, a"


def _enough(of: Wiring, inputs: int, budget: int) -> str:
    units = nearest(of, inputs, budget)
    return f"{units} ({weights(of, inputs, units):,})"


def quality(found: Cards, report: Report, seeds: Mapping[str, Cards]) -> Table:
    """Return how well the two read, and how far the gradient reaches; below, other seeds."""
    paths = {
        "right verb, mean of constructions": ("figures", "mean"),
        "right verb after made-up nouns": ("figures", "made_up"),
        "natural sentences, half open to us": ("figures", "natural", "open"),
        "natural sentences, half kept for the last look": ("figures", "natural", "kept"),
        "right verb 100 words after its subject": ("figures", "distances", "100"),
    }
    rows = [
        (what, *(share(number(card, *path)) for card in found.values()))
        for what, path in paths.items()
    ]
    weakest = (_weakest(card) for card in found.values())
    rows.insert(1, ("right verb in the weakest construction", *weakest))
    rows += [
        ("right verb 200 words after its subject", *(_far(report, name) for name in found)),
        ("half-life of the gradient over 100 words", *(_half(report, name) for name in found)),
        *(_seeds(what, seeds, *path) for what, path in _SEEDS.items()),
    ]
    return Table("How well they read", ("", *map(title, found)), rows)


_SEEDS: Mapping[str, tuple[str, ...]] = {
    "five other seeds, encouraged: mean of constructions": ("figures", "mean"),
    "five other seeds, encouraged: 100 words after": ("figures", "distances", "100"),
}


def _weakest(card: Card) -> str:
    return share(min(cards.numbers(card, "figures", "constructions").values(), default=None))


def _far(report: Report, name: str) -> str:
    return share(distances.of(report, name).get(200, {}).get("accuracy"))


def _half(report: Report, name: str) -> str:
    if 100 not in distances.of(report, name):
        return NONE
    words = distances.half_life(report, name)
    return "no half-life" if math.isinf(words) else f"{words:.1f} words"


def _seeds(what: str, seeds: Mapping[str, Cards], *path: str) -> tuple[str, ...]:
    return (what, *(_ends(of_seeds(seeds, name, *path)) for name in SEEDED))


def _ends(figures: list[float]) -> str:
    return f"{share(min(figures))} to {share(max(figures))}" if figures else NONE


def of_seeds(seeds: Mapping[str, Cards], name: str, *path: str) -> list[float]:
    """Return a figure of the readers of one name from other seeds."""
    found = (number(card, *path) for card in seeds.get(name, {}).values())
    return [figure for figure in found if figure is not None]


def constructions(found: Cards) -> go.Figure:
    """Draw the accuracy in each construction as two marks, the largest difference on top."""
    shares = [cards.numbers(card, "figures", "constructions") for card in found.values()]
    names = sorted(set.intersection(*(set(each) for each in shares)))
    names.sort(key=lambda name: -abs(shares[1][name] - shares[0][name]))
    drawn = plots.blank(height=90 + 24 * len(names), right=24, legend=True)
    looks = ((plots.GREEN, "circle"), (plots.ORANGE, "diamond-open"))
    for reader, each, (colour, symbol) in zip(found, shares, looks, strict=True):
        drawn.add_trace(
            go.Scatter(
                name=title(reader),
                x=[each[name] for name in names],
                y=names,
                mode="markers",
                marker={"color": colour, "symbol": symbol, "size": 11, "line": {"width": 2.5}},
                hovertemplate="%{y}: %{x:.3f}",
            )
        )
    drawn.update_yaxes(range=[len(names) - 0.4, -0.6], ticks="")
    drawn.update_xaxes(tickformat=".2f", title_text="right verb", nticks=5)
    return drawn


def constructions_told(found: Cards, cases: int = 500) -> str:
    """Say in how many constructions which of the two is ahead, and by how much at most."""
    (gru, a), (lstm, b) = (
        (title(name), cards.numbers(card, "figures", "constructions"))
        for name, card in found.items()
    )
    ahead = {name: b[name] - a[name] for name in a if name in b}
    if not ahead:
        return ""
    more, fewer = (sum(sign * each > 0 for each in ahead.values()) for sign in (1, -1))
    most = max(ahead, key=lambda name: abs(ahead[name]))
    better = lstm if ahead[most] > 0 else gru
    return (
        f"Of {len(ahead)} constructions, {cases} choices each, the {lstm} is ahead in {more}, the "
        f"{gru} in {fewer}. They are furthest apart in {most}, where the {better} is ahead by "
        f"{abs(ahead[most]):.3f}; the mean difference is {_signed(mean(ahead.values()))}."
    )


def _signed(difference: float) -> str:
    return f"{difference:+.4f}".replace("-", "\u2212")
