"""The readout of a visitor's own module: what its rows are called, and what it says at each step.

With a vocabulary whose tokens they are, its rows are words, else they are classes by their number:
"class 3" is the fourth row, as torch counts labels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from torch import Tensor

from cells.output_layers import OutputLayer
from cells.vocabularies import TokenMap
from views.reading import NEXT_WORDS, Asks, Reading

SEEN: Mapping[str, str] = {" ": "␣", "\n": "⏎", "\t": "⇥"}
"""Characters that cannot be seen, and what is shown in their place."""

_CLASS = "class "
_PAIRS = (("was", "were"), ("is", "are"), ("has", "have"))
_LONGEST_NAME = 40


@dataclass(frozen=True, eq=False)
class Readout:
    """An output layer with the names of its rows: `words` by row, or None for classes."""

    layer: OutputLayer
    words: Mapping[int, str] | None = None
    both: bool = False

    @property
    def asks(self) -> Asks:
        """What its rows are: of a module that reads `both` ways no word comes next, it is here."""
        if self.words is None:
            return "class"
        return "word" if self.both else "next"

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The row of every name: made once, for there can be a million."""
        return {word: row for row, word in (self.words or {}).items()}

    def name(self, row: int) -> str:
        """Return what a row is called; one without a token by its number."""
        return (self.words or {}).get(row, f"{_CLASS}{row}")

    def row(self, name: str) -> int | None:
        """Return the row of a name, or of a bare number among classes; None for no row."""
        if (found := self.places.get(name, self.places.get(name.lower()))) is not None:
            return found
        number = name.removeprefix(_CLASS).strip()
        numbered = self.words is None or name.startswith(_CLASS)
        if not numbered or not number.isdecimal() or not number.isascii() or len(number) > 9:
            return None
        row = int(number)
        return row if row < self.layer.rows and row not in (self.words or {}) else None

    def pair(self, text: str) -> tuple[int, int]:
        """Return the two rows that a text such as "was/were" or "class 3/class 0" names.

        Raises:
            ValueError: it names no two of them.
        """
        parts = text.split("/")
        splits = [("/".join(parts[:at]), "/".join(parts[at:])) for at in range(1, len(parts))]
        for first, second in splits:  # a token may have a stroke in it
            if (one := self.row(first.strip())) is None:
                continue
            if (other := self.row(second.strip())) is not None and other != one:
                return one, other
        asked = text[: 2 * _LONGEST_NAME].replace("/", " : ")
        raise ValueError(
            f"“{asked}” does not name two rows of {self.layer.name}: type two "
            f"of its {self.layer.rows:,}, such as {self.name(0)} and {self.name(1)}."
        )


def named(layer: OutputLayer, vocabulary: TokenMap | None, *, both: bool) -> Readout:
    """Name the rows of an output layer: words, where the vocabulary has as many tokens."""
    if vocabulary is None or vocabulary.size != layer.rows:
        return Readout(layer, both=both)
    words = {row: SEEN.get(token, token) for token, row in vocabulary.places.items()}
    return Readout(layer, words, both)


def first_pair(readout: Readout, outputs: Tensor) -> tuple[int, int]:
    """Return the two rows to compare first: was and were, or those likeliest at the last step."""
    for words in _PAIRS if readout.words is not None else ():
        rows = [readout.row(word) for word in words]
        if rows[0] is not None and rows[1] is not None and rows[0] != rows[1]:
            return rows[0], rows[1]
    best = readout.layer.answers(outputs[-1:], [], 2).likeliest[0]
    return int(best[0]), int(best[1])


def answered(
    reading: Reading,
    readout: Readout,
    pair: tuple[int, int],
    outputs: Tensor,
    weights: np.ndarray | None,
    elsewhere: Tensor | None = None,
) -> Reading:
    """Return a reading with what a readout says after each of its steps.

    `outputs` (T, W) are what the module puts out there; `weights` (H,) what each unit shown adds
    to the log-odds, None where the readout does not read them; `elsewhere` (T, W') what the rest
    of the outputs adds, number by number.

    Raises:
        ValueError: a logit is beyond what float32 holds.
    """
    said = readout.layer.answers(outputs, pair, NEXT_WORDS)
    if not np.isfinite(said.probabilities).all():
        raise ValueError(
            f"What {readout.layer.name} makes of this is beyond what float32 holds: choose another "
            "readout, or none."
        )
    rows = zip(said.likeliest.tolist(), said.probabilities.tolist(), strict=True)
    return replace(
        reading,
        pair=(readout.name(pair[0]), readout.name(pair[1])),
        asks=readout.asks,
        log_odds=readout.layer.log_odds(outputs, *pair),
        probabilities=said.chosen.astype(np.float32),
        next_words=[[(readout.name(k), p) for k, p in zip(*row, strict=True)] for row in rows],
        weights=reading.weights if weights is None else weights.astype(np.float32),
        elsewhere=None if elsewhere is None else elsewhere.abs().sum(dim=1).numpy(),
    )
