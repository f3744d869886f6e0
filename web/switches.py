"""Where the switches of the wiring stand: as in the reader that reads, until one is flipped.

Flipped to a cell that a reader has, they choose that reader. Flipped to one that none has, they
stay there, and the reader that reads stays too, until another is chosen.
"""

from collections.abc import Mapping

from cells import Wiring
from cells.wirings import WIRINGS
from views import cards, gate_types
from views.cards import Card
from web import state, studio
from web.state import Session

Cards = Mapping[str, Card]


def standing(session: Session, found: Cards) -> Wiring:
    """Return where the switches stand."""
    reading = session[state.WALK].reader
    wanted: Wiring | None
    wanted, meanwhile = session.get(state.SWITCHES, (None, None))
    if wanted is not None and meanwhile == reading:
        return wanted
    return cards.wiring(found.get(reading, {})) or WIRINGS["gru"]


def flip(session: Session, switch: str) -> None:
    """Follow one switch that was touched: its reader reads at once, if there is one."""
    where, found = session[f"{state.SWITCHES}-{switch}"], studio.cards(session)
    wiring = gate_types.flipped(standing(session, found), switch, where)
    reading = session[state.WALK].reader
    name = gate_types.reader(wiring, found, reading)
    session[state.SWITCHES] = (wiring, name or reading)
    if name:
        state.change(session, reader=name)


def choose_if_standing(session: Session, name: str) -> None:
    """Let a reader read if the switches stand at its cell."""
    found = studio.cards(session)
    if standing(session, found) == cards.wiring(found[name]):
        state.change(session, reader=name)
