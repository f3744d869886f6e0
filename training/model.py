"""The model in training: an embedding of word types, one cell, and a readout of classes."""

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from cells.cell import Cell, CutAt, left_alone
from cells.embedding import Embedding, Rows, grams
from cells.fast import Run, run
from cells.readout import Vocabulary
from training.corpus import Batch
from training.lexicon import load_lexicon
from training.recipe import Recipe
from training.swap import swapped
from training.units import FOOD_UNIT, NUMBER_UNIT


class Losses(NamedTuple):
    """What a batch costs: predicting classes (nats a word), and the prices of the story.

    `story` is how far the units with a part are from what they are asked to hold, squared; `early`
    is what the number unit holds before the first subject, squared; `lost` how much its forget gate
    drops at a word between noun and verb; `open_gates` how many update gates are open at a word.
    """

    classes: Tensor
    story: Tensor
    early: Tensor
    lost: Tensor
    open_gates: Tensor


class Bags:
    """The n-gram rows of every word type, laid end to end, and over how many their mean is."""

    def __init__(self, bags: Sequence[tuple[int, ...]], counts: Sequence[int]) -> None:
        sizes = np.array([len(bag) for bag in bags])
        self._count = torch.tensor(counts).clamp(min=1)
        self._flat = torch.from_numpy(np.concatenate(bags).astype(np.int64))
        self._size = torch.from_numpy(sizes)
        self._start = torch.from_numpy(np.cumsum(sizes) - sizes)

    def means(
        self,
        table: Tensor,
        types: Tensor,
        lost: float = 0.0,
        generator: torch.Generator | None = None,
    ) -> Tensor:
        """Return the mean rows (N, D) of N word types, with a share of the n-grams left out."""
        size = self._size[types]
        starts = size.cumsum(0) - size
        within = torch.arange(int(size.sum())) - starts.repeat_interleave(size)
        flat = self._flat[self._start[types].repeat_interleave(size) + within]
        weights = None
        if lost > 0:
            weights = (torch.rand(flat.shape, generator=generator) >= lost).float() / (1 - lost)
        sums = nn.functional.embedding_bag(
            flat, table, starts, mode="sum", per_sample_weights=weights
        )
        return sums / self._count[types, None]


@lru_cache(maxsize=1)
def _gram_rows(words: tuple[str, ...], texts: tuple[str, ...]) -> Sequence[Rows]:
    """Return the rows of every word's n-grams: the same for all models of one corpus."""
    known = Embedding((), texts, 1)
    return [known.gram_rows(word) for word in words]


