"""The page of a visitor's own module, with files that plain PyTorch scripts wrote."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest
from torch import nn

from tests.cells.checkpoints import by_safetensors, by_torch
from tests.pages.panel import ran
from tests.pages.test_axe import RULES, violations
from tests.visits import PHONE, PROJECTOR, WAIT_MS, Visits, settle
from web import uploads

TEXT = "the cat, which already ate the apples, was full"
WORDS = ["<unk>", "the", "cat", ",", "which", "already", "ate", "apples", "was", "full"]


def _script() -> None:
    from pages import your_model

    your_model.page()


class _File(io.BytesIO):
    name = "brought"


def _tagger() -> dict[str, Any]:
    torch.manual_seed(4)
    parts = {"emb": nn.Embedding(10, 6), "rnn": nn.LSTM(6, 8, 2, bidirectional=True)}
    parts["tags"] = nn.Linear(16, 3)
    return dict(nn.ModuleDict(parts).state_dict())


def _brought(weights: bytes, words: object = WORDS, **chosen: Any) -> AppTest:
    """Run the page of a visitor who has brought weights and a vocabulary."""
    session: dict[Any, Any] = {}
    for key, content in ((uploads.FILE, weights), (uploads.VOCABULARY, json.dumps(words).encode())):
        session[key] = _File(content)
        uploads.take(session, key)
        assert uploads.refusal(session) == []
    app = AppTest.from_function(_script, default_timeout=60)
    app.session_state[uploads.YOURS] = session[uploads.YOURS]
    for key, value in chosen.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def test_a_file_that_went_with_its_visit_is_named_and_asked_for_again() -> None:
    app = ran(_script, file="tagger<b>.pt")
    (told,) = (each.value for each in app.warning)
    assert told.startswith("tagger\\<b\\>.pt is not here\\: ")
    assert "Upload it again" in told
    assert len(ran(_script, file="x" * 9_000).warning[0].value) < 300
    assert not ran(_script).warning


def test_the_page_asks_for_weights_first() -> None:
    app = ran(_script)
    assert not app.exception
    assert "What you need" in " ".join(each.value for each in app.markdown)
    assert not app.selectbox


@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("way", ["forward", "backward"])
def test_every_part_of_a_module_is_walked(layer: int, way: str) -> None:
    app = _brought(by_torch(_tagger()), **{uploads.LAYER: layer, uploads.WAY: way})
    last = "the" if way == "backward" else "full"
    said = " ".join(each.value for each in app.markdown)
    assert f"remembers after “{last}” was written" in said
    captions = " ".join(each.value for each in app.caption)
    assert ("It reads backward" in captions) == (way == "backward")


@pytest.mark.parametrize("kind", ["RNN", "GRU", "RNNCell", "GRUCell", "LSTMCell"])
def test_every_kind_is_walked(kind: str) -> None:
    torch.manual_seed(1)
    module = getattr(nn, kind)(10, 7)
    app = _brought(by_safetensors(module.state_dict()))
    assert app.selectbox(key=uploads.EMBEDDING).value == "one-hot"
    assert "was written" in " ".join(each.value for each in app.markdown)
    assert bool(kind.startswith("RNN")) == any("nonlinearity" in s.label for s in app.selectbox)


def test_what_is_missing_is_named() -> None:
    app = _brought(by_safetensors(nn.GRU(300, 4).state_dict()))
    assert "No embedding of width 300 was found" in app.warning[0].value
    app = _brought(by_torch(_tagger()), ["the", "cat"])
    assert "Not in the vocabulary: the words “,”, “which”" in app.info[0].value.replace("\\", "")
    app = _brought(by_torch(_tagger()), **{uploads.KIND: "numbers"})
    assert "Upload a table: a row for every step, 6 numbers in it." in app.info[0].value.replace(
        "\\", ""
    )


def test_a_text_that_cannot_be_read_leaves_the_stage_as_it_was() -> None:
    app = _brought(by_torch(_tagger()), WORDS[1:])
    app.text_input(key=uploads.TEXT).set_value("the wug").run()
    assert "“wug”; it has no entry for unknown ones" in app.info[0].value
    assert "keeps what it last read" in app.info[0].value
    assert "remembers after “full” was written" in " ".join(each.value for each in app.markdown)
    app.text_input(key=uploads.TEXT).set_value("the cat").run()
    assert not app.info
    assert "remembers after “cat” was written" in " ".join(each.value for each in app.markdown)


def test_a_module_called_after_another_kind_is_told() -> None:
    state = {f"my_gru.{name}": weight for name, weight in nn.LSTM(10, 3).state_dict().items()}
    app = _brought(by_safetensors(state))
    assert "my_gru is nn.LSTM, whatever its name" in app.warning[0].value.replace("\\", "")
    assert "4 rows a unit" in app.warning[0].value


def _texts(app: AppTest) -> str:
    every = (*app.markdown, *app.caption, *app.warning, *app.subheader)
    return " ".join(each.value for each in every).replace("\\", "")


def test_the_only_linear_layer_that_fits_is_the_readout() -> None:
    app = _brought(by_torch(_tagger()), **{uploads.LAYER: 2})
    chosen = app.selectbox(key=uploads.READOUT)
    assert (chosen.value, chosen.options) == ("tags.weight", ["none", "tags.weight"])
    said = _texts(app)
    assert "tags.weight has 3 rows, and the vocabulary has 10 tokens" in said
    assert "The verdict, word by word" in said
    assert "together log P(class" in said
    app.selectbox(key=uploads.LAYER).select(1).run()
    assert "tags.weight reads the last layer: choose that one" in _texts(app)
    app.selectbox(key=uploads.READOUT).select("none").run()
    assert not app.exception
    assert "The verdict" not in _texts(app)


def test_a_readout_that_may_be_another_is_chosen_by_hand() -> None:
    torch.manual_seed(2)
    tied = {"emb": nn.Embedding(10, 6), "rnn": nn.GRU(6, 6), "out": nn.Linear(6, 10)}
    app = _brought(by_torch(nn.ModuleDict(tied).state_dict()))
    chosen = app.selectbox(key=uploads.READOUT)
    assert (chosen.value, chosen.options) == ("none", ["none", "out.weight", "emb.weight"])
    chosen.select("emb.weight").run()
    assert "The 10 rows of emb.weight are the tokens of the vocabulary" in _texts(app)
    normed = {"rnn": nn.GRU(10, 6), "norm": nn.BatchNorm1d(6), "out": nn.Linear(6, 10)}
    app = _brought(by_torch(nn.ModuleDict(normed).state_dict()))
    assert app.selectbox(key=uploads.READOUT).value == "none"
    app.selectbox(key=uploads.READOUT).select("out.weight").run()
    assert "norm normalises 6 numbers: where it stands before out.weight" in _texts(app)


def test_a_linear_layer_that_does_not_fit_is_named_with_both_widths() -> None:
    parts = {"rnn": nn.GRU(10, 6), "out": nn.Linear(7, 3)}
    app = _brought(by_torch(nn.ModuleDict(parts).state_dict()))
    assert "No readout: out.weight reads 7 numbers, and this module puts out 6." in _texts(app)
    assert uploads.READOUT not in [box.key for box in app.selectbox]


def test_a_long_reading_is_shown_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.modules.WINDOW", 4)
    app = _brought(by_torch(_tagger()))
    steps = app.selectbox(key=uploads.SPAN)
    assert steps.options == ["1 to 4", "5 to 8", "9 to 11"]
    steps.select_index(2).run()
    assert not app.exception
    said = _texts(app)
    assert "remembers after “full” was written" in said
    assert "before word 9" in said
    assert app.slider(key="yours_at").value == 11
    assert app.slider(key="yours_at").min == 9


def _give(page: Page, label: str, path: Path) -> None:
    uploader = page.get_by_test_id("stFileUploader").filter(has_text=label)
    uploader.locator("input[type=file]").set_input_files(path)


@pytest.mark.browser
def test_a_bidirectional_lstm_and_a_gru_are_walked(open_page: Visits, tmp_path: Path) -> None:
    gru = {f"gru.{name}": weight for name, weight in nn.GRU(10, 12).state_dict().items()}
    files = {"tagger.pt": by_torch(_tagger()), "gru.safetensors": by_safetensors(gru)}
    files |= {"words.json": json.dumps(WORDS).encode(), "broken.pt": files["tagger.pt"][:900]}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page = open_page("/bring-yours", tolerate=["404.*_stcore"], size=PROJECTOR)
    _give(page, "A .safetensors file", tmp_path / "tagger.pt")
    expect(page.get_by_text("Found in this file")).to_be_visible()
    _give(page, "Vocabulary:", tmp_path / "words.json")
    said = page.locator(".gw-said")
    expect(said).to_contain_text("the forget gate keeps", timeout=WAIT_MS)
    expected = page.locator(".gw-expected")
    expect(expected).to_contain_text("Which class")
    expected.locator("select").select_option("")
    two = page.get_by_role("dialog", name="Two words to compare").locator("input")
    two.nth(0).fill("class 2")
    two.nth(1).fill("0")
    two.nth(1).press("Enter")
    expect(expected.locator("select")).to_have_value("class 2/class 0", timeout=WAIT_MS)
    page.locator(".gw-board").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-heading")).to_contain_text("at step 2, cat")
    page.keyboard.press("s")
    surgery = page.get_by_role("dialog", name="Surgery")
    surgery.get_by_role("button", name="shut", exact=True).click()
    expect(said).to_contain_text("is forced shut at “cat”", timeout=WAIT_MS)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(said).not_to_contain_text("forced", timeout=WAIT_MS)
    page.get_by_text("backward", exact=True).click()
    expect(page.locator(".gw-heading")).to_contain_text("at step 1, full", timeout=WAIT_MS)
    page.get_by_role("button", name="take away").first.click()
    taking = page.get_by_role("dialog", name="Take away")
    expect(taking).to_contain_text("No link and no QR code can bring back an upload")
    with page.expect_download() as download:
        taking.get_by_role("button", name="HTML").click()
    assert "class 2" in Path(download.value.path()).read_text(encoding="utf-8")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="tagger.pt").click()
    _give(page, "A .safetensors file", tmp_path / "broken.pt")
    expect(page.get_by_test_id("stAlert").first).to_contain_text(
        "broken.pt: This zip archive", timeout=WAIT_MS
    )
    expect(page.locator(".gw-heading")).to_contain_text(
        "at step 1, full", timeout=WAIT_MS
    )  # it stays
    assert violations(page, "body", RULES) == []
    _give(page, "A .safetensors file", tmp_path / "gru.safetensors")
    expect(said).to_contain_text("it keeps z", timeout=WAIT_MS)
    page.set_viewport_size(PHONE)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
