"""What a visitor brings: taken or refused in one sentence, and kept in the session alone."""

import io
import json
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import cells
from cells import Clamp
from cells.layer_walks import LayerWalk
from tests.cells.checkpoints import by_safetensors, by_torch
from tests.views.readings import read_whole
from views.modules import Part
from web import own_walk, uploads

WORDS = ["<unk>", "the", "cat", ","]


def _read(yours: Any, module: Any, part: Part, x: Any, words: Any, readout: Any = None) -> Any:
    return own_walk.reading(yours, own_walk.ask(yours, module, part, (x, words), readout))


def _link(yours: Any) -> dict[str, str]:
    """Return the link of what is on stage without a readout."""
    return uploads.link(yours, read_whole(nn.GRU(1, 2), torch.ones(1, 1), "a", Part()))


class File(io.BytesIO):
    """A file as an uploader hands it over."""

    name = "brought"


def give(session: Any, key: str, content: bytes) -> str:
    """Give a file to a widget; return what is said of it."""
    session[key] = File(content)
    uploads.take(session, key)
    return " ".join(uploads.refusal(session))


def model() -> dict[str, Any]:
    torch.manual_seed(2)
    tagger = nn.ModuleDict(
        {"emb": nn.Embedding(4, 5), "rnn": nn.LSTM(5, 6, 2, bidirectional=True), "g": nn.GRU(4, 3)}
    )
    return dict(tagger.state_dict())


@pytest.fixture
def session() -> dict[Any, Any]:
    """Begin a session whose visitor has brought a model and its words."""
    begun: dict[Any, Any] = {}
    assert give(begun, uploads.FILE, by_torch(model())) == ""
    assert give(begun, uploads.VOCABULARY, json.dumps(WORDS).encode()) == ""
    return begun


def test_a_text_is_read_by_the_module_that_was_brought(session: Any) -> None:
    yours = uploads.of(session)
    module = uploads.module(yours, "tanh")
    x, words = uploads.from_text(yours, "The cat, wug", "emb.weight")
    assert words == ("The", "cat", ",", "wug")
    assert torch.equal(x, model()["emb.weight"][[1, 2, 3, 0]])
    reading, said = _read(yours, module, Part(1, reverse=True), x, words)
    assert said == []
    own = LayerWalk(module, x, words, layer=1, reverse=True).window()
    assert np.array_equal(reading.trace["cell"], own["cell"])
    assert _read(yours, module, Part(1, reverse=True), x, words)[0] is reading
    assert uploads.module(yours, "tanh") is module


def test_choices_of_an_embedding_fit_the_chosen_module(session: Any) -> None:
    yours = uploads.of(session)
    assert uploads.choices(yours) == ["emb.weight"]
    yours.chosen[uploads.MODULE] = 1
    assert uploads.choices(yours) == ["one-hot"]
    x, _ = uploads.from_text(yours, "cat", "one-hot")
    assert x.tolist() == [[0, 0, 1, 0]]
    assert give(session, uploads.MATRIX, b"1 2 3 4\n5 6 7 8\n9 1 2 3") == ""
    assert uploads.choices(yours) == ["one-hot", "brought"]
    assert uploads.from_text(yours, "cat", "brought")[0].tolist() == [[9, 1, 2, 3]]
    with pytest.raises(ValueError, match=r"has a row 3; brought has 3 rows"):
        uploads.from_text(yours, ",", "brought")


def test_numbers_are_read_row_by_row(session: Any) -> None:
    yours = uploads.of(session)
    with pytest.raises(ValueError, match="Upload a table: a row for every step, 5 numbers"):
        uploads.from_table(yours)
    assert give(session, uploads.TABLE, b"1,2,3,4,5\n6,7,8,9,0") == ""
    x, words = uploads.from_table(yours)
    assert x.tolist() == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 0]]
    assert words == ("t1", "t2")


