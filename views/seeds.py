"""The goals again, of readers trained from other seeds: one good reader may be luck."""

from collections.abc import Mapping

from views import presets
from views.cards import NONE, Card, share
from views.goals import Goal, goals
from views.tables import Table

Report = Mapping[str, Mapping[str, Card]]
"""Cards by the name of a reader and by the seed it was trained from; a card may lack figures."""

WHY = (
    "One good reader may be luck, so the readers of the story were trained again from other seeds. "
    "Here is how many of them reach each goal, and the figure of the one that is furthest from it."
)


def table(report: Report) -> Table:
    """Return the goals of every reader in a report as a table: reached by how many, the worst."""
    head = ("goal", "limit", *(presets.title(name) for name in report))
    return Table("The same from other seeds", head, rows(report))


def rows(report: Report) -> list[tuple[str, ...]]:
    """Return a row a goal: what is measured, its limit, and a summary a reader."""
    columns = [
        list(zip(*map(goals, cards.values()), strict=True)) for cards in report.values() if cards
    ]
    return [
        (
            same[0][0].what.split(" (")[0],
            f"{same[0][0].bound} {same[0][0].limit:g}",
            *(_summary(of) for of in same),
        )
        for same in zip(*columns, strict=True)
    ]


def _summary(seeds: tuple[Goal, ...]) -> str:
    figures = [goal.figure for goal in seeds if goal.figure is not None]
    if not figures:
        return NONE
    worst = min(figures) if seeds[0].bound == "≥" else max(figures)
    return f"{sum(bool(goal.reached) for goal in seeds)} of {len(seeds)}, {share(worst)}"
