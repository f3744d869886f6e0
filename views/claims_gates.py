"""Claims about gates: how open they stand, and what each of them is for."""

from views.claims import COST, GATED, GRU, Claim, Finding, Report, judged, table
from views.numbers import gate, percent, two
from views.tables import Table

_MOST, _HALF = 0.8, 0.5
_TINY = 1e-6
_OPPOSITE, _LEANS = -0.8, -0.4
_CAT = "the cat, which already ate the apples, was full"


def open_or_shut(report: Report) -> Finding:
    """Judge whether gates are mostly 0 or 1."""
    found = {name: report[name]["open or shut"] for name in GATED}
    gates = ("reset", "update", "forget", "output")
    extreme = {
        (name, Γ): of[Γ]["below"] + of[Γ]["above"]
        for name, of in found.items()
        for Γ in gates
        if Γ in of
    }
    rows = {
        f"{Γ} gate: below 0.1, above 0.9": [
            f"{percent(of[Γ]['below'])}, {percent(of[Γ]['above'])}" if Γ in of else "–"
            for of in found.values()
        ]
        for Γ in gates
    }
    low, high = min(extreme.values()), max(extreme.values())
    return Finding(
        judged(low >= _MOST, low >= _HALF),
        f"Between {percent(low)} and {percent(high)} of a gate's values lie within 0.1 of 0 or 1; "
        "the others stand in between.",
        table("Share of gate values", GATED, rows),
    )


def smallest(report: Report) -> Finding:
    """Judge whether Γu can be 0.000001."""
    found = [report[name]["smallest"] for name in GATED]
    reached = [of["least"] <= _TINY for of in found]
    few, median = max(of["few"] for of in found), max(of["median"] for of in found)
    rows = {
        "smallest": [gate(of["least"]) for of in found],
        "1 in 100 is below": [gate(of["percentile"]) for of in found],
        "half are below": [gate(of["median"]) for of in found],
        f"share at or below {gate(_TINY)}": [f"{of['few'] * 100:.2f}\u00a0%" for of in found],
    }
    return Finding(
        judged(all(reached), any(reached)),
        f"The smallest is {gate(min(of['least'] for of in found))}. But few are so small, at most "
        f"{few * 100:.1f}\u00a0% of a reader's update gates; half stand above {two(median)} in "
        "the reader that writes most.",
        table("Values of Γu", GATED, rows),
    )


def opposite(report: Report) -> Finding:
    """Judge whether the reset gate is the opposite of the update gate."""
    found = report[GRU]["opposite"]
    rows = {
        "correlation over all words and units": [two(found["correlation"])],
        "median correlation within a unit": [two(found["unit"])],
        "mean distance of Γr from 1 − Γu": [two(found["apart"])],
    }
    value = found["correlation"]
    return Finding(
        judged(value <= _OPPOSITE, value <= _LEANS),
        f"Γr and Γu correlate by {two(value)}, where opposites would by {two(-1)}: each has "
        "weights of its own and goes its own way. Γr says what the candidate may see of the past, "
        "Γu how much of the candidate is written.",
        table("Reset and update gate", [GRU], rows),
    )


def terms(report: Report) -> Finding:
    """Judge whether reset is the short-term memory and update the long-term one."""
    found = report[GRU]["terms"]
    cost = {
        (place, Γ): found[place] - found[f"{place}, {Γ} held"]
        for place in ("near", "far")
        for Γ in ("reset", "update")
    }
    short = cost["near", "reset"] >= COST and cost["near", "reset"] > cost["far", "reset"]
    long = cost["far", "update"] >= COST and cost["far", "update"] > cost["near", "update"]
    rows = {
        "left alone": ["near", "far"],
        "reset gate held at its mean": ["near, reset held", "far, reset held"],
        "update gate held at its mean": ["near, update held", "far, update held"],
    }
    head = ("", "0 words between", "50 words between")
    figures = [(what, *(f"{found[key]:.3f}" for key in keys)) for what, keys in rows.items()]
    both = long and cost["far", "reset"] >= COST
    return Finding(
        judged(short and long, short or long),
        f"Without a moving update gate {_lost(cost['far', 'update'])} of the verdicts far from "
        f"the subject are lost and {_lost(cost['near', 'update'])} near it; without a moving "
        f"reset gate {_lost(cost['far', 'reset'])} far and {_lost(cost['near', 'reset'])} near."
        + (" Both gates serve the long memory here." if both else ""),
        Table("Share of right verbs", head, figures),
    )


