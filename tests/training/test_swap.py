"""Swapped subjects: what the reader is then asked for, and what is written into its memory."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from training.corpus import Batch, Batches, Corpus, generate
from training.swap import forcing, swapped
from training.units import NUMBER_UNIT


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return generate(400, seed=5)


def batches(corpus: Corpus) -> list[Batch]:
    made = Batches(corpus, 16, 1)
    return [made.at(step) for step in range(len(made))]


def draw(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_nothing_is_swapped_of_a_share_of_nothing(corpus: Corpus) -> None:
    for batch in batches(corpus):
        changed, _ = swapped(batch, 0.0, draw())
        assert all(torch.equal(getattr(changed, f), getattr(batch, f)) for f in batch.__slots__)


def test_all_held_verbs_take_the_other_number_and_inner_ones_do_not(corpus: Corpus) -> None:
    inner = offered = 0
    for batch in batches(corpus):
        changed, _ = swapped(batch, 1.0, draw())
        assert torch.equal(changed.words, torch.where(batch.real, batch.other, batch.words))
        held = batch.back >= 0  # what is no subject yet keeps its number: there is no verb to swap
        assert torch.equal(changed.number, torch.where(held, -batch.number, batch.number))
        offered += int((~held & (batch.number != 0)).sum())
        unheld = batch.agrees & (batch.words == batch.other)
        inner += int(unheld.sum())
        assert torch.equal(changed.words[unheld], batch.words[unheld])
    assert inner > 20
    assert offered > 4


def test_after_a_swapped_verb_only_other_swapped_verbs_are_asked_for(corpus: Corpus) -> None:
    seen = 0
    for batch in batches(corpus):
        changed, _ = swapped(batch, 0.5, draw(1))
        verbs = changed.words != batch.words
        for told, real, verb in zip(changed.told.T, batch.real.T, verbs.T, strict=True):
            first = int(verb.int().argmax()) if verb.any() else len(verb)
            assert torch.equal(told[: first + 1], real[: first + 1])
            assert torch.equal(told[first + 1 :], verb[first + 1 :])
            seen += int(verb.any())
    assert seen > 40


def test_the_memory_of_the_number_unit_alone_is_written_at_the_subject_alone() -> None:
    at_subject = torch.tensor([[False, False], [True, False]])
    number = torch.tensor([[0, 0], [-1, 1]], dtype=torch.int8)
    cut, memory = forcing(at_subject, number), torch.full((2, 4), 0.5)
    assert torch.equal(cut(0)("cell", memory), memory)
    assert torch.equal(cut(1)("update", memory), memory)
    written = cut(1)("cell", memory)
    assert written[0, NUMBER_UNIT] == -1
    written[0, NUMBER_UNIT] = 0.5
    assert torch.equal(written, memory)


def test_a_held_subject_is_where_its_verbs_point_back_to(corpus: Corpus) -> None:
    verbs = np.flatnonzero(corpus.other != corpus.words)
    assert len(verbs) > 200
    subjects = verbs - corpus.back[verbs]
    assert (corpus.back[subjects] == 0).all()
    assert (corpus.number[subjects] != 0).all()
    for subject, verb in zip(subjects, verbs, strict=True):
        steps = corpus.back[subject : verb + 1]
        assert all(later == earlier + 1 for earlier, later in pairwise(steps))