@pytest.mark.parametrize(
    ("key", "content", "said"),
    [
        (uploads.FILE, b"nothing", "brought: This is not a file of weights"),
        (uploads.FILE, by_safetensors({"a": torch.zeros(2)}), "no weight_ih and weight_hh"),
        (uploads.FILE, by_torch({"weight_ih_l0": torch.zeros(3, 2)}), "has no weight_hh_l0"),
        (
            uploads.FILE,
            by_torch({n: w * float("nan") for n, w in nn.GRU(2, 3).state_dict().items()}),
            "no numbers or infinite",
        ),
        (uploads.VOCABULARY, b'{"a": "b"}', "for its row"),
        (uploads.TABLE, b"1,2\n", "has 2 numbers; 5 are expected"),
        (uploads.MATRIX, b"1,cat,3,4,5\n", "is “cat”"),
    ],
)
def test_what_is_refused_leaves_all_as_it_was(
    session: Any, key: str, content: bytes, said: str
) -> None:
    yours = uploads.of(session)
    before = yours.tensors, yours.found, yours.vocabulary, yours.table, yours.matrix
    assert said in give(session, key, content)
    after = yours.tensors, yours.found, yours.vocabulary, yours.table, yours.matrix
    assert all(a is b for a, b in zip(after, before, strict=True))


def test_a_table_before_the_weights_is_refused() -> None:
    assert "Upload the weights first" in give({}, uploads.TABLE, b"1,2")


def test_typed_characters_are_a_vocabulary(session: Any) -> None:
    session[uploads.ALPHABET] = "ab c"
    uploads.type_alphabet(session)
    yours = uploads.of(session)
    assert yours.vocabulary
    yours.chosen[uploads.MODULE] = 1
    assert uploads.from_text(yours, "b a", "one-hot")[1] == ("b", "␣", "a")
    session[uploads.ALPHABET] = "aa"
    uploads.type_alphabet(session)
    assert "stands twice" in uploads.refusal(session)[0]
    assert yours.vocabulary.size == 4


def test_the_stage_pins_units_and_forces_gates(session: Any) -> None:
    yours = uploads.of(session)
    uploads.follow("n=1&unit=4&cut=update:2:1:shut", session)
    assert _link(yours) == {"unit": "4", "cut": "update:2:1:shut"}
    module = uploads.module(yours, "tanh")
    x, words = uploads.from_text(yours, "the cat", "emb.weight")
    reading, _ = _read(yours, module, Part(), x, words)
    assert reading.trace.surgery == (Clamp("update", [1], [1], 0.0),)
    assert reading.alone is not None
    uploads.follow("n=2&unit=&cut=", session)
    assert _link(yours) == {}
    for report in (None, 3, "", "n=1&unit=x", "n=1&unit=" + "9" * 40, "n=1&cut=nonsense"):
        uploads.follow(report, session)
    assert _link(yours) == {}
    uploads.follow("n=1&unit=99&cut=update:9:1:shut", session)
    reading, said = _read(yours, module, Part(), x, words)
    assert yours.unit is None
    assert reading.trace.surgery == ()
    assert "beyond its end" in said[0]


def test_another_file_begins_anew(session: Any) -> None:
    yours = uploads.of(session)
    uploads.follow("n=1&unit=4&cut=update:2:1:shut", session)
    yours.chosen[uploads.LAYER] = 2
    assert give(session, uploads.FILE, by_torch(nn.GRU(3, 2).state_dict())) == ""
    assert _link(yours) == {}
    assert uploads.LAYER not in yours.chosen
    assert uploads.blueprint(yours).called == "nn.GRU"


def test_who_has_no_file_takes_our_lstm_as_torch_has_it() -> None:
    session: dict[Any, Any] = {}
    uploads.take_ours(session)
    yours = uploads.of(session)
    text, rows = "The cats, which already ate the apples", "embedding.weight"
    x, words = uploads.from_text(yours, text, rows)
    reading, _ = _read(yours, uploads.module(yours, "tanh"), Part(), x, words)
    ours = cells.load("lstm").read(text)
    for name in ours:
        np.testing.assert_allclose(reading.trace[name], ours[name], atol=1e-5)


def test_one_session_knows_nothing_of_another(session: Any) -> None:
    other: dict[Any, Any] = {}
    assert not uploads.of(other).found.modules
    assert uploads.of(session) is not uploads.of(other)


def test_choices_outlive_a_visit_to_another_page(session: Any) -> None:
    session[uploads.TEXT] = "cat"
    uploads.remember(session)
    del session[uploads.TEXT]
    uploads.remember(session)
    assert session[uploads.TEXT] == "cat"
