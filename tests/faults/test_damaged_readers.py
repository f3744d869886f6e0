"""Files of readers that were cut off or tampered with: named, and the other readers go on."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import cells
from cells import shelf
from cells.shelf import CARD, TENSORS

DAMAGED = {"gru": TENSORS, "lstm": CARD, "rnn-as-found": TENSORS}
PAGES = ["walk", "readers", "compare", "why", "lessons"]
PAGES += ["glossary", "gru_lstm", "nonlinearities", "claims"]
PAGE = "import importlib\nimportlib.import_module('pages.{}').page()\n"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Put a shelf in the place of the shipped one, on which three readers are damaged."""
    there = tmp_path_factory.mktemp("shelf") / "readers"
    shutil.copytree(shelf.SHELF, there)
    for name, file in DAMAGED.items():
        content = (there / name / file).read_bytes()
        tampered = content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]
        (there / name / file).write_bytes(tampered if name == "gru" else content[:-50])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "SHELF", there)
        forget()
        yield there
    forget()


def forget() -> None:
    """Forget what was read of the shelf that stood there before."""
    shelf._load.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()


def told(app: AppTest) -> str:
    return " ".join(each.value for each in app.warning).replace("\\", "")


def test_every_shipped_card_has_the_checksum_of_its_tensors() -> None:
    for name in cells.names():
        card = json.loads((shelf.SHELF / name / CARD).read_text("utf-8"))
        assert len(card["sha256"]) == 64
        cells.load(name)  # which compares


@pytest.mark.usefixtures("damaged")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_and_names_the_file_where_it_needs_it(page: str) -> None:
    app = AppTest.from_string(PAGE.format(page), default_timeout=60).run()
    assert not app.exception
    if page in ("walk", "compare", "why", "nonlinearities", "readers"):
        assert f"The reader 'gru' cannot be read: {TENSORS}: it is not the file" in told(app)
    if page == "readers":
        assert f"The reader 'lstm' cannot be read: {CARD}: " in told(app)
        offered = app.selectbox(key="card").options
        assert "LSTM, as found" in offered
        assert "GRU" not in offered


@pytest.mark.usefixtures("damaged")
def test_the_others_read_and_the_gradient_goes_without_the_damaged() -> None:
    walk = AppTest.from_string(PAGE.format("walk"), default_timeout=60)
    walk.query_params["reader"] = "rnn"
    assert not told(walk.run())
    why = AppTest.from_string(PAGE.format("why"), default_timeout=60)
    why.query_params.update({"reader": "rnn", "sentence": "the cats were full"})
    assert not why.run().exception
    assert "'rnn-as-found' cannot be read" in told(why)


def test_a_damaged_reader_is_one_clear_error_in_the_library(damaged: Path) -> None:
    for name, file in DAMAGED.items():
        with pytest.raises(
            ValueError, match=f"^The reader '{name}' cannot be read: {file}: .*[.]$"
        ):
            cells.load(name)
    assert cells.load("rnn").name == "rnn"
    assert set(DAMAGED) <= set(cells.names())
    assert damaged == shelf.SHELF
