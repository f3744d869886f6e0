"""Other curves on a reader: what is offered, the curves with a unit's numbers, and what breaks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from cells import Wiring
from cells.curves import POSITIONS, Curves
from cells.notation import QUANTITY, symbols
from cells.traces import Doubles
from views import numbers, plots
from views.narration import name
from views.reading import Reading

AS_TRAINED = ""
"""The text of no change in a link."""

NAMES: Mapping[str, str] = {"sigmoid": "σ", "tanh": "tanh", "hard": "hard 0/1"}
"""What curves are called on screen."""

MOST = 40
"""Words whose pre-activations are drawn: a row each, and no more than can be read."""

_LEAST = 6.0
"""A curve is drawn at least so far to both sides of 0."""

_EDGE = 8.0
"""Nats up to which log-odds are drawn, if those as trained are not larger."""

_POINTS = 161

_FUNCTIONS: Mapping[str, Any] = {
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,  # the same as 1 / (1 + e^-z), at any z
    "tanh": np.tanh,
    "hard": lambda z: np.where(z > 0, 1.0, 0.0),
}


def offered(wiring: Wiring, own: Curves) -> dict[str, Curves]:
    """Return what can be put on a reader, by its text in links: as trained, or one other curve."""
    found = {AS_TRAINED: own}
    for part in ("gates", "candidate") if wiring.learned else ("candidate",):
        for curve in POSITIONS[part]:
            if curve != getattr(own, part):
                changed: dict[str, Any] = {part: curve}
                found[f"{part}-{curve}"] = replace(own, **changed)
    return found


def label(change: str) -> str:
    """Return what a change is called: "tanh on the gates"."""
    if change == AS_TRAINED:
        return "as trained"
    part, curve = change.split("-")
    return f"{NAMES[curve]} on the {part}"


def quantities(wiring: Wiring) -> tuple[str, ...]:
    """Return what has a curve: the learned gates, and the candidate."""
    return (*wiring.learned, "candidate")


def heading(reading: Reading, quantity: str) -> str:
    """Return which curve a quantity goes through: "Γu, update gate: σ"."""
    symbol = symbols(reading.trace.wiring, "ng", reading.trace.curves)[quantity].plain
    return f"{symbol}, {QUANTITY[quantity].title}: {NAMES[_curve(reading, quantity)]}"


def _curve(reading: Reading, quantity: str) -> str:
    curves = reading.trace.curves
    return curves.candidate if quantity == "candidate" else curves.gates


def before(reading: Reading, quantity: str, unit: int) -> Doubles:
    """Return what went into the curve of one unit, word by word, (T,)."""
    word, memory, bias = reading.trace.before(quantity)
    parts = word[:, unit].astype(np.float64), memory[:, unit], bias[:, unit]
    return np.asarray(parts[0] + parts[1] + parts[2])


def figure(reading: Reading, quantity: str, unit: int) -> go.Figure:
    """Draw the curve that runs with the unit's numbers on it, and below it a row for each word."""
    z = before(reading, quantity, unit)[:MOST]
    value = reading.track(quantity, unit)[:MOST]
    words = [f"{step + 1} {escape(word)}" for step, word in enumerate(reading.words[:MOST])]
    colour = plots.BLUE if quantity == "candidate" else plots.GREEN
    drawing = plots.blank(height=280 + 23 * len(words), legend=True)
    _draw_curves(drawing, _curve(reading, quantity), z, colour)
    hover = "%{text}: %{x:.2f} gives %{customdata:.4f}<extra></extra>"
    marks: dict[str, Any] = {"mode": "markers", "text": words, "customdata": value}
    marks |= {"showlegend": False}
    marks |= {"marker": {"color": colour, "size": 11}, "hovertemplate": hover}
    drawing.add_trace(go.Scatter(x=z, y=value, **marks))
    drawing.add_trace(go.Scatter(x=z, y=words, yaxis="y2", **marks))
    rows = 23 * len(words) / (220 + 23 * len(words))
    drawing.update_layout(
        yaxis={"domain": [rows + 0.04, 1], "zeroline": True, "tickvals": [-1, 0, 1]},
        yaxis2={"domain": [0, rows], "autorange": "reversed", "type": "category", "dtick": 1}
        | {"fixedrange": True, "automargin": True, "tickfont": {"size": plots.FONT}},
        xaxis={"anchor": "y2", "zeroline": True, "title": {"text": "into the curve"}},
    )
    return drawing


def _draw_curves(drawing: go.Figure, curve: str, z: Doubles, colour: str) -> None:
    """Draw the curve that runs, and σ or tanh beside it, as far as the numbers go."""
    far = max(_LEAST, 1.06 * float(np.abs(z).max()))
    x = np.union1d(np.linspace(-far, far, _POINTS), np.linspace(-_LEAST, _LEAST, _POINTS))
    other = "tanh" if curve == "sigmoid" else "sigmoid"
    for each, style in ((curve, "solid"), (other, "dot")):
        drawing.add_trace(
            go.Scatter(
                name=NAMES[each],
                x=x,
                y=_FUNCTIONS[each](x),
                mode="lines",
                line={
                    "color": colour if each == curve else plots.SLATE,
                    "dash": style,
                    "width": 3 if each == curve else 1.5,
                    "shape": "hv" if each == "hard" else "linear",
                },
                hoverinfo="skip",
            )
        )


