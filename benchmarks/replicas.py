"""Several processes behind nginx, and one that is killed: `python -m benchmarks.replicas`.

Visitors, nginx and the processes share one machine, so that throughput cannot grow beyond its
cores: on two, four processes only show that they cost nothing. Linux only; needs nginx.
"""

import argparse
import asyncio
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.habits import Guest, Log, Room, Walker
from benchmarks.room import quantiles
from deploy.serve import Fleet

SIZES = (1, 2, 4)
VISITORS, SECONDS, PACE = 60, 20.0, 0.15
"""Enough of them, thinking little: all processes are busy all the time."""


@contextmanager
def fleet(replicas: int) -> Iterator[Fleet]:
    """Start so many processes behind nginx, in a folder that goes with them."""
    with tempfile.TemporaryDirectory() as folder, Fleet(replicas, Path(folder)) as started:
        yield started


@dataclass(frozen=True, slots=True)
class Loss:
    """What killing one of several processes did to a room, and how long it lasted, in s."""

    log: Log
    seconds: float


def throughput(replicas: int, room: Room) -> tuple[float, Log]:
    """Return how many answers a second a room gets, and its log."""
    with fleet(replicas) as started:
        asyncio.run(Room(2 * replicas, 0, 0, pace=0.05, least=4).filled(Walker, started.url, 1))
        start = time.perf_counter()
        log = asyncio.run(room.filled(Walker, started.url))
    return sum(map(len, log.seconds.values())) / (time.perf_counter() - start), log


def killed(started: Fleet, room: Room, after: float) -> Loss:
    """Kill the first process of a fleet under a room, after some seconds; nobody starts it anew."""

    async def under_load() -> Log:
        visit = asyncio.create_task(room.filled(Guest, started.url))
        await asyncio.sleep(after)
        started.apps[0].kill()
        return await visit

    start = time.perf_counter()
    log = asyncio.run(under_load())
    return Loss(log, time.perf_counter() - start)


def main() -> None:
    """Measure, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    room = Room(VISITORS, 3, 3 + chosen.seconds, PACE)
    alone = 0.0
    for replicas in SIZES:
        rate, log = throughput(replicas, room)
        alone = alone or rate
        p50, p95, _ = quantiles(log.seconds["sentence"])
        print(
            f"{replicas} behind nginx: {rate:5.1f} answers/s, x {rate / alone:.2f};"
            f" a sentence {p50:.0f} ms, p95 {p95:.0f} ms; {len(log.errors)} errors;"
            f" load average {os.getloadavg()[0]:.1f}",
            flush=True,
        )
    with fleet(2) as started:
        loss = killed(started, Room(VISITORS, 3, 3 + chosen.seconds, 0.5), 3 + chosen.seconds / 2)
    back = loss.log.seconds["return"]
    print(
        f"1 of 2 killed under {VISITORS} visitors: {len(back)} came back to the same, within"
        f" {max(back, default=0):.1f} s; {len(loss.log.errors)} errors"
    )


if __name__ == "__main__":
    main()
