"""A walk that stands alone: one HTML file with the stage, the trace and all they need inside.

It opens without a network and without Gatewalk. Whatever was typed stands in it as text or as data,
never as markup: JSON in which no character means anything to HTML, or escaped text.
"""

import base64
import html
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cells
from views.reading import Reading
from views.stage import compared, told, unpack

NARRATED = 4_000
"""Sentences of narration that a file holds at most: one a word, unit and pair, 400 bytes each."""

EXPLAINED = 260_000
"""Numbers of a gate, one a word, unit and pair, up to which a file explains the gates of all units.

That is four pairs of 2,000 words read by 32 units.
"""

_IMPORT = re.compile(r"""(?<=from )"\./([\w-]+\.js)"|(?<=import\()"\./([\w-]+\.js)"(?=\))""")
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_ALLOWED = (
    "default-src 'none'; script-src 'nonce-{}'; base-uri 'none'; "
    "form-action 'none'; style-src 'unsafe-inline' data:; font-src data:; img-src data: blob:"
)
"""What the file may load: what is in it, and nothing from any network.

Its own scripts alone run, and the modules that they import: they bear a number drawn for this file,
which nothing that was typed before can know.
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """What every file holds: the modules of the stage by name, Plotly, styles and fonts."""

    modules: Mapping[str, str]
    plotly: str
    styles: str
    fonts: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What one file shows.

    `message` is what the stage was sent; `readings` holds the same text by pair of words, so that
    the file can tell of other units and pairs; `view` is the step with the settings of the view;
    `home` is the address of the app it was taken from, "" where it has none worth telling.
    """

    message: bytes
    readings: Mapping[tuple[str, str], Reading]
    view: Mapping[str, str]
    home: str = ""


def page(parts: Parts, walk: Walk) -> str:
    """Return the file."""
    header, _ = unpack(walk.message)
    sentence = html.escape(_line(header["link"].get("sentence", " ".join(header["words"]))))
    nonce = secrets.token_urlsafe(18)
    title, by = html.escape(header["title"]), f"Gatewalk {cells.__version__}"
    shown = {
        "message": base64.b64encode(walk.message).decode(),
        "told": tales(walk.readings, header["unit"], tuple(header["pair"]) or ("", "")),
        "view": dict(walk.view),
        "home": walk.home,
    }
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_ALLOWED.format(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="{by}">
<meta name="description" content="“{sentence}”, read by {title}">
<title>{sentence} – {by}</title>
<style id="gw-fonts">{_inside_style(parts.fonts)}</style>
<style>{_inside_style(parts.styles)}</style>
</head>
<body class="gw-alone">
<header class="gw-head">
<p class="gw-brand">Gatewalk</p>
<p class="gw-sentence"><bdi>{sentence}</bdi></p>
<p class="gw-from">read by {title} · {by}<span class="gw-home"></span></p>
</header>
<main id="gw-stage"><p class="gw-waits">The walk appears here in a browser of 2024 or
newer, with JavaScript switched on.</p></main>
<script nonce="{nonce}">{_inside_script(parts.plotly)}</script>
<script type="importmap" nonce="{nonce}">{_json({"imports": imports(parts.modules)})}</script>
<script type="application/json" id="gw-walk">{_json(shown)}</script>
<script type="module" nonce="{nonce}">import "gatewalk/alone.js";</script>
</body>
</html>
"""


def _line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def imports(modules: Mapping[str, str]) -> dict[str, str]:
    """Return an import map that holds the modules themselves, each under a name of its own.

    Raises:
        ValueError: a module imports one that is not among them.
    """
    found = {name: _IMPORT.sub(_named, text) for name, text in modules.items()}
    for name, text in found.items():
        wanted = set(re.findall(r'"gatewalk/([^"]+)"', text)) - set(modules)
        if wanted or re.search(r'(from|import|import\() ?["\']\.', text):
            raise ValueError(f"{name} imports what is not there: {', '.join(sorted(wanted))}")
    return {
        f"gatewalk/{name}": "data:text/javascript;base64,"
        + base64.b64encode(text.encode()).decode()
        for name, text in found.items()
    }


def _named(match: re.Match[str]) -> str:
    return f'"gatewalk/{match[1] or match[2]}"'


def tales(
    readings: Mapping[tuple[str, str], Reading], unit: int, pair: tuple[str, str]
) -> dict[str, Any]:
    """Return what to say of every pair and unit; of long texts the narration of one alone.

    By pair: `of_pair` is what its header says otherwise, `units` a list with what it says of each
    unit. Where narration is left out, its list is empty.
    """
    sentences = sum(len(reading) * reading.units for reading in readings.values())
    few = sentences <= EXPLAINED

    def units(reading: Reading) -> list[dict[str, Any]]:
        return [
            told(
                reading,
                k,
                narrated=sentences <= NARRATED or (k == unit and reading.pair == pair),
                explained=few or k == unit,
            )
            for k in range(reading.units)
        ]

    return {
        "/".join(filter(None, each)): {"of_pair": compared(reading), "units": units(reading)}
        for each, reading in readings.items()
    }


def _json(data: Any) -> str:
    """Return JSON that is safe inside a script element, of ASCII characters only."""
    return json.dumps(data, separators=(",", ":")).translate(_UNSAFE)


def _inside_script(text: str) -> str:
    """Return JavaScript whose strings cannot end the script element."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _inside_style(text: str) -> str:
    return text.replace("</", "<\\/")
