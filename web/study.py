"""Pages that ask of one sentence and one reader: these, unit, step and curve, all in the URL."""

import re
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from typing import Any

import streamlit as st

from web import state
from web.state import Walk

BEND = "bend"
"""The parameter that names which curve is put on the reader."""

_SAYS = ("sentence", "reader")
_STEP = re.compile(r"0*[1-9][0-9]{0,8}", re.ASCII)


def take(
    link: Mapping[str, str], session: MutableMapping[Any, Any], readers: Sequence[str]
) -> tuple[Walk, list[str]]:
    """Return what a link asks about, else the walk of the session; say what had to be put right."""
    if not set(_SAYS) & link.keys():
        return session.get(state.WALK, Walk()), []
    return state.parse(link, readers)


def step(link: Mapping[str, str], words: int) -> int:
    """Return the step that a link names, 0-based; the last where it names none of this text."""
    wanted = link.get("step", "")
    return min(int(wanted), words) - 1 if _STEP.fullmatch(wanted) else words - 1


def bend(link: Mapping[str, str], offered: Collection[str]) -> str:
    """Return which of the changes of curves a link names; none where it names none of them."""
    wanted = link.get(BEND, "")
    return wanted if wanted in offered else ""


def key(field: str) -> str:
    """Return the key of the widget of a field."""
    return f"study_{field}"


def write(walk: Walk, **changes: str) -> None:
    """Write a walk, and what else changes, into the link at once."""
    kept = {name: st.query_params.get(name, "") for name in ("step", BEND)}
    link = {**kept, **changes}
    st.query_params.from_dict(walk.link() | {name: text for name, text in link.items() if text})
