"""Figures of long measurements, kept beside the readers, by their place in the report."""

from typing import Any

from views import reports
from views.claims import REPORT


def figure(place: str) -> float:
    """Return a figure of the report on claims, such as "gru-as-found/smallest/median".

    Raises:
        ValueError: no number was measured there.
    """
    found: Any = reports.report(REPORT)
    for key in place.split("/"):
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, int | float):
        return float(found)
    raise ValueError(f"Nothing was measured at {place!r}.")
