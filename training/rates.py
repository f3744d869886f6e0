"""`python -m training.rates`: what surgery on the number unit does to the verdicts of the story.

Its gate is forced open at a plural noun after a singular subject, or shut at the subject; or it is
silenced, and for comparison each of some other units. Where forget is learned, its gate is held
with the update gate: what is let in takes the place of what was kept.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

import cells
from cells import Clamp, Reader, Silence, shelf
from training.cases import Contrast
from training.held_out import nouns
from training.seeds import STORY

REPORT = shelf.SHELF / "surgery.json"

FRAMES = ("the {} near the {}", "the {} that the {} liked", "the {} which already saw the {}")
"""A subject, and a plural noun between it and the verb that is asked for."""

COUNT = 100
"""Sentences a frame, half of them with a singular subject; all nouns are held out of training.

The nouns between are the same for both halves: whoever knows nothing of the subject is right in
half of them.
"""

OTHERS = (3, 9, 15, 21, 27)
"""Units that are silenced for comparison; the number unit is left out of them."""

Margins = NDArray[np.float32]


def main() -> None:
    """Measure the readers of the story and write the report."""
    report = {name: rates(cells.load(name)) for name in STORY}
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def rates(reader: Reader) -> dict[str, Any]:
    """Return shares in [0, 1] to 4 digits, over as many sentences as `sentences` says.

    `right` is the share of right verdicts as the reader reads; `turned` the share of those on a
    singular subject that turn wrong when the gate is forced open; `shut`, `silenced` and
    `silenced_other` are of right verdicts again: half where the subject decides nothing.
    """
    unit = int(reader.card["carriers"]["number"])
    right, opened, shut, silenced = (
        np.concatenate([_margins(reader, frame, surgery) for frame in FRAMES])
        for surgery in (None, (unit, 1.0), (unit, 0.0), (unit, None))
    )
    singular = np.array([case.sign > 0 for frame in FRAMES for case in cases(frame)])
    others = [
        np.concatenate([_margins(reader, frame, (other, None)) for frame in FRAMES])
        for other in OTHERS
        if other != unit
    ]
    return {
        "sentences": len(right),
        "right": _share(right > 0),
        "turned": _share(opened[singular & (right > 0)] < 0),
        "shut": _share(shut > 0),
        "silenced": _share(silenced > 0),
        "silenced_other": _share(np.concatenate(others) > 0),
    }


def _share(which: NDArray[np.bool_]) -> float:
    return round(float(which.mean()), 4)


def _margins(reader: Reader, frame: str, done: tuple[int, float | None] | None) -> Margins:
    """Return log P(right) - log P(wrong) after every sentence of a frame, (COUNT,)."""
    found = cases(frame)
    cut = [] if done is None else _surgery(reader, frame, *done)
    return reader.prefer_many([(" ".join(c.words), c.right, c.wrong) for c in found], cut)


def _surgery(reader: Reader, frame: str, unit: int, value: float | None) -> list[Clamp | Silence]:
    """Force a unit open at the second noun or shut at the first; without a value, silence it."""
    if value is None:
        return [Silence([unit])]
    at = [place for place, word in enumerate(frame.split()) if word == "{}"][int(value)]
    forget = [Clamp("forget", [unit], [at], 1 - value)] if "forget" in reader.wiring.learned else []
    return [Clamp("update", [unit], [at], value), *forget]


@lru_cache(maxsize=len(FRAMES))
def cases(frame: str) -> Sequence[Contrast]:
    """Return the sentences of a frame up to the verb."""
    half = COUNT // 2
    between = nouns("NNS")[half : 2 * half]
    return tuple(
        _case(frame, subject, other, sign)
        for subjects, sign in ((nouns("NN"), 1), (nouns("NNS"), -1))
        for subject, other in zip(subjects[:half], between, strict=True)
    )


def _case(frame: str, subject: str, other: str, sign: int) -> Contrast:
    words = tuple(frame.format(subject, other).split())
    return Contrast(words, 1, sign, *(("was", "were") if sign > 0 else ("were", "was")))


if __name__ == "__main__":
    main()
