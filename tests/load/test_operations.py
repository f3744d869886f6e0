"""A server as whoever runs it sees it: up, ready, draining, and a log that tells on nobody."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

import cells
from benchmarks.visitor import Visitor, VisitorError
from tests.server import Server
from web import patience

pytestmark = pytest.mark.load

MARK = "secretkitten"
"""What is typed wherever anything can be, and must never be in the log."""

DRAIN = 3.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server that drains for some seconds; the last test ends it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(patience.SETTING, str(DRAIN))
        with Server(tmp_path_factory.mktemp("operations")) as server:
            yield server


def test_health_comes_first_and_readiness_once_the_readers_are_checked(server: Server) -> None:
    assert server.healthy("/health")
    server.wait_until_ready()
    ready = [json.loads(line) for line in lines(server) if '"event": "ready"' in line]
    assert [each["readers"] for each in ready] == [len(cells.names())]


def lines(server: Server) -> list[str]:
    """Return the lines of JSON in a server's log."""
    text = server.log.read_text("utf-8")
    return [line for line in text.splitlines() if line.startswith("{")]


async def talk(url: str) -> None:
    """Say the mark wherever it can be said, in good and in bad messages."""
    link = {"sentence": f"the {MARK} was full", "pair": f"{MARK}/were", "cut": MARK, "v": MARK}
    async with Visitor(url) as visitor:
        await visitor.open(urlencode(link))
        await visitor.set("sentence", string_value=f"the {MARK} and " * 3)
        await visitor.set("sentence", string_value=MARK * 3_000)
        for report in (f"n=1&pair={MARK}/{MARK}", f"n=2&cut={MARK}", f"n=3&sentence={MARK}"):
            await visitor.set("stage", json_value=json.dumps({"report": report}))
    bad = ("sentence", {"json_value": MARK}), ("stage", {"json_value": f"{{{MARK}"})
    for widget, wrong in bad:
        with suppress(VisitorError, ConnectionClosed):
            async with Visitor(url) as visitor:
                await visitor.open(urlencode(link))
                await visitor.set(widget, **wrong)
    for page in (MARK, "compare", "lessons"):
        with suppress(VisitorError):
            async with Visitor(url) as visitor:
                await visitor.open(urlencode(link), page)
    for message in (MARK, MARK.encode()):
        with suppress(ConnectionClosed):
            async with connect(f"{url.replace('http', 'ws')}/_stcore/stream?{MARK}") as socket:
                await socket.send(message)
                await socket.recv()


def test_nothing_that_was_typed_is_in_the_log(server: Server) -> None:
    asyncio.run(talk(server.url))
    for path in (f"/?sentence={MARK}", f"/{MARK}?{MARK}", f"/assets/{MARK}/{MARK}"):
        with suppress(HTTPError):
            urlopen(server.url + path, timeout=10).close()
    written = server.log.read_text("utf-8")
    assert MARK not in written
    for line in lines(server):
        assert {"time", "level", "logger", "event"} <= set(json.loads(line))
    rest = [line for line in written.splitlines() if line and not line.startswith("{")]
    assert not [line for line in rest if "Traceback" in line or "Error" in line]
    failed = [json.loads(line) for line in lines(server) if '"level": "error"' in line]
    assert failed, "nothing went wrong: this test has shown little"
    assert all(each.get("at") for each in failed if "errors" in each)


def test_a_server_drains_and_ends_while_its_visitors_go_on(server: Server) -> None:
    start = time.monotonic()
    asyncio.run(ended(server))
    assert DRAIN <= time.monotonic() - start < DRAIN + 20
    server.wait_until_gone()


async def ended(server: Server) -> None:
    """End a server under a visitor: first /ready says so, at last the connection closes."""
    async with Visitor(server.url) as visitor:
        await visitor.open()
        os.kill(server.process, signal.SIGTERM)
        await asyncio.to_thread(until_not_ready, server)
        assert server.healthy("/health")
        await visitor.set("sentence", string_value="the dogs were full")
        with pytest.raises(ConnectionClosed):
            await keep_asking(visitor)


def until_not_ready(server: Server) -> None:
    """Wait until a balancer would send nobody here."""
    while server.healthy("/ready"):
        time.sleep(0.05)


async def keep_asking(visitor: Visitor) -> None:
    """Run the page again and again."""
    for _ in range(100):
        await visitor.run()
        await asyncio.sleep(0.2)
