"""A program of ours in a process of its own: started, followed line by line, and ended.

The process has the lowest claim on the machine that a user can give. It holds one end of a pipe to
this server, and ends when the pipe does: also when the server is killed.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal

ROOT = Path(__file__).parents[1]
_LOG = logging.getLogger(__name__)

Ending = Literal["running", "done", "stopped", "failed"]

AWAY = 15.0
"""Seconds for which a visitor may be away, as after a lost connection, before the end."""

STOPPED = "It was stopped."
LEFT = "It was stopped, for the connection to its visitor was lost."
STUCK = "It took far too long and was ended."
"""Why a process was ended that has not ended by itself."""


class Process:
    """A program that tells of itself on standard output, one JSON object a line.

    `hear` is given every line; `end` once, when it has ended, its exit code and why it was ended:
    "" where it ended by itself. `present` tells whether anybody still waits for it, `longest` is
    how many seconds it may take. Both are called from threads of their own.

    Raises:
        OSError: the process cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        present: Callable[[], bool],
        longest: float,
        hear: Callable[[Mapping[str, Any]], None],
        end: Callable[[int, str], None],
    ) -> None:
        self._present, self._longest, self._hear, self._end = present, longest, hear, end
        self._lock, self._why = Lock(), ""
        self._process = _start(command)
        Thread(target=self._listen, daemon=True).start()
        Thread(target=self._mind, daemon=True).start()

    def stop(self, why: str = STOPPED) -> None:
        """End the process now; the first reason counts."""
        with self._lock:
            self._why = self._why or why
        self._process.kill()

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def _listen(self) -> None:
        """Follow what the process tells until it ends."""
        out = self._process.stdout
        for line in out or ():
            try:
                self._hear(json.loads(line))
            except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError):
                _LOG.warning("A process said what cannot be read: %.200r", line)
        code = self._process.wait()
        for pipe in (self._process.stdin, out):
            if pipe:
                pipe.close()
        self._end(code, self._why)

    def _mind(self) -> None:
        """End the process when nobody waits for it any more, or when it is stuck."""
        begun = seen = time.monotonic()
        while self.alive:
            now = time.monotonic()
            seen = now if self._present() else seen
            if now - seen > AWAY:
                self.stop(LEFT)
            if now - begun > self._longest:
                self.stop(STUCK)
            time.sleep(0.5)


def _start(command: Sequence[str]) -> subprocess.Popen[str]:
    """Start a program; its words come line by line, its faults go to the server's log."""
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
