"""The controls of one of two walks: what is read, who reads it, and what is held."""

from typing import Any

import streamlit as st

from views import cuts, presets
from views.offered import offered
from web import comparison, duet, state, studio
from web.comparison import Comparison, Side


def show(both: Comparison, side: Side) -> None:
    """Draw the controls of one side; what is chosen goes into the link."""
    walk: state.Walk = getattr(both, side)
    name = comparison.NAMES[side]
    with st.container(horizontal=True, vertical_alignment="center", key=f"side-{side}"):
        st.html(f'<p class="gw-side">{name}</p>', width="content")
        st.text_input(f"Sentence {name}", **_widget(both, side, "sentence", walk.sentence))
        st.selectbox(
            f"Reader {name}",
            studio.names(st.session_state),
            format_func=presets.title,
            width=190,
            **_widget(both, side, "reader", walk.reader),
        )
        chosen = cuts.write(walk.surgery)
        options = _surgeries(walk, chosen)
        st.selectbox(
            f"Surgery {name}",
            list(options),
            format_func=options.__getitem__,
            width=230,
            **_widget(both, side, "surgery", chosen),
        )


def _widget(both: Comparison, side: Side, field: str, value: str) -> dict[str, Any]:
    """Return what all widgets of a side share, after setting what this one shows."""
    key = comparison.key(side, field)
    st.session_state[key] = value
    args = (both, side, field)
    return {"key": key, "on_change": _take, "args": args, "label_visibility": "collapsed"}


def _take(both: Comparison, side: Side, field: str) -> None:
    value = st.session_state[comparison.key(side, field)]
    chosen = comparison.surgery(value) if field == "surgery" else value
    duet.write(comparison.changed(both, side, **{field: chosen}))


def _surgeries(walk: state.Walk, chosen: str) -> dict[str, str]:
    try:
        reader = studio.load(st.session_state, walk.reader)
    except ValueError:
        return {chosen: chosen}
    number = reader.card.get("carriers", {}).get("number")
    return dict(offered(reader.wiring, number, chosen))
