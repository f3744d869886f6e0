"""The walk of a visitor's own module: its readout says what the whole model says, also cut."""

import json
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from cells import Clamp, layer_walks
from tests.cells.checkpoints import by_torch
from tests.web.test_uploads import give
from views import modules, own_verdict
from views.modules import Part
from views.narration import facts, narrate, text
from views.stage import unpack
from web import own_page, own_walk, take_away, uploads

pytestmark = pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")

WORDS = ["<unk>", "the", "cat", ",", "was", "were", "full"]
TEXT = "the cat , the cats , was full"


class Model(nn.Module):
    """A model as people write them: an embedding, a recurrent module, a linear layer."""

    def __init__(self, kind: str, rows: int = 7, **options: Any) -> None:
        super().__init__()
        torch.manual_seed(8)
        self.emb = nn.Embedding(7, 5)
        self.rnn = getattr(nn, kind)(5, 6, **options)
        width = options.get("proj_size", 6) * (1 + options.get("bidirectional", False))
        self.out = nn.Linear(width, rows)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return log-probabilities for rows of the embedding."""
        logits: torch.Tensor = self.out(self.rnn(x)[0])
        return logits.log_softmax(dim=-1)


KINDS: list[tuple[str, dict[str, Any]]] = [
    ("RNN", {}),
    ("GRU", {}),
    ("LSTM", {"num_layers": 2}),
    ("GRU", {"num_layers": 2, "bidirectional": True}),
    ("LSTM", {"bidirectional": True, "proj_size": 3}),
]


def _session(model: Model) -> dict[Any, Any]:
    session: dict[Any, Any] = {}
    assert give(session, uploads.FILE, by_torch(model.state_dict())) == ""
    assert give(session, uploads.VOCABULARY, json.dumps(WORDS).encode()) == ""
    return session


def _asked(session: Any, part: Part, text: str = TEXT, *, readout: bool = True) -> Any:
    yours = uploads.of(session)
    module = uploads.module(yours, "tanh")
    given = uploads.from_text(yours, text, "emb.weight")
    both = uploads.blueprint(yours).directions == 2
    said = uploads.readout(yours, "out.weight", both=both) if readout else None
    return own_walk.ask(yours, module, part, given, said)


def _parts(options: dict[str, Any]) -> list[Part]:
    ways = (False, True)[: 1 + options.get("bidirectional", False)]
    return [Part(k, way) for k in range(options.get("num_layers", 1)) for way in ways]


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_it_says_what_the_whole_model_says_at_every_part(kind: str, options: Any) -> None:
    model = Model(kind, **options)
    session = _session(model)
    for part in _parts(options):
        asked = _asked(session, part)
        read, said = own_walk.reading(uploads.of(session), asked)
        expected = model(asked.x).detach().numpy()[:: -1 if part.reverse else 1]
        assert said == []
        assert read.pair == ("was", "were")
        np.testing.assert_allclose(read.log_odds, expected[:, 4] - expected[:, 5], atol=1e-5)
        np.testing.assert_allclose(read.probabilities, np.exp(expected[:, [4, 5]]), atol=1e-6)
        for row, chances in zip(read.next_words, np.exp(expected), strict=True):
            assert sum(p for _, p in row) == pytest.approx(1, abs=1e-6)
            assert [WORDS.index(word) for word, _ in row] == np.argsort(-chances).tolist()
        last = part.layer == options.get("num_layers", 1) - 1
        assert read.weights.any() == last
        header, _ = unpack(own_walk.message(uploads.of(session), read, "mine"))
        assert header["asks" if options.get("bidirectional") else "pair"] in (
            "word",
            ["was", "were"],
        )
        assert len(header["shares"]) == len(read) * last


@pytest.mark.parametrize(("kind", "options"), KINDS)
@pytest.mark.parametrize("cut", [False, True])
def test_the_verdict_is_taken_apart_to_the_last_digit(kind: str, options: Any, cut: bool) -> None:  # noqa: FBT001
    session = _session(Model(kind, **options))
    yours = uploads.of(session)
    if cut and kind != "RNN":
        uploads.follow("cut=update:2-3:all:shut", session)
    for part in _parts(options):
        asked = _asked(session, part)
        read, _ = own_walk.reading(yours, asked)
        for at in (0, 3, len(read) - 1):
            found = own_walk.verdict(yours, asked, read, at)
            if part.layer < options.get("num_layers", 1) - 1:
                assert found is None
                continue
            assert found is not None
            assert found.log_odds == pytest.approx(float(read.log_odds[at]), abs=1e-4)
            assert sum(value for _, value in own_verdict.bars(read, found)) == pytest.approx(
                found.log_odds
            )
            spoken = own_verdict.told(read, found)
            assert ("was." if found.log_odds > 0 else "were.") in spoken
            assert bool(found.words[at + 1 :].any()) == (
                bool(options.get("bidirectional")) and at + 1 < len(read)
            )


@pytest.mark.parametrize(("kind", "options"), KINDS[1:])
def test_surgery_on_any_layer_comes_to_the_verdict(kind: str, options: Any) -> None:
    """A gate held where it is anyway changes nothing; held shut, it changes what comes next."""
    session = _session(Model(kind, **options))
    yours = uploads.of(session)
    for part in _parts(options):
        uploads.follow("cut=", session)
        alone, _ = own_walk.reading(yours, _asked(session, part))
        uploads.follow("cut=update:2:all:shut", session)
        read, _ = own_walk.reading(yours, _asked(session, part))
        assert read.alone is not None
        assert np.array_equal(read.alone.log_odds, alone.log_odds)
        assert np.abs(read.log_odds - alone.log_odds).max() > 1e-3
        header, _ = unpack(own_walk.message(yours, read, "mine"))
        np.testing.assert_allclose(header["log_odds_alone"], alone.log_odds, atol=1e-5)


def test_classes_are_spoken_of_as_classes() -> None:
    session = _session(Model("GRU", rows=3))
    read, _ = own_walk.reading(uploads.of(session), _asked(session, Part()))
    assert set(read.pair) < {"class 0", "class 1", "class 2"}
    said = text(narrate(facts(read, 0, 2)))
    assert "next word" not in said
    assert f"As the class here, {read.pair[0]}" in said or f"{read.pair[1]} is" in said


def test_a_pair_is_asked_for_on_the_stage() -> None:
    session = _session(Model("GRU"))
    yours = uploads.of(session)
    uploads.follow("n=1&pair=cat%2Ffull", session)
    read, said = own_walk.reading(yours, _asked(session, Part()))
    assert (read.pair, said) == (("cat", "full"), [])
    assert uploads.link(yours, read) == {"pair": "cat/full"}
    uploads.follow("n=2&pair=cat%2Fwug", session)
    read, said = own_walk.reading(yours, _asked(session, Part()))
    assert read.pair == ("was", "were")
    assert said[0].startswith("“cat : wug” does not name two rows of out.weight")
    assert own_walk.reading(yours, _asked(session, Part()))[1] == []
    read, _ = own_walk.reading(yours, _asked(session, Part(), readout=False))
    assert uploads.link(yours, read) == {}
    assert unpack(own_walk.message(yours, read, "mine"))[0]["pair"] == []


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show four steps at once."""
    monkeypatch.setattr(modules, "WINDOW", 4)
    monkeypatch.setattr(layer_walks, "_CHUNK", 3)


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_a_part_of_a_long_reading_is_as_in_the_whole(kind: str, options: Any, small: None) -> None:
    del small
    session = _session(Model(kind, **options))
    yours, text = uploads.of(session), " ".join([TEXT] * 2)
    for part in _parts(options):
        whole = Model(kind, **options)(_asked(session, part, text).x).detach().numpy()
        whole = whole[:: -1 if part.reverse else 1]
        for yours.span, window in enumerate((range(4), range(4, 8), range(8, 12), range(12, 16))):
            asked = _asked(session, part, text)
            read, _ = own_walk.reading(yours, asked)
            assert (yours.window, read.first, read.whole) == (window, window.start, 16)
            odds = whole[window.start : window.stop, 4] - whole[window.start : window.stop, 5]
            np.testing.assert_allclose(read.log_odds, odds, atol=1e-5)
            header, _ = unpack(own_walk.message(yours, read, "mine"))
            assert header["first"] == window.start
            assert np.allclose(header["past"]["cell"], read.trace.began("cell"))
            for at in (0, 3):
                if found := own_walk.verdict(yours, asked, read, at):
                    assert found.log_odds == pytest.approx(float(read.log_odds[at]), abs=1e-4)


