import numpy as np
import pytest

from tests.training.sentences import mixture
from training.corpus import Batches, Corpus, generate, held, lay_out


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return generate(600, seed=3)


def test_the_same_seed_gives_the_same_sentences(corpus: Corpus) -> None:
    assert generate(600, seed=3).digest == corpus.digest
    assert generate(600, seed=4).digest != corpus.digest


def test_number_is_held_from_the_subject_to_just_before_the_verb(corpus: Corpus) -> None:
    words = [corpus.vocabulary.words[place] for place in corpus.words]
    for at in np.flatnonzero(corpus.other != corpus.words):
        if words[at] in ("was", "is", "has", "were", "are", "have") and corpus.number[at - 1]:
            singular = words[at] in ("was", "is", "has")
            plural_you = words[at] in ("were", "are", "have")
            assert corpus.number[at - 1] == (1 if singular else -1)
            assert singular != plural_you
    assert set(np.unique(corpus.number)) == {-1, 0, 1}
    assert abs(corpus.number[corpus.number != 0].astype(float).mean()) < 0.2


def test_every_sentence_comes_once_in_a_pass(corpus: Corpus) -> None:
    batches = Batches(corpus, size=16, seed=1)
    seen = [batches.at(step) for step in range(len(batches))]
    assert sum(int(batch.real[0].sum()) for batch in seen) == 600
    assert sum(int(batch.real.sum()) for batch in seen) == len(corpus.words)
    assert all(batch.words.shape[1] <= 16 for batch in seen)
    assert max(batch.words.numel() for batch in seen) <= 24 * 16 + 130


def test_a_batch_is_the_same_however_a_run_got_there(corpus: Corpus) -> None:
    one, other = Batches(corpus, 16, 1), Batches(corpus, 16, 1)
    for step in (0, 5, len(one) + 5):
        assert (one.at(step).words == other.at(step).words).all()
    assert any(one.at(step).words.shape != one.at(step + len(one)).words.shape for step in range(5))


def test_a_batch_holds_the_words_of_its_sentences(corpus: Corpus) -> None:
    batch = Batches(corpus, 16, 1).at(2)
    lengths = batch.real.sum(dim=0).tolist()
    starts = {
        tuple(corpus.words[a:b].tolist())
        for a, b in zip(corpus.starts[:-1], corpus.starts[1:], strict=True)
    }
    for column, length in enumerate(lengths):
        assert tuple(batch.words[:length, column].tolist()) in starts
        assert not batch.agrees[length:, column].any()


def test_food_is_held_from_its_word_to_just_before_its_adjective(corpus: Corpus) -> None:
    assert set(np.unique(corpus.topic)) == {-1, 0, 1}
    words = [corpus.vocabulary.words[place] for place in corpus.words]
    begun = [
        words[i] for i in np.flatnonzero((corpus.topic == 1) & (np.roll(corpus.topic, 1) != 1))
    ]
    assert {"ate"} & set(begun)


def test_what_only_a_verb_settles_is_not_held() -> None:
    settled = [
        (s, a)
        for s in mixture()
        for a in s.agreements
        if s.construction == "invariant" and s.words[a.subject] in ("was", "were", "is", "are")
    ]
    assert len(settled) > 50
    assert not any(agreement in held(sentence) for sentence, agreement in settled)


def test_an_object_that_could_be_a_subject_is_written_where_nothing_is_held() -> None:
    offering = [s for s in mixture()[:20_000] if s.offers]
    assert len(offering) > 200
    corpus = lay_out(offering)
    for start, sentence in zip(corpus.starts[:-1], offering, strict=True):
        for offer in sentence.offers:
            now = corpus.number[start + offer.at]
            inside = [a for a in held(sentence) if a.subject <= offer.at < a.verb]
            if not inside:
                assert now == (1, -1)[offer.number], " ".join(sentence.words)
                assert corpus.back[start + offer.at] == -1, "no subject: it is not swapped"
