"""A class as it is seen from outside: its lecturer and its students, over real connections."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.events import Answer, connected, send

WALK = {
    "sentence": "the cat, which already ate the apples, was full",
    "reader": "gru",
    "pair": "was/were",
    "unit": "3",
    "cut": "update:8:0:open",
    "step": 4,
    "notation": "cho",
    "covered": True,
}
QUESTION = {
    "kind": "gate",
    "step": 4,
    "unit": 0,
    "text": "Does the gate open at “which”?",
    "options": ["opens", "stays shut"],
    "answer": 1,
    "why": "It stays shut.",
}
SECONDS = 20

Ports = tuple[int, int]


@dataclass
class Class:
    """A class that is open, seen from outside."""

    ports: Ports
    code: str
    secret: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def lead(self, *, token: str | None = None, **message: Any) -> Answer:
        body = {"n": next(self.numbers), **message}
        bearer = self.secret if token is None else token
        return await send(self.ports[0], "POST", f"/live/{self.code}/lead", body, token=bearer)

    async def join(self, token: str = "", *, port: int | None = None) -> str:
        body = {"token": token} if token else {}
        status, told = await send(port or self.ports[1], "POST", f"/live/{self.code}/join", body)
        assert status == 200
        return str(told["token"])

    async def vote(self, token: str, poll: str, option: Any) -> Answer:
        body = {"poll": poll, "option": option}
        return await send(self.ports[1], "POST", f"/live/{self.code}/vote", body, token=token)

    def follow(self, token: str, port: int | None = None) -> Any:
        return connected(port or self.ports[1], f"/live/{self.code}/events", token)

    def desk(self) -> Any:
        return connected(self.ports[0], f"/live/{self.code}/desk", self.secret)

    async def ask(self, **changes: Any) -> str:
        assert (await self.lead(ask={**QUESTION, **changes}))[0] == 200
        token = await self.join()
        async with self.follow(token) as stream:
            return str((await stream.next())["poll"]["id"])


@asynccontextmanager
async def opened(ports: Ports) -> AsyncIterator[Class]:
    status, told = await send(ports[0], "POST", "/live/open", {})
    assert status == 200
    room = Class(ports, told["code"], told["secret"])
    yield room
    await room.lead(end=True)


def run(test: Coroutine[None, None, None]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(SECONDS):
            await test

    asyncio.run(bounded())
