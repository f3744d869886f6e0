"""The routes of a class: opened, joined, led and voted in by messages, followed by events.

Secrets and tokens come in a header or a body and never in an address, so that no log holds one.
There are no cookies; messages are JSON, which no page of another site may send. Events are pushed
as server-sent events: the newest state when someone connects and whenever it changes, comments
while it does not.
"""

import asyncio
import json
import signal
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from web import routes, store
from web.classes import Classes, RefusedError, normal
from web.hubs import BEAT_SECONDS, COUNT_SECONDS, Hub, Hubs, Listener
from web.store import Store, StoreError

LIVE, JOIN = "live", "c"
"""Where classes are served, and the short link that students type, relative to the root."""

LONGEST_MESSAGE = 40_000
"""Bytes of a message: a sentence of 4,000 characters in any script, and some surgery."""

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_EVENTS = {
    **_HEADERS,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",
}
_EXIT_SECONDS = 0.5

Answer = Callable[[Request], Awaitable[Response]]


def served(chosen: Callable[[], Store] = store.chosen) -> list[BaseRoute]:
    """Return the routes that `app.py` serves for classes, kept in the store that is chosen."""
    live, root = Live(chosen), f"{routes.prefix()}/{LIVE}"
    return [
        Route(f"{root}/open", _answered(live.open), methods=["POST"]),
        Route(f"{root}/{{code}}/join", _answered(live.join), methods=["POST"]),
        Route(f"{root}/{{code}}/lead", _answered(live.lead), methods=["POST"]),
        Route(f"{root}/{{code}}/vote", _answered(live.vote), methods=["POST"]),
        Route(f"{root}/{{code}}/events", _answered(live.events), methods=["GET"]),
        Route(f"{root}/{{code}}/desk", _answered(live.desk), methods=["GET"]),
        Route(f"{routes.prefix()}/{JOIN}/{{code}}", _answered(live.arrive), methods=["GET"]),
    ]


def _answered(answer: Answer) -> Answer:
    """Have what is refused answered by its sentence, and a store that is away by a calm one."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except RefusedError as refusal:
            return JSONResponse(refusal.told, refusal.status, _HEADERS)
        except StoreError as error:
            return JSONResponse({"wrong": str(error)}, 503, _HEADERS)

    return answered


class Live:
    """Answers the browsers of lecturers and students."""

    def __init__(self, chosen: Callable[[], Store]) -> None:
        self._chosen = chosen
        self._hubs: Hubs | None = None
        self._exit: asyncio.Task[None] | None = None

    @property
    def hubs(self) -> Hubs:
        """The hubs of this process; their store belongs to the loop that asks first."""
        if self._hubs is None:
            self._hubs = Hubs(Classes(self._chosen()))
        return self._hubs

    @property
    def classes(self) -> Classes:
        """The classes that are open."""
        return self.hubs.classes

    async def open(self, request: Request) -> Response:
        """Open a class: `{}` is answered by its code and the secret of whoever opened it."""
        await _message(request)
        code, secret = await self.classes.open(_address(request))
        return JSONResponse({"code": code, "secret": secret}, headers=_HEADERS)

    async def join(self, request: Request) -> Response:
        """Join a class: `{"token": ...}` or `{}` is answered by the code and a token."""
        code, message = _code(request), await _message(request)
        token = message.get("token", "")
        token = token if isinstance(token, str) else ""
        joined = await self.classes.join(code, token, _address(request))
        return JSONResponse({"code": code, "token": joined}, headers=_HEADERS)

    async def lead(self, request: Request) -> Response:
        """Take a message of the lecturer's."""
        code = _code(request)
        await self.classes.lecturer(code, _bearer(request), _address(request))
        n = await self.classes.lead(code, await _message(request))
        return JSONResponse({"n": n}, headers=_HEADERS)

    async def vote(self, request: Request) -> Response:
        """Take a student's vote: `{"poll": ..., "option": 0}`."""
        code = _code(request)
        voter = await self.classes.student(code, _bearer(request), _address(request))
        await self.classes.vote(code, voter, await _message(request))
        return Response(status_code=204, headers=_HEADERS)

    async def events(self, request: Request) -> Response:
        """Push what students see."""
        code = _code(request)
        await self.classes.student(code, _bearer(request), _address(request))
        return await self._stream(code, leads=False)

    async def desk(self, request: Request) -> Response:
        """Push what the lecturer sees."""
        code = _code(request)
        await self.classes.lecturer(code, _bearer(request), _address(request))
        await self.classes.keep(code)
        return await self._stream(code, leads=True)

    async def arrive(self, request: Request) -> Response:
        """Lead whoever follows the short link to the walk, where the lecturer stands by now."""
        code = normal(request.path_params["code"])
        root = f"{routes.prefix()}/"
        if code is None:
            return RedirectResponse(f"{root}class", 303, _HEADERS)
        try:
            standing = await self.classes.shown(code, _address(request))
        except (RefusedError, StoreError):
            standing = None  # the page that it leads to tells
        walk = dict(standing.walk or {}) if standing else {}
        walk.pop("covered", None)
        fields = {name: value for name, value in walk.items() if value != ""}
        return RedirectResponse(f"{root}?{urlencode({**fields, 'class': code})}", 303, _HEADERS)

    async def _stream(self, code: str, *, leads: bool) -> Response:
        listener = Listener(leads=leads)
        hub = await self.hubs.enter(code, listener)
        if self._exit is None:
            self._exit = asyncio.create_task(self._mind_exit())
        return _Stream(self.hubs, hub, listener)

    async def _mind_exit(self) -> None:
        """End all streams when the server stops: else it would wait for their browsers to leave."""
        while not _stopping():  # noqa: ASYNC110 (uvicorn has no event that tells of it)
            await asyncio.sleep(_EXIT_SECONDS)
        for hub in self.hubs.all():
            for listener in hub.listeners:
                listener.leave()
        await self.classes.store.close()


