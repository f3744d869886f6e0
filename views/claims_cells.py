"""Claims about whole cells: their gradients, and one against the other."""

from views import answers, race
from views.claims import COST, GATED, GRU, LSTM, PLAIN, Claim, Finding, Report, judged, table
from views.numbers import percent, power

_KEPT, _BETTER = -0.5, 3.0
_SINGLE = -37.9
"""log10 of the smallest normal number in single precision: what is below it trains nothing."""
_CAT = "the cat, which already ate the apples, was full"


def vanishing(report: Report) -> Finding:
    """Judge whether the GRU eliminates the vanishing gradient."""
    names = (PLAIN, GRU)
    between = {name: report[name]["gradient"]["between"] for name in names}
    deep = {name: report[name]["gradient"]["deep"] for name in names}
    rows = {
        f"left over {words} words to the verb": [power(of[words]) for of in between.values()]
        for words in between[GRU]
    }
    rows["left over 10,000 words of text"] = [power(of["log10"]) for of in deep.values()]
    last = list(between[GRU])[-1]
    kept, ahead = between[GRU][last], between[GRU][last] - between[PLAIN][last]
    whole = deep[GRU]["log10"] >= _KEPT
    return Finding(
        judged(kept >= _KEPT and whole, ahead >= _BETTER),
        f"From a subject to its verb, {last} words on, the gradient of the GRU is "
        f"{power(kept)} times what it was, that of the plain RNN {power(between[PLAIN][last])}. "
        f"Over 10,000 words, in which subject follows subject, {power(deep[GRU]['log10'])} is left "
        "in the GRU as well: what it forgets on purpose has no gradient.",
        table("Norm of d state / d earlier state", names, rows),
    )


def deep(report: Report) -> Finding:
    """Judge whether 10,000 steps are as hard to train through as 10,000 layers."""
    names = (PLAIN, *GATED)
    found = [report[name]["gradient"]["deep"] for name in names]
    lost = [of["log10"] < _SINGLE for of in found]
    rows = {
        "left over 10,000 words": [power(of["log10"]) for of in found],
        "words back until nothing is left in single precision": [
            f"{of['words']:,.0f}" for of in found
        ],
    }
    return Finding(
        judged(all(lost), lost[0]),
        f"Over 10,000 words of text, {power(found[0]['log10'])} of the plain RNN's gradient is "
        f"left and {power(max(of['log10'] for of in found))} where it is left most. In single "
        f"precision it ends {found[0]['words']:,.0f} words back in the plain RNN and "
        f"{max(of['words'] for of in found):,.0f} words back at best: no farther can training see.",
        table("Over a text of 10,000 words", names, rows),
    )


def powerful(report: Report) -> Finding:
    """Judge whether the LSTM is more powerful than the GRU."""
    gru, lstm = report[GRU]["right"], report[LSTM]["right"]
    ahead = {of: lstm[of] - gru[of] for of in gru}
    rows = {
        "all constructions": [f"{gru['mean']:.3f}", f"{lstm['mean']:.3f}"],
        **{
            f"{words} words between": [f"{gru[words]:.3f}", f"{lstm[words]:.3f}"]
            for words in gru
            if words != "mean"
        },
    }
    best = max(ahead, key=lambda of: ahead[of])
    where = "over all constructions" if best == "mean" else f"at {best} words between"
    seeds = max(report[name]["spread"] for name in (GRU, LSTM))
    said = (
        f"At equal units the LSTM is {_points(ahead['mean'])} over all constructions, and "
        f"{_points(ahead[best])} where it does best beside the GRU, {where}. Another seed moves "
        f"the first of these by {seeds * 100:.1f} points (standard deviation over five seeds of "
        "the encouraged readers)."
    )
    return Finding(
        judged(ahead["mean"] >= COST, ahead[best] >= COST),
        said,
        table("Share of right verbs", (GRU, LSTM), rows),
    )


def _points(ahead: float) -> str:
    return f"{abs(ahead) * 100:.1f} points of accuracy {'ahead' if ahead >= 0 else 'behind'}"


def faster(report: Report) -> Finding:
    """Judge whether a training step of the GRU takes less time, by the race of the two."""
    answer = answers.faster(report["race"])
    if answer.verdict == "not decided here":
        raise ValueError(answer.why)
    return Finding(answer.verdict, answer.why, race.table(report["race"]))


CELLS = (
    Claim(
        "eliminates",
        "The GRU eliminates the vanishing gradient.",
        "Tutorials on the web (such as Kostadinov 2017); Ng says that it helps a lot.",
        "The norm of d state before the verb / d state at the subject, the median of 20 sentences "
        "at each distance, and over a text of 10,000 words. It holds if at least "
        f"{power(_KEPT)} of it is left in both, and partly if 1,000 times as much is left as in "
        "the plain RNN from subject to verb.",
        vanishing,
        {"reader": GRU, "sentence": _CAT},
    ),
    Claim(
        "layers",
        "10,000 steps are 10,000 layers.",
        "Ng, course 5 (2018), of gradients through time.",
        "The same norm over a text of 10,000 words. It holds if nothing is left in single "
        "precision in any reader, and partly if nothing is left in the plain RNN.",
        deep,
        {"reader": PLAIN, "sentence": _CAT},
    ),
    Claim(
        "faster",
        "GRUs train faster.",
        "Ng, course 5 (2018): simpler, and so a bit faster; Chung et al. (2014).",
        "A training step of one and the other by turns, in the whole recipe, our cells and "
        "torch's, of two sizes. It holds if the LSTM of as many units clearly takes longer in "
        "each, and partly if in some. Measure it on your own server on the page “GRU or LSTM?”.",
        faster,
        {"reader": GRU, "sentence": _CAT},
    ),
    Claim(
        "powerful",
        "The LSTM is more powerful than the GRU.",
        "Ng, course 5 (2018); Chung et al. (2014) could not decide.",
        "Both trained alike, with as many units, encouraged to nothing: verdicts on held-out "
        f"words. It holds if the LSTM has {percent(COST)} more right over all constructions, and "
        "partly if at some distance.",
        powerful,
        {"reader": LSTM, "sentence": _CAT},
    ),
)
