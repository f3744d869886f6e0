"""The walk: a sentence, a reader, and the stage on which its gates open and shut."""

import streamlit as st

from pages import controls, lesson, notice, reconnecting, welcome
from views import presets
from views.reading import window
from views.stage import Stand, blank, pack
from web import lessons, readings, stage, state, studio
from web.computing import turn


def page() -> None:
    """Show the walk."""
    link = {} if state.WALK in st.session_state else st.query_params.to_dict()
    complaints = [
        *state.told(st.session_state),
        *state.arrive(link, st.session_state, studio.names(st.session_state)),
    ]
    lessons.arrive(link, st.session_state)
    walk = state.current(st.session_state)
    visit, begun = state.visit(st.session_state)
    controls.show(walk)
    try:
        reading = readings.reading(walk.sentence, walk.reader, walk.pair)
    except ValueError as error:
        notice.say([*complaints, str(error)])
        stage.show(blank(walk.link()), visit, begun=begun)
    else:
        size = reading.trace.wiring, len(reading), reading.units
        _, uncut = state.fit_surgery(st.session_state, *size)
        walk, misfits = state.fit(st.session_state, reading.units)
        misfits = [*state.beyond(link, len(reading)), *misfits, *uncut]
        notice.say([*complaints, *misfits, *window(walk.sentence).complaints])
        lesson.show(walk)
        led = welcome.show(walk) or lessons.stand(st.session_state, walk)
        stage.show(_message(walk, led), visit, begun=begun)
    reconnecting.keep()


@st.cache_data(max_entries=32, show_spinner=False)
def _message(walk: state.Walk, stand: Stand | None) -> bytes:
    """Pack a reading once, for whoever looks at the same."""
    reading = readings.reading(walk.sentence, walk.reader, walk.pair, walk.surgery)
    title = presets.title(walk.reader)
    with turn(len(reading)):
        return pack(reading, unit=walk.unit, title=title, link=walk.link(), stand=stand)
