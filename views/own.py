"""Readers that visitors train themselves: what they are called.

Such a name tells the wiring and a hash of the card, which holds a hash of the weights: whoever has
the file has the same name for it, and two readers of one name are one and the same.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from cells import Wiring
from cells.wirings import SWITCHES

_LETTERS = {True: "y", False: "n", "learned": "l", "tied": "t", "open": "o", "shut": "s"}
_NAME = re.compile(r"own-([a-z]{5})-([0-9a-f]{16})", re.ASCII)


def code(wiring: Wiring) -> str:
    """Return a wiring as five letters, one a switch in their order: "lltoy"."""
    return "".join(_LETTERS[getattr(wiring, switch)] for switch in SWITCHES)


def name(wiring: Wiring, card: Mapping[str, Any]) -> str:
    """Return what a visitor's reader is called in links: "own-lltoy-0123456789abcdef"."""
    written = json.dumps(card, sort_keys=True, ensure_ascii=False).encode()
    return f"own-{code(wiring)}-{hashlib.sha256(written).hexdigest()[:16]}"


def wiring(reader: str) -> Wiring | None:
    """Return the wiring that such a name tells, None for any other name."""
    found = _NAME.fullmatch(reader)
    return _BY_CODE.get(found[1]) if found else None


_BY_CODE: Mapping[str, Wiring] = {code(wiring): wiring for wiring in Wiring.every()}
