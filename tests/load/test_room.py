"""A room of visitors without browsers: everybody sees their own walk, and memory stays flat."""

import asyncio
import sys
from collections.abc import Iterator
from urllib.request import urlopen

import numpy as np
import pytest
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.habits import Room, Walker
from benchmarks.meter import Reading, collections, figures
from tests.server import Server

pytestmark = [
    pytest.mark.load,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

VISITORS = 30
LARGEST_MB = 3.0
"""Memory of one more visitor, at most."""

ROUNDS, GROWTH_MB = 4, 12.0
"""Rounds in which the whole room comes and goes, and what they may leave behind in all."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app; it forgets whoever has left within a second instead of two minutes."""
    settings = {"server.disconnectedSessionTTL": "1"}
    with Server(tmp_path_factory.mktemp("room"), settings=settings) as server:
        server.wait_until_ready()
        yield server


def test_a_room_types_changes_cells_and_clamps_and_everybody_sees_their_own(
    server: Server,
) -> None:
    asyncio.run(Room(2, 0, 3, pace=0.05).filled(Walker, server.url, seed=1))  # caches fill
    before, empty = figures(server.url), Reading.of(server.process).memory
    swept = collections(server.url)
    log = asyncio.run(Room(VISITORS, 1, 7, pace=0.8, least=3).filled(Walker, server.url))
    after = figures(server.url)
    assert log.errors == []
    assert len(log.seconds["open"]) == VISITORS
    assert min(len(log.seconds[name]) for name in ("sentence", "cell", "clamp")) > 0
    answers = sum(map(len, log.seconds.values()))
    runs = after["gatewalk_run_seconds_count"] - before["gatewalk_run_seconds_count"]
    assert runs >= answers  # steps are none: they stay in the browser
    assert runs <= 1.2 * answers + VISITORS
    assert after["gatewalk_errors_total"] == 0
    assert (Reading.of(server.process).memory - empty) / VISITORS <= LARGEST_MB
    every, long = np.subtract(collections(server.url), swept)
    assert every > 0  # there were collections,
    assert long == 0  # ... none of which took 0.1 s


def test_whoever_leaves_leaves_nothing_behind(server: Server) -> None:
    memory = []
    for seed in range(ROUNDS):
        log = asyncio.run(
            Room(VISITORS, 0.5, 0, pace=0.1, least=2).filled(Walker, server.url, seed)
        )
        assert log.errors == []
        memory.append(Reading.of(server.process).memory)
    assert figures(server.url)["gatewalk_sessions"] == 0
    assert max(memory[1:]) - memory[0] <= GROWTH_MB


def test_no_figure_is_about_a_person(server: Server) -> None:
    with urlopen(f"{server.url}/metrics", timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/plain; version=")
        families = list(text_string_to_metric_families(answer.read().decode()))
    labels = {name for family in families for sample in family.samples for name in sample.labels}
    assert labels == {"le"}
    names = {family.name for family in families}
    assert {"gatewalk_sessions", "gatewalk_trainings", "process_resident_memory_bytes"} <= names
