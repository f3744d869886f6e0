"""The file of a visitor's own walk: made in memory for whoever holds the ticket of their session.

No link tells of an upload, so that the stage sends a ticket instead. It opens what that session has
on its stage as long as there is that session, and nothing is written anywhere.
"""

import secrets
from collections.abc import Mapping
from weakref import WeakValueDictionary

from views import alone
from views.modules import packed
from web import uploads
from web.uploads import Yours

_OPEN: WeakValueDictionary[str, Yours] = WeakValueDictionary()

GONE = "This walk is not here any more: upload the file again."


def ticket(yours: Yours) -> str:
    """Return what opens the walk of a session, which nobody can guess."""
    if not yours.ticket:
        yours.ticket = secrets.token_urlsafe(24)
        _OPEN[yours.ticket] = yours
    return yours.ticket


def page(parts: alone.Parts, shown: str, view: Mapping[str, str]) -> str:
    """Return the file of the walk that a ticket opens, as it was last shown.

    Raises:
        ValueError: there is none.
    """
    yours = _OPEN.get(shown)
    if yours is None or yours.shown is None:
        raise ValueError(GONE)
    read, title = yours.shown
    message = packed(read, unit=yours.unit, title=title, link=uploads.link(yours, read))
    return alone.page(parts, alone.Walk(message, {read.pair: read}, view))
