"""The newest of every class, held once in this process and pushed to all who are connected to it.

A hub asks the store when it is nudged, packs the answer once, and wakes its listeners; whoever is
slow misses what came between and gets the newest. Votes wake the lecturer alone.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from web import doorkeeper
from web.classes import MOST_FOLLOWERS, Classes, RefusedError, Standing
from web.store import StoreError

BEAT_SECONDS = 15.0
"""How often something is sent where there is no news: proxies cut what is silent for a minute."""

COUNT_SECONDS = 0.2
"""How often the lecturer is told of new votes at most."""

_STALE = 3 * BEAT_SECONDS
_PROCESS = secrets.token_hex(8)


class Listener:
    """One browser that is connected; `wake` is set when there is news for it."""

    def __init__(self, *, leads: bool) -> None:
        self.leads = leads
        self.wake = asyncio.Event()
        self.gone = False

    def leave(self) -> None:
        """Note that the browser has left."""
        self.gone = True
        self.wake.set()


class Hub:
    """One class as this process shows it to the browsers that are connected to it."""

    def __init__(self, code: str, classes: Classes) -> None:
        self.code = code
        self.listeners: set[Listener] = set()
        self.frame = b""
        self.ended = False
        self._classes = classes
        self._store = classes.store
        self._standing: Standing | None = None
        self._heard: dict[Any, tuple[bytes, float]] = {}  # of every process, and when
        self._stops: list[Callable[[], Awaitable[None]]] = []
        self._news = asyncio.Event()
        self._headcount = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen to the store, and take up where the class stands.

        Raises:
            StoreError: the store does not answer.
        """
        channels = {self.code: self._news.set, f"{self.code}:votes": self._wake_lecturer}
        try:
            for channel, heard in channels.items():
                self._stops.append(await self._store.listen(channel, heard))
            await self.take_up()
        except BaseException:
            await self.stop()
            raise
        self._tasks = [
            asyncio.create_task(self._follow_news()),
            asyncio.create_task(self._tell_headcount()),
        ]

    async def stop(self) -> None:
        """Listen no longer."""
        for task in self._tasks:
            task.cancel()
        stops, self._stops = self._stops, []
        for stop in stops:
            await stop()

    def add(self, listener: Listener) -> None:
        """Take a browser in."""
        self.listeners.add(listener)
        self._headcount.set()

    def remove(self, listener: Listener) -> None:
        """Let a browser go."""
        self.listeners.discard(listener)
        self._headcount.set()

    async def is_full(self) -> bool:
        """Tell whether no further student may follow."""
        return max(await self.here(), len(self.listeners)) >= MOST_FOLLOWERS

    async def here(self) -> int:
        """Count the students that are connected, in all processes."""
        told = await self._store.fields(f"class:{self.code}:here")
        now, heard = time.monotonic(), self._heard
        for process, value in told.items():  # no two machines have one clock: what counts is news
            if process not in heard or heard[process][0] != value:
                heard[process] = (value, now)
        fresh = [told[process] for process in told if now - heard[process][1] < _STALE]
        return sum(int(json.loads(value)[0]) for value in fresh)

    async def desk(self) -> bytes:
        """Pack what the lecturer sees: also how many are here and how many have voted what."""
        standing = self._standing
        poll = standing.poll if standing else None
        votes = await self._classes.votes(self.code, poll) if poll else ()
        more = {"here": await self.here(), "votes": votes if poll else None}
        return frame(standing, **more) if standing else b""

    async def _follow_news(self) -> None:
        while not self.ended:
            await self._news.wait()
            self._news.clear()
            try:
                await self.take_up()
            except StoreError:
                self._news.set()
                await asyncio.sleep(1)

    async def take_up(self) -> None:
        """Ask where the class stands, and wake everybody if it has moved; raise StoreError."""
        standing = await self._classes.standing(self.code)
        if standing is None:
            self.ended = True
        elif standing == self._standing:
            return
        else:
            self._standing, self.frame = standing, frame(standing)
        for listener in self.listeners:
            listener.wake.set()

    async def _tell_headcount(self) -> None:
        """Tell the other processes, now and then, how many are connected to this one."""
        while not self.ended:
            self._headcount.clear()
            count = sum(not listener.leads for listener in self.listeners)
            told = json.dumps([count, time.monotonic()]).encode()  # a beat is news
            try:
                await self._store.set_field(f"class:{self.code}:here", _PROCESS, told, _STALE)
                await self._store.nudge(f"{self.code}:votes")
                if any(listener.leads for listener in self.listeners):
                    await self._classes.keep(self.code)
            except StoreError:
                pass  # told again with the next beat
            await asyncio.sleep(COUNT_SECONDS * 2)
            try:
                async with asyncio.timeout(BEAT_SECONDS):
                    await self._headcount.wait()
            except TimeoutError:
                self._news.set()  # a nudge may have been lost

    def _wake_lecturer(self) -> None:
        for listener in self.listeners:
            if listener.leads:
                listener.wake.set()


class Hubs:
    """The hubs of this process, one for each class that somebody here is connected to."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self._hubs: dict[str, Hub] = {}
        self._giving_up: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def enter(self, code: str, listener: Listener) -> Hub:
        """Connect a browser to a class.

        Raises:
            RefusedError: the class is full, or this process is.
            StoreError: the store does not answer.
        """
        async with self._lock(code):
            hub = self._hubs.get(code)
            if hub is None or hub.ended:
                hub = Hub(code, self.classes)
                await hub.start()
                self._hubs[code] = hub
            else:
                await hub.take_up()  # a nudge may be on its way: who comes sees the newest at once
            try:
                await self._admit(hub, listener)
            except BaseException:
                self.leave(hub, listener)  # nobody may be left in a hub that was made for this
                raise
        return hub

    async def _admit(self, hub: Hub, listener: Listener) -> None:
        if sum(len(each.listeners) for each in self.all()) >= doorkeeper.room():
            raise RefusedError(503, doorkeeper.FULL)
        if not listener.leads and await hub.is_full():
            raise RefusedError(429, "This class is full.")
        hub.add(listener)

    def leave(self, hub: Hub, listener: Listener) -> None:
        """Disconnect a browser; a hub without any is given up, after the others were told."""
        hub.remove(listener)
        if not hub.listeners:
            task = asyncio.create_task(self._give_up(hub))
            self._giving_up.add(task)
            task.add_done_callback(self._giving_up.discard)

    async def _give_up(self, hub: Hub) -> None:
        await asyncio.sleep(COUNT_SECONDS * 3)
        async with self._lock(hub.code):
            if not hub.listeners:
                if self._hubs.get(hub.code) is hub:
                    del self._hubs[hub.code]
                await hub.stop()

    def _lock(self, code: str) -> asyncio.Lock:
        """Return the lock of one class: a store that is slow for it holds up no other."""
        return self._locks.setdefault(code, asyncio.Lock())

    def all(self) -> list[Hub]:
        """List the hubs."""
        return list(self._hubs.values())


def frame(standing: Standing, **more: Any) -> bytes:
    """Pack where a class stands as a server-sent event."""
    told = {
        "n": standing.n,
        "walk": standing.walk,
        "poll": standing.poll.told() if standing.poll else None,
        **more,
    }
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"data: {data}\n\n".encode()
