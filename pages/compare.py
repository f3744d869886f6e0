"""Two walks beside each other: cells, sentences or surgeries, with one cursor."""

from pathlib import Path

import streamlit as st

from pages import duos, notice, reconnecting, sides, ways
from views import presets
from views.cards import budget
from views.duet import pack_both
from web import comparison, duet, readings, state, studio
from web.comparison import Comparison

_ASSETS = Path(__file__).parents[1] / "assets"
_BRAND = '<p class="gw-brand">Gatewalk</p>'


def page() -> None:
    """Show the comparison that the link asks for; without one, a first of the walk's."""
    for style in ("page.css", "compare.css"):
        st.html(_ASSETS / style)
    link = st.query_params.to_dict()
    both, complaints = comparison.parse(link, studio.names(st.session_state))
    if comparison.is_new(link):
        walk = st.session_state.get(state.WALK, state.Walk())
        both = comparison.begin(walk, readings.twin(walk))
        duet.write(both)
    with st.container(key="compare"):
        with st.container(horizontal=True, vertical_alignment="center", key="duos"):
            st.html(_BRAND, width="content")
            duos.show(both)
            ways.link(ways.WALK, "Back to the walk")
        for side in comparison.SIDES:
            sides.show(both, side)
        _show(both, complaints)
    reconnecting.keep()


def _show(both: Comparison, complaints: list[str]) -> None:
    """Draw both walks, or say why they cannot be read."""
    complaints = [*state.told(st.session_state), *complaints]
    try:
        message, said = _message(both)
    except ValueError as error:
        notice.say([*complaints, str(error)])
    else:
        notice.say([*complaints, *said])
        duet.show(message)


def _message(both: Comparison) -> tuple[bytes, list[str]]:
    """Pack both readings; return also what had to be left out of them."""
    (left, said), (right, more) = readings.fitted(both.left), readings.fitted(both.right)
    if (unit := both.left.unit) is not None and unit >= left.units:
        said, unit = [*said, f"There is no unit {unit}: A has 0 to {left.units - 1}."], None
    titles = presets.title(left.reader), presets.title(right.reader)
    found = studio.cards(st.session_state)
    notes = [note for name in (left.reader, right.reader) if (note := budget(found[name]))]
    notes = [*readings.answer(left, right), *notes]
    return pack_both(left, right, unit=unit, titles=titles, notes=notes), [*said, *more]
