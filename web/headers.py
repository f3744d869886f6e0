"""The headers of every answer: what a page of ours may load, run and tell, and to whom.

Scripts come from this server, from blobs that a page has made itself, and from the inline script
of Streamlit's own page, known by its hash; nothing else runs, whatever markup should get in. Styles
may be inline, for Streamlit and Plotly write them so.
"""

import base64
import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAMES = "GATEWALK_FRAMES"
"""Variable of the environment that names the origins whose pages may show Gatewalk in a frame."""

_INDEX = Path(st.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ORIGIN = re.compile(r"https?://[a-z0-9*.-]+(:[0-9]+)?|'self'|'none'", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"[a-z0-9._-]+(:[0-9]+)?|\[[0-9a-f:.]+\](:[0-9]+)?", re.IGNORECASE | re.ASCII)

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # sentences are in the addresses
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), "
    "payment=(), usb=()",
}


class SafeHeaders:
    """Middleware that adds the headers to every answer; one that has a policy keeps its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", policy(host(scope)))
            await send(message)

        await self._app(scope, receive, with_headers)


def host(scope: Scope) -> str:
    """Return the host that a request names, "" where it names none or what can be none."""
    named = {value.decode("latin-1") for name, value in scope["headers"] if name == b"host"}
    found = named.pop() if len(named) == 1 else ""
    return found if _HOST.fullmatch(found) else ""


@lru_cache(maxsize=64)
def policy(host: str) -> str:
    """Return the Content-Security-Policy of our pages, asked for by the name of a host.

    Older browsers do not take a websocket to the same host for one to 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if host else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {' '.join(inline())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            f"connect-src 'self'{sockets}",
            "object-src 'none'",
            "frame-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {frames()}",
        )
    )


@lru_cache(maxsize=1)
def inline() -> tuple[str, ...]:
    """Return the hashes of the scripts that stand in Streamlit's page itself."""
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _INLINE.findall(_INDEX.read_text("utf-8"))
    )


def frames() -> str:
    """Return whose pages may show ours in a frame: our own alone, unless it is set otherwise."""
    asked = os.environ.get(FRAMES, "").split()
    return " ".join(each for each in asked if _ORIGIN.fullmatch(each)) or "'self'"
