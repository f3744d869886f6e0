"""Any typed word as a vector: frequent words have a row of their own, every word has n-grams."""

import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import torch
from torch import Tensor, nn

_DIGITS = str.maketrans("0123456789", "0" * 10)
_STRAIGHT = str.maketrans("‘’‚‛‹›“”„‟«»", "'" * 6 + '"' * 6)  # readers met ASCII marks alone

CACHED_LETTERS = 32
"""The longest word whose n-grams are remembered, so that the memory of them ends at 50 MB."""


def spelling(word: str) -> str:
    """Return the form under which a word is known: lower case, composed, straight quotes."""
    return unicodedata.normalize("NFC", word.casefold()).translate(_STRAIGHT)


class Grams(NamedTuple):
    """The rows of a word's character n-grams: its endings, which carry number, and the others."""

    endings: tuple[int, ...]
    others: tuple[int, ...]


def grams(word: str, buckets: int) -> Grams:
    """Hash a word's character n-grams into rows 0..buckets-1, each row once, sorted.

    Endings of 1 to 4 letters; as the others, beginnings of 1 to 4 letters and all runs of 3 and 4.
    Word boundaries are marked and digits are all alike. Source: Bojanowski et al. (2017), with the
    ends made explicit.
    """
    letters = spelling(word).translate(_DIGITS)
    return (_cached_rows if len(letters) <= CACHED_LETTERS else _rows)(letters, buckets)


def _rows(letters: str, buckets: int) -> Grams:
    endings = {f"{letters[-n:]}>" for n in range(1, 5)}
    beginnings = {f"<{letters[:n]}" for n in range(1, 5)}
    runs = {letters[i : i + n] for n in (3, 4) for i in range(len(letters) - n + 1)}
    return Grams(_hashed(endings, buckets), _hashed(beginnings | runs, buckets))


def _hashed(grams: set[str], buckets: int) -> tuple[int, ...]:
    return tuple(sorted({zlib.crc32(gram.encode()) % buckets for gram in grams}))


_cached_rows = lru_cache(maxsize=16_384)(_rows)


class Embedding(nn.Module):
    """Words as vectors (D,): the mean row of a word's endings, that of its other n-grams, its own.

    Rows start at zero, so that an n-gram whose bucket was never trained adds nothing; one that
    shares its bucket with n-grams of the training text adds what those taught it.
    """

    def __init__(self, words: Sequence[str], features: int, buckets: int) -> None:
        super().__init__()
        self.words = tuple(words)
        self.rows = {word: row for row, word in enumerate(self.words)}
        self.own = nn.Parameter(torch.zeros(len(self.words), features))
        self.grams = nn.Parameter(torch.zeros(buckets, features))

    def forward(self, words: Sequence[str]) -> Tensor:
        """Return the vectors of words, (len(words), D)."""
        place = {word: i for i, word in enumerate(dict.fromkeys(words))}
        vectors = self.by_spelling(list(place))
        known = [(i, row) for word, i in place.items() if (row := self.row(word)) is not None]
        if known:
            places, rows = (torch.tensor(column) for column in zip(*known, strict=True))
            vectors = vectors.index_add(0, places, self.own[rows])
        return vectors[torch.tensor([place[word] for word in words], dtype=torch.long)]

    def row(self, word: str) -> int | None:
        """Return the number of the word's own row, or None."""
        return self.rows.get(spelling(word))

    def by_spelling(self, words: Sequence[str]) -> Tensor:
        """Return what an unknown word is, (len(words), D): the mean rows of its n-grams, added."""
        bags = [grams(word, len(self.grams)) for word in words]
        endings = self._means([bag.endings for bag in bags])
        return endings + self._means([bag.others for bag in bags])

    def _means(self, bags: Sequence[tuple[int, ...]]) -> Tensor:
        flat = torch.tensor([row for bag in bags for row in bag], dtype=torch.long)
        starts = torch.tensor([0, *(len(bag) for bag in bags)]).cumsum(0)[:-1]
        return nn.functional.embedding_bag(flat, self.grams, starts, mode="mean")