def test_surgery_in_one_window_acts_in_those_after_it(small: None) -> None:
    del small
    session = _session(Model("LSTM"))
    yours, text = uploads.of(session), " ".join([TEXT] * 2)
    yours.span = 1
    alone, _ = own_walk.reading(yours, _asked(session, Part(), text))
    uploads.follow(
        "cut=update:2:1:shut", session
    )  # the second step that is shown, the sixth of all
    read, _ = own_walk.reading(yours, _asked(session, Part(), text))
    assert yours.surgery == (Clamp("update", [1], [5], 0.0),)
    assert uploads.link(yours, read)["cut"] == "update:2:1:shut"
    assert read.trace["update"][1, 1] == 0
    yours.span = 2
    later, _ = own_walk.reading(yours, _asked(session, Part(), text))
    assert later.alone is not None
    assert not np.array_equal(later.trace["cell"], later.alone.trace["cell"])
    assert "cut" not in uploads.link(yours, later)
    header, _ = unpack(own_walk.message(yours, later, "mine"))
    assert (header["surgery"], header["alone"]["from"]) == ([], 0)
    uploads.follow("cut=silence:1:0", session)
    assert len(yours.surgery) == 2  # what is outside of what is shown stays
    yours.span = 0
    first, _ = own_walk.reading(yours, _asked(session, Part(), text))
    assert first.alone is None  # nothing has happened yet
    assert len(alone) == 4


