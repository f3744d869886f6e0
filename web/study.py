"""The page that asks why it remembers: its sentence, reader, unit and step, all in the URL."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import streamlit as st

from web import state
from web.state import Walk

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


def key(field: str) -> str:
    """Return the key of the widget of a field."""
    return f"study_{field}"


def write(walk: Walk, **changes: str) -> None:
    """Write a walk, and what else changes, into the link at once."""
    link = {"step": st.query_params.get("step", ""), **changes}
    st.query_params.from_dict(walk.link() | {name: text for name, text in link.items() if text})
