"""Shipped readers in the form of torch: its own modules compute what they do."""

import numpy as np
import pytest
import torch

import cells
from cells.as_torch import as_torch
from cells.blueprints import build, find

TEXT = "the keys near the old cabinet which the man saw were rusty"


@pytest.mark.parametrize("name", ["lstm", "lstm-as-found", "rnn", "rnn-as-found"])
def test_torch_computes_what_the_reader_does(name: str) -> None:
    reader = cells.load(name)
    state, words = as_torch(reader)
    (blueprint,) = find(state).modules
    assert blueprint.called == f"nn.{reader.wiring.name}".upper().replace("NN.", "nn.")
    assert state["embedding.weight"].shape == (len(words), blueprint.inputs)
    read = reader.read(TEXT)
    x = state["embedding.weight"][[words.index(word) for word in read.words]]
    traced = cells.trace(build(blueprint, state), x).layers[0].forward
    for quantity in read:
        np.testing.assert_allclose(traced[quantity], read[quantity], atol=2e-5)


def test_embeddings_are_those_of_the_reader() -> None:
    reader = cells.load("lstm")
    state, words = as_torch(reader)
    for word in ("cat", "cats", "which", words[-1]):
        row = state["embedding.weight"][words.index(word)]
        assert torch.allclose(row, reader.embedding([word])[0], atol=1e-6)


@pytest.mark.parametrize("name", ["gru", "lstm-1997", "no-past"])
def test_other_cells_have_no_module_in_torch(name: str) -> None:
    with pytest.raises(ValueError, match="torch has no module that is wired as"):
        as_torch(cells.load(name))
