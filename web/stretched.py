"""A sentence with more and more words put in, read by several readers: each measured once."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

import cells
from views import stretched
from views.distances import Report
from views.stretched import Stretch
from web.gradients import Tell
from web.turns import heavy


@st.cache_data(max_entries=256, show_spinner=False)
def _measured(
    reader: str, where: tuple[tuple[str, ...], tuple[str, ...], int, str, str], inner: Sequence[str]
) -> dict[str, Any]:
    with heavy.turn():
        return stretched.at_distance(cells.load(reader), Stretch(*where), inner)


def measured(
    readers: Sequence[str], where: Stretch, inner: Mapping[int, tuple[str, ...]], tell: Tell
) -> Report:
    """Return what `views.distances` draws, of shipped readers; tell how much of it is done.

    Raises:
        BusyError: too many ask for it at once.
    """
    key = (where.words, where.twin, where.noun, where.right, where.wrong)
    found: dict[str, dict[str, Any]] = {name: {} for name in readers}
    jobs = [(name, words) for words in inner for name in readers]
    for done, (name, words) in enumerate(jobs, start=1):
        found[name][str(words)] = _measured(name, key, inner[words])
        tell(done / len(jobs))
    most = max(len(texts) for texts in inner.values())
    return {"sentences": 2 * most, "readers": found}
