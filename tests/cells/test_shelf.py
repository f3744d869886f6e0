import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cells
from cells import QUANTITIES, shelf
from cells.shelf import CARD, TENSORS, open_reader, save
from tests.cells.small import small_reader

TEXT = "the wugs, which ate, were full"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(small_reader(), tmp_path / "small")
    return tmp_path / "small"


def test_a_reader_read_back_reads_alike(folder: Path) -> None:
    reader, again = small_reader(), open_reader(folder)
    assert (again.name, again.wiring, again.card["encouraged"]) == ("small", reader.wiring, False)
    for name in QUANTITIES:  # embeddings are stored in half precision
        np.testing.assert_allclose(again.read(TEXT)[name], reader.read(TEXT)[name], atol=2e-3)
    save(again, folder)
    assert (open_reader(folder).read(TEXT)["hidden"] == again.read(TEXT)["hidden"]).all()


def test_another_process_reads_alike(folder: Path) -> None:
    program = (
        "from pathlib import Path; from cells.shelf import open_reader;"
        f"print(open_reader(Path({str(folder)!r})).prefer({TEXT!r}, 'was', 'glorps'))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=Path(cells.__file__).parents[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert answers == {f"{open_reader(folder).prefer(TEXT, 'was', 'glorps')}\n"}


def test_a_truncated_or_changed_file_is_named(folder: Path) -> None:
    tensors = folder / TENSORS
    content = tensors.read_bytes()
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 1
    for damaged in (content[:-10], b"", bytes(flipped)):
        tensors.write_bytes(damaged)
        with pytest.raises(ValueError, match=r"'small' cannot be read: reader.safetensors is not"):
            open_reader(folder)
    tensors.unlink()
    with pytest.raises(ValueError, match="'small' cannot be read"):
        open_reader(folder)


def test_a_file_that_its_card_does_not_fit_is_refused(folder: Path) -> None:
    card = json.loads((folder / CARD).read_text())
    changes: list[dict[str, object]] = [
        {"wiring": cells.WIRINGS["lstm"].as_dict()},
        {"wiring": {}},
        {"sha256": None},
    ]
    for change in changes:
        (folder / CARD).write_text(json.dumps(card | change))
        with pytest.raises(ValueError, match="'small' cannot be read"):
            open_reader(folder)
    (folder / CARD).write_text("{")
    with pytest.raises(ValueError, match="'small' cannot be read"):
        open_reader(folder)


def test_a_huge_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MAX_BYTES", 100)
    with pytest.raises(ValueError, match="larger than"):
        open_reader(folder)


@pytest.mark.parametrize("name", ["GRU", "", "../gru", "gru/../gru", "<b>", "nothing"])
def test_an_unknown_reader_is_told_which_there_are(name: str) -> None:
    with pytest.raises(ValueError, match=r"There is no reader .*; there are .*gru"):
        cells.load(name)


def test_shipped_readers_are_loaded_once_and_all_answer() -> None:
    names = cells.names()
    assert names[:4] == ("rnn", "gru-simple", "gru", "lstm")
    for name in names:
        reader = cells.load(name)
        assert reader is cells.load(name)
        assert reader.name == name
        assert 16 <= reader.units_count <= 32
        assert len(reader.read("the cat, which already ate the apples, was full")) == 11


def test_a_card_cannot_be_changed(folder: Path) -> None:
    reader = open_reader(folder)
    places: list[Any] = [reader.card, reader.card["wiring"]]
    for place in places:
        with pytest.raises(TypeError):
            place["update"] = "shut"
    save(reader, folder)
    assert open_reader(folder).card == reader.card
