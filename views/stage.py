"""What the stage in the browser is sent for one reading: a JSON header and the trace as float32.

The message is: the header's length (uint32, little-endian), the header (UTF-8, padded with spaces
to a multiple of four bytes), then the blocks the header lists, row by row (T, H), float32.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

import cells
from views.bands import OPEN_ROW, Band, bands, figure, limits, rows, wired
from views.colours import RAMPS
from views.latex import equations
from views.narration import facts, narrate
from views.reading import Floats, Reading
from views.story import aside, beats, meaning, refused, remark, unit_of

_BLOCKS = ("reset", "update", "forget", "output", "candidate", "cell", "hidden")


def pack(
    reading: Reading,
    *,
    unit: int | None = None,
    title: str = "",
    link: Mapping[str, str] | None = None,
) -> bytes:
    """Return the message for one reading; `unit` None leaves the choice of the unit to its story.

    `link` holds what the URL is to say of it but for the step: steps live in the browser alone,
    and equal readings give equal messages, whatever the step.
    """
    pinned = unit_of(reading) if unit is None else unit
    quantities = [name for name in _BLOCKS if _is_needed(reading, name)]
    content = b"".join(
        np.ascontiguousarray(reading.trace[name], "<f4").tobytes() for name in quantities
    )
    header = _header(reading, pinned, title)
    header["blocks"] = quantities
    header["pinned_by_user"] = unit is not None
    header["link"] = dict(link or {})
    key = hashlib.sha256(_dump(header) + content).hexdigest()[:16]
    return _frame({**header, "key": key}, content)


def blank(link: Mapping[str, str]) -> bytes:
    """Return the message for a text that cannot be read: an empty stage, and a link still true."""
    return _frame({"key": "", "link": dict(link), "words": [], "units": 0, "blocks": []}, b"")


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, Floats]]:
    """Return the header of a message and its blocks by name, each (T, H), as the browser does."""
    length = int.from_bytes(message[:4], "little")
    header = json.loads(message[4 : 4 + length])
    floats = np.frombuffer(message, "<f4", offset=4 + length)
    shape = (len(header["blocks"]), len(header["words"]), header["units"])
    return header, dict(zip(header["blocks"], floats.reshape(shape), strict=True))


def _frame(header: dict[str, Any], content: bytes) -> bytes:
    text = _dump(header)
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + content


def _is_needed(reading: Reading, quantity: str) -> bool:
    """Send what is drawn; a gate that is wired to a constant says so in the header."""
    drawn = {band.quantity for band in bands(reading.trace.wiring)}
    return quantity in drawn or quantity in ("update", "forget")


def _header(reading: Reading, unit: int, title: str) -> dict[str, Any]:
    shown = bands(reading.trace.wiring)
    return {
        "reader": reading.reader,
        "title": title or reading.reader,
        "words": reading.words,
        "units": reading.units,
        "wiring": reading.trace.wiring.as_dict(),
        "number_unit": reading.number_unit,
        "next_words": [[[w, _six(p)] for w, p in row] for row in reading.next_words],
        "equations": {e.quantity: e.latex for e in equations(reading.trace.wiring)},
        "bands": [_band(band) for band in shown],
        "wired": [{**_band(band), "to": to} for band, to in wired(reading.trace.wiring)],
        "remark": remark(reading),
        "ramps": RAMPS,
        "figure": _figure(reading, unit),
        "layouts": [_rows(len(shown), reading.units, row) for row in range(OPEN_ROW + 1)],
        "version": cells.__version__,
        "origin": reading.origin,
        **compared(reading),
        **told(reading, unit),
    }


def compared(reading: Reading) -> dict[str, Any]:
    """Return all that a header says of the pair of words alone."""
    return {
        "pair": reading.pair,
        "log_odds": [round(float(v), 5) for v in reading.log_odds],
        "probabilities": [[_six(p) for p in row] for row in reading.probabilities],
    }


def told(reading: Reading, unit: int, *, narrated: bool = True) -> dict[str, Any]:
    """Return all that a header says of one unit; without its narration, only the numbers."""
    steps = range(len(reading)) if narrated else ()
    return {
        "unit": unit,
        "aside": aside(reading, unit),
        "shares": [_six(share) for share in reading.share(unit)],
        "beats": _beats(reading, unit),
        "narration": [_sentence(reading, unit, step) for step in steps],
    }


def _six(value: float) -> float:
    return float(f"{value:.6g}")


def _band(band: Band) -> dict[str, Any]:
    return {
        "quantity": band.quantity,
        "title": band.title,
        "meaning": band.meaning,
        "symbol": band.symbol,
        "ramp": band.ramp,
        "limits": limits(band),
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
    return [[span.text, span.kind] for span in narrate(facts(reading, unit, step))]


def _figure(reading: Reading, unit: int) -> dict[str, Any]:
    """Return the figure as plain data without what the browser has already: values and words."""
    plain: dict[str, Any] = figure(reading, unit).to_plotly_json()
    for number, heatmap in enumerate(plain["data"]):
        del heatmap["z"]
        heatmap["meta"] = {"band": number // 2, "part": "others" if number % 2 else "pinned"}
    plain["layout"].pop("template", None)
    for axis in plain["layout"].values():
        if isinstance(axis, dict):
            axis.pop("ticktext", None)
            axis.pop("tickvals", None)
    return {"data": plain["data"], "layout": plain["layout"]}


def _rows(count: int, units: int, row: int) -> dict[str, Any]:
    """Return where the rows are, in px, and the figure's height."""
    placed, height = rows(count, units, row)
    return {"height": height, "rows": [asdict(each) for each in placed]}


def _dump(header: dict[str, Any]) -> bytes:
    return json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
