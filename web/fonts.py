"""The fonts of the stage as one style sheet with the fonts inside, for files that leave the app.

They are those that Streamlit ships; one that a later Streamlit lacks is left out, and what is drawn
falls back on the fonts of the machine that shows it.
"""

import base64
from pathlib import Path

import streamlit as st

_MEDIA = Path(st.__file__).parent / "static" / "static" / "media"
_FACES = (
    ("Source Sans", "SourceSansVF-Upright*.woff2", "100 900", "normal"),
    ("KaTeX_Main", "KaTeX_Main-Regular*.woff2", "400", "normal"),
    ("KaTeX_Math", "KaTeX_Math-Italic*.woff2", "400", "italic"),
)
"""Family, name of the file, weights and style."""


def css() -> str:
    """Return the style sheet."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f"src: url(data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()}) "
        'format("woff2"); }'
        for family, pattern, weight, style in _FACES
        for file in sorted(_MEDIA.glob(pattern))[:1]
    )
