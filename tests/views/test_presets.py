import pytest

from cells import WIRINGS, tokenize
from views.presets import SENTENCES, as_text, in_front, label, title


def test_every_preset_is_found_by_its_sentence() -> None:
    assert [label(sentence) for sentence in SENTENCES.values()] == list(SENTENCES)
    assert label("no such sentence") is None
    assert all(3 <= len(tokenize(sentence)) <= 14 for sentence in SENTENCES.values())


def test_readers_have_titles_of_their_own() -> None:
    names = [*WIRINGS, *(f"{name}-as-found" for name in WIRINGS)]
    titles = [title(name) for name in names]
    assert len(set(titles)) == len(names)
    assert title("gru-as-found") == "GRU, as found"


def test_four_readers_stand_in_front_in_the_order_of_teaching() -> None:
    readers = ["lstm", "gru-as-found", "rnn", "gru", "gru-simple"]
    assert in_front(readers) == (["rnn", "gru-simple", "gru", "lstm"], ["gru-as-found"])


@pytest.mark.parametrize("mark", "*_`$<>[]#:~|\\")
def test_a_message_is_no_markdown(mark: str) -> None:
    assert as_text(f"a{mark}b") == f"a\\{mark}b"
