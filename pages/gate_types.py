"""The switches that are the wiring, in a panel over the walk: closed, it takes no room."""

from pathlib import Path

import streamlit as st

import cells
from pages import files, own, trainings
from views import gate_types
from views.cards import Card
from web import state, studio, switches

_STYLES = [Path(__file__).parents[1] / "assets" / f"{name}.css" for name in ("cards", "switches")]


def show(walk: state.Walk) -> None:
    """Draw the panel; while it is closed, only a run that is on its way is looked after."""
    own.settle()
    with st.popover(
        "Gate types", key=state.PANEL, on_change="rerun", icon=":material/tune:"
    ) as panel:
        for style in _STYLES:
            st.html(style)
        if panel.open:
            _panel(walk, studio.cards(st.session_state))
        else:
            trainings.wait()


def _panel(walk: state.Walk, found: dict[str, Card]) -> None:
    wiring = switches.standing(st.session_state, found)
    for switch in gate_types.ORDER:
        _switch(switch, wiring)
    names = gate_types.readers(wiring, found)
    st.html(gate_types.told(wiring, names, walk.reader))
    if len(names) > 1:
        own.choice(names, walk.reader)
    if names:
        st.html(gate_types.table(names, found).html)
    if budgets := gate_types.budgets(names, found):
        st.html(f'<div class="gw-budgets">{budgets}</div>')
    trainings.show(wiring, names)
    files.show()


def _switch(switch: str, wiring: cells.Wiring) -> None:
    key = f"{state.SWITCHES}-{switch}"
    st.session_state[key] = getattr(wiring, switch)
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{switch}"):
        st.html(f'<p class="gw-switch">{gate_types.label(switch)}</p>', width="stretch")
        st.segmented_control(
            gate_types.label(switch),
            gate_types.positions(wiring, switch),
            key=key,
            format_func=gate_types.position,
            on_change=switches.flip,
            args=(st.session_state, switch),
            label_visibility="collapsed",
            required=True,
        )
