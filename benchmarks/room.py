"""A room of N visitors on the walk, beside as many on a bare app: `python -m benchmarks.room`.

For every N both apps are started anew, one after the other, and visited by as many tabs that think
for 2 to 5 s between two actions. The visitors run in this process, on the same machine; so only
ratios to the bare app in the same run mean something elsewhere. Linux only.
"""

import argparse
import asyncio
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.habits import Kind, Log, Presser, Room, Walker
from benchmarks.meter import Reading
from deploy.serve import Fleet
from tests.server import APP, Server

BARE = Path(__file__).with_name("bare.py")
OURS = {"runner.postScriptGC": "false", "global.minCachedMessageSize": "1e12"}
"""The settings of the walk that cost or spare time: the bare app has them too."""

SIZES = (1, 20, 50, 100, 300)
SECONDS, PER_SECOND = 40.0, 10
"""How long a room lasts once all are in, and how many come in a second."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a room did to a server: its log, and memory (MB) and processor time (s) around it."""

    log: Log
    empty: Reading
    full: Reading
    seconds: float

    @property
    def answers(self) -> int:
        """How often the server was asked for something."""
        return sum(map(len, self.log.seconds.values()))

    @property
    def milliseconds(self) -> float:
        """Processor time of one answer, in ms."""
        return 1e3 * (self.full.seconds - self.empty.seconds) / max(1, self.answers)

    def share(self) -> float:
        """Return how busy the server was: 1 is one core."""
        return (self.full.seconds - self.empty.seconds) / self.seconds


@contextmanager
def served(script: Path, replicas: int) -> Iterator[tuple[str, list[int]]]:
    """Start an app, or so many processes of the walk behind nginx; give its address and processes.

    nginx and Redis are not counted: they take a few MB and hardly any time.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if replicas and script == APP:
            with Fleet(replicas, folder) as fleet:
                yield fleet.url, [app.pid for app in fleet.apps]
        else:
            with Server(folder, script=script, settings=OURS) as server:
                server.wait_until_ready()
                yield server.url, [server.process]


def visited(script: Path, kind: Kind, room: Room, replicas: int = 0) -> Visit:
    """Start an app, warm it up by a few visitors, and let a room in."""
    with served(script, replicas) as (url, processes):
        warm = Room(max(1, 4 * replicas), 0, 0, pace=0.05, least=15)
        asyncio.run(warm.filled(kind, url, seed=1))
        empty = Reading.sum(processes)
        log = asyncio.run(room.filled(kind, url))
        return Visit(log, empty, Reading.sum(processes), room.seconds)


def quantiles(seconds: Sequence[float]) -> tuple[float, float, float]:
    """Return p50, p95 and p99 in ms."""
    p50, p95, p99 = 1e3 * np.quantile(seconds, (0.5, 0.95, 0.99))
    return float(p50), float(p95), float(p99)


def told(visit: Visit, bare: Visit) -> list[str]:
    """Return lines on every action, with its p95 as a ratio to the same of the bare app."""
    lines = []
    for name in sorted(visit.log.seconds, reverse=True):
        taken = visit.log.seconds[name]
        other = bare.log.seconds["open" if name == "open" else "press"]
        p50, p95, p99 = quantiles(taken)
        ratios = np.divide((p50, p95, p99), quantiles(other))
        lines.append(
            f"  {name:<9} {len(taken):>5}   {p50:7.0f} {p95:7.0f} {p99:7.0f} ms"
            f"   x {ratios[0]:4.1f} {ratios[1]:4.1f} {ratios[2]:4.1f}"
        )
    return lines


def report(size: int, walk: Visit, bare: Visit) -> None:
    """Print what a room of a size did to both apps."""
    print(f"\n{size} visitors: p50, p95, p99, and the ratios to the bare app (open, or press)")
    print("\n".join([*told(walk, bare), *(f"  bare{line[1:]}" for line in told(bare, bare))]))
    for name, visit in (("walk", walk), ("bare", bare)):
        grown = (visit.full.memory - visit.empty.memory) / size
        print(
            f"  {name}: {len(visit.log.errors)} errors, {visit.full.memory:.0f} MB,"
            f" {grown:+.2f} MB a visitor, {visit.share():.2f} of a core,"
            f" {visit.milliseconds:.1f} ms of it an answer"
        )
        for error in visit.log.errors[:3]:
            print(f"    {error}", flush=True)
    ratio = walk.milliseconds / bare.milliseconds
    print(
        f"  processor time of an answer: x {ratio:.1f}; load average {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    """Fill rooms of several sizes, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--replicas", type=int, default=0, help="of the walk, behind nginx")
    parser.add_argument("--pace", type=float, default=1.0, help="1: pauses of 2 to 5 s")
    chosen = parser.parse_args()
    if chosen.replicas:
        print(f"{chosen.replicas} processes of the walk behind nginx, one of the bare app")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for size in chosen.sizes:
        arrivals = min(size / PER_SECOND, 60.0)
        room = Room(size, arrivals, arrivals + chosen.seconds, chosen.pace)
        walk = visited(APP, Walker, room, chosen.replicas)
        report(size, walk, visited(BARE, Presser, room))


if __name__ == "__main__":
    main()
