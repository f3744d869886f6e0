"""What replicas of the app share: a few keys that expire, and a nudge when something has changed.

`Store` is all that classes ask for. `Memory` keeps it in this process, which is enough where one
process serves everybody; `web.redis_store` keeps it in Redis, where several do.
"""

import heapq
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

SETTING = "GATEWALK_REDIS_URL"
"""Variable of the environment with the address of Redis, such as redis://localhost:6379/0."""

Heard = Callable[[], None]
"""What is called, in the loop of whoever listens, when there is news on a channel."""


class StoreError(Exception):
    """The store does not answer, or takes no more."""


class Store(Protocol):
    """Keys and what they hold, for as many seconds as is said; every error is a `StoreError`."""

    async def add(self, key: str, value: bytes, seconds: float) -> bool:
        """Keep a value under a key that is free; return False where it is taken."""

    async def get(self, key: str) -> bytes | None:
        """Return the value of a key, also of a counter."""

    async def advance(self, key: str, version: int, value: bytes, seconds: float) -> bool:
        """Keep a value if its version is above the one that is kept; return whether it was."""

    async def newest(self, key: str) -> tuple[int, bytes] | None:
        """Return what `advance` has kept last: its version and its value."""

    async def set_field(self, key: str, field: str, value: bytes, seconds: float) -> None:
        """Keep one of many values under a key."""

    async def fields(self, key: str) -> dict[str, bytes]:
        """Return all that `set_field` keeps under a key."""

    async def count(self, key: str, seconds: float) -> int:
        """Count one more; return how many in the seconds since the first."""

    async def delete(self, *keys: str) -> None:
        """Forget what these keys hold."""

    async def keep(self, seconds: float, *keys: str) -> None:
        """Keep for so many seconds from now on what these keys hold."""

    async def nudge(self, channel: str) -> None:
        """Tell whoever listens, in any process, that there is news."""

    async def listen(self, channel: str, heard: Heard) -> Callable[[], Awaitable[None]]:
        """Be told of news; return what ends that."""

    async def close(self) -> None:
        """Let go of all connections."""


_SPARE = 64
"""Ends that the heap may hold besides two an entry, before those of what is gone are dropped."""

Held = bytes | tuple[int, bytes] | dict[str, bytes]


@dataclass(slots=True)
class _Entry:
    value: Held
    until: float


class Memory:
    """A store in this process. It takes `most` keys at a time: what has expired makes room."""

    def __init__(self, most: int = 50_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._entries: dict[str, _Entry] = {}
        self._ends: list[tuple[float, str]] = []
        self._listeners: dict[str, list[Heard]] = {}

    def __len__(self) -> int:
        self._sweep()
        return len(self._entries)

    async def add(self, key: str, value: bytes, seconds: float) -> bool:
        """Keep a value under a key that is free; return False where it is taken."""
        if self._found(key) is not None:
            return False
        self._put(key, value, seconds)
        return True

    async def get(self, key: str) -> bytes | None:
        """Return the value of a key, also of a counter."""
        value = self._found(key)
        return value if isinstance(value, bytes) else None

    async def advance(self, key: str, version: int, value: bytes, seconds: float) -> bool:
        """Keep a value if its version is above the one that is kept; return whether it was."""
        kept = await self.newest(key)
        if kept is not None and kept[0] >= version:
            return False
        self._put(key, (version, value), seconds)
        return True

    async def newest(self, key: str) -> tuple[int, bytes] | None:
        """Return what `advance` has kept last: its version and its value."""
        value = self._found(key)
        return value if isinstance(value, tuple) else None

    async def set_field(self, key: str, field: str, value: bytes, seconds: float) -> None:
        """Keep one of many values under a key."""
        kept = self._found(key)
        fields = kept if isinstance(kept, dict) else {}
        fields[field] = value
        self._put(key, fields, seconds)

    async def fields(self, key: str) -> dict[str, bytes]:
        """Return all that `set_field` keeps under a key."""
        kept = self._found(key)
        return dict(kept) if isinstance(kept, dict) else {}

    async def count(self, key: str, seconds: float) -> int:
        """Count one more; return how many in the seconds since the first."""
        kept = await self.get(key)
        if kept is None:
            self._put(key, b"1", seconds)
            return 1
        self._entries[key].value = b"%d" % (int(kept) + 1)
        return int(kept) + 1

    async def delete(self, *keys: str) -> None:
        """Forget what these keys hold."""
        for key in keys:
            self._entries.pop(key, None)

    async def keep(self, seconds: float, *keys: str) -> None:
        """Keep for so many seconds from now on what these keys hold."""
        for key in keys:
            if (value := self._found(key)) is not None:
                self._put(key, value, seconds)

    async def nudge(self, channel: str) -> None:
        """Tell whoever listens that there is news."""
        for heard in tuple(self._listeners.get(channel, ())):
            heard()

    async def listen(self, channel: str, heard: Heard) -> Callable[[], Awaitable[None]]:
        """Be told of news; return what ends that."""
        self._listeners.setdefault(channel, []).append(heard)

        async def stop() -> None:
            listeners = self._listeners.get(channel, [])
            if heard in listeners:
                listeners.remove(heard)
            if not listeners:
                self._listeners.pop(channel, None)

        return stop

    async def close(self) -> None:
        """Let go of nothing: there is no connection."""

    def _found(self, key: str) -> Held | None:
        entry = self._entries.get(key)
        if entry is None or entry.until <= self._clock():
            return None
        return entry.value

    def _put(self, key: str, value: Held, seconds: float) -> None:
        self._sweep()
        if key not in self._entries and len(self._entries) >= self._most:
            raise StoreError("The server holds as much as it can: try again in some minutes.")
        until = self._clock() + seconds
        self._entries[key] = _Entry(value, until)
        heapq.heappush(self._ends, (until, key))
        if len(self._ends) > 2 * len(self._entries) + _SPARE:
            self._ends = [(entry.until, name) for name, entry in self._entries.items()]
            heapq.heapify(self._ends)

    def _sweep(self) -> None:
        """Forget what has expired; an entry that was prolonged has a later end in the heap too."""
        now = self._clock()
        while self._ends and self._ends[0][0] <= now:
            _, key = heapq.heappop(self._ends)
            if key in self._entries and self._entries[key].until <= now:
                del self._entries[key]


def chosen() -> Store:
    """Return the store that the environment asks for: Redis where it names one."""
    if url := os.environ.get(SETTING, ""):
        from web.redis_store import RedisStore  # noqa: PLC0415 (needed by this choice alone)

        return RedisStore(url)
    return Memory()