def test_a_ticket_opens_the_walk_of_its_session_while_that_lasts() -> None:
    session = _session(Model("GRU"))
    yours = uploads.of(session)
    read, _ = own_walk.reading(yours, _asked(session, Part()))
    header, _ = unpack(own_walk.message(yours, read, "my <GRU>"))
    shown = header["ticket"]
    assert len(shown) >= 32
    page = take_away._file({"ticket": shown, "step": "3"})
    assert "my &lt;GRU&gt;" in page
    assert shown not in page
    assert "the cat , the cats , was full" in page
    for wrong in ("", "x" * 32, f"{shown}x"):
        with pytest.raises(ValueError, match=own_page.GONE):
            take_away._file({"ticket": wrong})
    session.clear()
    del yours
    with pytest.raises(ValueError, match="upload the file again"):
        take_away._file({"ticket": shown})


def test_rows_are_told_apart_without_being_kept() -> None:
    session = _session(Model("GRU"))
    asked = _asked(session, Part())
    assert asked.key == _asked(session, Part()).key
    yours, x = uploads.of(session), asked.x.clone()
    x[-1, -1] += 1e-6
    other = own_walk.ask(yours, asked.module, Part(), (x, asked.words))
    assert other.key[:-1] == asked.key[:-1]
    assert other.key[-1] != asked.key[-1]
    assert len(asked.key[-1]) <= 64 < x.nbytes


def test_a_readout_is_kept_while_its_weight_and_its_vocabulary_are_the_same() -> None:
    session = _session(Model("GRU"))
    yours = uploads.of(session)
    kept = uploads.readout(yours, "out.weight", both=False)
    assert uploads.readout(yours, "out.weight", both=False) is kept
    read, _ = own_walk.reading(yours, _asked(session, Part(), "the cat , was"))
    shuffled = json.dumps([*WORDS[:5], "full", "were"]).encode()
    assert give(session, uploads.VOCABULARY, shuffled) == ""
    anew = uploads.readout(yours, "out.weight", both=False)
    assert anew.row("full") == kept.row("were") == 5
    again, _ = own_walk.reading(yours, _asked(session, Part(), "the cat , was"))
    assert again.pair == read.pair == ("was", "were")
    assert not np.allclose(again.log_odds, read.log_odds)


def test_a_module_that_grows_without_bound_is_refused_in_a_sentence() -> None:
    session: dict[Any, Any] = {}
    grows = nn.RNN(2, 3)
    for weight in grows.parameters():
        nn.init.constant_(weight, 99)
    assert give(session, uploads.FILE, by_torch(grows.state_dict())) == ""
    yours = uploads.of(session)
    given = torch.ones(30, 2), [f"t{at}" for at in range(30)]
    asked = own_walk.ask(yours, uploads.module(yours, "relu"), Part(), given)
    with pytest.raises(ValueError, match=r"^From step 16 on the state is beyond what float32"):
        own_walk.reading(yours, asked)
    bounded = own_walk.ask(yours, uploads.module(yours, "tanh"), Part(), given)
    assert len(own_walk.reading(yours, bounded)[0]) == 30
