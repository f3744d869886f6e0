"""What is taken away and needs Python: the file that holds a whole walk, and QR codes of links."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import segno
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

import cells
from cells import tokenize
from views import alone, cuts, own, presets
from views.reading import Reading, read, window
from views.stage import pack
from web import own_page, routes, state, studio

PAGE, QR = "take-away/walk.html", "take-away/qr.svg"
"""Where they are served, relative to the root of the app."""

LONGEST_QR = 1_500
"""Characters of a link that a QR code still shows large enough for a room."""

_LONGEST_BODY = 1_000_000
_LONGEST_HOME = 500
_MOST_FIELDS = 20
_VIEW = ("step", "notation", "theme", "hide", "screen", "bands")
_PAIRS = (("was", "were"), ("is", "are"), ("has", "have"))
_PAGE_CSS = Path(__file__).parents[1] / "assets" / "page.css"
_MOST_WAITING = 30
_FRESH = {"Cache-Control": "no-store"}


def served() -> list[BaseRoute]:
    """Return the routes that `app.py` serves for what is taken away."""
    prefix = routes.prefix()
    return [
        Route(f"{prefix}/{PAGE}", _serve_page, methods=["POST"]),
        Route(f"{prefix}/{QR}", _serve_qr, methods=["GET"]),
    ]


async def _serve_page(request: Request) -> Response:
    """Answer a form with the fields of a link by the file of that walk, never shown in place."""
    body = await _bounded(request.stream())
    if body is None:
        return Response("This walk is too long to be taken away.", 413, _FRESH, "text/plain")
    if (fields := _fields(body)) is None:
        return Response("This is no form of a link.", 422, _FRESH, "text/plain")
    if _limit().statistics().tasks_waiting >= _MOST_WAITING:
        return Response("Many files are being made: try again soon.", 503, _FRESH, "text/plain")
    try:
        text = await to_thread.run_sync(_file, fields, limiter=_limit())
    except ValueError as error:
        return Response(str(error), 422, _FRESH, "text/plain")
    headers = {**_FRESH, "Content-Disposition": 'attachment; filename="gatewalk.html"'}
    return Response(text, headers=headers, media_type="text/html")


async def _bounded(chunks: AsyncIterator[bytes]) -> bytes | None:
    body = b""
    async for chunk in chunks:
        body += chunk
        if len(body) > _LONGEST_BODY:
            return None
    return body


def _fields(body: bytes) -> dict[str, str] | None:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _limit() -> CapacityLimiter:
    """Make one file at a time: each takes a second of a core, and walks go on meanwhile."""
    return CapacityLimiter(1)


def _file(fields: dict[str, str]) -> str:
    if (shown := fields.get("ticket")) is not None:
        view = {name: fields[name] for name in _VIEW if name in fields}
        return own_page.page(_parts(), shown, view)
    return alone.page(_parts(), taken(fields))


def taken(fields: dict[str, str]) -> alone.Walk:
    """Read the fields of a link, mended as those of any link, into what a file shows.

    Raises:
        ValueError: the sentence cannot be read.
    """
    reader = _reader(fields)
    walk, _ = state.parse({**fields, "reader": reader.name}, (reader.name,))
    if walk.unit is not None and walk.unit >= reader.units_count:
        walk = replace(walk, unit=None)
    words = len(tokenize(window(walk.sentence).text))
    surgery, _ = cuts.fitting(walk.surgery, reader.wiring, words, reader.units_count)
    walk = replace(walk, surgery=surgery)
    readings: dict[tuple[str, str], Reading] = {
        pair: read(reader, walk.sentence, pair, surgery)
        for pair in dict.fromkeys((walk.pair, *_PAIRS))
    }
    message = pack(
        readings[walk.pair], unit=walk.unit, title=presets.title(walk.reader), link=walk.link()
    )
    view = {name: fields[name] for name in _VIEW if name in fields}
    return alone.Walk(message, readings, view, home(fields.get("home", "")))


def _reader(fields: dict[str, str]) -> cells.Reader:
    """Return the reader that is asked for; one of a visitor's own, to whoever has seen its weights.

    Raises:
        ValueError: that reader is gone, or not this visitor's.
    """
    name = fields.get("reader", "")
    if own.wiring(name) is None:
        return cells.load(state.parse(fields, cells.names())[0].reader)
    if (mine := studio.known(name, fields.get("sha256", ""))) is None:
        raise ValueError("This reader was trained in another session, and is not here any more.")
    return mine


def home(address: str) -> str:
    """Return the address of an app if it is one that a link may lead to, else ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    known = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    safe = known and len(address) <= _LONGEST_HOME
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if safe else ""


@lru_cache(maxsize=1)
def _parts() -> alone.Parts:
    text = routes.texts()
    return alone.Parts(
        modules={n: text[n] for n in text if n.endswith(".js") and n != routes.PLOTLY},
        plotly=text[routes.PLOTLY],
        styles=_PAGE_CSS.read_text("utf-8")
        + text["stage.css"]
        + text["take.css"]
        + text["surgery.css"]
        + text["alone.css"],
        fonts=text[routes.FONTS],
    )


def _serve_qr(request: Request) -> Response:
    link = request.query_params.get("link", "")
    if len(link) > LONGEST_QR or not link.startswith(("http://", "https://")):
        return Response("A QR code is made of a link of at most 1,500 characters.", 400, _FRESH)
    return Response(code(link), headers=_FRESH, media_type="image/svg+xml")


def code(link: str) -> bytes:
    """Return the QR code of a link as SVG, dark on white whatever the theme: cameras expect it."""
    drawn = io.BytesIO()
    made = segno.make(link, error="l", micro=False)
    made.save(drawn, kind="svg", dark="#000", light="#fff", border=4, omitsize=True, nl=False)
    return drawn.getvalue()
