"""What lectures say of GRU and LSTM, each answered in a sentence from what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Literal

from views import race
from views.cards import number, share
from views.gru_lstm import PAIR, SEEDED, Cards, of_seeds, parameters
from views.race import Ratio, Report

Verdict = Literal["holds", "holds partly", "does not hold here", "not decided here"]

FASTER = "GRUs are faster to train."
POWERFUL = "The LSTM is more powerful."
FEWER = "The GRU has fewer parameters."


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim, whether it holds here, and the figures behind that in a sentence."""

    claim: str
    verdict: Verdict
    why: str


def faster(report: Report) -> Answer:
    """Answer whether a training step of the GRU takes less time, from the ratios of a race.

    It holds where the LSTM clearly takes longer in every comparison of steps at as many units, and
    partly where it does in some. It does not where it does in none, and for sure in none.
    """
    same = race.ratios(report, task="step", at="units")
    fewer = race.ratios(report, task="step", at="parameters")
    if not same:
        return Answer(FASTER, "not decided here", "Nothing was measured.")
    return Answer(FASTER, _judged(same), f"{_steps(same, report)}{_small(fewer)}")


def _judged(same: list[Ratio]) -> Verdict:
    longer = [each.outcome == "longer" for each in same]
    if any(longer):
        return "holds" if all(longer) else "holds partly"
    undecided = any(each.high > 1 + race.SAME for each in same)
    return "not decided here" if undecided else "does not hold here"


def _steps(same: list[Ratio], report: Report) -> str:
    parts = [
        f"{race.span(at_size)} times as long as a GRU of {units}"
        for units in race.sizes(report)
        if (at_size := [each for each in same if each.units == units])
    ]
    longer, shorter = (sum(r.outcome == what for r in same) for what in ("longer", "shorter"))
    return (
        f"For a training step, an LSTM of as many units takes {', and '.join(parts)}: clearly "
        f"longer in {longer} of {len(same)} comparisons, clearly shorter in {shorter}."
    )


def _small(fewer: list[Ratio]) -> str:
    return f" Of as many parameters, it takes {race.span(fewer)} times as long." if fewer else ""


def powerful(found: Cards, seeds: Mapping[str, Cards]) -> Answer:
    """Answer whether the LSTM reads better, by the mean accuracy over all constructions.

    A difference counts that is larger than what another seed changes.
    """
    gru, lstm = (number(found.get(name, {}), "figures", "mean") for name in PAIR)
    spread = _spread(seeds)
    if gru is None or lstm is None or spread is None:
        return Answer(POWERFUL, "not decided here", "Its figures, or those of seeds, are missing.")
    ahead = lstm - gru
    what = (
        f"Of as many units, the LSTM chooses the right verb in {share(lstm)} over all "
        f"constructions and the GRU in {share(gru)}"
    )
    if abs(ahead) <= spread:
        then = f"a difference of {abs(ahead):.4f}, where another seed changes up to {spread:.4f}"
        return Answer(POWERFUL, "does not hold here", f"{what}: {then}.")
    then = f"{abs(ahead):.4f} apart, more than the {spread:.4f} that another seed changes"
    return Answer(POWERFUL, "holds" if ahead > 0 else "does not hold here", f"{what}: {then}.")


def _spread(seeds: Mapping[str, Cards]) -> float | None:
    """Return how far a mean accuracy moves with the seed, at most: among readers of one cell."""
    every = [of_seeds(seeds, name, "figures", "mean") for name in SEEDED]
    return max((max(each) - min(each) for each in every if len(each) > 1), default=None)


def fewer(found: Cards) -> Answer:
    """Answer whether the GRU has fewer parameters, in the cell and in the whole reader."""
    (cell, whole), (other, other_whole) = (parameters(found.get(name, {})) for name in PAIR)
    if not (cell and other):
        return Answer(FEWER, "not decided here", "Their figures are missing.")
    verdict: Verdict = "holds" if cell < other else "does not hold here"
    why = (
        f"At as many units its cell has {cell:,} and the LSTM's {other:,}, {cell / other:.2f} of "
        f"them; with embedding and readout it is {whole:,} and {other_whole:,}, "
        f"{whole / other_whole:.3f} of them."
    )
    return Answer(FEWER, verdict, why)


def html(answer: Answer) -> str:
    """Return a claim with its verdict and the figures behind it, as a paragraph of HTML."""
    claim, verdict, why = map(escape, (answer.claim, answer.verdict, answer.why))
    said = f"<b>\u201c{claim}\u201d</b> <em>{verdict.capitalize()}.</em> {why}"
    return f'<p class="gw-told found">{said}</p>'
