"""Collections of garbage: what each takes while everybody waits, and what they need not look at."""

import gc
import time
from typing import Any, Literal

from web import metrics

_THRESHOLDS = (5_000, 10, 5)
"""A run of a page makes some thousand objects, nearly all of which go without a collection."""

_started: list[float] = []


def watch() -> None:
    """Note from now on how long each collection takes."""
    if _noted not in gc.callbacks:
        gc.callbacks.append(_noted)


def settle() -> None:
    """Take everything that is there for good out of all collections: modules, readers, figures.

    They are some hundred thousand objects, and each full collection would look at all of them
    while every visitor waits.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


def _noted(phase: Literal["start", "stop"], _: dict[str, Any]) -> None:
    if phase == "start":
        _started[:] = [time.thread_time()]  # what it costs, not what other programs take meanwhile
    elif _started:
        metrics.PAUSES.observe(time.thread_time() - _started.pop())
