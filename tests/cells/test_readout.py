from unittest.mock import Mock

import numpy as np
import pytest
import torch

from tests.cells.small import WORDS, small_reader


def test_probabilities_over_the_vocabulary_sum_to_one() -> None:
    readout = small_reader().readout
    hidden = torch.randn(9, 6)
    log_p = readout.log_probabilities(hidden, list(WORDS))
    torch.testing.assert_close(log_p.exp().sum(dim=-1), torch.ones(9))


@pytest.mark.parametrize("word", ["cat", "Cats", "was", "glorps", "一", ",", "x" * 500])
def test_any_word_has_one_logit_linear_in_the_hidden_state(word: str) -> None:
    readout = small_reader().readout
    out, b = readout.row(word)
    one, other = torch.randn(2, 6)
    normaliser = [torch.logsumexp(readout.rows @ h + readout.bias, 0) for h in (one, other)]
    for hidden, log_z in zip((one, other), normaliser, strict=True):
        log_p = readout.log_probabilities(hidden[None], [word])[0, 0]
        assert float(log_p) == pytest.approx(float(hidden @ out + b - log_z), abs=1e-5)


def test_a_word_of_the_vocabulary_takes_its_share_of_its_class() -> None:
    readout = small_reader().readout
    (cat, b_cat), (apple, b_apple) = readout.row("cat"), readout.row("apple")
    assert torch.equal(cat, apple)
    assert b_cat - b_apple == pytest.approx(np.log(0.75 / 0.25))


def test_an_unknown_word_is_never_a_new_function_word() -> None:
    readout = small_reader().readout
    guess = readout.guess("glorps")
    assert float(guess.sum()) == pytest.approx(1)
    assert float(guess[2:].sum()) < 1e-6


def test_rarest_is_the_smallest_share_of_each_class() -> None:
    np.testing.assert_allclose(small_reader().readout.vocabulary.rarest, [0.25, 0.5, 1.0, 1.0, 1.0])


def test_an_unknown_word_is_judged_by_its_spelling() -> None:
    reader = small_reader()
    readout = reader.readout
    vector = reader.embedding.by_spelling(["glorps"])[0].double().numpy()
    assert vector.any()
    scores = readout.tagger.double().numpy() @ vector + readout.tagger_bias.double().numpy()
    guess = np.exp(scores) / np.exp(scores).sum()
    rarest = np.log([0.25, 0.5, 1.0, 1.0, 1.0])
    out, b = readout.row("glorps")
    np.testing.assert_allclose(out.numpy(), guess @ readout.rows.double().numpy(), atol=1e-5)
    assert b == pytest.approx(float(guess @ (readout.bias.double().numpy() + rarest)), abs=1e-5)


def test_words_are_ranked_within_their_class_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lexsort = Mock(wraps=np.lexsort)
    monkeypatch.setattr(np, "lexsort", lexsort)
    readout = small_reader().readout
    best = {tuple(WORDS)[place] for place in readout._candidates(1)}
    assert best == {"cat", "apples", "the", "was", "were"}  # apples and cats are as frequent
    assert len(readout._candidates(2)) == len(readout._candidates(100)) == len(WORDS)
    assert lexsort.call_count == 1
