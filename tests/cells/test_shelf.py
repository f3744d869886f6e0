import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from safetensors.torch import save as save_tensors

import cells
from cells import QUANTITIES, shelf
from cells.shelf import CARD, TENSORS, open_reader, save
from tests.cells.small import small_reader
from tests.cells.test_units import REPORT

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
    others = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            cwd=Path(cells.__file__).parents[1],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    answers = {other.communicate(timeout=100)[0] for other in others}
    assert answers == {f"{open_reader(folder).prefer(TEXT, 'was', 'glorps')}\n"}


def test_a_truncated_or_changed_file_is_named(folder: Path) -> None:
    tensors = folder / TENSORS
    content = tensors.read_bytes()
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 1
    for damaged in (content[:-10], b"", bytes(flipped)):
        tensors.write_bytes(damaged)
        with pytest.raises(
            ValueError, match=r"'small' cannot be read: reader.safetensors: it is not"
        ):
            open_reader(folder)
    tensors.unlink()
    with pytest.raises(ValueError, match="'small' cannot be read"):
        open_reader(folder)


CARDS: list[tuple[dict[str, object], str]] = [
    ({"wiring": cells.WIRINGS["lstm"].as_dict()}, "reader.safetensors: the tensor cell.Wf is miss"),
    ({"wiring": cells.WIRINGS["rnn"].as_dict()}, "reader.safetensors: the tensor cell.Wr is unkn"),
    ({"wiring": {}}, "card.json: .*missing 5 required"),
    ({"wiring": [1]}, "card.json: a JSON object belongs where"),
    ({"sha256": None}, "reader.safetensors: it is not the file"),
    ({"carriers": {"number": 6}}, "card.json: it speaks of unit 6: there are 6, from 0"),
    ({"carriers": {"number": "3"}}, "card.json: it speaks of unit '3'"),
    ({"carriers": 3}, "card.json: a JSON object belongs where 3 is"),
    ({"figures": {"units": {"number": [{"unit": 3}]}}}, "card.json: .*missing 9 required"),
    ({"figures": {"units": {"number": [asdict(REPORT) | {"unit": -1}]}}}, "unit -1: there are 6"),
]


@pytest.mark.parametrize(("change", "said"), CARDS, ids=str)
def test_a_card_that_does_not_fit_is_refused(
    folder: Path, change: dict[str, object], said: str
) -> None:
    card = json.loads((folder / CARD).read_text())
    (folder / CARD).write_text(json.dumps(card | change))
    with pytest.raises(ValueError, match=f"'small' cannot be read: .*{said}"):
        open_reader(folder)


NO_CARDS = ["{", "", "[]", "null", "[" * 100_000, '{"sha256": ""}', "\xff"]


@pytest.mark.parametrize("text", NO_CARDS, ids=range(len(NO_CARDS)))
def test_a_card_that_is_none_is_refused(folder: Path, text: str) -> None:
    (folder / CARD).write_text(text, encoding="latin-1")
    with pytest.raises(ValueError, match=r"^The reader 'small' cannot be read: card.json: .+\.$"):
        open_reader(folder)


def changed(folder: Path, name: str, tensor: torch.Tensor | None) -> None:
    """Put a tensor into a reader's file, or take it out, with a card that vouches for the file."""
    tensors = load_file(folder / TENSORS)
    tensors.pop(name, None)
    content = save_tensors(tensors if tensor is None else {**tensors, name: tensor})
    (folder / TENSORS).write_bytes(content)
    card = json.loads((folder / CARD).read_text()) | {"sha256": sha256(content).hexdigest()}
    (folder / CARD).write_text(json.dumps(card))


INF, NAN = float("inf"), float("nan")
TAMPERED: list[tuple[str, torch.Tensor | None, str]] = [
    ("cell.Wu", None, "the tensor cell.Wu is missing"),
    ("cell.bc", None, "it has no 'cell.bc'"),
    ("vocabulary.share", None, "it has no 'vocabulary.share'"),
    ("cell.Wz", torch.zeros(1), "the tensor cell.Wz is unknown"),
    ("cell.Wu", torch.zeros(6, 10), r"cell.Wu has the shape \(6, 10\) instead of \(6, 11\)"),
    ("cell.bu", torch.full((6,), NAN), "cell.bu has values that are not finite"),
    ("cell.bu", torch.zeros(6, dtype=torch.int32), "cell.bu has values that are not finite"),
    ("cell.bc", torch.tensor(0.0), r"cell.bc has the shape \(\)"),
    ("cell.bc", torch.zeros(2_000_000), "instead of .2000000"),  # refused, not allocated
    ("embedding.grams", torch.zeros(0, 5), r"embedding.grams has the shape \(0, 5\)"),
    ("embedding.own", torch.zeros(7), r"embedding.own has the shape \(7,\) instead of \(7, 5\)"),
    ("embedding.own", torch.full((7, 5), INF), "embedding.own has values"),
    ("embedding.words", torch.tensor([255], dtype=torch.uint8), "can't decode byte 0xff"),
    ("readout.rows", torch.zeros(4, 6), r"readout.rows has the shape \(4, 6\) instead"),
    ("readout.tagger_bias", torch.full((5,), -INF), "readout.tagger_bias has values"),
    ("vocabulary.class_of", torch.tensor([0, 0, 1, 1, 2, 3, 5]), "a class that is not there"),
    ("vocabulary.class_of", torch.tensor([0, 0, 1, 1, 2, 3, -1]), "a class that is not there"),
    ("vocabulary.class_of", torch.tensor([0, 0, 1]), "7 words, and not as many classes"),
    ("vocabulary.share", torch.ones(7), "shares of the words of a class do not add up to 1"),
    ("vocabulary.share", torch.full((7,), NAN), "do not add up to 1"),
    (
        "vocabulary.share",
        torch.tensor([1.25, -0.25, 0.5, 0.5, 1, 1, 1]),
        "of a class do not add up to 1",
    ),
    (
        "vocabulary.words",
        torch.frombuffer(bytearray(b"a\na\nb\nc\nd\ne\nf"), dtype=torch.uint8),
        "comes twice",
    ),
]


