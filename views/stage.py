"""What the stage in the browser is sent for one reading: a JSON header and the trace as float32.

The message is: the header's length (uint32, little-endian), the header (UTF-8, packed by gzip: its
sentences repeat themselves), then the blocks the header lists, row by row (T, H), float32. At its
end it may be stamped with whose visit it is for.
"""

import gzip
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

import cells
from cells import Wiring
from cells.curves import Curves
from views import left_alone, torch_form
from views.bands import OPEN_ROW, Band, bands, figure, limits, rows, wired
from views.causes import Cause, causes
from views.colours import RAMPS
from views.conventions import conventions, quantities
from views.narration import Span, facts, name, narrate, verdict_from
from views.quiz import quiz
from views.reading import Floats, Reading
from views.story import aside, beats, meaning, refused, remark, tells_number, unit_of


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the stage is led: to a step (0-based), once for each `key`.

    What follows is `covered`, or the stage `plays` from there.
    """

    key: str
    step: int
    covered: bool = False
    plays: bool = False


_TALLEST = 2_400
"""How high a band of all units may be, in px."""

_BLOCKS = ("reset", "update", "forget", "output", "candidate", "cell", "hidden")


def pack(
    reading: Reading,
    *,
    unit: int | None = None,
    title: str = "",
    link: Mapping[str, str] | None = None,
    stand: Stand | None = None,
    ticket: str = "",
) -> bytes:
    """Return the message for one reading; `unit` None leaves the choice of the unit to its story.

    `link` holds what the URL is to say of it but for the step: steps live in the browser alone,
    and equal readings give equal messages, whatever the step. `stand` is where the stage is led;
    a `ticket` stands for what no link tells of, where a file is to be made of it.
    """
    pinned = unit_of(reading) if unit is None else unit
    quantities = [name for name in _BLOCKS if _is_needed(reading, name)]
    content = b"".join(
        np.ascontiguousarray(reading.trace[name], "<f4").tobytes() for name in quantities
    )
    header = _header(reading, pinned, title)
    header |= {"blocks": quantities, **left_alone.header(reading, quantities)}
    content += left_alone.content(reading, quantities)
    header["pinned_by_user"] = unit is not None
    header["link"] = dict(link or {})
    header |= {"stand": asdict(stand)} if stand else {}
    header |= {"ticket": ticket} if ticket else {}
    body = _dumped(header)
    key = hashlib.sha256(body + content).hexdigest()[:16]
    return _framed(body[:-1] + f',"key":"{key}"}}'.encode(), content)


def blank(link: Mapping[str, str]) -> bytes:
    """Return the message for a text that cannot be read: an empty stage, and a link still true."""
    return framed({"key": "", "link": dict(link), "words": [], "units": 0, "blocks": []}, b"")


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, Floats]]:
    """Return the header of a message and its blocks by name, each (T, H), as the browser does."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(gzip.decompress(message[4 : 4 + length]))
    floats = np.frombuffer(message, "<f4", offset=4 + length)
    shape = (len(header["blocks"]), len(header["words"]), header["units"])
    own = floats[: math.prod(shape)].reshape(shape)
    return header, dict(zip(header["blocks"], own, strict=True))


def stamped(message: bytes, visit: str, *, begun: bool) -> bytes:
    """Return a message with a visit's name (8 letters) and whether anything was chosen in it.

    A browser does not look twice at what it has had. So whatever is sent by a server that was
    started anew, and knows of no choice, is to be another message for the same reading.
    """
    return message + f"{visit:8}{'yes ' if begun else 'no  '}".encode()


def framed(header: dict[str, Any], content: bytes) -> bytes:
    """Return a message: the header packed, its length before it, and then the content."""
    return _framed(_dumped(header), content)


def _framed(body: bytes, content: bytes) -> bytes:
    packed = gzip.compress(body, compresslevel=1, mtime=0)
    return len(packed).to_bytes(4, "little") + packed + content


def _is_needed(reading: Reading, quantity: str) -> bool:
    """Send what is drawn; of a gate that is wired the header says to what."""
    return quantity in {band.quantity for band in bands(reading.trace.wiring)}


