"""Any typed word as a vector: frequent words have a row of their own, every word has n-grams."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn

_DIGITS = str.maketrans("0123456789", "0" * 10)
_STRAIGHT = str.maketrans("‘’‚‛‹›“”„‟«»", "'" * 6 + '"' * 6)  # readers met ASCII marks alone


def spelling(word: str) -> str:
    """Return the form under which a word is known: lower case, composed, straight quotes."""
    return unicodedata.normalize("NFC", word.casefold()).translate(_STRAIGHT)


class Grams(NamedTuple):
    """A word's character n-grams: its endings, which carry number in English, and the others."""

    endings: frozenset[str]
    others: frozenset[str]


def grams(word: str) -> Grams:
    """Return the n-grams of a word, with its boundaries marked and digits all alike.

    Endings of 1 to 4 letters; as the others, beginnings of 1 to 4 letters and all runs of 3 and 4.
    Source: Bojanowski et al. (2017), with the ends made explicit.
    """
    letters = spelling(word).translate(_DIGITS)
    return Grams(
        endings=frozenset(f"{letters[-n:]}>" for n in range(1, 5)),
        others=frozenset(f"<{letters[:n]}" for n in range(1, 5))
        | {letters[i : i + n] for n in (3, 4) for i in range(len(letters) - n + 1)},
    )


class Rows(NamedTuple):
    """The rows that an embedding has for a word's n-grams, sorted, and how many others there are.

    Either may be empty.
    """

    endings: tuple[int, ...]
    others: tuple[int, ...]
    count_others: int


class Embedding(nn.Module):
    """Words as vectors (D,): the mean row of a word's endings, that of its other n-grams, its own.

    Only n-grams among `texts` have rows. Endings hold one another: a known one stands for a longer
    one that is not, so their mean is over the known ones. Of the others, one without a row counts
    as a row of zeros: the less of a word is known, the less is said. Rows start at zero.
    """

    def __init__(self, words: Sequence[str], texts: Sequence[str], features: int) -> None:
        super().__init__()
        self.words, self.texts = tuple(words), tuple(texts)
        self.rows = {word: row for row, word in enumerate(self.words)}
        self._row_of = {text: row for row, text in enumerate(self.texts)}
        self.own = nn.Parameter(torch.zeros(len(self.words), features))
        self.grams = nn.Parameter(torch.zeros(len(self.texts), features))

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

    def gram_rows(self, word: str) -> Rows:
        """Return the numbers of the rows of the word's n-grams."""
        found = grams(word)
        return Rows(self._known(found.endings), self._known(found.others), len(found.others))

    def _known(self, texts: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted(self._row_of[text] for text in texts if text in self._row_of))

    def by_spelling(self, words: Sequence[str]) -> Tensor:
        """Return what an unknown word is, (len(words), D): the mean rows of its n-grams, added."""
        bags = [self.gram_rows(word) for word in words]
        counts = torch.tensor([max(bag.count_others, 1) for bag in bags])[:, None]
        others = self._pooled([bag.others for bag in bags], "sum") / counts
        return self._pooled([bag.endings for bag in bags], "mean") + others

    def _pooled(self, bags: Sequence[tuple[int, ...]], mode: Literal["sum", "mean"]) -> Tensor:
        flat = torch.tensor([row for bag in bags for row in bag], dtype=torch.long)
        starts = torch.tensor([0, *(len(bag) for bag in bags)]).cumsum(0)[:-1]
        return nn.functional.embedding_bag(flat, self.grams, starts, mode=mode)
