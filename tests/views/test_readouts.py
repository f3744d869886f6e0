"""What the rows of a readout are called, and how two of them are asked for."""

from typing import Any

import pytest
import torch

from cells.output_layers import OutputLayer
from cells.vocabularies import token_map
from tests.views.readings import reading
from views.readouts import Readout, answered, first_pair, named

LAYER = OutputLayer("out.weight", torch.eye(4), torch.zeros(4))
TOKENS = token_map(["was", " ", "and/or", "class 3"])


def test_rows_are_the_tokens_of_a_vocabulary_of_that_size() -> None:
    words = named(LAYER, TOKENS, both=False)
    assert [words.name(row) for row in range(4)] == ["was", "␣", "and/or", "class 3"]
    assert (words.asks, named(LAYER, TOKENS, both=True).asks) == ("next", "word")


@pytest.mark.parametrize("vocabulary", [None, token_map(["was", "were"])])
def test_else_they_are_classes(vocabulary: object) -> None:
    classes = named(LAYER, vocabulary, both=True)  # type: ignore[arg-type]
    assert [classes.name(row) for row in range(4)] == [f"class {row}" for row in range(4)]
    assert classes.asks == "class"
    assert classes.pair("class 3/class 0") == (3, 0)
    assert classes.pair("2/ class 1") == (2, 1)


def test_a_row_without_a_token_is_named_by_its_number() -> None:
    some = named(LAYER, token_map({"a": 0, "b": 3}), both=False)
    assert [some.name(row) for row in range(4)] == ["a", "class 1", "class 2", "b"]
    assert some.pair("class 2/B") == (2, 3)
    assert some.row("class 0") is None


def test_a_pair_is_found_whatever_strokes_its_tokens_have() -> None:
    words = named(LAYER, TOKENS, both=False)
    assert words.pair("was/and/or") == (0, 2)
    assert words.pair("and/or/␣") == (2, 1)
    assert words.pair("class 3/was") == (3, 0)


@pytest.mark.parametrize("text", ["", "was", "was/was", "was/wug", "1/2", "/", "a/b/c", "９/was"])
def test_what_names_no_two_rows_is_refused(text: str) -> None:
    with pytest.raises(
        ValueError, match=r"does not name two rows of out.weight: type two of its 4"
    ):
        named(LAYER, TOKENS, both=False).pair(text)


def test_the_first_pair_is_was_and_were_or_the_two_likeliest() -> None:
    outputs = torch.tensor([[9.0, 0, 0, 0], [0.0, 1, 3, 2]])
    assert first_pair(Readout(LAYER), outputs) == (2, 3)
    verbs = named(LAYER, token_map(["a", "were", "b", "was"]), both=False)
    assert first_pair(verbs, outputs) == (3, 1)


class Counted(dict[int, str]):
    """Words by row that count how often somebody goes through all of them."""

    times = 0

    def items(self) -> Any:
        self.times += 1
        return super().items()


def test_however_often_a_row_is_asked_for_the_vocabulary_is_gone_through_once() -> None:
    words = Counted({0: "was", 1: "were"})
    readout = Readout(LAYER, words)
    assert readout.pair("was/were") == (0, 1)
    with pytest.raises(ValueError, match="does not name two rows"):
        readout.pair("was/" + "/" * 400 + "wug")
    assert words.times == 1


def test_logits_beyond_float32_are_told() -> None:
    read = reading()
    large = OutputLayer("out.weight", torch.full((3, 2), 3e38), torch.zeros(3))
    with pytest.raises(ValueError, match=r"out\.weight makes of this is beyond what float32 holds"):
        answered(read, Readout(large), (0, 1), torch.full((len(read), 2), 9.0), None)
