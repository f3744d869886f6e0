"""The store in Redis, which all replicas of the app share."""

import asyncio
import contextlib
import functools
import socket
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeVar, cast

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import RedisError

from web.store import Heard, StoreError

PREFIX = "gatewalk:"
"""What every key and channel begins with: Redis may serve others too."""

CONNECTIONS = 8
"""Connections of a process at most, besides the one that listens."""

RETRY_SECONDS = 0.5
"""How long to wait before listening again, once the connection was lost."""

_ADVANCE = """
local version = redis.call('HGET', KEYS[1], 'version')
if version and tonumber(version) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[1], 'value', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
"""

_ALWAYS = PREFIX + "always"
"""A channel without news: a connection that listens to none is given up."""

_ALIVE = {
    getattr(socket, name): value
    for name, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3))
    if hasattr(socket, name)
}
"""When a connection without news is asked whether it is there, in seconds, and how often."""

P = ParamSpec("P")
R = TypeVar("R")


def _told(
    method: Callable[P, Coroutine[Any, Any, R]],
) -> Callable[P, Coroutine[Any, Any, R]]:
    """Have a method raise `StoreError` where Redis does not answer."""

    @functools.wraps(method)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await method(*args, **kwargs)
        except (RedisError, OSError) as error:
            raise StoreError("What the class shares cannot be reached: try again soon.") from error

    return wrapped


class RedisStore:
    """A store in Redis at a URL; the connections belong to the loop that uses it first."""

    def __init__(self, url: str) -> None:
        # A room that votes at once waits its turn, rather than for hundreds of new connections.
        pool = BlockingConnectionPool.from_url(
            url, max_connections=CONNECTIONS, timeout=5, socket_connect_timeout=2, socket_timeout=5
        )
        self._redis = Redis(connection_pool=pool)
        self._ear = _Ear(url)

    @_told
    async def add(self, key: str, value: bytes, seconds: float) -> bool:
        """Keep a value under a key that is free; return False where it is taken."""
        return bool(await self._redis.set(PREFIX + key, value, nx=True, px=_ms(seconds)))

    @_told
    async def get(self, key: str) -> bytes | None:
        """Return the value of a key, also of a counter."""
        return cast(bytes | None, await self._redis.get(PREFIX + key))

    @_told
    async def advance(self, key: str, version: int, value: bytes, seconds: float) -> bool:
        """Keep a value if its version is above the one that is kept; return whether it was."""
        args = (str(version), value, str(_ms(seconds)))
        return bool(await cast(Any, self._redis).eval(_ADVANCE, 1, PREFIX + key, *args))

    @_told
    async def newest(self, key: str) -> tuple[int, bytes] | None:
        """Return what `advance` has kept last: its version and its value."""
        version, value = await cast(Any, self._redis).hmget(PREFIX + key, ["version", "value"])
        return None if version is None or value is None else (int(version), value)

    @_told
    async def set_field(self, key: str, field: str, value: bytes, seconds: float) -> None:
        """Keep one of many values under a key."""
        async with self._redis.pipeline() as pipe:
            pipe.hset(PREFIX + key, field, cast(Any, value))
            pipe.pexpire(PREFIX + key, _ms(seconds))
            await pipe.execute()

    @_told
    async def fields(self, key: str) -> dict[str, bytes]:
        """Return all that `set_field` keeps under a key."""
        kept = await cast(Any, self._redis).hgetall(PREFIX + key)
        return {field.decode(): value for field, value in kept.items()}

    @_told
    async def count(self, key: str, seconds: float) -> int:
        """Count one more; return how many in the seconds since the first."""
        async with self._redis.pipeline() as pipe:
            pipe.set(PREFIX + key, 0, nx=True, px=_ms(seconds))
            pipe.incr(PREFIX + key)
            return int((await pipe.execute())[1])

    @_told
    async def delete(self, *keys: str) -> None:
        """Forget what these keys hold."""
        if keys:
            await self._redis.delete(*(PREFIX + key for key in keys))

    @_told
    async def keep(self, seconds: float, *keys: str) -> None:
        """Keep for so many seconds from now on what these keys hold."""
        async with self._redis.pipeline() as pipe:
            for key in keys:
                pipe.pexpire(PREFIX + key, _ms(seconds))
            await pipe.execute()

    @_told
    async def nudge(self, channel: str) -> None:
        """Tell whoever listens, in any process, that there is news."""
        await self._redis.publish(PREFIX + channel, b"")

    @_told
    async def listen(self, channel: str, heard: Heard) -> Callable[[], Awaitable[None]]:
        """Be told of news, and after a lost connection that there may be some."""
        await self._ear.add(PREFIX + channel, heard)

        async def stop() -> None:
            await self._ear.remove(PREFIX + channel, heard)

        return stop

    async def close(self) -> None:
        """Let go of all connections."""
        await self._ear.close()
        await self._redis.aclose()
        await self._redis.connection_pool.disconnect()


class _Ear:
    """One connection that listens for this process, on as many channels as are asked for."""

    def __init__(self, url: str) -> None:
        # A reply may take for ever: it comes when there is news.
        self._redis: Redis = Redis.from_url(
            url,
            socket_connect_timeout=2,
            socket_timeout=None,
            socket_keepalive=True,  # a machine that vanished says nothing: its silence is noticed
            socket_keepalive_options=_ALIVE,
        )
        self._pubsub = self._redis.pubsub(ignore_subscribe_messages=False)
        self._heard: dict[str, list[Heard]] = {}
        self._task: asyncio.Task[None] | None = None

    async def add(self, channel: str, heard: Heard) -> None:
        is_new = channel not in self._heard
        self._heard.setdefault(channel, []).append(heard)
        try:
            if is_new:
                await self._pubsub.subscribe(channel, _ALWAYS)
        except BaseException:
            self._forget(channel, heard)
            raise
        if self._task is None:
            self._task = asyncio.create_task(self._attend())

    async def remove(self, channel: str, heard: Heard) -> None:
        if self._forget(channel, heard):
            with contextlib.suppress(RedisError, OSError):
                await self._pubsub.unsubscribe(channel)

    def _forget(self, channel: str, heard: Heard) -> bool:
        """Return whether nobody listens on that channel any more."""
        listeners = self._heard.get(channel, [])
        if heard in listeners:
            listeners.remove(heard)
        if not listeners:
            self._heard.pop(channel, None)
        return not listeners

    async def _attend(self) -> None:
        while True:
            try:
                async for message in self._pubsub.listen():
                    # News, or the answer to a subscription: what came before it was not heard.
                    if message["type"] in ("message", "subscribe"):
                        self._tell(message["channel"].decode())
            except (RedisError, OSError):
                await asyncio.sleep(RETRY_SECONDS)

    def _tell(self, channel: str) -> None:
        for heard in tuple(self._heard.get(channel, ())):
            heard()

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        with contextlib.suppress(RedisError, OSError):
            await cast(Any, self._pubsub).aclose()
        await self._redis.aclose()


def _ms(seconds: float) -> int:
    return max(round(seconds * 1000), 1)
