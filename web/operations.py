"""For whoever runs the server: is it up, may visitors come, and its figures; its start and its end.

`/health` answers while the process does. `/ready` answers 200 once the readers are checked, and 503
before and while the server drains. `/metrics` has figures for Prometheus.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

import streamlit as st
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from web import garbage, metrics, readiness, routes
from web.patience import patience

_FRESH = {"Cache-Control": "no-store"}


def served() -> list[BaseRoute]:
    """Return the routes that `app.py` serves for whoever runs it."""
    prefix = routes.prefix()
    return [
        Route(f"{prefix}/health", _health),
        Route(f"{prefix}/ready", _ready),
        Route(f"{prefix}/metrics", _metrics),
    ]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up as soon as the server answers, and drain before it ends."""
    garbage.watch()
    _drain_on_sigterm(asyncio.get_running_loop())
    warming = asyncio.get_running_loop().run_in_executor(None, readiness.warm)
    yield
    await asyncio.wait([warming], timeout=1)


def _drain_on_sigterm(loop: asyncio.AbstractEventLoop) -> None:
    """Put the draining before what the server does on SIGTERM; a second SIGTERM ends it at once."""
    ends = signal.getsignal(signal.SIGTERM)
    if not callable(ends):
        return

    def end(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, ends)
        readiness.drain()
        if seconds := patience():
            loop.call_soon_threadsafe(loop.call_later, seconds, ends, number, frame)
        else:
            ends(number, frame)

    signal.signal(signal.SIGTERM, end)


async def _health(_: Request) -> Response:
    return JSONResponse({"health": "ok"}, headers=_FRESH)


async def _ready(_: Request) -> Response:
    ready = readiness.ready()
    return JSONResponse({"ready": ready}, 200 if ready else 503, _FRESH)


async def _metrics(_: Request) -> Response:
    return Response(metrics.text(), headers=_FRESH, media_type=CONTENT_TYPE_LATEST)
