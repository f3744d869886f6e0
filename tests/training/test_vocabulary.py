import numpy as np
import pytest

from cells.readout import Vocabulary
from training.lexicon import load_lexicon
from training.vocabulary import build_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return build_vocabulary(load_lexicon(), ["the", "was", ","])


def class_of(vocabulary: Vocabulary, word: str) -> str:
    return vocabulary.classes[int(vocabulary.class_of[vocabulary.places[word]])]


def test_words_and_classes_are_sorted_and_shares_add_up(vocabulary: Vocabulary) -> None:
    assert list(vocabulary.words) == sorted(set(vocabulary.words))
    assert list(vocabulary.classes) == sorted(set(vocabulary.classes))
    total = np.bincount(vocabulary.class_of, weights=vocabulary.share)
    np.testing.assert_allclose(total, 1)
    assert (vocabulary.share > 0).all()


def test_a_function_word_is_a_class_alone(vocabulary: Vocabulary) -> None:
    for word in ("the", "was", ","):
        assert class_of(vocabulary, word) == word
        assert vocabulary.share[vocabulary.places[word]] == 1


def test_a_form_with_two_tags_is_a_class_of_its_kind(vocabulary: Vocabulary) -> None:
    both = [name for name in vocabulary.classes if "|" in name]
    assert {"NN|VB", "NNS|VBZ"} <= set(both)
    assert class_of(vocabulary, "cat") == "NN_animal"
    assert class_of(vocabulary, "cats") == "NNS_animal"


def test_all_forms_of_a_lemma_weigh_alike(vocabulary: Vocabulary) -> None:
    eat, eats, meet, meets = (
        vocabulary.share[vocabulary.places[word]]
        for word in ("write", "writes", "publish", "publishes")
    )
    assert class_of(vocabulary, "write") == class_of(vocabulary, "publish")
    assert eat / meet == pytest.approx(eats / meets)
