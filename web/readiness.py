"""Whether this server is to be sent visitors: it starts, is ready, or drains before it ends."""

import logging
from threading import Event

import cells
from views import presets
from views.reading import read
from views.stage import pack
from web import garbage, logs
from web.patience import patience
from web.state import Walk

_log = logging.getLogger("gatewalk")
_warm, _draining = Event(), Event()


def ready() -> bool:
    """Tell whether visitors are welcome: the readers are checked, and no end is near."""
    return _warm.is_set() and not _draining.is_set()


def warm() -> None:
    """Load and check every reader, and draw what the first visitors would wait for.

    A reader that cannot be read is named in the log; without any, this server is never ready.
    """
    loaded = [reader for name in cells.names() if (reader := _loaded(name))]
    for reader in loaded:
        reading = read(reader, Walk().sentence, Walk().pair)
        pack(reading, title=presets.title(reader.name))
    garbage.settle()
    if loaded:
        logs.say("ready", readers=len(loaded))
        _warm.set()
    else:
        _log.error("no reader can be read")


def _loaded(name: str) -> cells.Reader | None:
    try:
        return cells.load(name)
    except (ValueError, OSError) as error:
        # the name of a folder of ours: nobody typed it
        _log.error("a reader cannot be read", exc_info=error, extra={"fields": {"reader": name}})
        return None


def drain() -> None:
    """Be ready no more: visitors who are here stay until the end."""
    _draining.set()
    logs.say("draining", seconds=patience())
