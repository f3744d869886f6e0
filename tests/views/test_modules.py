"""A torch module of one's own on the stage: what is sent, and what is left out."""

import gc
import weakref
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from cells import Clamp
from cells.layer_walks import LayerWalk
from tests.views.readings import read_whole
from views.modules import NUMBERS, Part, has_gradient, longest, packed, read_window, windows
from views.narration import facts, narrate, text
from views.stage import framed, unpack
from views.story import beats

WORDS = ("the", "cat", ",", "<b>", "was")


def _read(kind: str = "LSTM", part: Part | None = None, **how: Any) -> Any:
    torch.manual_seed(1)
    module = getattr(nn, kind)(4, 6, 2, bidirectional=True)
    x = torch.randn(5, 4)
    reading = read_whole(module, x, WORDS, part or Part(), **how)
    return reading, module, x


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
@pytest.mark.parametrize("part", [Part(), Part(1, reverse=True)])
def test_the_message_holds_what_the_module_computed(kind: str, part: Part) -> None:
    reading, module, x = _read(kind, part)
    header, blocks = unpack(packed(reading, title="rnn"))
    own = LayerWalk(module, x, WORDS, layer=part.layer, reverse=part.reverse).window()
    assert header["words"] == list(WORDS[::-1] if part.reverse else WORDS)
    for name, block in blocks.items():
        assert np.array_equal(block, own[name])
    assert header["pair"] == header["log_odds"] == header["next_words"] == []
    assert header["remark"] is None
    assert header["number_unit"] is None
    assert header["origin"]["part"] == part.called
    assert set(header["causes"]) == {"candidate", *own.wiring.learned}


@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_nothing_is_said_of_what_comes_next(kind: str) -> None:
    reading, *_ = _read(kind)
    for step in range(5):
        said = text(narrate(facts(reading, 2, step)))
        assert said.endswith(".")
        assert "next word" not in said
        assert "unit 2" in said
    assert beats(reading, 2).verdict == 4


@pytest.mark.parametrize("kind", ["GRU", "LSTM"])
def test_surgery_is_sent_with_the_run_left_alone(kind: str) -> None:
    cut = (Clamp("update", [2], [3], 0.0),)
    reading, *_ = _read(kind, surgery=cut)
    header, blocks = unpack(packed(reading, unit=2))
    assert header["surgery"] == [{"gate": "update", "units": [2], "steps": [3], "value": 0.0}]
    assert header["alone"]["from"] == 3
    assert blocks["update"][3, 2] == 0
    assert "log_odds_alone" not in header
    said = text(narrate(facts(reading, 2, 3)))
    assert "forced shut" in said
    assert "left alone" not in said


def test_parts_of_a_gru_s_pre_activation_add_up_at_every_step() -> None:
    reading, *_ = _read("GRU")
    header, blocks = unpack(packed(reading, unit=1))
    cause = header["causes"]["candidate"]
    assert isinstance(cause["bias"], list)
    total = np.sum([cause[part] for part in ("word", "memory", "bias")], axis=0)
    np.testing.assert_allclose(np.tanh(total), blocks["candidate"][:, 1], atol=1e-5)
    past = np.concatenate([np.zeros((1, 6)), blocks["cell"][:-1]])
    sources = past * cause["weights"] * blocks["reset"][:, [1]]  # as the browser multiplies them
    np.testing.assert_allclose(sources.sum(axis=1), cause["memory"], atol=1e-5)
    assert isinstance(header["causes"]["update"]["bias"], float)


def test_many_units_have_lower_rows() -> None:
    torch.manual_seed(0)
    module = nn.GRU(2, 600)
    reading = read_whole(module, torch.randn(3, 2), "abc", Part())
    header, _ = unpack(packed(reading))
    assert max(layout["height"] for layout in header["layouts"]) < 4 * 2_500
    assert len(header["layouts"]) == 5


def test_what_is_shown_is_bounded() -> None:
    assert longest(32) == 10_000
    assert windows(4_500, 32) == [range(2_000), range(2_000, 4_000), range(4_000, 4_500)]
    assert windows(3, 8_192) == [range(3)]
    for units in (1, 650, 8_192):
        assert longest(units) >= 1
        parts = windows(longest(units), units)
        assert max(len(part) for part in parts) * units <= max(NUMBERS, units)
        assert sum(len(part) for part in parts) == longest(units)
    assert has_gradient(_read()[0])


def test_nothing_of_it_is_kept() -> None:
    reading, *_ = _read(surgery=(Clamp("update", [2], [3], 0.0),))
    assert packed(reading)
    kept = weakref.ref(reading.trace.quantities["cell"])
    del reading
    gc.collect()
    assert kept() is None


GROWING = "From step {} on the state is beyond what float32 holds"


def _growing() -> nn.RNN:
    """Return an RNN without a bound, whose state is a hundred times larger at every step."""
    module = nn.RNN(1, 2, nonlinearity="relu")
    for weight in module.parameters():
        nn.init.constant_(weight, 50)
    return module


def test_a_state_that_grows_beyond_float32_is_told_with_its_step() -> None:
    module, x, words = _growing(), torch.ones(60, 1), [str(t) for t in range(60)]
    state = module(x)[0].isfinite().all(dim=1).tolist()
    lost = state.index(False) + 1
    with pytest.raises(ValueError, match=GROWING.format(lost)):
        read_whole(module, x, words, Part())
    walk = LayerWalk(module, x, words)
    how: Any = {"name": "nn-rnn", "origin": {}}
    assert packed(read_window(walk, range(lost - 1), **how))
    with pytest.raises(ValueError, match=GROWING.format(lost)):
        read_window(walk, range(lost + 1, 60), **how)  # what is carried in is lost before


def test_weights_too_large_for_a_gate_are_told() -> None:
    module = nn.GRU(2, 3)
    nn.init.constant_(next(module.parameters()), 3e38)
    with pytest.raises(ValueError, match="At step 2 what goes into a gate is beyond"):
        read_whole(module, torch.tensor([[0.1, 0.1], [5, 5]]), "ab", Part())


def test_no_message_holds_what_browsers_cannot_read() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        framed({"key": "", "share": float("nan")}, b"")
