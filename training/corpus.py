"""Generated sentences as arrays, ready for training, with a hash that names their content."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells.readout import Vocabulary
from training.grammar import Agreement, Grammar, Sentence
from training.lexicon import load_lexicon
from training.phrases import NUMBERS
from training.vocabulary import build_vocabulary

SIGN = {"singular": 1, "plural": -1}
"""Number as the memory of the number unit is asked to hold it."""

FOOD = "food"
"""The topic that a unit of its own is asked to tell from all others."""


_SETTLING = frozenset(("was", "were", "is", "are"))


@dataclass(frozen=True, eq=False)
class Corpus:
    """N sentences laid end to end: for each of M words its place in the vocabulary, and its notes.

    `words` (M,) are places in `vocabulary.words`; `number` (M,) is +1, -1 or 0: what the number
    unit is to hold after the word; `agrees` (M,) marks verbs whose form the subject decides;
    `back` (M,) is how many words ago the subject that the unit holds was read, to its last verb,
    and -1 where it holds none; `other` (M,) is the place of a held subject's verb in the other
    number, of any other word its own; `topic` (M,) is +1 from a word about food to the adjective
    it decides, -1 for any other topic; `starts` (N + 1,) are the bounds of the sentences.
    """

    vocabulary: Vocabulary
    words: NDArray[np.int32]
    number: NDArray[np.int8]
    agrees: NDArray[np.bool_]
    back: NDArray[np.int16]
    other: NDArray[np.int32]
    topic: NDArray[np.int8]
    starts: NDArray[np.int64]

    @property
    def digest(self) -> str:
        """SHA-256 of the sentences and their notes."""
        text = "\n".join(self.vocabulary.words).encode()
        notes = (self.number, self.agrees, self.back, self.other, self.topic)
        arrays = (self.words, *notes, self.starts)
        return hashlib.sha256(text + b"".join(a.tobytes() for a in arrays)).hexdigest()


def generate(
    count: int, seed: int, progress: Callable[[Iterator[Sentence]], Iterable[Sentence]] = iter
) -> Corpus:
    """Generate `count` sentences of the training half of the lexicon."""
    stream = islice(Grammar(load_lexicon(), "train", seed), count)
    return lay_out(list(progress(stream)))


def lay_out(sentences: Sequence[Sentence]) -> Corpus:
    """Turn sentences into the arrays of a corpus."""
    tagged = {pair for s in sentences for pair in zip(s.words, s.tags, strict=True)}
    vocabulary = build_vocabulary(load_lexicon(), {word for word, tag in tagged if word == tag})
    starts = np.cumsum([0, *(len(s.words) for s in sentences)])
    words = np.array([vocabulary.places[w] for s in sentences for w in s.words], dtype=np.int32)
    number = np.zeros(len(words), np.int8)
    agrees = np.zeros(len(words), np.bool_)
    back, other = np.full(len(words), -1, np.int16), words.copy()
    topic = np.zeros(len(words), np.int8)
    for start, sentence in zip(starts, sentences, strict=False):
        for agreement in sentence.agreements:
            agrees[start + agreement.verb] = True
        for agreement in held(sentence):
            subject, verb = start + agreement.subject, start + agreement.verb
            number[subject:verb] = SIGN[agreement.number]
            back[subject : verb + 1] = np.arange(verb + 1 - subject)
            other[verb] = vocabulary.places[agreement.other]
        for offer in sentence.offers:
            if not number[start + offer.at]:
                number[start + offer.at] = SIGN[NUMBERS[offer.number]]
        for theme in sentence.topics:
            topic[start + theme.word : start + theme.until] = 1 if theme.name == FOOD else -1
    return Corpus(vocabulary, words, number, agrees, back, other, topic, starts)


def held(sentence: Sentence) -> list[Agreement]:
    """Return the agreements that one unit can hold from a noun to a verb.

    Those within the span of another are not, and neither are those that only a verb settles ("the
    sheep that were here are wild"): at verbs, a unit lets go of a number.
    """
    agreements = sentence.agreements

    def within(inner: Agreement, outer: Agreement) -> bool:
        return outer.subject < inner.subject < outer.verb

    return [
        one
        for one in agreements
        if one.subject < one.verb
        and sentence.words[one.subject] not in _SETTLING
        and not any(within(one, other) for other in agreements)
    ]


@dataclass(frozen=True, slots=True)
class Batch:
    """B sentences side by side, padded to T words: all (T, B), columns as in the corpus.

    `real` tells words from padding, and `told` which words the reader is asked to expect.
    """

    words: Tensor
    number: Tensor
    agrees: Tensor
    back: Tensor
    other: Tensor
    topic: Tensor
    real: Tensor
    told: Tensor


class Batches:
    """The corpus in batches of like length, in an order that only the seed decides.

    Batches are addressed by step, so that a resumed run sees exactly what an uninterrupted one
    does. A batch holds `size` sentences, fewer where they are long.
    """

    def __init__(self, corpus: Corpus, size: int, seed: int) -> None:
        self._corpus, self._size, self._seed = corpus, size, seed
        lengths = np.diff(corpus.starts)
        by_length = np.random.default_rng(seed).permutation(len(lengths))
        by_length = by_length[np.argsort(lengths[by_length], kind="stable")]
        self._members = list(_cut(by_length, lengths[by_length], size))

    def __len__(self) -> int:
        """Return the number of batches in one pass over the corpus."""
        return len(self._members)

    def at(self, step: int) -> Batch:
        """Return the batch of a training step, the same one however the run got there."""
        epoch, place = divmod(step, len(self))
        order = np.random.default_rng((self._seed, epoch)).permutation(len(self))
        return self._lay(self._members[order[place]])

    def _lay(self, members: NDArray[np.int64]) -> Batch:
        begin, end = self._corpus.starts[members], self._corpus.starts[members + 1]
        steps = np.arange((end - begin).max())[:, None]
        real = steps < end - begin
        at = np.where(real, begin + steps, begin)

        def laid(column: NDArray[Any], padding: int = 0) -> Tensor:
            return torch.from_numpy(np.where(real, column[at], column.dtype.type(padding)))

        corpus = self._corpus
        return Batch(
            words=laid(corpus.words),
            number=laid(corpus.number),
            agrees=laid(corpus.agrees),
            back=laid(corpus.back, padding=-1),
            other=laid(corpus.other),
            topic=laid(corpus.topic),
            real=torch.from_numpy(real),
            told=torch.from_numpy(real),
        )


def _cut(
    members: NDArray[np.int64], lengths: NDArray[np.int64], size: int
) -> Iterator[NDArray[np.int64]]:
    """Cut sorted sentences into batches of at most `size`, and of at most 24 · size words."""
    start = 0
    while start < len(members):
        count = max(1, min(size, 24 * size // int(lengths[min(start + size, len(members)) - 1])))
        yield members[start : start + count]
        start += count
