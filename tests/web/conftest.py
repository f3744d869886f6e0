"""Servers of classes: one process, and two that share a Redis."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.redis_server import RedisServer, wanted
from tests.room import Ports
from tests.uvicorn_server import LiveServer
from web.redis_store import RedisStore
from web.store import Memory


@pytest.fixture(scope="module", params=["one process", "two that share Redis"])
def ports(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ports]:
    """Start a server, or two that share a Redis: the lecturer is on the first, students on both."""
    with ExitStack() as stack:
        if request.param == "one process":
            server = stack.enter_context(LiveServer(Memory))
            yield server.port, server.port
        else:
            redis = stack.enter_context(RedisServer(wanted(), tmp_path_factory.mktemp("redis")))
            servers = [
                stack.enter_context(LiveServer(lambda: RedisStore(redis.url))) for _ in range(2)
            ]
            yield servers[0].port, servers[1].port