def verdicts(trained: Reading, bent: Reading, change: str) -> go.Figure:
    """Draw the log-odds after every word, as trained and with another curve, up to an edge."""
    edge = _edge(trained)
    words = [f"{step + 1} {escape(word)}" for step, word in enumerate(trained.words)]
    drawing = plots.blank(height=360, legend=True)
    lines = [(trained, label(AS_TRAINED), plots.SLATE, "dot")]
    lines += [(bent, label(change), plots.RASPBERRY, "solid")] if change else []
    for reading, called, colour, dash in lines:
        drawing.add_trace(
            go.Scatter(
                name=called,
                x=words,
                y=np.clip(reading.log_odds, -edge, edge),
                customdata=[numbers.two(float(odds)) for odds in reading.log_odds],
                mode="lines+markers",
                line={"color": colour, "dash": dash, "width": 3},
                marker={"size": 9},
                hovertemplate="%{x}: %{customdata} nats",
            )
        )
    first, second = (escape(word) for word in trained.pair)
    drawing.update_xaxes(tickangle=-45, type="category")
    drawing.update_yaxes(
        title_text=f"← {second} · {first} →, nats", range=[-1.05 * edge, 1.05 * edge]
    )
    return drawing


def _edge(trained: Reading) -> float:
    return max(_EDGE, 1.1 * float(np.abs(trained.log_odds).max()))


def edge_told(trained: Reading, bent: Reading) -> str:
    """Say what the plot leaves out: log-odds beyond its edge."""
    most = float(np.abs(bent.log_odds).max())
    said = "log P of the first word minus log P of the second, after each word"
    if most <= _edge(trained):
        return f"{said}."
    return f"{said}; what is beyond the edge, up to {numbers.two(most)}, is drawn on it."


def told(trained: Reading, bent: Reading, change: str, at: int) -> str:
    """Say what becomes of the verdict after word `at`, and why."""
    after = name(trained.words[at])
    if change == AS_TRAINED:
        return f"As trained, after {after} {_likelier(trained, at)}. Put another curve on it."
    turned = trained.log_odds[at] * bent.log_odds[at] < 0
    what = "the verdict turns" if turned else "the verdict stays on its side"
    return (
        f"As trained, after {after} {_likelier(trained, at)}; with {label(change)} "
        f"{_likelier(bent, at)}: {what}. {_why(trained, bent)}"
    )


def _likelier(reading: Reading, at: int) -> str:
    odds = float(reading.log_odds[at])
    first, second = (name(word) for word in reading.pair)
    likelier, other = (first, second) if odds > 0 else (second, first)
    ratio = numbers.times(float(np.exp(min(abs(odds), 50.0))))
    return f"{likelier} is {ratio} times as likely as {other}"


def _why(trained: Reading, bent: Reading) -> str:
    old, new = trained.trace.curves, bent.trace.curves
    grown = (
        f"the largest |c| goes from {numbers.two(_largest(trained))} "
        f"to {numbers.two(_largest(bent))}"
    )
    if new.gates == old.gates:
        low, high = _range(bent, "candidate")
        was, to = _range(trained, "candidate")
        return (
            f"The candidates, from {numbers.two(was)} to {numbers.two(to)} as trained, now lie "
            f"between {numbers.two(low)} and {numbers.two(high)}; {grown}."
        )
    values = _gates(bent)
    if new.gates == "tanh":
        return (
            f"{numbers.percent(float((values < 0).mean()))} of its gate values are now below 0, "
            f"where a gate turns the sign of what it lets by; {grown}."
        )
    gates = _gates(trained)
    near = float(((gates < 0.1) | (gates > 0.9)).mean())
    return (
        f"{numbers.percent(near)} of its gate values were below 0.1 or above 0.9 as trained, so "
        f"that rounding them to 0 or 1 moves them by {numbers.two(_moved(gates, new))} on "
        f"average; {grown}."
    )


def _moved(gates: Doubles, curves: Curves) -> float:
    """Return how far rounding moves gates, on average: what is above a half is let by whole."""
    if curves.gates != "hard":
        return 0.0
    return float(np.abs(gates - (gates > 0.5)).mean())


def _gates(reading: Reading) -> Doubles:
    gates = reading.trace.wiring.learned
    return np.stack([reading.trace.exact(gate) for gate in gates])


def _range(reading: Reading, quantity: str) -> tuple[float, float]:
    values = reading.trace[quantity]
    return float(values.min()), float(values.max())


def _largest(reading: Reading) -> float:
    return float(np.abs(reading.trace["cell"]).max())


def right(rows: Sequence[Mapping[str, Any]], curves: Curves) -> Mapping[str, float] | None:
    """Return the shares of right verdicts of a reader with some curves, from its rows."""
    wanted = curves.as_dict()
    found = (row for row in rows if {key: row.get(key) for key in wanted} == wanted)
    return next(found, None)
