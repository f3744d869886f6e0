"""Reports of long measurements, which lie beside the readers as JSON."""

import json
from functools import lru_cache
from typing import Any

from cells import shelf


@lru_cache(maxsize=16)
def report(name: str) -> dict[str, Any]:
    """Return what a report holds; nothing if the file is missing or damaged."""
    try:
        found = json.loads((shelf.SHELF / name).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
