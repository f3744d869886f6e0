"""Turns at work that takes a core for seconds: a few at a time, and a line that has an end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

BUSY = "Many people ask for this now, and it takes this server some seconds each: try again soon."
_GLANCE = 0.02


class BusyError(ValueError):
    """The line is as long as it may be."""


class Turns:
    """A line: the first `at_once` of it work, and no more than `longest` stand in it."""

    def __init__(self, at_once: int, longest: int) -> None:
        self._at_once, self._longest = at_once, longest
        self._line: list[object] = []
        self._lock = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, in the order of coming, and work within it.

        Raises:
            BusyError: the line is full.
        """
        me = object()
        with self._lock:
            if len(self._line) >= self._longest:
                raise BusyError(BUSY)
            self._line.append(me)
        try:
            while self._line.index(me) >= self._at_once:
                time.sleep(_GLANCE)
            yield
        finally:
            with self._lock:
                self._line.remove(me)


heavy = Turns(at_once=1, longest=12)
"""The line of this server: on two cores, one is left to those who walk."""
