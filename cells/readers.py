"""A reader: a vocabulary, an embedding, one trained cell and a readout, ready to read English."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells.cell import Cell
from cells.embedding import Embedding
from cells.fast import run
from cells.readout import Readout
from cells.surgery import Clamp, Silence, Surgery, prepare
from cells.tokens import tokenize
from cells.traces import Trace, collect
from cells.units import UnitReport, reports
from cells.wirings import Wiring

_BATCH, _BATCH_WORDS = 256, 32_768
"""How many prefixes are read at once, and how many words with their padding: memory is bounded."""


@dataclass(frozen=True, eq=False, slots=True)
class Reader:
    """A trained reader of English sentences.

    It is never changed by reading: surgery belongs to one reading, not to the reader. `card` tells
    how it was trained and how well it reads. Log-probabilities are natural logarithms (nats).
    """

    name: str
    cell: Cell
    embedding: Embedding
    readout: Readout
    card: Mapping[str, Any]

    @property
    def wiring(self) -> Wiring:
        """Which gates the reader's cell has learned."""
        return self.cell.wiring

    @property
    def units_count(self) -> int:
        """H, the number of units."""
        return self.cell.units

    @torch.no_grad()
    def read(self, text: str, surgery: Surgery = ()) -> Trace:
        """Read a text word by word, from a<0> = c<0> = 0, and return its trace.

        Raises:
            ValueError: the text has no word or is too long, or the surgery does not fit it.
        """
        words = tokenize(text)
        if not words:
            raise ValueError(
                'There is no word to read. Type a sentence, such as "the cat was full".'
            )
        kept = tuple(surgery)
        cut = prepare(kept, self.wiring, len(words), self.units_count)
        return collect(words, self.wiring, self.cell.walk(self.embedding(words), cut), kept)

    def prefer(self, prefix: str, word: str, other: str, surgery: Surgery = ()) -> float:
        """Return log P(word | prefix) - log P(other | prefix), in nats.

        An empty prefix asks what a sentence begins with.

        Raises:
            ValueError: `word` or `other` is not exactly one word, or as in `read`.
        """
        return float(self.prefer_many([(prefix, word, other)], surgery)[0])

    @torch.no_grad()
    def prefer_many(
        self, cases: Iterable[tuple[str, str, str]], surgery: Surgery = ()
    ) -> NDArray[np.float32]:
        """Return `prefer` of every (prefix, word, other), (N,), reading them in batches."""
        cases = list(cases)
        contrasts = [self._contrast(word, other) for _, word, other in cases]
        if not cases:
            return np.zeros(0, np.float32)
        hidden = self._last_hidden([tokenize(prefix) for prefix, _, _ in cases], surgery)
        out = torch.stack([row for row, _ in contrasts])
        bias = torch.tensor([b for _, b in contrasts])
        return ((hidden * out).sum(dim=-1) + bias).numpy()

    @torch.no_grad()
    def next_words(
        self, prefix: str, k: int = 10, surgery: Surgery = ()
    ) -> list[tuple[str, float]]:
        """Return the k likeliest next words of the vocabulary with their probabilities.

        Raises:
            ValueError: k is less than 1, or as in `read`.
        """
        hidden = self._last_hidden([tokenize(prefix)], surgery)
        return self.readout.most_likely(hidden, k)[0]

    @torch.no_grad()
    def next_words_along(self, trace: Trace, k: int = 10) -> list[list[tuple[str, float]]]:
        """Return, after each of the T words of a trace, the k likeliest next words.

        Raises:
            ValueError: k is less than 1.
        """
        return self.readout.most_likely(torch.tensor(trace["hidden"]), k)

    @torch.no_grad()
    def log_odds(self, trace: Trace, word: str, other: str) -> NDArray[np.float32]:
        """Return log P(word) - log P(other) for what comes after each word of a trace, (T,)."""
        row, bias = self._contrast(word, other)
        return (torch.tensor(trace["hidden"]) @ row + bias).numpy()

    @torch.no_grad()
    def probabilities(self, trace: Trace, words: Sequence[str]) -> NDArray[np.float32]:
        """Return P(word) for what comes after each word of a trace, (T, len(words)), in [0, 1]."""
        chosen = [self._one_word(word) for word in words]
        hidden = torch.tensor(trace["hidden"])
        return self.readout.log_probabilities(hidden, chosen).exp().numpy()

    def units(self, concept: str) -> list[UnitReport]:
        """Return how far each unit carries a concept ("number"), best first, from the card.

        Raises:
            ValueError: this reader's units were not measured for the concept.
        """
        return reports(self.card, concept)

    def _contrast(self, word: str, other: str) -> tuple[Tensor, float]:
        """Return (out, b) such that the log-odds of two words are out · a + b."""
        (row, bias), (row_other, bias_other) = (
            self.readout.row(self._one_word(w)) for w in (word, other)
        )
        return row - row_other, bias - bias_other

    @staticmethod
    def _one_word(text: str) -> str:
        words = tokenize(text)
        if len(words) != 1:
            raise ValueError(f"Give exactly one word to compare, not {len(words)}: {text[:40]!r}.")
        return words[0]

    def _last_hidden(self, prefixes: Sequence[tuple[str, ...]], surgery: Surgery) -> Tensor:
        """Read many prefixes and return the hidden state after each, (N, H)."""
        hidden = torch.zeros(len(prefixes), self.units_count)
        kept = tuple(surgery)
        for batch in _batches([len(words) for words in prefixes]):
            hidden[batch] = self._read_batch([prefixes[i] for i in batch], kept)
        return hidden

    def _read_batch(
        self, prefixes: Sequence[tuple[str, ...]], surgery: tuple[Clamp | Silence, ...]
    ) -> Tensor:
        lengths = torch.tensor([len(words) for words in prefixes])
        for length in lengths.unique().tolist():
            prepare(surgery, self.wiring, length, self.units_count)  # each must fit its sentence
        longest = int(lengths.max())
        x = torch.zeros(longest + 1, len(prefixes), self.cell.inputs)
        places = [(t, b) for b, words in enumerate(prefixes) for t in range(len(words))]
        if places:
            steps, rows = zip(*places, strict=True)
            x[list(steps), list(rows)] = self.embedding([w for words in prefixes for w in words])
        cut = prepare(surgery, self.wiring, longest, self.units_count)
        after = run(self.cell, x[:longest], cut).hidden if longest else x.new_zeros(0)
        first = torch.zeros(1, len(prefixes), self.units_count)
        states = torch.cat([first, after]) if longest else first
        return states[lengths, torch.arange(len(prefixes))]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group places by length, so that little is padded and no batch is large."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == _BATCH or (len(batch) + 1) * lengths[place] > _BATCH_WORDS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
