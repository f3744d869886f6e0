"""Accuracy against distance, beside the gradient at that distance: plots, a table, a sentence."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from views import plots, presets
from views.cards import share
from views.gradients import FOUND, LINES
from views.intervals import wilson
from views.numbers import percent, power

Report = Mapping[str, Any]
"""What was measured, as the JSON file holds it."""

NAME = "distance.json"
"""The file beside the readers that holds what was measured."""

BETWEEN, PUT_IN = "words between subject and verb", "words put in between"
"""What the axis of distances is called."""

WHY = (
    "Held-out sentences with more and more words between a subject and its verb, read up to the "
    "verb by the readers as found. Above, how often they prefer the right verb, with chance as a "
    "dotted line; below, over the same sentences, how far the state before the verb still moves "
    "with the state after the subject. Bars above are 95 % intervals, bars below hold the middle "
    "half of the sentences."
)

REMEMBERED = (
    "A gradient tells what training can still learn from so far back, not what is remembered: a "
    "saturated unit keeps its bit, whatever small changes there were before."
)
"""What is said where a reader without a gradient still does better than chance."""

VANISHED = -3.0
"""log10 of the norm below which a gradient has vanished: less than a thousandth is left."""

_FEW = 10
"""Sentences below which no interval is drawn: it would cover nearly all there is."""

_APART = 0.07
"""How far lines stand beside each other, of the room between two distances."""


def of(report: Report, reader: str) -> Mapping[int, Mapping[str, Any]]:
    """Return what was measured of a reader, by words between subject and verb."""
    found = report.get("readers", {}).get(reader, {})
    return {int(words): figures for words, figures in found.items()}


def half_life(report: Report, reader: str, words: int = 100) -> float:
    """Return in how many words the median norm halves over a distance, infinite if it does not."""
    figures = of(report, reader)[words]
    fallen = -float(figures["log10_norm"][1])
    return float(figures["between"]) * math.log10(2) / fallen if fallen > 0 else math.inf


def figure(report: Report, readers: Sequence[str], axis: str = BETWEEN) -> go.Figure:
    """Draw accuracy over the median log10 norm of the gradient, above one axis of distances."""
    drawn = plots.blank(height=620, legend=True)
    every: list[int] = []
    lines = dict(zip(FOUND, LINES, strict=True))
    for place, name in enumerate(readers):
        found, (colour, dash) = of(report, name), lines[name]
        every = sorted({*every, *found})
        aside = (place - (len(readers) - 1) / 2) * _APART
        at = [every.index(words) + aside for words in found]
        look: dict[str, Any] = {
            "line": {"color": colour, "dash": dash, "width": 3},
            "mode": "lines+markers",
        }
        look |= {"marker": {"size": 8}, "legendgroup": name, "name": presets.title(name)}
        look |= {"customdata": list(found), "x": at}
        drawn.add_trace(_accuracies(found, report["sentences"], look))
        drawn.add_trace(_norms(found, look))
    drawn.add_hline(y=plots.CHANCE, line={"color": plots.SLATE, "width": 1.5, "dash": "dot"})
    ticks = {"tickvals": list(range(len(every))), "ticktext": [str(each) for each in every]}
    drawn.update_xaxes(**ticks, title_text=axis, anchor="y2", zeroline=False)
    drawn.update_layout(
        yaxis={"domain": [0.54, 1], "range": [0.46, 1.02], "tickformat": ".1f"}
        | {"title": _title("right verb")},
        yaxis2={**drawn.layout.yaxis.to_plotly_json(), "domain": [0, 0.46]}
        | {"title": _title("log10 of the norm")},
    )
    return drawn


def _title(text: str) -> dict[str, Any]:
    return {"text": text, "font": {"size": plots.FONT}}


def _accuracies(found: Mapping[int, Mapping[str, Any]], count: int, look: Any) -> go.Scatter:
    shares = [float(each["accuracy"]) for each in found.values()]
    counts = [_count(each, count) for each in found.values()]
    return go.Scatter(
        **look,
        y=shares,
        error_y=_bars([_sure(each, of) for each, of in zip(shares, counts, strict=True)]),
        hovertemplate="%{customdata} words: %{y:.3f}",
    )


def _sure(accuracy: float, count: int) -> tuple[float, float]:
    """Return how far the interval goes down and up; nothing where it would say nothing."""
    if count < _FEW:
        return 0.0, 0.0
    low, high = wilson(accuracy, count)
    return accuracy - low, high - accuracy


def _norms(found: Mapping[int, Mapping[str, Any]], look: Any) -> go.Scatter:
    quartiles = [tuple(map(float, each["log10_norm"])) for each in found.values()]
    return go.Scatter(
        **look,
        y=[middle for _, middle, _ in quartiles],
        yaxis="y2",
        showlegend=False,
        error_y=_bars([(middle - low, high - middle) for low, middle, high in quartiles]),
        hovertemplate="%{customdata} words: 10^%{y:.2f}",
    )


def _bars(ends: Sequence[tuple[float, float]]) -> dict[str, Any]:
    down, up = zip(*ends, strict=True) if ends else ((), ())
    return {"array": up, "arrayminus": down, "symmetric": False, "thickness": 1.5, "width": 3}


def rows(report: Report, readers: Sequence[str]) -> list[tuple[str, ...]]:
    """Return a row a distance: the share of right verbs of each reader, and its gradient."""
    found = [of(report, name) for name in readers]
    every = sorted({words for each in found for words in each})
    return [(str(words), *(_cell(each.get(words)) for each in found)) for words in every]


def _cell(figures: Mapping[str, Any] | None) -> str:
    if figures is None:
        return share(None)
    return f"{share(figures['accuracy'])}; {power(float(figures['log10_norm'][1]))}"


def told(report: Report, readers: Sequence[str]) -> str:
    """Say what distance does to each reader, and whether a vanished gradient means forgetting."""
    found = {name: of(report, name) for name in readers if of(report, name)}
    if not found:
        return ""
    far = max(words for each in found.values() for words in each)
    gone = [name for name, each in found.items() if _norm(each[far]) < VANISHED]
    kept = [name for name in found if name not in gone]
    said = [_forgets(name, found[name], far, report["sentences"]) for name in gone]
    if kept:
        said.append(_holds(kept, found, far))
    if any(not _at_chance(found[name][far], report["sentences"]) for name in gone):
        said.append(REMEMBERED)
    return " ".join(said)


def _forgets(name: str, found: Mapping[int, Mapping[str, Any]], far: int, count: int) -> str:
    lost = next((words for words in sorted(found) if _norm(found[words]) < VANISHED), far)
    seen = max((words for words in found if not _at_chance(found[words], count)), default=-1)
    title, right = presets.title(name), percent(found[far]["accuracy"])
    if seen == far:
        then = f"it still prefers the right verb in {right} of sentences, more than by chance"
    else:
        blind = min(words for words in found if words > seen)
        then = f"from {_between(found[blind])} words on its verdicts cannot be told from chance"
    return (
        f"{title}: over {_between(found[lost])} words {power(_norm(found[lost]))} of the gradient "
        f"is left, over {_between(found[far])} words {power(_norm(found[far]))}; {then}."
    )


def _holds(names: Sequence[str], found: Mapping[str, Any], far: int) -> str:
    left = [_norm(found[name][far]) for name in names]
    right = [float(found[name][far]["accuracy"]) for name in names]
    titles = "; ".join(presets.title(name) for name in names)
    return (
        f"With gates ({titles}): over {_between(found[names[0]][far])} words the gradient is "
        f"{_span(map(power, sorted(left)))}, and the right verb is preferred in "
        f"{_span(map(percent, sorted(right)))} of sentences."
    )


def _span(sorted_texts: Any) -> str:
    first, *_, last = [*sorted_texts] * 2
    return first if first == last else f"{first} to {last}"


def _norm(figures: Mapping[str, Any]) -> float:
    return float(figures["log10_norm"][1])


def _between(figures: Mapping[str, Any]) -> str:
    return f"{figures['between']:g}"


def _count(figures: Mapping[str, Any], count: int) -> int:
    """Return over how many sentences an accuracy is: as many as at all distances, or its own."""
    return int(figures.get("sentences", count))


def _at_chance(figures: Mapping[str, Any], count: int) -> bool:
    return wilson(float(figures["accuracy"]), _count(figures, count))[0] <= plots.CHANCE
