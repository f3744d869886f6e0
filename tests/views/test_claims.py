"""Claims on trial: every verdict follows from figures, and figures can say otherwise."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from cells import shelf
from pages.claims import EVERY
from views import claims, race
from views.claims import GATED, GRU, HOLDS, LSTM, NOT, PARTLY, PLAIN, Claim

HELD: dict[str, Any] = json.loads((shelf.SHELF / claims.REPORT).read_text("utf-8"))
HELD["race"] = json.loads((shelf.SHELF / race.NAME).read_text("utf-8"))
BY_SLUG = {claim.slug: claim for claim in EVERY}
OLD, BARE, SIMPLE = "lstm-1997-as-found", "lstm-plain-output-as-found", "gru-simple-as-found"


def changed(*changes: tuple[str, Any]) -> dict[str, Any]:
    """Return the report with figures of one's own, each named by its path."""
    report = copy.deepcopy(HELD)
    for path, value in changes:
        *way, last = path.split("/")
        place = report
        for step in way:
            place = place[step]
        assert last in place
        place[last] = value
    return report


def all_gates(below: float, above: float) -> dict[str, Any]:
    shares = {"below": below, "above": above}
    return changed(
        *(
            (f"{name}/open or shut/{Γ}", shares)
            for name in GATED
            for Γ in HELD[name]["open or shut"]
        )
    )


