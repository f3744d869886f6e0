"""Who is let in: requests that name this server, from its own pages, as many as it has room for.

A page of another site can have a visitor's browser send requests here: by its own name (they are
told by `Origin`), or under a name that it makes to point here (they are told by `Host`). What is
refused is told in a sentence; the log holds neither names nor addresses.
"""

import os
import socket
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web import calm, headers

SETTING, MOST = "GATEWALK_VISITORS", 1_000
"""Variable of the environment that says how many tabs may be open at once, and how many else."""

LONGEST = 49_152
"""Bytes of the longest address that is answered: a sentence of 4,000 signs of four bytes each."""

STRANGE_NAME = (
    "This server is not told that it is called what its address here says. Whoever runs it starts "
    "it with --server.allowedHosts and that name."
)
STRANGE_PAGE = "This was asked for by a page of another site, and is not done."
TOO_LONG = (
    "This link is too long to be followed. Open the walk, and type or paste its sentence there."
)
FULL = (
    "As many people are here as this server has room for. This page tries again by itself, every "
    "half minute."
)
_WAY = "Open the walk"
_AGAIN = 30
_OPEN = frozenset({"localhost"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Doorkeeper:
    """Middleware that answers, in a sentence, whoever is not let in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it in."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif refused := self._refusal(scope):
            await _answer(scope, receive, send, refused)
        elif scope["type"] == "websocket":
            self._inside += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._inside -= 1
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return what is answered instead; None where the request is let in."""
        asked = HTTPConnection(scope)
        if not known(headers.host(scope)):
            return _page(STRANGE_NAME, 421)
        if _acts(scope) and not _own(asked):
            return PlainTextResponse(STRANGE_PAGE, 403)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
            return _page(TOO_LONG, 414, _WAY)
        if self._inside >= room() and _enters(scope, asked):
            return _page(FULL, 503, again=_AGAIN)
        return None


def _page(said: str, status: int, way: str = "", *, again: int = 0) -> Response:
    retry = {"Retry-After": str(again)} if again else {}
    return HTMLResponse(calm.page(said, way, again=again), status, calm.HEADERS | retry)


async def _answer(scope: Scope, receive: Receive, send: Send, refused: Response) -> None:
    if scope["type"] == "websocket":  # closed before it is accepted: an answer of 403
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await refused(scope, receive, send)


def _acts(scope: Scope) -> bool:
    """Tell whether a request may change anything: only those come with the page they come from."""
    return scope["type"] == "websocket" or scope["method"] not in _SAFE


def _own(asked: HTTPConnection) -> bool:
    """Tell whether a request comes from a page of ours, or from no page at all."""
    origin = asked.headers.get("origin")
    if origin is None:
        return True
    allowed = {each.strip() for each in st.get_option("server.corsAllowedOrigins")}
    return origin in allowed or origin.partition("://")[2] == asked.headers.get("host")


def _enters(scope: Scope, asked: HTTPConnection) -> bool:
    """Tell whether a request would bring another visitor: a websocket, or a page to begin with."""
    return scope["type"] == "websocket" or "text/html" in asked.headers.get("accept", "")


def known(named: str) -> bool:
    """Tell whether this server may go by the name in a request.

    Numbers, the machine's own names, and names of one word or of the local network are safe: nobody
    else can make them point here. All others are those of the setting `server.allowedHosts`.
    """
    try:
        name = (urlsplit(f"//{named}").hostname or "").rstrip(".")
    except ValueError:  # brackets, and no address of IPv6 in them
        return False
    listed = [each.strip().lower().rstrip(".") for each in st.get_option("server.allowedHosts")]
    return bool(name) and (
        _is_number(name)
        or "." not in name
        or name.endswith((".local", ".localhost", ".internal", ".home.arpa"))
        or any(_fits(name, each) for each in listed)
        or name in _own_names()
    )


def _fits(name: str, listed: str) -> bool:
    """Tell whether a name is one of a list's: itself, "*", or "*.example" for what ends so."""
    return listed in ("*", name) or (listed.startswith("*.") and name.endswith(listed[1:]))


def _is_number(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _own_names() -> frozenset[str]:
    return _OPEN | {socket.gethostname().lower(), socket.getfqdn().lower()}


def room() -> int:
    """Return how many tabs may be open at once."""
    asked = os.environ.get(SETTING, "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else MOST