class Model(nn.Module):
    """Reads batches of word types and predicts the class of every next word."""

    own_of: Tensor
    class_of: Tensor
    by_heart: Tensor

    def __init__(self, recipe: Recipe, vocabulary: Vocabulary, counts: NDArray[np.int64]) -> None:
        super().__init__()
        self.recipe, self.vocabulary = recipe, vocabulary
        met = np.flatnonzero(counts)
        frequent = np.sort(met[np.argsort(-counts[met], kind="stable")[: recipe.own_rows]])
        words = [vocabulary.words[place] for place in frequent]
        texts = _shared([vocabulary.words[place] for place in met], recipe.sharers)
        self.embedding = Embedding(words, texts, recipe.features)
        self.cell = Cell(recipe.wiring, recipe.features, recipe.units, recipe.curves)
        self.readout = nn.Linear(recipe.units, len(vocabulary.classes))
        self._index(frequent)

    def _index(self, frequent: NDArray[np.int64]) -> None:
        """Look up once, for every word type, what training asks for at every step."""
        words, classes = self.vocabulary.words, self.vocabulary.classes
        own = np.full(len(words), -1)
        own[frequent] = np.arange(len(frequent))
        bags = _gram_rows(words, self.embedding.texts)
        endings = [bag.endings for bag in bags]
        self.endings = Bags(endings, [len(known) for known in endings])
        self.others = Bags([bag.others for bag in bags], [bag.count_others for bag in bags])
        exceptions = load_lexicon().exceptions
        by_heart = np.array(
            [
                word in exceptions or classes[k] == word
                for word, k in zip(words, self.vocabulary.class_of, strict=True)
            ]
        ) & (own >= 0)
        for name, array in {
            "own_of": own,
            "class_of": self.vocabulary.class_of,
            "by_heart": by_heart,
        }.items():
            self.register_buffer(name, torch.from_numpy(array), persistent=False)

    def inputs(self, words: Tensor, generator: torch.Generator | None = None) -> Tensor:
        """Return the vectors (T, B, D) of word types (T, B).

        With a generator, words lose their own row and n-grams at the recipe's rates, so that what
        is left, endings above all, learns to carry number and class for words never seen. Words of
        closed classes and exceptions such as "physics" are learnt by heart: they are their own row
        alone, and the n-grams of "these" or "physics" learn nothing from them.
        """
        types, place = words.unique(return_inverse=True)
        table, rate = self.embedding.grams, self.recipe.gram_dropout
        spelled = self.endings.means(table, types)
        spelled = spelled + self.others.means(table, types, rate if generator else 0.0, generator)
        own, by_heart = self.own_of[words], self.by_heart[words]
        kept = own >= 0
        if generator is not None:
            lost = torch.rand(words.shape, generator=generator) < self.recipe.word_dropout
            kept &= ~lost | by_heart
        rows = nn.functional.embedding(own.clamp(min=0), self.embedding.own)
        return spelled[place] * ~by_heart[..., None] + rows * kept[..., None]

    def losses(self, batch: Batch, generator: torch.Generator | None = None) -> Losses:
        """Return what a batch costs, each a scalar; with a generator some subjects are swapped."""
        cut: CutAt = left_alone
        if generator is not None and self.recipe.swap > 0:
            batch, cut = swapped(batch, self.recipe.swap, generator)
        read = run(self.cell, self.inputs(batch.words, generator), cut)
        number, food = read.cell[..., NUMBER_UNIT], read.cell[..., FOOD_UNIT]
        return Losses(
            self._class_loss(batch, read.hidden),
            _apart(number, batch.number) + _apart(food, batch.topic),
            _mean(number.square(), _waiting(batch)),
            _mean(1 - read.forget[..., NUMBER_UNIT], (batch.back > 0) & (batch.number != 0)),
            _openness(batch, read),
        )

    def _class_loss(self, batch: Batch, hidden: Tensor) -> Tensor:
        """Cross-entropy of the next word's class, the first word's from a<0> = 0 included."""
        before = torch.cat([torch.zeros_like(hidden[:1]), hidden[:-1]])[batch.told]
        loss = nn.functional.cross_entropy(
            self.readout(before), self.class_of[batch.words[batch.told]], reduction="none"
        )
        weight = 1 + (self.recipe.agreement_weight - 1) * batch.agrees[batch.told]
        return (loss * weight).sum() / weight.sum()

    def whole_embedding(self) -> Embedding:
        """Return a copy of the embedding in which words by heart are n-grams and row as all are."""
        embedding = deepcopy(self.embedding).requires_grad_(requires_grad=False)
        words = [self.vocabulary.words[k] for k in self.by_heart.nonzero()[:, 0].tolist()]
        rows = torch.tensor([embedding.rows[word] for word in words])
        embedding.own[rows] -= embedding.by_spelling(words)
        return embedding


def _shared(words: Sequence[str], sharers: int) -> list[str]:
    """Return the n-grams that so many words share, sorted; others tell nothing of new words."""
    counts = Counter(gram for word in words for kind in grams(word) for gram in kind)
    return sorted(gram for gram, count in counts.items() if count >= sharers)


def _apart(memory: Tensor, wanted: Tensor) -> Tensor:
    """How far a unit's memory is from the ±1 asked of it, squared, where anything is."""
    return _mean((memory - wanted).square(), wanted != 0)


def _mean(values: Tensor, where: Tensor) -> Tensor:
    return values[where].mean() if bool(where.any()) else values.new_zeros(())


def _waiting(batch: Batch) -> Tensor:
    """Where the first subject of a sentence is still to come: there is no number to hold."""
    begun = (batch.back >= 0).cumsum(dim=0) > 0
    return ~begun & begun[-1:] & batch.real


def _openness(batch: Batch, read: Run) -> Tensor:
    """How many update gates are open at a word, on average."""
    return read.update[batch.real].sum(dim=-1).mean()
