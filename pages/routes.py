"""The files the browser needs beside Streamlit's own: the stage and Plotly, served from here.

Every address holds a hash of its content, so that a browser may keep a file for ever and a deploy
is still never stale. The stage's modules share one hash, for they import each other by name.
"""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Final

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

STAGE: Final = Path(__file__).parent.parent / "assets" / "stage"
PLOTLY: Final = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


def routes() -> list[BaseRoute]:
    """Return the routes that `app.py` serves beside Streamlit's."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"{'/' + base if base else ''}/assets/{{version}}/{{name}}", _serve)]


def address(name: str) -> str:
    """Return where a file is served, relative to the app's root."""
    return f"assets/{_version(_file(name))}/{name}"


def _serve(request: Request) -> Response:
    name, version = request.path_params["name"], request.path_params["version"]
    try:
        file = _file(name)
    except FileNotFoundError:
        return Response("There is no such file.", status_code=404)
    current = _version(file)
    headers = {"ETag": f'"{current}"', "Vary": "Accept-Encoding"}
    # An old address may come from a page left open over a deploy: serve it, but let nobody keep it.
    headers |= _FOR_EVER if version == current else {"Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    body, packed = _content(file, "gzip" in request.headers.get("accept-encoding", ""))
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=mimetypes.guess_type(name)[0], headers=headers)


def _file(name: str) -> Path:
    """Return the file of a name, looked up among the few there are: no path can lead elsewhere."""
    if name == PLOTLY.name:
        return PLOTLY
    found = [file for file in STAGE.iterdir() if file.name == name and file.suffix in (".js", ".css")]
    if not found:
        raise FileNotFoundError(name)
    return found[0]


def _version(file: Path) -> str:
    files = [file] if file == PLOTLY else sorted(STAGE.glob("*.*"))
    return _hash(tuple((each, each.stat().st_mtime_ns) for each in files))


@lru_cache(maxsize=8)
def _hash(files: tuple[tuple[Path, int], ...]) -> str:
    digest = hashlib.sha256()
    for file, _ in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _content(file: Path, packed: bool) -> tuple[bytes, bool]:
    return _read(file, file.stat().st_mtime_ns, packed), packed


@lru_cache(maxsize=64)
def _read(file: Path, changed: int, packed: bool) -> bytes:
    """Return a file's bytes, packed once and kept: Plotly alone is almost 5 MB."""
    content = file.read_bytes()
    return gzip.compress(content, 6) if packed else content
