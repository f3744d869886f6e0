"""The routes of classes alone, under a real uvicorn in a thread of its own."""

import asyncio
import threading
from collections.abc import Callable
from typing import Self

import uvicorn
from starlette.applications import Starlette

from deploy.processes import comes, free_port
from web import live
from web.store import Store

START_SECONDS = 20


class LiveServer:
    """A server on loopback whose classes lie in the store that is given; a context manager."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self.port = free_port()
        self._stores: list[Store] = []
        app = Starlette(routes=live.served(lambda: self._opened(store)))
        settings = uvicorn.Config(app, port=self.port, log_level="warning", access_log=False)
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        if not comes(lambda: self._server.started, START_SECONDS):
            raise RuntimeError("The server does not start.")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.force_exit = True
        self._server.should_exit = True
        self._thread.join(START_SECONDS)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        await self._server.serve()
        for store in self._stores:
            await store.close()

    def _opened(self, store: Callable[[], Store]) -> Store:
        self._stores.append(store())
        return self._stores[-1]