class _Stream(Response):
    """Server-sent events, until the browser leaves, the class ends or the server stops."""

    def __init__(self, hubs: Hubs, hub: Hub, listener: Listener) -> None:
        super().__init__(headers=_EVENTS)
        del self.headers["content-length"]
        self._hubs = hubs
        self._hub = hub
        self._listener = listener

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        ear = asyncio.create_task(self._hear(receive))
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        try:
            await send(start)
            await self._push(send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            ear.cancel()
            self._hubs.leave(self._hub, self._listener)

    async def _hear(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._listener.leave()

    async def _push(self, send: Send) -> None:
        hub, listener, last = self._hub, self._listener, b""
        while not listener.gone:
            listener.wake.clear()
            if hub.ended:
                await send(_chunk(b"event: end\ndata: {}\n\n"))
                return
            newest = await self._newest(last)
            if newest != last:
                await send(_chunk(newest))
                last = newest
            try:
                async with asyncio.timeout(BEAT_SECONDS):
                    await listener.wake.wait()
            except TimeoutError:
                await send(_chunk(b": still here\n\n"))
            if listener.leads:
                await asyncio.sleep(COUNT_SECONDS)

    async def _newest(self, last: bytes) -> bytes:
        if not self._listener.leads:
            return self._hub.frame
        try:
            return await self._hub.desk()
        except StoreError:
            return last  # told again with the next beat


def _chunk(body: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}


def _stopping() -> bool:
    """Tell whether the server was told to stop: it minds signals by a method of its own.

    That of SIGINT tells of both: SIGTERM is minded by us while it is drained.
    """
    server = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    return bool(getattr(server, "should_exit", False))


def _code(request: Request) -> str:
    code = normal(request.path_params["code"])
    if code is None:
        raise RefusedError(404, "A code has six letters and digits.")
    return code


def _bearer(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind != "Bearer" or not token or len(token) > 200:
        raise RefusedError(401, "Join the class first.")
    return token


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


async def _message(request: Request) -> Mapping[str, Any]:
    """Read the object that a request brings.

    Raises:
        RefusedError: it is too long, or no JSON object.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise RefusedError(415, "A message is JSON.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_MESSAGE:
            raise RefusedError(413, "This message is too long.")
    try:
        read = json.loads(body)
        json.dumps(read, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise RefusedError(422, "This is no JSON.") from None
    if not isinstance(read, dict):
        raise RefusedError(422, "A message is an object.")
    return read
