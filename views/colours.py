"""The palettes of the screen: one ramp for gates, one for memories, in light and in dark.

Every ramp is a list of explicit stops, equally spaced, mixed linearly in RGB bytes: the browser and
Python therefore draw the same colour for the same number.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

Theme = Literal["light", "dark"]
Ramp = Literal["gate", "memory"]

THEMES: tuple[Theme, ...] = ("light", "dark")


def _stops(*rows: str) -> tuple[str, ...]:
    return tuple(stop for row in rows for stop in row.split())


RAMPS: Mapping[Theme, Mapping[Ramp, tuple[str, ...]]] = {
    "light": {
        "gate": _stops("#F1F5F3 #D3E5DD #A3CDBD #66AE98", "#2F8B72 #116350 #05392E"),
        "memory": _stops(
            "#8A3A06 #B8560F #E38743 #F3C59E #EFEDE8", "#A9C8E6 #5794CC #1F64A8 #0B3B73"
        ),
    },
    "dark": {
        "gate": _stops("#1B2321 #1E3A33 #22594B #2F7D68", "#53A78D #8CD3BA #D3F8EA"),
        "memory": _stops(
            "#FFB765 #EE8C36 #B05C1B #5F371B #2A2D32", "#1C3F64 #2A6CAB #5CA4EC #9BCDFF"
        ),
    },
}
"""Gates run from 0 to 1; memories from their lowest value to their highest, 0 in the middle."""

DIFFERENCE: Mapping[Theme, tuple[str, ...]] = {
    "light": _stops("#4A1468 #7B3F98 #A97FC0 #D5BFE0 #EFEDE8", "#C9DDAF #8DB255 #527F1C #2C5206"),
    "dark": _stops("#E3B5FF #BC80E8 #8450AE #4C2F66 #2A2D32", "#35491F #5B8126 #8DBB45 #C6EC85"),
}
"""How much less (low end) or more (high end) than without a change: a ramp sent only with one."""


def colorscale(stops: Sequence[str]) -> list[list[float | str]]:
    """Return a ramp in the form Plotly takes: pairs of position in [0, 1] and colour."""
    return [[place / (len(stops) - 1), stop] for place, stop in enumerate(stops)]


def mix(stops: Sequence[str], place: float) -> str:
    """Return the colour at a place in [0, 1] of a ramp, "#RRGGBB"; places outside are clamped."""
    scaled = min(max(place, 0.0), 1.0) * (len(stops) - 1)
    low = min(int(scaled), len(stops) - 2)
    pairs = zip(_channels(stops[low]), _channels(stops[low + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * (scaled - low)):02X}" for a, b in pairs)


def ink(background: str) -> str:
    """Return white or pure black, whichever contrasts more with a background "#RRGGBB"."""
    luminance = _luminance(background)
    white, black = 1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05
    return "#FFFFFF" if white > black else "#000000"


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
