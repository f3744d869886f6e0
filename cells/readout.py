"""What comes next: one logit for every word, linear in the hidden state.

A word's logit is its grammatical class's, plus its fixed share within the class: with
`rows` (K, H) and `bias` (K,) of the classes, out(w) = rows[class], b(w) = bias[class] + log share.
The shares of a class sum to 1, so the probabilities over the vocabulary are an exact softmax and
cost only K products. A word outside the vocabulary gets the classes its spelling suggests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells.embedding import Embedding, spelling


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words a readout can name: for each its class (V,), int, and its share of it (V,)."""

    words: tuple[str, ...]
    classes: tuple[str, ...]
    class_of: NDArray[np.int64]
    share: NDArray[np.float64]

    @cached_property
    def places(self) -> dict[str, int]:
        """Word -> its place in `words`."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def rarest(self) -> NDArray[np.float64]:
        """The smallest share in each class, (K,): what an unknown word of the class is given."""
        rarest = np.ones(len(self.classes))
        np.minimum.at(rarest, self.class_of, self.share)
        return rarest

    @cached_property
    def ranked(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All places (V,), class by class, the most frequent first; and each one's rank, from 0."""
        order = np.lexsort((-self.share, self.class_of))
        starts = np.searchsorted(self.class_of[order], self.class_of[order])
        return order, np.arange(len(order)) - starts


@dataclass(frozen=True, eq=False)
class Readout:
    """Logits of words over hidden states.

    `rows` (K, H) and `bias` (K,) are the classes' readout; `tagger` (K, D) and `tagger_bias` (K,)
    guess the class of an unknown word from its n-gram vector.
    """

    vocabulary: Vocabulary
    embedding: Embedding
    rows: Tensor
    bias: Tensor
    tagger: Tensor
    tagger_bias: Tensor

    def row(self, word: str) -> tuple[Tensor, float]:
        """Return (out, b) with logit(word) = out · a + b, for any word: out is (H,)."""
        place = self.vocabulary.places.get(spelling(word))
        if place is not None:
            k = int(self.vocabulary.class_of[place])
            return self.rows[k], float(self.bias[k]) + float(np.log(self.vocabulary.share[place]))
        guess = self.guess(word)
        share = torch.from_numpy(np.log(self.vocabulary.rarest)).to(guess.dtype)
        return guess @ self.rows, float(guess @ (self.bias + share))

    def guess(self, word: str) -> Tensor:
        """Return the probabilities (K,) of the classes for a word, judged by its spelling alone."""
        vector = self.embedding.by_spelling([word])[0]
        return torch.softmax(self.tagger @ vector + self.tagger_bias, dim=0)

    def log_probabilities(self, hidden: Tensor, words: Sequence[str]) -> Tensor:
        """Return log P(word) after each hidden state (..., H), as (..., len(words)).

        A word outside the vocabulary is measured on the same scale, though not part of its sum.
        """
        out, b = zip(*(self.row(word) for word in words), strict=True)
        logits = hidden @ torch.stack(out).T + torch.tensor(b, dtype=hidden.dtype)
        return logits - torch.logsumexp(hidden @ self.rows.T + self.bias, dim=-1, keepdim=True)

    def most_likely(self, hidden: Tensor, k: int) -> list[list[tuple[str, float]]]:
        """Return the k likeliest words of the vocabulary after each hidden state (N, H).

        Raises:
            ValueError: k is less than 1.
        """
        if k < 1:
            raise ValueError(f"Ask for at least one next word, not {k}.")
        classes = torch.log_softmax(hidden @ self.rows.T + self.bias, dim=-1)
        share = torch.from_numpy(np.log(self.vocabulary.share)).to(hidden.dtype)
        top = self._candidates(k)
        words = classes[:, torch.from_numpy(self.vocabulary.class_of[top])] + share[top]
        best = words.topk(min(k, len(top)), dim=-1)
        names = [self.vocabulary.words[place] for place in top]
        return [
            [(names[i], p) for i, p in zip(places, row, strict=True)]
            for places, row in zip(best.indices.tolist(), best.values.exp().tolist(), strict=True)
        ]

    def _candidates(self, k: int) -> NDArray[np.int64]:
        """Return the k most frequent words of every class: no other can be among the likeliest."""
        order, rank = self.vocabulary.ranked
        return order[rank < k]