def _lost(cost: float) -> str:
    return percent(max(cost, 0.0))


def relevance(report: Report) -> Finding:
    """Judge whether the relevance gate matters."""
    simple, full = "gru-simple-as-found", GRU
    right = {name: report[name]["right"] for name in (simple, full)}
    without = max(right[full][of] - right[simple][of] for of in ("mean", "100"))
    held = report[full]["relevance"]
    taken = held["right"] - held["right, reset open"]
    rows = {
        "right, all constructions": [f"{of['mean']:.3f}" for of in right.values()],
        "right, 100 words between": [f"{of['100']:.3f}" for of in right.values()],
        "right, Γr held open": ["–", f"{held['right, reset open']:.3f}"],
    }
    said = f"A cell trained without Γr has at most {_lost(without)} fewer verdicts right."
    if without < COST <= taken:
        said += f" But one trained with it leans on it: with Γr held open it loses {_lost(taken)}."
    return Finding(
        judged(without >= COST, taken >= COST),
        said,
        table("With and without the relevance gate", (simple, full), rows),
    )


GATES = (
    Claim(
        "open-or-shut",
        "Gates are mostly 0 or 1.",
        "Ng, Deep Learning Specialization, course 5 (2018), as an intuition.",
        "Every value of every learned gate over 300 sentences of held-out words. It holds if "
        f"{percent(_MOST)} of the values of each gate lie below 0.1 or above 0.9, and partly if "
        "half do.",
        open_or_shut,
        {"reader": GRU, "sentence": _CAT},
    ),
    Claim(
        "so-small",
        "Γu can be 0.000001.",
        "Ng, Deep Learning Specialization, course 5 (2018).",
        "Every value of Γu over 300 sentences. It holds if the smallest of each reader is that "
        "small, and partly if that of one is.",
        smallest,
        {"reader": "gru-simple-as-found", "sentence": _CAT},
    ),
    Claim(
        "opposite",
        "The reset gate is the opposite of the update gate.",
        "Tutorials that call one “how much to forget” and the other “how much to keep”.",
        "Γr beside Γu at every word of 300 sentences. It holds if they correlate by "
        f"{two(_OPPOSITE)} or less, and partly by {two(_LEANS)} or less.",
        opposite,
        {"reader": GRU, "sentence": _CAT},
    ),
    Claim(
        "short-and-long",
        "The reset gate is the short-term memory, the update gate the long-term memory.",
        "After Cho et al. (2014) and Dive into Deep Learning (Zhang et al., 2023).",
        "Each gate held at its mean, unit by unit: verdicts with no word between subject and verb, "
        f"and with 50. A loss is {percent(COST)} or more. It holds if the reset gate is missed "
        "more near the subject and the update gate more far from it, and partly if one of the two "
        "is so.",
        terms,
        {"reader": GRU, "sentence": _CAT},
    ),
    Claim(
        "relevance",
        "The relevance gate matters.",
        "Ng, course 5 (2018), who teaches the GRU without it first; Cho et al. (2014).",
        "A cell trained without Γr beside one trained with it, and the latter with Γr held open. "
        f"It holds if training without it costs {percent(COST)}, and partly if only taking it away "
        "does.",
        relevance,
        {"reader": GRU, "sentence": _CAT, "cut": "reset:all:all:open"},
    ),
)