@pytest.mark.parametrize(("name", "tensor", "said"), TAMPERED, ids=[case[2] for case in TAMPERED])
def test_tensors_that_do_not_fit_are_refused(
    folder: Path, name: str, tensor: torch.Tensor | None, said: str
) -> None:
    changed(folder, name, tensor)
    with pytest.raises(ValueError, match=f"'small' cannot be read: reader.safetensors: .*{said}"):
        open_reader(folder)


def test_a_file_that_is_no_safetensors_is_refused(folder: Path) -> None:
    (folder / TENSORS).write_bytes(b"x" * 99)
    card = json.loads((folder / CARD).read_text()) | {"sha256": sha256(b"x" * 99).hexdigest()}
    (folder / CARD).write_text(json.dumps(card))
    with pytest.raises(ValueError, match=r"cannot be read: reader.safetensors: .*header"):
        open_reader(folder)


def test_a_reader_is_float32_whatever_torch_defaults_to(folder: Path) -> None:
    expected = open_reader(folder).prefer(TEXT, "was", "glorps")
    torch.set_default_dtype(torch.float64)
    try:
        reader = open_reader(folder)
        assert reader.prefer(TEXT, "was", "glorps") == expected
    finally:
        torch.set_default_dtype(torch.float32)
    tensors = (*reader.cell.parameters(), *reader.embedding.parameters(), reader.readout.rows)
    assert {tensor.dtype for tensor in tensors} == {torch.float32}


def test_opening_a_reader_draws_no_random_number(folder: Path) -> None:
    before = torch.get_rng_state()
    open_reader(folder)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_huge_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (folder / CARD).read_bytes()
    (folder / CARD).write_bytes(content + b" " * 10_000)
    monkeypatch.setattr(shelf, "MAX_BYTES", 1_000)
    with pytest.raises(ValueError, match=r"card.json: it is larger than"):
        open_reader(folder)
    (folder / CARD).write_bytes(content)
    with pytest.raises(ValueError, match=r"reader.safetensors: it is larger than"):
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


def test_readers_stand_in_the_order_of_teaching_and_as_found_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lstm", "zebra", "gru-as-found", "rnn-as-found", "gru", "rnn", "aardvark"):
        (tmp_path / name).mkdir()
        (tmp_path / name / CARD).write_text("{}")
    (tmp_path / "no-reader").mkdir()
    monkeypatch.setattr(shelf, "SHELF", tmp_path)
    taught, found = "rnn gru lstm aardvark zebra", "rnn-as-found gru-as-found"
    assert " ".join(cells.names()) == f"{taught} {found}"


def test_threads_that_ask_at_once_are_given_one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def slowly(folder: Path) -> cells.Reader:
        opened.append(folder.name)
        time.sleep(0.1)
        return replace(small_reader(), name=folder.name)

    monkeypatch.setattr(shelf, "open_reader", slowly)
    shelf._load.cache_clear()
    try:
        with ThreadPoolExecutor(4) as threads:
            readers = list(threads.map(cells.load, ["gru"] * 4))
    finally:
        shelf._load.cache_clear()
    assert opened == ["gru"]
    assert all(reader is readers[0] for reader in readers)


def test_a_card_cannot_be_changed(folder: Path) -> None:
    reader = open_reader(folder)
    places: list[Any] = [reader.card, reader.card["wiring"]]
    for place in places:
        with pytest.raises(TypeError):
            place["update"] = "shut"
    save(reader, folder)
    assert open_reader(folder).card == reader.card


def test_the_report_on_other_seeds_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"gru": {"2": {"figures": {"mean": 0.98}}, "3": {}}}
    (tmp_path / shelf.SEEDS).write_text(json.dumps(kept))
    monkeypatch.setattr(shelf, "SHELF", tmp_path)
    found = shelf.other_seeds()
    assert list(found["gru"]) == ["2", "3"]
    assert found["gru"]["2"]["figures"]["mean"] == 0.98


@pytest.mark.parametrize("content", ["", "[]", '{"gru": 1}', '{"gru": {"2": []}}'])
def test_a_damaged_report_on_seeds_is_told(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "SHELF", tmp_path)
    assert shelf.other_seeds() == {}
    (tmp_path / shelf.SEEDS).write_text(content)
    with pytest.raises(ValueError, match=r"seeds\.json"):
        shelf.other_seeds()
