"""What other curves do to trained readers over hundreds of sentences: a sentence and a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from cells import Wiring
from cells.curves import Curves
from views.bends import AS_TRAINED, NAMES, label, right
from views.cards import NONE, share
from views.numbers import percent
from views.tables import Table

REPORT = "gates.json"
"""The file beside the readers that holds what was measured."""

Rows = Sequence[Mapping[str, Any]]


def rows(report: Mapping[str, Any], reader: str) -> Rows:
    """Return what was measured of a reader, nothing where it was not."""
    found = report.get("bent", {}).get(reader, ())
    return found if isinstance(found, list | tuple) else ()


def told(found: Rows, sentences: int, own: Curves, curves: Curves, change: str) -> str:
    """Say how often verdicts are right as trained, and with another curve."""
    before, after = right(found, own), right(found, curves)
    if before is None or after is None:
        return "Over many sentences this reader was not measured: it is your own."
    head = f"Over {sentences} held-out sentences the right verb is the likelier one in "
    if change == AS_TRAINED:
        return (
            f"{head}{percent(before['right'])}, and in {percent(before['far'])} with twenty words "
            "or a few more between subject and verb."
        )
    return (
        f"{head}{percent(before['right'])} as trained and in {percent(after['right'])} with "
        f"{label(change)}; with twenty words or a few more between subject and verb in "
        f"{percent(before['far'])} and {percent(after['far'])}. A coin is right in "
        f"{percent(0.5)}."
    )


def table(found: Rows, wiring: Wiring, own: Curves) -> Table:
    """Return how often verdicts are right with every pair of curves, near and far.

    Without a learned gate only candidates have a curve.
    """
    shown = [row for row in found if wiring.learned or row["gates"] == own.gates]
    head = ("gates", "candidate", "right verb", "20 words on", "")
    return Table(
        "Right verbs with other curves",
        head,
        [
            (
                NAMES[row["gates"]] if wiring.learned else NONE,
                NAMES[row["candidate"]],
                share(row["right"]),
                share(row["far"]),
                "as trained" if right([row], own) else "",
            )
            for row in shown
        ],
    )
