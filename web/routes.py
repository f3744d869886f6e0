"""The files the browser needs beside Streamlit's own: the stage and Plotly, served from here.

Every address holds a hash of the content, so that a browser may keep a file for ever and a deploy
is still never stale.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from web import fonts
from web.bundle import bundle

_STAGE = Path(__file__).parent.parent / "assets" / "stage"
PLOTLY, FONTS, STAGE = "plotly.min.js", "fonts.css", "gatewalk.js"
ENTRIES = ("stage", "duet", "curves", "visit")
"""What a page may mount of `STAGE`, each by its function `mount`."""

_PLOTLY = Path(plotly.__file__).parent / "package_data" / PLOTLY


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: its bytes, the same packed (Plotly alone is 5 MB), its version."""

    body: bytes
    packed: bytes
    version: str


def routes() -> list[BaseRoute]:
    """Return the routes that `app.py` serves beside Streamlit's."""
    return [Route(f"{prefix()}/assets/{{version}}/{{name}}", _serve)]


def prefix() -> str:
    """Return what stands before every path of the app: "" or, behind a proxy, "/its-folder"."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def address(name: str) -> str:
    """Return where a file is served, relative to the root of the app.

    Raises:
        KeyError: there is no such file.
    """
    return f"assets/{_assets()[name].version}/{name}"


@lru_cache(maxsize=1)
def texts() -> Mapping[str, str]:
    """Return the text of every module and style of the stage, of Plotly and the fonts, by name.

    They are read once: a deploy is a new process, and no path can lead elsewhere.
    """
    stage = {file.name: file.read_text("utf-8") for file in sorted(_STAGE.iterdir())}
    return stage | {PLOTLY: _PLOTLY.read_text("utf-8"), FONTS: fonts.css()}


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, Asset]:
    """Return what is served: the modules of the stage as one file, all else as it is."""
    modules = {name: text for name, text in texts().items() if name.endswith(".js")}
    plotly_js = modules.pop(PLOTLY)
    styles = {name: text for name, text in texts().items() if name.endswith(".css")}
    bodies = {**styles, PLOTLY: plotly_js, STAGE: bundle(modules, ENTRIES)}
    return {name: _asset(text.encode()) for name, text in bodies.items()}


def _asset(body: bytes) -> Asset:
    return Asset(body, gzip.compress(body), hashlib.sha256(body).hexdigest()[:16])


def _serve(request: Request) -> Response:
    name, version = request.path_params["name"], request.path_params["version"]
    if (asset := _assets().get(name)) is None:
        return Response("There is no such file.", status_code=404)
    headers = {
        "ETag": f'"{asset.version}"',
        "Vary": "Accept-Encoding",
        # A page left open over a deploy asks for an old address: serve it, but let nobody keep it.
        "Cache-Control": "public, max-age=31536000, immutable"
        if version == asset.version
        else "no-cache",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    kind = mimetypes.types_map.get(Path(name).suffix, "application/octet-stream")
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.body, media_type=kind, headers=headers)
    return Response(asset.packed, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})
