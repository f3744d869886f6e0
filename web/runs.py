"""A training in a process of its own: what it tells of itself, and how it ends.

The process has the lowest claim on the machine that a user can give. It holds one end of a pipe to
this server, and ends when the pipe does: also when the server is killed.
"""

import errno
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

from cells import Reader, Wiring, parcels
from cells.shelf import MAX_BYTES, open_reader
from views import own

ROOT = Path(__file__).parents[1]
_LOG = logging.getLogger(__name__)

Ending = Literal["running", "done", "stopped", "failed"]

AWAY = 15.0
"""Seconds for which a visitor may be away, as after a lost connection, before the run is ended."""

OVERTIME = 180.0
"""Seconds a run may take on top of three times its budget, before it is taken for stuck."""

NEEDED = 2 * MAX_BYTES
"""Bytes that must be free on the disk before a run is begun."""

_CRASHED = "The training ended before its time; the server's log tells more."
_STOPPED = "It was stopped."
_LEFT = "It was stopped, for the connection to its visitor was lost."
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
        self._lock, self._ending = Lock(), ""
        self._folder = _room()
        try:
            self._process = _start(self.order.command(self._folder / "reader"))
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        Thread(target=self._listen, daemon=True).start()
        Thread(target=self._mind, daemon=True).start()

    def stop(self, why: str = _STOPPED) -> None:
        """End the process now; what it has trained is gone."""
        with self._lock:
            self._ending = self._ending or why
        self._process.kill()

    def wait(self, seconds: float) -> Progress:
        """Return the progress once the run has ended, or after some seconds."""
        until = time.monotonic() + seconds
        while self.progress.ending == "running" and time.monotonic() < until:
            time.sleep(0.02)
        return self.progress

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def _listen(self) -> None:
        """Follow what the process tells until it ends, then take up what it has made."""
        out = self._process.stdout
        for line in out or ():
            try:
                self.progress = self.progress.told(json.loads(line))
            except (ValueError, TypeError, LookupError, ArithmeticError):
                _LOG.warning("A training said what cannot be read: %.200r", line)
        self._process.wait()
        last = self._end()
        shutil.rmtree(self._folder, ignore_errors=True)
        for pipe in (self._process.stdin, out):
            if pipe:
                pipe.close()
        self.ended(self)
        self.progress = last  # now nothing of it is left but this

    def _end(self) -> Progress:
        if self.progress.phase == "done" and self._process.returncode == 0:
            return self._take_up()
        if self._ending in (_STOPPED, _LEFT):
            return replace(self.progress, ending="stopped", why=self._ending)
        return replace(self.progress, ending="failed", why=self._ending or self._fault())

    def _fault(self) -> str:
        code = self._process.returncode
        _LOG.warning("A training ended with %s: %s", code, self.progress.why or "without a word")
        return self.progress.why or _CRASHED

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

    def _mind(self) -> None:
        """End the process when its visitor has left, or when it is stuck."""
        begun = seen = time.monotonic()
        while self.alive:
            now = time.monotonic()
            seen = now if self.present() else seen
            if now - seen > AWAY:
                self.stop(_LEFT)
            if now - begun > 3 * self.order.seconds + OVERTIME:
                self.stop(_STUCK)
            time.sleep(0.5)


def _room() -> Path:
    """Return a new folder on a disk with room for a reader."""
    folder = Path(tempfile.mkdtemp(prefix="gatewalk-"))
    if shutil.disk_usage(folder).free < NEEDED:
        folder.rmdir()
        raise OSError(errno.ENOSPC, "no room for a reader")
    return folder


def _start(command: list[str]) -> subprocess.Popen[str]:
    """Start a training; its words come line by line, its faults go to the server's log."""
    lower: dict[str, Any] = {}
    if sys.platform == "win32":
        lower["creationflags"] = subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return subprocess.Popen(  # noqa: S603 - our own words
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        bufsize=1,
        **lower,
    )
