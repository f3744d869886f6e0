"""Claims on trial: what lectures and notes say of gated cells, and what our readers say to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Any, Literal

from views import presets
from views.tables import Table

REPORT = "claims.json"
"""The file beside the readers that holds what was measured, by reader."""

Report = Mapping[str, Mapping[str, Any]]
"""Figures by the name of a reader."""

Verdict = Literal["holds", "holds partly", "does not hold here"]

HOLDS: Verdict = "holds"
PARTLY: Verdict = "holds partly"
NOT: Verdict = "does not hold here"

GATED = ("gru-simple-as-found", "gru-as-found", "lstm-as-found")
PLAIN, GRU, LSTM = "rnn-as-found", "gru-as-found", "lstm-as-found"

COST = 0.02
"""Accuracy whose loss is called a loss: several times what another seed changes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an experiment says of a claim: the verdict, a sentence, and the figures."""

    verdict: Verdict
    said: str
    figures: Table


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, who makes it, how it is tried, when it holds, and what decides.

    `judge` raises KeyError or TypeError where the report lacks what it needs. `link` is a walk that
    shows one case of it.
    """

    slug: str
    claim: str
    who: str
    tried: str
    judge: Callable[[Report], Finding]
    link: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def finding(self, report: Report) -> Finding | None:
        """Return what the figures say; None where they were not measured."""
        try:
            return self.judge(report)
        except (KeyError, TypeError, AttributeError, ValueError):
            return None


def judged(holds: bool, partly: bool) -> Verdict:  # noqa: FBT001 - two answers in one order
    """Return the verdict: as claimed, else in part, else not."""
    return HOLDS if holds else PARTLY if partly else NOT


def table(caption: str, names: Iterable[str], rows: Mapping[str, Sequence[str]]) -> Table:
    """Return figures with a column a reader and a row for each thing measured."""
    head = ("", *(presets.title(name) for name in names))
    return Table(caption, head, [(what, *values) for what, values in rows.items()])


def summary(claims: Sequence[Claim], report: Report) -> Table:
    """Return all claims with their verdicts."""
    found = [(claim.claim, claim.finding(report)) for claim in claims]
    rows = [(claim, finding.verdict if finding else "not measured") for claim, finding in found]
    return Table("Claims and verdicts", ("claim", "verdict"), rows, look="wordy")


def counted(claims: Sequence[Claim], report: Report) -> str:
    """Say how many claims hold, hold partly, and do not."""
    found = [finding.verdict for claim in claims if (finding := claim.finding(report))]
    hold, partly, fail = (found.count(verdict) for verdict in (HOLDS, PARTLY, NOT))
    return f"Of {len(found)} claims, {hold} hold, {partly} in part, {fail} not."


def pill(verdict: Verdict | None) -> str:
    """Return a verdict as HTML, coloured by what it says; None was not measured."""
    look = {HOLDS: "holds", PARTLY: "partly", NOT: "not", None: "none"}[verdict]
    return f'<p class="gw-verdict {look}">{escape(verdict or "not measured")}</p>'
