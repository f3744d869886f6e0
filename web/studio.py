"""A visitor's studio: the run that trains a cell for them, and the readers that are theirs alone.

At most one run a session and `MOST` a server. What is trained or loaded from a file lies in the
session, is read by nobody else, and goes with it.
"""

import atexit
import math
import os
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

import cells
from cells import Reader, parcels, shelf
from views import own
from views.cards import Card
from web import state
from web.runs import Order, Own, Run

MOST = 2
"""Runs at a time on one server: more would only wait for each other."""

LARGEST_MB = 8
"""MB of the largest file that is taken in: four times what a reader takes."""

KEPT = 5
"""Readers of their own that a session keeps; memory is bounded."""

SECONDS = 40.0
"""Budget of a run where nothing else is set; with its setting up and measuring, about a minute."""

LONGEST = 120.0
"""The largest budget that can be set: half of what a shipped reader had."""

SETTING = "GATEWALK_TRAINING_SECONDS"
"""Variable of the environment that sets another budget; 0 offers no training."""

TOO_LARGE = f"This file is larger than {LARGEST_MB} MB: it is no reader that was trained here."

BUSY = (
    f"This server trains {MOST} cells at a time, and {MOST} are being trained for others: "
    "try again in a minute."
)
ONE = "Your other cell is still being trained: let it end, or stop it."
NO_ROOM = "The training cannot be started: the server's disk is full, or it has no memory left."

NO_PLACE = "The file cannot be unpacked: the server's disk is full. Try again later."

Session = MutableMapping[Any, Any]


@dataclass(eq=False, slots=True)
class Studio:
    """What a session has of its own; `fresh` names a reader that is just trained."""

    run: Run | None = None
    readers: dict[str, Own] = field(default_factory=dict)
    fresh: str | None = None


_lock = Lock()
_runs: list[Run] = []
_kept: WeakValueDictionary[str, Own] = WeakValueDictionary()


def budget() -> float:
    """Return the seconds that a run may train, 0 where none is offered."""
    try:
        seconds = float(os.environ.get(SETTING, SECONDS))
    except ValueError:
        return SECONDS
    return min(max(seconds, 0.0), LONGEST) if math.isfinite(seconds) else SECONDS


def of(session: Session) -> Studio:
    """Return a session's studio, after taking up what its run may have made."""
    if state.STUDIO not in session:
        session[state.STUDIO] = Studio()
    studio: Studio = session[state.STUDIO]
    if studio.run and (mine := studio.run.own):
        studio.run = None
        studio.fresh = keep(session, mine)
    return studio


def names(session: Session) -> tuple[str, ...]:
    """Return the names of all readers that a session can choose: its own, then those shipped."""
    return (*of(session).readers, *cells.names())


def load(session: Session, name: str) -> Reader:
    """Return a reader of the session's own, or a shipped one.

    Raises:
        ValueError: there is no such reader here, or its files are damaged.
    """
    mine = of(session).readers.get(name)
    return mine.reader if mine else cells.load(name)


def sound(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return those of some shipped readers that can be read, and what is wrong with the others."""
    found: list[str] = []
    complaints: list[str] = []
    for name in names:
        try:
            found.append(cells.load(name).name)
        except ValueError as error:
            complaints.append(str(error))
    return found, complaints


def cards(session: Session) -> dict[str, Card]:
    """Return the cards of all readers of a session that can be read, by name."""
    found: dict[str, Card] = {}
    for name in names(session):
        with suppress(ValueError):
            found[name] = load(session, name).card
    return found


def size(session: Session, name: str) -> int:
    """Return the bytes of a reader's file: the tensors of a shipped one, the zip of one's own."""
    mine = of(session).readers.get(name)
    tensors = shelf.SHELF / name / shelf.TENSORS
    return len(mine.parcel) if mine else tensors.stat().st_size


def settle(session: Session) -> str | None:
    """Return, once, the name of a reader that has just been trained."""
    studio = of(session)
    name, studio.fresh = studio.fresh, None
    return name


def start(session: Session, order: Order) -> None:
    """Start a run; what stands in its way is told by `refusal`."""
    session[state.REFUSED] = _refused(order, session)


def refusal(session: Session) -> str:
    """Return, once, why a run was not started, or a file not read; "" where nothing was refused."""
    said: str = session.pop(state.REFUSED, "")
    return said


def _refused(order: Order, session: Session) -> str:
    """Start a run and return nothing, or why it cannot be; its seed is the next of its cell."""
    studio = of(session)
    if running(session):
        return ONE
    seed = 1 + sum(each.reader.wiring == order.wiring for each in studio.readers.values())
    with _lock:
        if len(_runs) >= MOST:
            return BUSY
        try:
            studio.run = Run(replace(order, seed=seed), presence(), _ended)
        except OSError:
            return NO_ROOM
        _runs.append(studio.run)
    return ""


def running(session: Session) -> bool:
    """Tell whether the session's run is on its way."""
    run = of(session).run
    return run is not None and run.progress.ending == "running"


def busy() -> int:
    """Return how many runs are on their way on this server."""
    return len(_runs)


def take_in(session: Session, content: bytes) -> str | None:
    """Take a reader from the bytes of its zip file into the session; return its name here.

    What is no reader is told by `refusal`.
    """
    try:
        if len(content) > LARGEST_MB * 2**20:
            raise ValueError(TOO_LARGE)  # noqa: TRY301 - said as all else that is wrong with a file
        reader = parcels.unpack(content)
    except (ValueError, OSError) as error:
        session[state.REFUSED] = NO_PLACE if isinstance(error, OSError) else str(error)
        return None
    named = parcels.renamed(reader, own.name(reader.wiring, reader.card))
    return keep(session, Own(named, content))


def keep(session: Session, mine: Own) -> str:
    """Keep a reader, the newest first, and return its name.

    Of too many the oldest is let go, but not the one that reads.
    """
    studio, name = of(session), mine.reader.name
    kept = {name: mine} | {k: v for k, v in studio.readers.items() if k != name}
    reading = session[state.WALK].reader if state.WALK in session else None
    for oldest in [other for other in reversed(kept) if other not in (name, reading)]:
        if len(kept) > KEPT:
            del kept[oldest]
    studio.readers = kept
    _kept[name] = mine
    return name


def known(name: str, sha256: str) -> Reader | None:
    """Return a session's own reader to whoever knows the hash of its weights, which no link tells.

    The file of a whole walk is asked for outside the session, by a page that has read the hash.
    """
    mine = _kept.get(name)
    return mine.reader if mine and mine.reader.card["sha256"] == sha256 else None


@atexit.register
def _end_all() -> None:
    """End every run with the server, and leave none of their folders behind."""
    for run in [*_runs]:
        run.stop()
        run.wait(5)


def _ended(run: Run) -> None:
    with _lock:
        if run in _runs:
            _runs.remove(run)


def presence() -> Callable[[], bool]:
    """Return a function that tells whether this script's visitor is still connected."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not runtime.exists():
        return lambda: True
    session_id = context.session_id
    return lambda: runtime.exists() and runtime.get_instance().is_active_session(session_id)
