"""A training in a process of its own: what it tells of itself, and how it ends."""

import errno
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cells import Reader, Wiring, parcels
from cells.shelf import MAX_BYTES, open_reader
from views import own
from web.processes import LEFT, STOPPED, Ending, Process

_LOG = logging.getLogger(__name__)

OVERTIME = 180.0
"""Seconds a run may take on top of three times its budget, before it is taken for stuck."""

NEEDED = 2 * MAX_BYTES
"""Bytes that must be free on the disk before a run is begun."""

_CRASHED = "The training ended before its time; the server's log tells more."
_STUCK = "The training took far too long and was ended."
_DAMAGED = "The trained reader cannot be read back."


@dataclass(frozen=True, slots=True)
class Order:
    """What a visitor wants to be trained: a cell, for so many seconds, encouraged or as found.

    `more` are further arguments of `python -m training.brief`.
    """

    wiring: Wiring
    seconds: float
    encouraged: bool = True
    seed: int = 1
    more: tuple[str, ...] = ()

    def command(self, folder: Path) -> list[str]:
        """Return the program that trains it into a folder."""
        switches = {**self.wiring.as_dict(), "squash": "on" if self.wiring.squash else "off"}
        words = [f"--{switch}={position}" for switch, position in switches.items()]
        numbers = [f"--seconds={self.seconds:g}", f"--seed={self.seed}"]
        found = [] if self.encouraged else ["--as-found"]
        program = [sys.executable, "-m", "training.brief", str(folder)]
        return [*program, *words, *numbers, *found, *self.more]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: its phase, the share of it, and the curves so far.

    `losses` are (step, nats a word), `accuracies` (step, share in [0, 1]); `why` tells, in a
    sentence, why a run failed.
    """

    ending: Ending = "running"
    phase: str = "starting"
    share: float = 0.0
    step: int = 0
    steps: int | None = None
    losses: tuple[tuple[int, float], ...] = ()
    accuracies: tuple[tuple[int, float], ...] = ()
    why: str = ""

    def told(self, line: Mapping[str, Any]) -> "Progress":
        """Return the progress after another line of the process."""
        now = replace(self, phase=str(line["phase"]), share=float(line.get("share", 0.0)))
        step = line.get("step")
        if step is None:
            return replace(now, why=str(line.get("why", "")))
        steps = int(line.get("steps", self.steps or step))
        now = replace(now, step=int(step), steps=steps, share=min(1.0, int(step) / steps))
        if "loss" in line:
            now = replace(now, losses=(*self.losses, (int(step), float(line["loss"]))))
        if "accuracy" in line:
            point = (int(step), float(line["accuracy"]))
            now = replace(now, accuracies=(*self.accuracies, point))
        return now


@dataclass(frozen=True, eq=False)
class Own:
    """A reader of a visitor's own, with its files in one zip archive."""

    reader: Reader
    parcel: bytes


@dataclass(eq=False)
class Run:
    """One training; `present` tells whether its visitor is still there, `ended` is called once.

    Raises:
        OSError: the process cannot be started, or there is no room on the disk.
    """

    order: Order
    present: Callable[[], bool]
    ended: Callable[["Run"], None] = lambda _: None
    progress: Progress = field(default_factory=Progress, init=False)
    own: Own | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._folder = _room()
        command = self.order.command(self._folder / "reader")
        longest = 3 * self.order.seconds + OVERTIME
        try:
            self._process = Process(command, self.present, longest, self._hear, self._settle)
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def stop(self, why: str = STOPPED) -> None:
        """End the process now; what it has trained is gone."""
        self._process.stop(why)

    def wait(self, seconds: float) -> Progress:
        """Return the progress once the run has ended, or after some seconds."""
        until = time.monotonic() + seconds
        while self.progress.ending == "running" and time.monotonic() < until:
            time.sleep(0.02)
        return self.progress

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.alive

    def _hear(self, line: Mapping[str, Any]) -> None:
        self.progress = self.progress.told(line)

    def _settle(self, code: int, why: str) -> None:
        """Take up what the process has made, and leave nothing else of it."""
        last = self._end(code, why)
        shutil.rmtree(self._folder, ignore_errors=True)
        self.ended(self)
        self.progress = last  # now nothing of it is left but this

    def _end(self, code: int, why: str) -> Progress:
        if self.progress.phase == "done" and code == 0:
            return self._take_up()
        if why in (STOPPED, LEFT):
            return replace(self.progress, ending="stopped", why=why)
        if not why:
            _LOG.warning("A training ended with %s: %s", code, self.progress.why or "no word")
        told = _STUCK if why else self.progress.why or _CRASHED
        return replace(self.progress, ending="failed", why=told)

    def _take_up(self) -> Progress:
        """Read the reader back from its files, as anybody would who downloads them."""
        try:
            read = open_reader(self._folder / "reader")
            named = replace(read, name=own.name(read.wiring, read.card))
            mine = Own(named, parcels.parcel(self._folder / "reader", named.name))
        except (ValueError, OSError):
            _LOG.exception("A trained reader cannot be read back")
            return replace(self.progress, ending="failed", why=_DAMAGED)
        if named.wiring != self.order.wiring:
            return replace(self.progress, ending="failed", why=_DAMAGED)
        self.own = mine
        return replace(self.progress, ending="done", share=1.0)


def _room() -> Path:
    """Return a new folder on a disk with room for a reader."""
    folder = Path(tempfile.mkdtemp(prefix="gatewalk-"))
    if shutil.disk_usage(folder).free < NEEDED:
        folder.rmdir()
        raise OSError(errno.ENOSPC, "no room for a reader")
    return folder
