"""How much longer an LSTM takes than a GRU: ratios, as a plot, a table and in words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from views import plots
from views.tables import Table

Report = Mapping[str, Any]
"""What was measured, as the JSON file holds it."""

NAME = "race.json"
"""The file beside the readers that holds what was measured where Gatewalk was made."""

SAME = 0.05
"""Ratios this close to 1 are called alike."""

WHY = (
    "The same work by turns, of a GRU, an LSTM of as many units, and an LSTM of as many "
    "parameters: a training step (forward, backward and Adam over a batch of 128 sentences), and "
    "the reading of one sentence. What is told is time of the LSTM / time of the GRU, the median "
    "over turns with its 95 % interval; an LSTM clearly takes longer where all of the interval is "
    f"above {1 + SAME:g}. It is the time of one thread of a processor; a graphics card is another "
    "matter. Our GRU multiplies twice in a row at every word, for its reset gate acts before the "
    "product, and our LSTM once, by a larger matrix."
)

OFFER = "Measure on this server (about half a minute)"

Outcome = Literal["longer", "shorter", "alike", "open"]

_DONE: Mapping[tuple[str, str], str] = {
    ("step", "recipe"): "training step, the whole recipe",
    ("step", "ours"): "training step, our cells",
    ("step", "torch"): "training step, torch's fused cells",
    ("reading", "ours"): "reading, our cells, every gate kept",
    ("reading", "torch"): "reading, torch's fused cells",
}
"""What was timed, in the order in which it is shown."""

_AT: Mapping[str, tuple[str, str, str]] = {
    "units": ("as many units", plots.GREEN, "circle"),
    "parameters": ("as many parameters", plots.ORANGE, "diamond"),
}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Time of an LSTM / time of a GRU of `units`: the median over turns, and its interval.

    `task` is "step" or "reading", `maker` "recipe", "ours" or "torch"; `at` says what the LSTM has
    as many of, "units" or "parameters".
    """

    task: str
    maker: str
    units: int
    at: str
    lstm_units: int
    ratio: float
    low: float
    high: float

    @property
    def outcome(self) -> Outcome:
        """Whether the LSTM takes longer or shorter, its whole interval beyond `SAME`, or alike."""
        if self.low > 1 + SAME:
            return "longer"
        if self.high < 1 - SAME:
            return "shorter"
        return "alike" if self.low >= 1 - SAME and self.high <= 1 + SAME else "open"


def ratios(report: Report, **wanted: Any) -> list[Ratio]:
    """Return the ratios of a report, only those of a task, maker, units or at, if asked for."""
    found = [Ratio(**heat) for heat in report.get("heats", ())]
    return [each for each in found if all(getattr(each, k) == v for k, v in wanted.items())]


def sound(report: Any) -> bool:
    """Tell whether a report holds ratios, each a number above 0 within its interval."""
    try:
        found = ratios(report)
        return bool(found) and all(
            0 < each.low <= each.ratio <= each.high < math.inf and (each.task, each.maker) in _DONE
            for each in found
        )
    except (TypeError, AttributeError):
        return False


def sizes(report: Report) -> list[int]:
    """Return the units of the GRU in a report, in order."""
    return sorted({each.units for each in ratios(report)})


def figure(report: Report, units: int) -> go.Figure:
    """Draw the ratios at one size with their intervals, a row for each thing that was timed."""
    found = ratios(report, units=units)
    order = [key for key in _DONE if any((r.task, r.maker) == key for r in found)]
    drawn = plots.blank(height=120 + 62 * len(order), right=24, legend=True)
    for at, (name, colour, symbol) in _AT.items():
        these = [each for each in found if each.at == at]
        aside = -0.16 if at == "units" else 0.16
        drawn.add_trace(
            go.Scatter(
                name=name,
                x=[each.ratio for each in these],
                y=[order.index((each.task, each.maker)) + aside for each in these],
                mode="markers",
                marker={"color": colour, "symbol": symbol, "size": 12},
                error_x={
                    "array": [each.high - each.ratio for each in these],
                    "arrayminus": [each.ratio - each.low for each in these],
                    "symmetric": False,
                    "thickness": 2.5,
                    "width": 5,
                },
                customdata=[each.lstm_units for each in these],
                hovertemplate="%{x:.2f} times the GRU's, LSTM of %{customdata} units",
            )
        )
    drawn.add_vline(x=1, line={"color": plots.SLATE, "width": 1.5, "dash": "dot"})
    drawn.update_xaxes(title_text="time of the LSTM / time of the GRU", range=_range(report))
    texts = [_DONE[key].replace(", ", ",<br>", 1) for key in order]
    drawn.update_yaxes(tickvals=list(range(len(order))), ticktext=texts, zeroline=False)
    drawn.update_yaxes(range=[len(order) - 0.5, -0.5], ticks="")
    return drawn


def _range(report: Report) -> list[float]:
    """Return the same ends for every size, from the ratios, for one wide interval says little."""
    every = [each.ratio for each in ratios(report)]
    return [min(0.6, *every) - 0.1, max(1.4, *every) + 0.1]


def table(report: Report) -> Table:
    """Return every ratio with its interval, a row for each thing that was timed at each size."""
    rows = [
        (_DONE[task, maker], str(units), *(_cell(report, task, maker, units, at) for at in _AT))
        for units in sizes(report)
        for task, maker in _DONE
        if ratios(report, task=task, maker=maker, units=units)
    ]
    heads = [f"LSTM of {name}" for name, _, _ in _AT.values()]
    return Table("Time of the LSTM / time of the GRU", ("what", "units of the GRU", *heads), rows)


def _cell(report: Report, task: str, maker: str, units: int, at: str) -> str:
    found = ratios(report, task=task, maker=maker, units=units, at=at)
    return "; ".join(f"{r.ratio:.2f} ({r.low:.2f} to {r.high:.2f})" for r in found)


def span(found: Sequence[Ratio]) -> str:
    """Write the least and the largest ratio: "0.90 to 1.21"."""
    low, high = (f"{end(each.ratio for each in found):.2f}" for end in (min, max))
    return low if low == high else f"{low} to {high}"


def origin(report: Report, seconds_ago: float | None) -> str:
    """Say where a report was made, and when where it was here."""
    machine = report.get("machine", {})
    cores = machine.get("cores")
    what = f"{machine.get('processor')}, {cores} cores, torch {machine.get('torch')}"
    turns = f"{report.get('turns')} turns"
    if seconds_ago is None:
        return f"Measured where Gatewalk was made, not on this server: {what}; {turns}."
    return f"Measured on this server {ago(seconds_ago)}: {what}; {turns}."


def ago(seconds: float) -> str:
    """Write how long ago something was: "just now", "3 minutes ago", "2 hours ago"."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(seconds // length)
        if count >= 1:
            return f"{count} {unit}{'s' * (count > 1)} ago"
    return "just now"


def doing(phase: str, turns: int, *, mine: bool) -> str:
    """Say what a race is doing."""
    what = {
        "starting": "starting a process of its own",
        "setting up": "setting up",
        "racing": f"by turns, {turns} so far",
    }.get(phase, "ending")
    return what if mine else f"asked for by another visitor: {what}"


def ended(why: str) -> str:
    """Say that a race has no result, and why."""
    return f"Nothing was measured. {why}"