def each(path: str, *values: Any) -> dict[str, Any]:
    pairs = zip(GATED, values * (len(GATED) // len(values)), strict=True)
    return changed(*((f"{name}/{path}", value) for name, value in pairs))


def terms(**costs: float) -> dict[str, Any]:
    """Return a report where holding a gate costs so much, near and far."""
    right = {"near": 0.9, "far": 0.9}
    names = {f"{place}, {Γ} held": costs.get(f"{Γ}_{place}", 0.0) for place in right for Γ in GATES}
    return changed((f"{GRU}/terms", right | {name: 0.9 - cost for name, cost in names.items()}))


def raced(*steps: float) -> dict[str, Any]:
    """Return a report whose training steps at equal units take so many times as long."""
    ratios = iter(steps)
    heats = [
        {**heat, **dict.fromkeys(("ratio", "low", "high"), next(ratios))}
        if (heat["task"], heat["at"]) == ("step", "units")
        else heat
        for heat in HELD["race"]["heats"]
    ]
    return changed(("race/heats", heats))


GATES = ("reset", "update")

CASES: dict[str, list[tuple[Callable[[], dict[str, Any]], str]]] = {
    "open-or-shut": [
        (lambda: all_gates(0.5, 0.4), HOLDS),
        (lambda: all_gates(0.3, 0.3), PARTLY),
        (lambda: all_gates(0.1, 0.1), NOT),
    ],
    "so-small": [
        (lambda: each("smallest/least", 1e-7), HOLDS),
        (lambda: each("smallest/least", 1e-7, 1e-3, 1e-3), PARTLY),
        (lambda: each("smallest/least", 1e-3), NOT),
    ],
    "opposite": [
        (lambda: changed((f"{GRU}/opposite/correlation", -0.9)), HOLDS),
        (lambda: changed((f"{GRU}/opposite/correlation", -0.5)), PARTLY),
        (lambda: changed((f"{GRU}/opposite/correlation", 0.9)), NOT),
    ],
    "short-and-long": [
        (lambda: terms(reset_near=0.2, update_far=0.2), HOLDS),
        (lambda: terms(reset_far=0.2, update_far=0.2), PARTLY),
        (lambda: terms(reset_far=0.2, update_near=0.2), NOT),
        (terms, NOT),
    ],
    "relevance": [
        (lambda: changed((f"{SIMPLE}/right/mean", 0.9)), HOLDS),
        (lambda: changed((f"{GRU}/relevance", {"right": 0.9, "right, reset open": 0.8})), PARTLY),
        (lambda: changed((f"{GRU}/relevance", {"right": 0.9, "right, reset open": 0.9})), NOT),
    ],
    "stays-equal": [
        (lambda: each("equal/unit", 0.001), HOLDS),
        (lambda: each("equal/unit", 0.05, 0.9, 0.9), PARTLY),
        (lambda: each("equal/unit", 0.5), NOT),
    ],
    "freed": [
        (lambda: each("freed/passing", 0.1), HOLDS),
        (lambda: each("freed/passing", 0.4, 0.9, 0.9), PARTLY),
        (lambda: each("freed/passing", 0.6), NOT),
    ],
    "one-bit": [
        (lambda: each("bits", {"number": 1, "food": 2, "silenced": 0.5, "another": 0.9}), HOLDS),
        (lambda: each("bits", {"number": 1, "food": 1, "silenced": 0.5, "another": 0.9}), PARTLY),
        (lambda: each("bits", {"number": 1, "food": 2, "silenced": 0.9, "another": 0.9}), NOT),
    ],
    "grows": [
        (lambda: changed((f"{OLD}/grown/10000", 1e4), (f"{LSTM}/grown/10000", 5.0)), HOLDS),
        (lambda: changed((f"{OLD}/grown/10000", 1e6), (f"{LSTM}/grown/10000", 5e3)), PARTLY),
        (lambda: changed((f"{OLD}/grown/10000", 1.0), (f"{LSTM}/grown/10000", 50.0)), NOT),
    ],
    "needs-tanh": [
        (lambda: changed((f"{BARE}/right", {"mean": 0.8, "100": 0.8})), HOLDS),
        (lambda: changed((f"{BARE}/right", {"mean": 1.0, "100": 0.8})), PARTLY),
        (lambda: changed((f"{BARE}/right", {"mean": 1.0, "100": 1.0})), NOT),
    ],
    "rnn-forgets": [
        (lambda: changed((f"{PLAIN}/right/10", 0.6), (f"{PLAIN}/right/50", 0.5)), HOLDS),
        (lambda: changed((f"{PLAIN}/right/50", 0.6)), PARTLY),
        (lambda: changed((f"{PLAIN}/right/50", 0.9)), NOT),
    ],
    "eliminates": [
        (lambda: changed((f"{GRU}/gradient/deep/log10", 0.1)), HOLDS),
        (lambda: changed((f"{GRU}/gradient/deep/log10", -99.0)), PARTLY),
        (lambda: changed((f"{GRU}/gradient/between/100", -31.0)), NOT),
    ],
    "layers": [
        (lambda: changed((f"{LSTM}/gradient/deep/log10", -99.0)), HOLDS),
        (lambda: changed((f"{LSTM}/gradient/deep/log10", -9.0)), PARTLY),
        (lambda: changed((f"{PLAIN}/gradient/deep/log10", -9.0)), NOT),
    ],
    "faster": [
        (lambda: raced(1.5, 1.5, 1.5, 1.5, 1.5), HOLDS),
        (lambda: raced(1.5, 0.9, 1.0, 1.5, 1.0), PARTLY),
        (lambda: raced(0.8, 0.9, 1.0, 1.0, 1.0), NOT),
    ],
    "powerful": [
        (lambda: changed((f"{GRU}/right/mean", 0.9)), HOLDS),
        (lambda: changed((f"{GRU}/right/100", 0.9)), PARTLY),
        (lambda: changed((f"{GRU}/right", HELD[LSTM]["right"])), NOT),
    ],
}


@pytest.mark.parametrize(
    ("slug", "made", "verdict"),
    [(slug, made, verdict) for slug, cases in CASES.items() for made, verdict in cases],
)
def test_the_verdict_follows_from_the_figures(
    slug: str, made: Callable[[], dict[str, Any]], verdict: str
) -> None:
    finding = BY_SLUG[slug].finding(made())
    assert finding
    assert finding.verdict == verdict


def test_every_claim_is_tried_with_every_outcome() -> None:
    assert len(EVERY) == len(BY_SLUG) >= 12
    for claim in EVERY:
        assert {verdict for _, verdict in CASES[claim.slug]} == {HOLDS, PARTLY, NOT}


@pytest.mark.parametrize("claim", EVERY, ids=lambda claim: claim.slug)
def test_what_is_said_has_figures_of_the_report_and_no_others(claim: Claim) -> None:
    """Other figures make another sentence: none of its numbers is typed."""
    finding = claim.finding(HELD)
    assert finding
    assert re.search(r"\d", finding.said)
    assert "nan" not in finding.said + finding.figures.html
    assert len(claim.who) > 4
    assert "It holds if" in claim.tried.replace("\n", " ")
    said = {found.said for made, _ in CASES[claim.slug] if (found := claim.finding(made()))}
    assert len(said) > 1


@pytest.mark.parametrize("claim", EVERY, ids=lambda claim: claim.slug)
@pytest.mark.parametrize("report", [{}, {GRU: None}, {name: {} for name in HELD}, {GRU: 3}])
def test_what_was_not_measured_has_no_verdict(claim: Claim, report: Any) -> None:
    assert claim.finding(report) is None


def test_the_summary_counts_what_it_shows() -> None:
    verdicts = [row[1] for row in claims.summary(EVERY, HELD).rows]
    counts = [verdicts.count(each) for each in (HOLDS, PARTLY, NOT)]
    assert sum(counts) == len(EVERY)
    assert [int(n) for n in re.findall(r"\d+", claims.counted(EVERY, HELD))] == [
        sum(counts),
        *counts,
    ]
    assert {row[1] for row in claims.summary(EVERY, {}).rows} == {"not measured"}


def test_a_verdict_is_told_in_words_not_in_colour_alone() -> None:
    assert "holds partly" in claims.pill(PARTLY)
    assert "not measured" in claims.pill(None)
