"""What visitors upload: bounded for each of them, for all together, and in how many come at once.

Streamlit bounds the size of a file, and keeps as many as are sent; they lie in memory.
"""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

MINE, ALL = 250 * 2**20, 2 * 2**30
"""Bytes of uploads that a visit may hold, and that all of them may: a file has up to 100 MB."""

AT_ONCE = 4
"""Uploads that may be on their way at once, each of which is held twice meanwhile."""

LONGEST_SECONDS = 300.0
"""How long an upload may take: 100 MB by 3 megabits a second."""

_UPLOAD = re.compile(r".*/_stcore/upload_file/([^/]+)/[^/]+", re.DOTALL)

TOO_MANY = "You have uploaded as much as a visit may hold: take a file away, or reload the page."
FULL = "This server holds as many uploads as it has room for: try again later."
SLOW = "This file took too long to arrive: try again where the network is faster."
BUSY = "Many files are on their way: try again in a moment."


class Intake:
    """Middleware that refuses, in a sentence, what there is no room for."""

    def __init__(self, app: ASGIApp, seconds: float = LONGEST_SECONDS) -> None:
        self._app = app
        self._seconds = seconds
        self._coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        uploads = scope["type"] == "http" and scope["method"] == "PUT"
        found = _UPLOAD.fullmatch(scope["path"]) if uploads else None
        if found is None:
            await self._app(scope, receive, send)
        elif refused := self._refusal(found[1]):
            await refused(scope, receive, send)
        else:
            await self._take(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let an upload in for as long as one may take: a slow one keeps a place from others."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        self._coming += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, receive, noted)
        except TimeoutError:
            if not begun:
                await PlainTextResponse(SLOW, 408, {"Connection": "close"})(scope, receive, send)
        finally:
            self._coming -= 1

    def _refusal(self, visit: str) -> PlainTextResponse | None:
        if self._coming >= AT_ONCE:
            return PlainTextResponse(BUSY, 503, {"Retry-After": "2"})
        held = held_by_visit()
        if held.get(visit, 0) >= MINE:
            return PlainTextResponse(TOO_MANY, 413)
        return PlainTextResponse(FULL, 503) if sum(held.values()) >= ALL else None


def held_by_visit() -> Mapping[str, int]:
    """Return how many bytes of uploads are held, by visit."""
    if not runtime.exists():
        return {}
    storage: Mapping[str, Mapping[str, Any]] = getattr(
        runtime.get_instance().uploaded_file_mgr, "file_storage", {}
    )
    return {
        visit: sum(len(file.data) for file in [*files.values()])
        for visit, files in [*storage.items()]
    }
