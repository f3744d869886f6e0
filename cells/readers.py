"""A reader: a vocabulary, an embedding, one trained cell and a readout, ready to read English."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from cells.bounds import check, check_last
from cells.cards import Card
from cells.cell import Cell
from cells.curves import Curves
from cells.embedding import Embedding
from cells.fast import run
from cells.readout import Readout
from cells.surgery import Clamp, Silence, Surgery, gather, prepare
from cells.tokens import one_word, tokenize, words_of
from cells.traces import Floats, Trace, collect, counted, read_only
from cells.units import UnitReport, reports
from cells.wirings import Wiring

_BATCH, _BATCH_WORDS = 256, 32_768
"""How many prefixes are read at once, and how many words with their padding: memory is bounded."""


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class Reader:
    """A trained reader of English sentences.

    It is never changed by reading: surgery belongs to one reading, not to the reader. `card` tells
    how it was trained and how well it reads; it is JSON data, frozen. Log-probabilities are natural
    logarithms (nats); arrays are float32 and read-only. `surgery=None` is no surgery.
    """

    name: str
    cell: Cell
    embedding: Embedding
    readout: Readout
    card: Mapping[str, Any]

    def __post_init__(self) -> None:
        object.__setattr__(self, "card", Card(self.card))

    def __repr__(self) -> str:
        wiring = self.wiring.name or "unnamed wiring"
        return f"Reader({self.name!r}, {counted(self.units_count, 'unit')}, {wiring})"

    @property
    def wiring(self) -> Wiring:
        """Which gates the reader's cell has learned."""
        return self.cell.wiring

    @property
    def curves(self) -> Curves:
        """Which curves the reader's gates and candidate have."""
        return self.cell.curves

    @property
    def units_count(self) -> int:
        """H, the number of units."""
        return self.cell.units

    @torch.no_grad()
    def read(self, text: str, surgery: Surgery = ()) -> Trace:
        """Read a text word by word, from a<0> = c<0> = 0, and return its trace.

        Raises:
            ValueError: the text has no word or is too long, the surgery does not fit it, or the
                memory grows too large to be calculated with (`cells.bounds`).
            TypeError: the text is not a string, or the surgery no list of `Clamp` and `Silence`.
        """
        words = words_of(text)
        kept = gather(surgery)
        cut = prepare(kept, self.wiring, len(words), self.units_count)
        trace = collect(
            words, self.wiring, self.cell.walk(self.embedding(words), cut), kept, self.curves
        )
        check(trace["cell"], words)
        return trace

    def prefer(self, prefix: str, word: str, other: str, surgery: Surgery = ()) -> float:
        """Return log P(word | prefix) - log P(other | prefix), in nats.

        An empty prefix asks what a sentence begins with.

        Raises:
            ValueError: `word` or `other` is not exactly one word, or as in `read`.
        """
        return float(self.prefer_many([(prefix, word, other)], surgery)[0])

    @torch.no_grad()
    def prefer_many(self, cases: Iterable[tuple[str, str, str]], surgery: Surgery = ()) -> Floats:
        """Return `prefer` of every (prefix, word, other), (N,), reading them in batches.

        Raises:
            ValueError: a case is not three texts, or as in `prefer`.
        """
        cases = [_case(case) for case in cases]
        kept = gather(surgery)
        if not cases:
            return read_only(np.zeros(0, np.float32))
        contrasts = [self.contrast(word, other) for _, word, other in cases]
        hidden = self._last_hidden([tokenize(prefix) for prefix, _, _ in cases], kept)
        out = torch.stack([row for row, _ in contrasts])
        bias = torch.tensor([b for _, b in contrasts], dtype=torch.float32)
        return read_only(((hidden * out).sum(dim=-1) + bias).numpy())

    @torch.no_grad()
    def next_words(
        self, prefix: str, k: int = 10, surgery: Surgery = ()
    ) -> list[tuple[str, float]]:
        """Return the k likeliest next words of the vocabulary with their probabilities.

        Raises:
            ValueError: k is less than 1, or as in `read`.
        """
        hidden = self._last_hidden([tokenize(prefix)], gather(surgery))
        return self.readout.most_likely(hidden, k)[0]

    @torch.no_grad()
    def next_words_along(self, trace: Trace, k: int = 10) -> list[list[tuple[str, float]]]:
        """Return, after each of the T words of a trace, the k likeliest next words.

        Raises:
            ValueError: k is less than 1, or another reader has made the trace.
        """
        return self.readout.most_likely(self._hidden(trace), k)

    @torch.no_grad()
    def log_odds(self, trace: Trace, word: str, other: str) -> Floats:
        """Return log P(word) - log P(other) for what comes after each word of a trace, (T,).

        Raises:
            ValueError: `word` or `other` is not exactly one word, or another reader has made the
                trace.
        """
        row, bias = self.contrast(word, other)
        return read_only((self._hidden(trace) @ row + bias).numpy())

    @torch.no_grad()
    def probabilities(self, trace: Trace, words: Sequence[str]) -> Floats:
        """Return P(word) for what comes after each word of a trace, (T, len(words)), in [0, 1].

        Raises:
            ValueError: `words` is empty or has a text that is not exactly one word, or another
                reader has made the trace.
            TypeError: `words` is one string, not a list of them.
        """
        if isinstance(words, str):
            raise TypeError(f"Give the words as a list: [{words[:40]!r}].")
        chosen = [one_word(word) for word in words]
        if not chosen:
            raise ValueError("Name at least one word whose probability to tell.")
        return read_only(self.readout.log_probabilities(self._hidden(trace), chosen).exp().numpy())

    def units(self, concept: str) -> list[UnitReport]:
        """Return how far each unit carries a concept ("number"), best first, from the card.

        Raises:
            ValueError: this reader's units were not measured for the concept.
        """
        return reports(self.card, concept)

    def contrast(self, word: str, other: str) -> tuple[Tensor, float]:
        """Return (out, b) such that the log-odds of two words are out · a + b; out is (H,).

        Raises:
            ValueError: `word` or `other` is not exactly one word.
        """
        (row, bias), (row_other, bias_other) = (
            self.readout.row(one_word(w)) for w in (word, other)
        )
        return row - row_other, bias - bias_other

    def expect(self, trace: Trace) -> None:
        """Check that a trace can be this reader's own.

        Raises:
            ValueError: it has another number of units, another wiring or other curves.
        """
        units = trace["hidden"].shape[1]
        if units != self.units_count:
            raise ValueError(
                f"This trace has {units} units and the reader {self.units_count}: "
                "another reader has made it."
            )
        if trace.wiring != self.wiring:
            raise ValueError("This trace has another wiring: another reader has made it.")
        if trace.curves != self.curves:
            raise ValueError("This trace has other curves: another reader has made it.")

    def _hidden(self, trace: Trace) -> Tensor:
        """Return the hidden states of a trace, (T, H), as they come to this reader's readout."""
        self.expect(trace)
        return torch.tensor(trace["hidden"])

    def _last_hidden(
        self, prefixes: Sequence[tuple[str, ...]], surgery: tuple[Clamp | Silence, ...]
    ) -> Tensor:
        """Read many prefixes and return the hidden state after each, (N, H)."""
        hidden = torch.zeros(len(prefixes), self.units_count, dtype=torch.float32)
        for batch in _batches([len(words) for words in prefixes]):
            hidden[batch] = self._read_batch([prefixes[i] for i in batch], surgery)
        check_last(hidden, prefixes)
        return hidden

    def _read_batch(
        self, prefixes: Sequence[tuple[str, ...]], surgery: tuple[Clamp | Silence, ...]
    ) -> Tensor:
        lengths = torch.tensor([len(words) for words in prefixes])
        for length in lengths.unique().tolist():
            prepare(surgery, self.wiring, length, self.units_count)  # each must fit its sentence
        longest = int(lengths.max())
        x = torch.zeros(longest, len(prefixes), self.cell.inputs, dtype=torch.float32)
        places = [(t, b) for b, words in enumerate(prefixes) for t in range(len(words))]
        if places:
            steps, rows = zip(*places, strict=True)
            x[list(steps), list(rows)] = self.embedding([w for words in prefixes for w in words])
        cut = prepare(surgery, self.wiring, longest, self.units_count)
        states = x.new_zeros(1, len(prefixes), self.units_count)
        if longest:
            states = torch.cat([states, run(self.cell, x, cut).hidden])
        return states[lengths, torch.arange(len(prefixes))]


def _case(case: tuple[str, str, str]) -> tuple[str, str, str]:
    if isinstance(case, str) or len(case) != 3:
        raise ValueError(f"A case is a prefix and two words to compare, not {case!r:.60}.")
    prefix, word, other = case
    return prefix, word, other


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
