"""Turns at computing: many at once take twice the time of the same one after another.

Torch lets go of the interpreter's lock in every operation, and these are short: threads that
compute side by side then spend as long handing the lock around as computing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

LONG = 60
"""Words above which a text is long: long ones wait for each other, and hold nobody else up."""

_short, _long = Lock(), Lock()


@contextmanager
def turn(words: int) -> Iterator[None]:
    """Wait for a turn at computing something over so many words, and take it."""
    with _long if words > LONG else _short:
        yield
