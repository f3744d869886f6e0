"""The bands: a heatmap of every gate, the candidate and the memory, word by word, in one figure.

All bands share one x axis with a column a word, so that they line up with each other and with
whatever is drawn above them: margins are zero, column i lies at width / T * i.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from cells import GATES, Wiring
from cells.curves import USUAL, Curves
from cells.notation import QUANTITY, symbols
from views.colours import RAMPS, Ramp, Theme, colorscale
from views.reading import Reading

ROW, THIN, OPEN_ROW = 28, 1, 16
"""Heights in px: the pinned unit's row, another unit's row, and that row once opened."""

INNER_GAP, GAP = 3, 10
"""Space in px between the pinned row and the others, and between bands."""


@dataclass(frozen=True, slots=True)
class Band:
    """One quantity of the trace as a band: what it is, and its symbol as letter and index.

    `complement` says that 1 minus the quantity is shown.
    """

    quantity: str
    title: str
    meaning: str
    symbol: tuple[str, str]
    ramp: Ramp
    complement: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One heatmap's place in the figure, in px from the top: the pinned unit or all the others."""

    band: int
    part: Literal["pinned", "others"]
    top: int
    height: int


_SILENT = {
    "fixedrange": True,
    "showgrid": False,
    "zeroline": False,
    "showticklabels": False,  # an invisible axis would forget the words, which hovering shows
    "ticks": "",
    "tickmode": "array",
}

_ORDER = ("reset", "forget", "update", "output", "candidate", "cell", "hidden")


def bands(wiring: Wiring, convention: str = "ng", curves: Curves = USUAL) -> tuple[Band, ...]:
    """Return the bands of a cell, top to bottom: its learned gates, candidate, memory, hidden.

    The hidden state has no band where it is the memory itself.

    Raises:
        ValueError: there is no such convention.
    """
    shown = (name for name in _ORDER if not (name == "hidden" and wiring.one_state))
    return tuple(
        _band(name, wiring, convention, curves)
        for name in shown
        if getattr(wiring, name, "") in ("", "learned")
    )


def wired(wiring: Wiring, convention: str = "ng") -> tuple[tuple[Band, str], ...]:
    """Return the gates that are not learned, each with how it is wired: open, shut or tied."""
    return tuple(
        (_band(gate, wiring, convention, USUAL), getattr(wiring, gate))
        for gate in _ORDER
        if gate in GATES and gate not in wiring.learned
    )


def _band(name: str, wiring: Wiring, convention: str, curves: Curves) -> Band:
    row, symbol = QUANTITY[name], symbols(wiring, convention, curves)[name]
    letter, title = symbol.plain.removesuffix(symbol.index), symbol.called or row.title
    meaning = QUANTITY["forget"].meaning if symbol.complement else row.meaning
    marks = (letter, symbol.index)
    signed = curves.gates == "tanh"  # a gate with a sign is coloured as a memory is
    ramp: Ramp = "memory" if signed else row.palette
    return Band(name, title.split()[0], meaning, marks, ramp, symbol.complement)


def limits(band: Band) -> tuple[float, float]:
    """Return the values at the two ends of a band's palette, alike for every text: 0..1 or -1..1.

    A memory without a bound can leave ±1: its colour stays that of the end, the number says more.
    """
    return (0.0, 1.0) if band.ramp == "gate" else (-1.0, 1.0)


def rows(count: int, units: int, row: int = THIN) -> tuple[list[Row], int]:
    """Lay out `count` bands of `units` units, each but the pinned one `row` px high.

    Returns the rows and the figure's height in px; with `row` 0 only the pinned unit is shown.
    """
    rest = (units - 1) * row
    pitch = ROW + (INNER_GAP + rest if rest else 0) + GAP
    placed: list[Row] = []
    for band in range(count):
        placed.append(Row(band, "pinned", band * pitch, ROW))
        placed.append(Row(band, "others", band * pitch + ROW + (INNER_GAP if rest else 0), rest))
    return placed, count * pitch - GAP


def figure(
    reading: Reading,
    unit: int,
    *,
    theme: Theme = "light",
    opened: bool = False,
    convention: str = "ng",
) -> go.Figure:
    """Draw the bands of a reading as one Plotly figure: a large row for `unit`, the others below.

    Words are escaped: Plotly reads tags in its texts.

    Raises:
        ValueError: there is no such convention.
    """
    shown = bands(reading.trace.wiring, convention, reading.trace.curves)
    placed, height = rows(len(shown), reading.units, OPEN_ROW if opened else THIN)
    drawing = go.Figure(layout=_layout(reading, placed, height))
    for place, row in enumerate(placed, start=1):
        band = shown[row.band]
        units = [unit] if row.part == "pinned" else others(reading.units, unit)
        drawing.add_trace(_heatmap(reading, band, units, theme, f"y{place}"))
        drawing.update_layout({f"yaxis{place}": axis(row, height, units)})
    return drawing


def others(units: int, unit: int) -> list[int]:
    """Return all units but one, in their own order."""
    return [other for other in range(units) if other != unit]


def axis(row: Row, height: int, units: Sequence[int]) -> dict[str, object]:
    """Return the y axis of one row: its part of the figure's height, first unit on top."""
    return {
        "domain": [1 - (row.top + row.height) / height, 1 - row.top / height],
        "range": [len(units) - 0.5, -0.5],
        **_SILENT,
        "tickvals": list(range(len(units))),
        "ticktext": [f"unit {k}" for k in units],
    }


def _heatmap(
    reading: Reading, band: Band, units: Sequence[int], theme: Theme, y_axis: str
) -> go.Heatmap:
    low, high = limits(band)
    letter, subscript = band.symbol
    values = reading.trace[band.quantity][:, list(units)].T
    return go.Heatmap(
        z=1 - values if band.complement else values,
        zmin=low,
        zmax=high,
        colorscale=colorscale(RAMPS[theme][band.ramp]),
        showscale=False,
        xaxis="x",
        yaxis=y_axis.replace("y1", "y") if y_axis == "y1" else y_axis,
        name=band.title,
        hovertemplate=f"%{{x}}<br>%{{y}}<br>{letter}<sub>{subscript}</sub>"
        f" {band.title} %{{z:.4f}}<extra></extra>",
    )


def _layout(reading: Reading, placed: Sequence[Row], height: int) -> go.Layout:
    count = len(reading)
    return go.Layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        hovermode="closest",
        showlegend=False,
        template="none",
        xaxis={
            "range": [-0.5, count - 0.5],
            **_SILENT,
            "tickvals": list(range(count)),
            "ticktext": [html.escape(word) for word in reading.words],
            "anchor": f"y{len(placed)}",
        },
    )
