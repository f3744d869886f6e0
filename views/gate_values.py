"""Where gates of trained readers stand, over hundreds of sentences: nearly 0 or 1, or between."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from cells.notation import symbols
from cells.wirings import WIRINGS
from views import plots, presets
from views.cards import AS_FOUND
from views.numbers import gate, percent
from views.tables import Table

Counted = Mapping[str, Any]
Report = Mapping[str, Mapping[str, Counted]]

CELLS = ("gru-simple", "gru", "lstm")
"""The cells whose gates are shown, each as found and nudged."""


def panels() -> tuple[tuple[str, str], ...]:
    """Return every cell with each of its learned gates, in the order in which they are drawn."""
    return tuple((cell, name) for cell in CELLS for name in WIRINGS[cell].learned)


def heading(cell: str, name: str) -> str:
    """Return what a panel shows: "GRU: Γu"."""
    return f"{presets.title(cell)}: {symbols(WIRINGS[cell], 'ng')[name].plain}"


def figure(report: Report, cell: str, name: str) -> go.Figure:
    """Draw the share of a gate's values in each bin: as found as bars, nudged as an outline."""
    found, nudged = report[cell + AS_FOUND][name], report[cell][name]
    width = 1 / len(found["counts"])
    middles = [(place + 0.5) * width for place in range(len(found["counts"]))]
    drawing = plots.blank(height=260, legend=True)
    drawing.add_trace(
        go.Bar(
            name="as found",
            x=middles,
            y=_shares(found),
            width=width * 0.92,
            marker={"color": plots.GREEN},
            hovertemplate="as found, about %{x:.3f}: %{y:.1%}<extra></extra>",
        )
    )
    drawing.add_trace(
        go.Scatter(
            name="nudged",
            x=[place * width for place in range(len(nudged["counts"]) + 1)],
            y=[*_shares(nudged), _shares(nudged)[-1]],
            mode="lines",
            line={"color": plots.ORANGE, "width": 2.5, "shape": "hv"},
            hovertemplate="nudged, from %{x:.2f} on: %{y:.1%}<extra></extra>",
        )
    )
    drawing.update_xaxes(range=[0, 1], tickvals=[0, 0.1, 0.5, 0.9, 1])
    drawing.update_yaxes(tickformat=".0%", rangemode="tozero")
    return drawing


def _shares(counted: Counted) -> list[float]:
    whole = max(sum(counted["counts"]), 1)
    return [count / whole for count in counted["counts"]]


def table(report: Report) -> Table:
    """Return, for every gate of every reader, its shares at both ends and how small it gets."""
    head = ("reader", "gate", "below 0.1", "between", "above 0.9", "1 % are below", "smallest")
    rows = [
        (
            presets.title(reader),
            symbols(WIRINGS[reader.removesuffix(AS_FOUND)], "ng")[name].plain,
            percent(counted["below"]),
            percent(1 - counted["below"] - counted["above"]),
            percent(counted["above"]),
            gate(counted["first"]),
            gate(counted["least"]),
        )
        for reader, gates in report.items()
        for name, counted in gates.items()
    ]
    return Table("Where gates stand", head, rows)


def told(report: Report, sentences: int) -> str:
    """Say whether gates are nearly 0 or 1, how small Γu gets, and what nudging does to it."""
    ends = {
        (reader, name): counted["below"] + counted["above"]
        for reader, gates in report.items()
        if reader.endswith(AS_FOUND)
        for name, counted in gates.items()
    }
    low, high = min(ends, key=ends.__getitem__), max(ends, key=ends.__getitem__)
    update, nudged = report["gru" + AS_FOUND]["update"], report["gru"]["update"]
    small = min(
        ((reader, gates["update"]["least"]) for reader, gates in report.items()),
        key=lambda each: each[1],
    )
    return (
        f"All units at all words of {sentences} held-out sentences. As found, "
        f"{percent(ends[low])} ({_called(*low)}) to {percent(ends[high])} ({_called(*high)}) of a "
        "gate's values are below 0.1 or above 0.9: nearly 0 or 1 is common, in between is not "
        f"rare. Γu of the GRU as found is below 0.1 in {percent(update['below'])} and below "
        f"{gate(update['first'])} in 1 %; nudged, where open gates had a price, it is below 0.1 in "
        f"{percent(nudged['below'])}. The smallest Γu of all, {gate(small[1])}, is that of "
        f"{presets.title(small[0])}."
    )


def _called(reader: str, name: str) -> str:
    symbol = symbols(WIRINGS[reader.removesuffix(AS_FOUND)], "ng")[name].plain
    return f"{symbol}, {presets.title(reader)}"
