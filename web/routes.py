"""The files the browser needs beside Streamlit's own: the stage and Plotly, served from here.

Every address holds a hash of the content, so that a browser may keep a file for ever and a deploy
is still never stale. The stage's modules share one hash, for they import each other by name.
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

_STAGE = Path(__file__).parent.parent / "assets" / "stage"
PLOTLY, FONTS = "plotly.min.js", "fonts.css"
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


def texts() -> dict[str, str]:
    """Return the text of every file that is served, by name."""
    return {name: asset.body.decode("utf-8") for name, asset in _assets().items()}


@lru_cache(maxsize=1)
def _assets() -> Mapping[str, Asset]:
    """Read the files once: a deploy is a new process, and no path can lead elsewhere."""
    stage = {file.name: file.read_bytes() for file in sorted(_STAGE.iterdir())}
    plotly_js = _PLOTLY.read_bytes()
    versions = dict.fromkeys(stage, _hash(*stage.values())) | {_PLOTLY.name: _hash(plotly_js)}
    font_css = fonts.css().encode()
    versions[FONTS] = _hash(font_css)
    bodies = stage | {_PLOTLY.name: plotly_js, FONTS: font_css}
    return {name: Asset(body, gzip.compress(body), versions[name]) for name, body in bodies.items()}


def _hash(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:16]


def _serve(request: Request) -> Response:
    name, version = request.path_params["name"], request.path_params["version"]
    if (asset := _assets().get(name)) is None:
        return Response("There is no such file.", status_code=404)
    headers = {
        "ETag": f'"{asset.version}"',
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
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
