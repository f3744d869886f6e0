"""The race of GRU and LSTM on this server: one at a time, watched by whoever asks.

It runs in a process of its own. What a visitor has measured or watched stays in their session; the
last result is shown to others too, with when it was made.
"""

import atexit
import sys
import time
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from views import race as report
from views import reports
from views.race import Report
from web import state, studio
from web.processes import LEFT, STOPPED, Ending, Process

SECONDS = 20.0
"""How long the two race; with the setting up, about half a minute."""

LONGEST = 90.0
"""Seconds after which a race is ended that a busy server lets have no time."""

BUSY = "The server is too busy to time anything now: try again later."
CRASHED = "The measurement ended before its time; the server's log tells more."
NO_ROOM = "The measurement cannot be started: this server may start no process, or has no memory."

Session = MutableMapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured, and when, by the clock that nobody sets: `time.monotonic`."""

    report: Report
    at: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a race has come: its phase, the share of it, turns so far; `why` it ended."""

    ending: Ending = "running"
    phase: str = "starting"
    share: float = 0.0
    turns: int = 0
    why: str = ""


class Race:
    """One race, watched by some sessions; it is ended when none of them is there any more.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(self, command: list[str]) -> None:
        self.progress = Progress()
        self.result: Result | None = None
        self._watchers: list[Callable[[], bool]] = [studio.presence()]
        self._process = Process(command, self._watched, LONGEST, self._hear, self._settle)

    def watch(self) -> None:
        """Let this script's visitor watch."""
        self._watchers.append(studio.presence())

    def stop(self) -> None:
        """End it now; what it has measured is gone."""
        self._process.stop()

    @property
    def running(self) -> bool:
        """Whether it is on its way."""
        return self.progress.ending == "running"

    def wait(self, seconds: float) -> Progress:
        """Return the progress once it has ended, or after some seconds."""
        until = time.monotonic() + seconds
        while self.running and time.monotonic() < until:
            time.sleep(0.02)
        return self.progress

    def _watched(self) -> bool:
        return any(present() for present in [*self._watchers])

    def _hear(self, line: Mapping[str, Any]) -> None:
        now = replace(self.progress, phase=str(line["phase"]), why=str(line.get("why", "")))
        share, turns = float(line.get("share", 0)), int(line.get("turns", now.turns))
        self.progress = replace(now, share=min(max(share, 0.0), 1.0), turns=turns)
        if now.phase == "done" and report.sound(line["report"]):
            self.result = Result(line["report"], time.monotonic())

    def _settle(self, code: int, why: str) -> None:
        self.progress = replace(self.progress, **self._end(code, why))

    def _end(self, code: int, why: str) -> dict[str, Any]:
        if self.result and code == 0:
            return {"ending": "done", "why": "", "share": 1.0}
        self.result = None
        if why in (STOPPED, LEFT):
            return {"ending": "stopped", "why": why}
        return {"ending": "failed", "why": BUSY if why else self.progress.why or CRASHED}


@dataclass(eq=False, slots=True)
class Seat:
    """What a session has of the race: the one it watches, whether it began it, its own result."""

    race: Race | None = None
    mine: bool = False
    result: Result | None = None
    refused: str = ""


@dataclass(eq=False, slots=True)
class _Track:
    """What a server has of it: the race that is on its way, or was the last; the last result."""

    race: Race | None = None
    result: Result | None = None
    lock: Lock = field(default_factory=Lock)


_track = _Track()


def seat(session: Session) -> Seat:
    """Return a session's seat: at the race on its way, if there is one, with what it has seen."""
    if state.RACE not in session:
        session[state.RACE] = Seat()
    here: Seat = session[state.RACE]
    race = _track.race
    if race and race.running and here.race is not race:
        race.watch()
        here.race, here.mine, here.refused = race, False, ""
    if race and race.result and not race.running:
        _track.result = race.result
    if (seen := here.race) and seen.result and not seen.running:
        here.race, here.result = None, seen.result
    return here


def start(session: Session) -> None:
    """Start a race, or take a seat at the one on its way; what stands in its way is in the seat."""
    with _track.lock:
        here = seat(session)
        if here.race and here.race.running:
            return
        try:
            _track.race = Race(command())
        except OSError:
            here.refused = NO_ROOM
            return
        here.race, here.mine, here.refused = _track.race, True, ""


def command() -> list[str]:
    """Return the program that races."""
    return [sys.executable, "-m", "training.race", f"--seconds={SECONDS:g}"]


def shown(session: Session) -> tuple[Report, float | None]:
    """Return what to show, and when it was made: one's own, the server's last, or the shipped."""
    found = seat(session).result or _track.result
    return (found.report, found.at) if found else (reports.report(report.NAME), None)


def trouble(session: Session) -> str:
    """Return why there is no result of the race that was asked for; "" where all went well."""
    here = seat(session)
    if here.race and not here.race.running:
        return here.race.progress.why
    return here.refused


@atexit.register
def _end_all() -> None:
    """End the race with the server."""
    if _track.race and _track.race.running:
        _track.race.stop()
