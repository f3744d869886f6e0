import numpy as np
import pytest

from cells import MAX_CHARACTERS, WIRINGS, tokenize
from tests.views.readings import SENTENCE, reader, reading
from views.reading import WINDOW, read, window


def test_a_reading_is_what_the_reader_says() -> None:
    its = reader(WIRINGS["lstm"])
    made = read(its, SENTENCE, ("was", "were"))
    assert made.words == tokenize(SENTENCE)
    assert len(made) == len(made.log_odds) == len(made.probabilities) == len(made.next_words)
    assert made.log_odds[-1] == pytest.approx(its.prefer(SENTENCE, "was", "were"), abs=1e-4)
    ratio = np.log(made.probabilities[:, 0]) - np.log(made.probabilities[:, 1])
    np.testing.assert_allclose(ratio, made.log_odds, atol=1e-4)


@pytest.mark.parametrize("name", ["rnn", "lstm"])
def test_the_shares_of_all_units_make_the_verdict(name: str) -> None:
    made = reading(WIRINGS[name])
    shares = np.stack([made.share(unit) for unit in range(made.units)])
    assert (shares >= 0).all()
    np.testing.assert_allclose(shares.sum(axis=0), 1, atol=1e-5)
    terms = made.trace["hidden"] @ made.weights
    np.testing.assert_allclose(np.diff(made.log_odds), np.diff(terms), atol=1e-4)
    decisive = int(np.abs(made.trace["hidden"][-1] * made.weights).argmax())
    assert made.share(decisive)[-1] == shares[:, -1].max()


def test_the_memory_before_a_word_is_that_after_the_word_before() -> None:
    made = reading()
    np.testing.assert_array_equal(made.before(1)[1:], made.track("cell", 1)[:-1])
    assert made.before(1)[0] == 0


def test_a_long_text_is_cut_only_with_a_word_about_it() -> None:
    assert window(SENTENCE).complaints == ()
    assert window(SENTENCE).text == SENTENCE
    shown = window("the cat " * WINDOW)
    assert len(tokenize(shown.text)) == WINDOW
    assert shown.complaints == ("The stage shows the first 2,000 of these 4,000 words.",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the\u0000 cat\u0007\u200b was\u202e full", "4 characters that are"),
        ("the \u2066cat", "1 character that is"),
        ("the cat\u202e " * WINDOW, "2,000 characters that are"),
    ],
)
def test_what_is_typed_and_not_read_is_counted_aloud(text: str, left: str) -> None:
    said = window(text).complaints[0]
    assert said.startswith(f"Left out of the reading: {left} not text")
    assert said.endswith(".")


@pytest.mark.parametrize(
    "text", ["a \t\n\u00a0\u3000b", "👩\u200d👩\u200d👧 👍🏽", "القطة e\u0301\u0334", "猫吃了"]
)
def test_white_space_and_whole_words_are_no_loss(text: str) -> None:
    assert window(text).complaints == ()


@pytest.mark.parametrize("text", ["", "  \n\t", "\u0000\u0007", "a" * (MAX_CHARACTERS + 1)])
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        reading(text=text)
