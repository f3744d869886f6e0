"""A walk as a file: JSON, CSV or NumPy's npz, with every quantity of every unit at every word."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from cells.readers import Reader
from cells.traces import Floats, Trace, counted
from cells.whole_files import whole

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula."""

_NPZ_CHARACTERS = 50_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Walk:
    """One reading with its verdict: `log_odds` (T,) is log P(pair[0]) - log P(pair[1]), in nats."""

    reader: Reader
    trace: Trace
    pair: tuple[str, str]
    log_odds: Floats


def walk(reader: Reader, text: str, pair: tuple[str, str]) -> Walk:
    """Read a text.

    Raises:
        ValueError: the text has no word or is too long, or the pair is not two single words.
    """
    trace = reader.read(text)
    return Walk(reader, trace, pair, reader.log_odds(trace, *pair))


def as_json(walk: Walk) -> str:
    """Return a walk as one JSON object; "quantities" holds {name: T lists of H numbers}."""
    data: dict[str, Any] = {
        "reader": walk.reader.name,
        "wiring": walk.trace.wiring.as_dict(),
        "words": walk.trace.words,
        "pair": walk.pair,
        "log_odds": _numbers(walk.log_odds),
        "quantities": {name: _numbers(walk.trace[name]) for name in walk.trace},
    }
    return json.dumps(data, allow_nan=False)


def _numbers(values: Floats) -> list[Any]:
    """Return float32 as the shortest decimals that read back as the same numbers."""
    flat = np.reshape([float(str(value)) for value in values.ravel()], values.shape)
    plain: list[Any] = flat.tolist()
    return plain


def write_csv(walk: Walk, to: IO[str]) -> None:
    """Write one line a word: step (from 1), word, log_odds, then update_0, update_1, ...

    A word that a spreadsheet would take for a formula has an apostrophe before it.
    """
    writer = csv.writer(to, lineterminator="\n")
    trace = walk.trace
    H = trace["cell"].shape[1]
    writer.writerow(["step", "word", "log_odds", *(f"{n}_{k}" for n in trace for k in range(H))])
    writer.writerows(_lines(walk))


def _lines(walk: Walk) -> Iterator[list[str]]:
    for t, word in enumerate(walk.trace.words):
        numbers = (str(value) for name in walk.trace for value in walk.trace[name][t])
        yield [str(t + 1), harmless(word), str(walk.log_odds[t]), *numbers]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_npz(walk: Walk, path: Path) -> None:
    """Write `words` (T,), `pair` (2,), `log_odds` (T,) and every quantity (T, H); no pickles.

    Raises:
        ValueError: NumPy, which gives every word the room of the longest, would need too much.
        OSError: the file cannot be written; nothing is left of it.
    """
    words = walk.trace.words
    longest = max(map(len, words))
    if longest * len(words) > _NPZ_CHARACTERS:
        raise ValueError(
            f"{counted(len(words), 'word')} of up to {longest:,} characters are too large for npz; "
            "write JSON instead."
        )
    arrays: dict[str, Any] = {name: walk.trace[name] for name in walk.trace}
    with whole(path) as part, part.open("wb") as file:
        np.savez_compressed(
            file, words=np.array(words), pair=np.array(walk.pair), log_odds=walk.log_odds, **arrays
        )