def _header(reading: Reading, unit: int, title: str) -> dict[str, Any]:
    return {
        **_of_cell(reading.trace.wiring, reading.trace.curves, reading.units, _opened(reading)),
        "reader": reading.reader,
        "title": title or reading.reader,
        "words": reading.words,
        "names": {word: name(word) for word in reading.words},
        "units": reading.units,
        "number_unit": reading.number_unit,
        "next_words": [[[w, _six(p)] for w, p in row] for row in reading.next_words],
        "remark": remark(reading),
        "figure": _figure(reading, unit),
        "carriers": [{**asdict(each), "label": each.label} for each in reading.carriers],
        "version": cells.__version__,
        "origin": reading.origin,
        **compared(reading),
        **told(reading, unit),
        **torch_form.header(reading.form, foresees=reading.foresees),
        **_part(reading),
    }


def _part(reading: Reading) -> dict[str, Any]:
    """Return what a header says of a part of a longer reading, and of a readout's rows."""
    asked: dict[str, Any] = {"asks": reading.asks} if reading.asks != "next" else {}
    if not reading.whole:
        return asked
    past = {name: reading.trace.began(name).tolist() for name in ("hidden", "cell")}
    return asked | {"first": reading.first, "whole": reading.whole, "past": past}


@lru_cache(maxsize=64)
def _of_cell(wiring: Wiring, curves: Curves, units: int, opened: int) -> Mapping[str, Any]:
    """Return what a header says of a cell, whatever it read: half of a header's work."""
    shown = bands(wiring, curves=curves)
    return {
        "wiring": wiring.as_dict(),
        "curves": curves.as_dict(),
        "quantities": quantities(),
        "conventions": conventions(wiring, curves),
        "bands": [_band(band) for band in shown],
        "wired": [{"quantity": band.quantity, "to": to} for band, to in wired(wiring)],
        "ramps": RAMPS,
        "layouts": [_rows(len(shown), units, row) for row in range(opened + 1)],
    }


