"""The twin of a sentence: one noun of it in its other number, read by the same reader.

Which noun is left to the reader: of all whose other number can be spelled, it is the one that turns
the verdict between "was" and "were" after the most words. A second reading, nothing else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from cells import Reader, Trace
from cells.embedding import spelling
from cells.fast import Run, run
from views.plurals import plurals, singulars

LONGEST, MOST = 300, 12
"""Words of a sentence, and nouns of it, up to which a twin is looked for: reading takes time."""

APART = 0.1
"""From this difference of a memory on the twin's has a line of its own."""

_TO_PLURAL = {"this": "these", "that": "those", "a": "some", "an": "some", "one": "two"}
_TO_SINGULAR = {"these": "this", "those": "that", "two": "one"}
_SINGULAR_ONLY = frozenset(("each", "every", "another", "either", "neither"))
_PLURAL_ONLY = frozenset(("three", "many", "several", "few", "both", "all", "most", "half"))
_NUMERAL, _BETWEEN = "CD", ("JJ", "RB", "NN", "VBN", "VED", "VBG")
_POSSESSIVE = frozenset(("'s", "'", "’s", "’"))
_SPELLED = re.compile("[a-z]{3,40}")

Number = Literal["singular", "plural"]
Change = Mapping[int, str]
"""Words of a sentence by the step (0-based) at which they take another's place."""


@dataclass(frozen=True, eq=False, slots=True)
class Twin:
    """T words with a noun of the other number: which one (0-based), and their memory (T, H)."""

    words: tuple[str, ...]
    noun: int
    cell: NDArray[np.float32]

    def start(self, trace: Trace, unit: int) -> int | None:
        """Return the first step at which a unit remembers something else, None if it never does."""
        apart = np.abs(self.cell[:, unit] - trace["cell"][:, unit]) >= APART
        return int(apart.argmax()) if apart.any() else None

    def phrase(self) -> str:
        """Return the noun with the two words before it: "the cats …"."""
        start, end = max(self.noun - 2, 0), self.noun + 1
        start -= start > 0 and self.words[start] in _POSSESSIVE
        before, after = "… " * (start > 0), " …" * (end < len(self.words))
        return f"{before}{joined(self.words[start:end])}{after}"

    def sentence(self) -> str:
        """Return the whole sentence as people write it."""
        return joined(self.words)


@torch.no_grad()
def twin(reader: Reader, trace: Trace) -> Twin | None:
    """Return a sentence's twin; None where no noun's other number turns the verdict anywhere."""
    if len(trace) > LONGEST:
        return None
    changes = list(islice(_changes(reader, trace.words), MOST))
    if not changes:
        return None
    sentences = [tuple(c.get(i, word) for i, word in enumerate(trace.words)) for c in changes]
    vectors = reader.embedding([word for each in sentences for word in each])
    read = run(reader.cell, vectors.unflatten(0, (len(sentences), -1)).transpose(0, 1))
    turned = _turned(reader, trace, read)
    best = int(turned.argmax())
    if not turned[best]:
        return None
    return Twin(sentences[best], max(changes[best]), read.cell[:, best].numpy())


def _turned(reader: Reader, trace: Trace, read: Run) -> NDArray[np.int64]:
    """Return after how many words each reading of the batch prefers the other verb, (B,)."""
    (was, bias_was), (were, bias_were) = (reader.readout.row(word) for word in ("was", "were"))
    odds = read.hidden @ (was - were) + (bias_was - bias_were)  # (T, B)
    first = torch.from_numpy(reader.log_odds(trace, "was", "were").copy())
    return np.asarray(((odds > 0) != (first > 0)[:, None]).sum(dim=0).numpy())


def _changes(reader: Reader, words: Sequence[str]) -> Iterator[Change]:
    """Yield, noun by noun, what must be changed for its other number."""
    known = [spelling(word) for word in words]
    for step, noun in enumerate(known):
        number = number_of(reader, noun)
        owns = step + 1 < len(known) and known[step + 1] in _POSSESSIVE
        if number is None or owns:
            continue
        other = other_number(reader, noun, number)
        determiner = _determiner(reader, known[:step], number)
        if other is not None and determiner is not None:
            changed = {**determiner, step: other}
            yield {at: _cased(word, words[at]) for at, word in changed.items()}


def number_of(reader: Reader, word: str) -> Number | None:
    """Return the number of a noun as the reader's vocabulary knows it; of other words, a guess."""
    vocabulary = reader.readout.vocabulary
    if word in vocabulary.places:
        return _NUMBERS.get(_class(reader, word))
    if not _SPELLED.fullmatch(word):
        return None
    guess = reader.readout.guess(word)
    for kind, number in _NUMBERS.items():
        places = [k for k, name in enumerate(vocabulary.classes) if _kind(name) == kind]
        if float(guess[places].sum()) > 0.5:
            return number
    return None


_NUMBERS: Mapping[str, Number] = {"NN": "singular", "NNS": "plural"}


def _kind(name: str) -> str:
    """Return what kind of word a class of the vocabulary is: "NN" of "NN_food|VB"."""
    return "" if name == "NN_same" else name.split("|", maxsplit=1)[0].split("_", maxsplit=1)[0]


def other_number(reader: Reader, noun: str, number: Number) -> str | None:
    """Return a noun's other number, a spelling that the reader knows before one it does not."""
    guesses = list(plurals(noun) if number == "singular" else singulars(noun))
    guesses.sort(key=lambda guess: guess not in reader.readout.vocabulary.places)
    if noun in reader.readout.vocabulary.places:
        guesses = [guess for guess in guesses if guess in reader.readout.vocabulary.places]
    return next((g for g in guesses if number_of(reader, g) not in (None, number)), None)


def _determiner(reader: Reader, before: Sequence[str], number: Number) -> Change | None:
    """Return how what stands before a noun must change with it, None where it cannot."""
    table = _TO_PLURAL if number == "singular" else _TO_SINGULAR
    only = _SINGULAR_ONLY if number == "singular" else _PLURAL_ONLY
    for step in range(len(before) - 1, -1, -1):
        word = before[step]
        if word in table:
            return {step: table[word]}
        kind = _class(reader, word)
        if word in only or kind == _NUMERAL:
            return None
        if kind not in _BETWEEN:
            break
    return {}


def _class(reader: Reader, word: str) -> str:
    vocabulary = reader.readout.vocabulary
    place = vocabulary.places.get(word)
    return "" if place is None else _kind(vocabulary.classes[vocabulary.class_of[place]])


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def joined(words: Sequence[str]) -> str:
    """Return words as people write them: no space before a mark that closes."""
    text = " ".join(words)
    for mark in (",", ".", ";", ":", "!", "?", "'s"):
        text = text.replace(f" {mark}", mark)
    return text
