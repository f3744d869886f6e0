"""Visitors who come and go for half an hour: `python -m benchmarks.soak 30`.

Prints the server's memory after every round, and what the second half added to the first: memory
that is not given back shows there. Linux only.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.habits import Room, Walker
from benchmarks.meter import Reading, collections
from tests.server import Server

VISITORS, ACTIONS = 20, 4
SETTINGS = {"server.disconnectedSessionTTL": "5"}
"""Who has left is forgotten after 5 s instead of 2 minutes: a round is shorter than that."""


def main() -> None:
    """Let rooms come and go until the time is up, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float, default=30.0, nargs="?")
    end = time.monotonic() + 60 * parser.parse_args().minutes
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), settings=SETTINGS) as server:
        server.wait_until_ready()
        swept = collections(server.url)  # all there is for good, once, before anybody comes
        room = Room(VISITORS, 1, 0, pace=0.2, least=ACTIONS)
        while time.monotonic() < end:
            log = asyncio.run(room.filled(Walker, server.url, seed=len(memory)))
            memory.append(Reading.of(server.process).memory)
            print(f"round {len(memory)}: {memory[-1]:.1f} MB, {len(log.errors)} errors", flush=True)
        every, long = np.subtract(collections(server.url), swept)
    half = len(memory) // 2
    grown = statistics.median(memory[half:]) - statistics.median(memory[1:half])
    visits = VISITORS * (len(memory) - half)
    print(f"the second half added {grown:+.1f} MB in {visits} visits")
    print(f"{every} collections of garbage, {long} of them of 100 ms or more")


if __name__ == "__main__":
    main()