def _opened(reading: Reading) -> int:
    """Return the height of a unit's row in px where all are open: less where there are many."""
    return max(1, min(OPEN_ROW, _TALLEST // reading.units))


def compared(reading: Reading) -> dict[str, Any]:
    """Return all that a header says of the pair of words alone; without a readout, nothing."""
    if not reading.foresees:
        return {}
    return {
        "pair": reading.pair,
        "log_odds": [round(float(v), 5) for v in reading.log_odds],
        "probabilities": [[_six(p) for p in row] for row in reading.probabilities],
        **left_alone.verdicts(reading),
    }


def told(
    reading: Reading, unit: int, *, narrated: bool = True, explained: bool = True
) -> dict[str, Any]:
    """Return all that a header says of one unit; without its narration, only the numbers.

    Where it is not `explained` either, what moved its gates and what it decides is left out.
    """
    steps = range(len(reading)) if narrated else ()
    moved = causes(reading, unit).items() if explained else ()
    return {
        "unit": unit,
        "aside": aside(reading, unit),
        "shares": _shares(reading, unit) if explained else [],
        "causes": {name: _cause(each) for name, each in moved},
        "beats": _beats(reading, unit),
        "twin": _twin(reading, unit),
        "narration": [_sentence(reading, unit, step) for step in steps],
        "quiz": _quiz(reading, unit) if narrated else {"key": "", "asked": []},
        "verdict_from": [verdict_from(facts(reading, unit, step)) for step in steps],
    }


def _shares(reading: Reading, unit: int) -> list[float]:
    """Return the share of the verdict that a unit decides; none where the readout reads others."""
    return [_six(share) for share in reading.share(unit)] if reading.weights.any() else []


def _six(value: float) -> float:
    return float(f"{value:.6g}")


def _band(band: Band) -> dict[str, Any]:
    return {
        "quantity": band.quantity,
        "ramp": band.ramp,
        "limits": limits(band),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "word": [_six(part) for part in cause.word],
        "memory": [_six(part) for part in cause.memory],
        "bias": _six(cause.bias)
        if isinstance(cause.bias, float)
        else [_six(part) for part in cause.bias],
        "weights": [_six(weight) for weight in cause.weights],
    }


def _beats(reading: Reading, unit: int) -> dict[str, Any]:
    found = beats(reading, unit)

    def said(step: int | None) -> str | None:
        return None if step is None else meaning(reading, unit, float(memory[step]))

    memory = reading.track("cell", unit)
    return {
        "write": found.write,
        "run": found.run,
        "turn": found.turn,
        "verdict": found.verdict,
        "refused": refused(reading, unit),
        "meaning": said(found.write),
        "overwritten": said(found.turn),
    }


def _sentence(reading: Reading, unit: int, step: int) -> list[list[str]]:
    return [_span(span) for span in narrate(facts(reading, unit, step))]


def _quiz(reading: Reading, unit: int) -> dict[str, Any]:
    """Return what is asked of a unit; the `key` tells these questions from those of others."""
    about = reading.reader, reading.words, reading.pair, unit, repr(reading.trace.surgery)
    return {
        "key": hashlib.sha256(repr(about).encode("utf-8", "replace")).hexdigest()[:10],
        "asked": [
            {
                **{name: getattr(each, name) for name in ("kind", "step", "reveals")},
                "ask": [_span(span) for span in each.ask],
                "options": each.options,
                "answer": each.answer,
                "why": [_span(span) for span in each.why],
            }
            for each in quiz(reading, unit)
        ],
    }


def _span(span: Span) -> list[str]:
    """Leave to the browser what it writes in one notation or another: symbols and numbers."""
    return ["", span.kind, span.quantity] if span.quantity else [span.text, span.kind]


_FIGURES: dict[tuple[Wiring, Curves, int], dict[str, Any]] = {}
"""Figures without values and words, by cell: one takes longer than a short reading."""

_MOST_FIGURES = 64


def _twin(reading: Reading, unit: int) -> dict[str, Any] | None:
    """Return what the unit remembers in the twin; None where there is no story of number."""
    twin = reading.twin
    if twin is None or not tells_number(reading):
        return None
    return {
        "start": twin.start(reading.trace, unit),
        "memory": [_six(float(value)) for value in twin.cell[:, unit]],
        "phrase": twin.phrase(),
        "sentence": twin.sentence(),
    }


def _figure(reading: Reading, unit: int) -> dict[str, Any]:
    """Return the figure as plain data without what the browser has already: values and words."""
    kind = reading.trace.wiring, reading.trace.curves, reading.units
    if (plain := _FIGURES.get(kind)) is None:
        if len(_FIGURES) >= _MOST_FIGURES:  # modules that people bring have any number of units
            _FIGURES.clear()
        plain = _FIGURES[kind] = _plain(reading, unit)
    return plain


def _plain(reading: Reading, unit: int) -> dict[str, Any]:
    plain: dict[str, Any] = figure(reading, unit).to_plotly_json()
    for number, heatmap in enumerate(plain["data"]):
        del heatmap["z"], heatmap["colorscale"], heatmap["hovertemplate"], heatmap["name"]
        heatmap["meta"] = {"band": number // 2, "part": "others" if number % 2 else "pinned"}
    plain["layout"].pop("template", None)
    for axis in plain["layout"].values():
        if isinstance(axis, dict):
            axis.pop("ticktext", None)
            axis.pop("tickvals", None)
    plain["layout"]["xaxis"].pop("range")
    return {"data": plain["data"], "layout": plain["layout"]}


def _rows(count: int, units: int, row: int) -> dict[str, Any]:
    """Return where the rows are, in px, and the figure's height."""
    placed, height = rows(count, units, row)
    return {"height": height, "rows": [asdict(each) for each in placed]}


def _dumped(header: dict[str, Any]) -> bytes:
    plain: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}
    written = json.dumps(header, allow_nan=False, **plain)  # no browser reads NaN or Infinity
    return written.encode("utf-8", "replace")
