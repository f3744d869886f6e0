"""Files of weights from anywhere: what is valid is read, all else ends in one sentence."""

import io
import json
import os
import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save as save_arrays
from torch import nn

from cells import checkpoints
from cells.blueprints import build, find
from cells.checkpoints import read_checkpoint
from tests.cells.checkpoints import by_safetensors, by_torch, repacked

STATE = {name: tensor.detach() for name, tensor in nn.LSTM(3, 4, 2).state_dict().items()}
TORCH, SAFE = by_torch(STATE), by_safetensors(STATE)


@pytest.mark.parametrize("content", [TORCH, SAFE, by_torch(nn.LSTM(3, 4, 2).state_dict())])
def test_valid_files_are_read(content: bytes) -> None:
    read = read_checkpoint(content)
    assert sorted(read) == sorted(STATE)
    assert all(read[name].shape == STATE[name].shape for name in STATE)


def test_dictionaries_in_a_checkpoint_are_joined() -> None:
    saved = {
        "epoch": 3,
        "model": OrderedDict({f"rnn.{name}": tensor for name, tensor in STATE.items()}),
        "optimizer": {"state": {0: {"exp_avg": torch.zeros(2)}}, "param_groups": [{"lr": 0.1}]},
    }
    assert sorted(read_checkpoint(by_torch(saved))) == sorted(f"model.rnn.{name}" for name in STATE)


def _safetensors(header: Any, content: bytes = b"") -> bytes:
    written = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(written).to_bytes(8, "little") + written + content


def _claim(shape: Any, name: str = "a") -> bytes:
    return _safetensors({name: {"dtype": "F32", "shape": shape, "data_offsets": [0, 4]}}, b"\0" * 4)


class _Runs:
    def __reduce__(self) -> Any:
        return os.makedirs, ("ran-by-a-pickle",)


def _objects() -> bytes:
    written = io.BytesIO()
    np.save(written, np.array([{}], dtype=object), allow_pickle=True)
    return written.getvalue()


def _legacy() -> bytes:
    written = io.BytesIO()
    torch.save(STATE, written, _use_new_zipfile_serialization=False)
    return written.getvalue()


def _twice() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a/data.pkl", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a/data.pkl", b"2")
    return written.getvalue()


LARGE = by_torch({"a": torch.zeros(60_000_000)})  # 240 MB, and 234 KB once deflated

HOSTILE = {
    "empty": (b"", "This file is empty"),
    "text": (b"hello, I am a text, and no file of weights", "not a file of weights"),
    "random": (Random(1).randbytes(4000), "not a file of weights"),
    "short": (b"\x01", "not a file of weights"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a file of weights"),
    "numpy objects": (_objects(), "not a file of weights"),
    "pickle": (pickle.dumps({"a": 1}), "may hold code"),
    "legacy torch": (_legacy(), "may hold code"),
    "code": (by_torch({"a": _Runs()}), "holds more than tensors"),
    "a module": (by_torch(nn.GRU(2, 3)), "holds more than tensors"),
    "one tensor": (by_torch(torch.zeros(3)), "holds one tensor, not a state_dict"),
    "a list": (by_torch([torch.zeros(3)]), "holds a list, not a state_dict"),
    "no tensor": (by_torch({"epoch": 1}), "no tensor in this file"),
    "deflated": (repacked(TORCH, {}, zipfile.ZIP_DEFLATED), "are packed"),
    "zip bomb": (repacked(LARGE, {}, zipfile.ZIP_DEFLATED), "are packed"),
    "too large": (LARGE, "up to 100 MB are read"),
    "no archive of torch": (repacked(TORCH, {"data.pkl": b""}), "is damaged"),
    "two of one name": (_twice(), "two files of one name"),
    "large list": (repacked(TORCH, {"data.pkl": bytes(5 * 2**20)}), "is over 4 MB"),
    "a lie about a size": (
        repacked(TORCH, {"/data/0": b"\0" * 8}),
        "of torch.save is damaged: record size",
    ),
    "sparse": (by_torch({"a": torch.zeros(9, 9).to_sparse()}), "sparse or quantised"),
    "a view of little": (by_torch({"a": torch.zeros(1).expand(2**30)}), "more than 100 MB"),
    "long name": (by_torch({"n" * 2**20: torch.zeros(1)}), "1,048,576 characters"),
    "many": (by_torch({str(i): torch.zeros(0) for i in range(10_001)}), "more than 10,000"),
    "safe: cut off": (SAFE[:40], "cut off"),
    "safe: cut off later": (SAFE[:-9], "is damaged"),
    "safe: more": (SAFE + b"0", "is damaged"),
    "safe: large list": (_safetensors(b"{" + b" " * 5 * 2**20), "has 5 MB"),
    "safe: no JSON": (_safetensors(b'{"a"'), "list of tensors is"),
    "safe: deep": (_safetensors(b'{"a":' * 90_000), "list of tensors is"),
    "safe: nothing": (_safetensors({}), "no tensor in this file"),
    "safe: no entry": (_safetensors({"a": 3}), "has no shape"),
    "safe: no number": (_claim([1.5]), "has no shape"),
    "safe: huge": (_claim([2**62, 2**62]), "a shape that no tensor has"),
    "safe: large": (_claim([2**30, 2**30]), "is damaged"),
    "safe: huge and empty": (_claim([0, 2**40]), "a shape that no tensor has"),
    "safe: many dimensions": (_claim([1] * 9), "a shape that no tensor has"),
    "safe: negative": (_claim([-1]), "a shape that no tensor has"),
    "safe: long name": (_claim([1], "n" * 2**20), "1,048,576 characters"),
    "safe: type": (
        _safetensors({"a": {"dtype": "F31", "shape": [1], "data_offsets": [0, 4]}}, b"\0" * 4),
        "is damaged",
    ),
    "safe: overlap": (
        _safetensors(
            {n: {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]} for n in "ab"}, b"\0" * 4
        ),
        "is damaged",
    ),
    "safe: many": (save_arrays({str(i): np.zeros(0) for i in range(10_001)}), "more than 10,000"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence(kind: str) -> None:
    content, said = HOSTILE[kind]
    with pytest.raises(ValueError, match=r"\.$") as told:
        read_checkpoint(content)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 300


def test_no_code_is_run() -> None:
    with pytest.raises(ValueError, match="more than tensors"):
        read_checkpoint(by_torch({"a": _Runs()}))
    assert not Path("ran-by-a-pickle").exists()


def test_files_of_more_than_the_limit_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "LARGEST", 2**20)
    with pytest.raises(ValueError, match="This file has 2 MB; up to 1 MB are read"):
        read_checkpoint(bytes(2 * 2**20))


@pytest.mark.parametrize("content", [TORCH, SAFE], ids=["torch", "safetensors"])
def test_damaged_files_are_read_or_refused(content: bytes) -> None:
    """Cut short, or with some bytes changed: 1,100 of each, and nothing but ValueError."""
    random = Random(7)
    said: list[str] = []
    for case in range(1100):
        damaged = bytearray(content)
        if case % 2:
            del damaged[random.randrange(len(damaged)) :]
        for _ in range(random.choice([1, 1, 3, 20]) if case % 2 == 0 else 0):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        try:
            tensors = read_checkpoint(bytes(damaged))
            for blueprint in find(tensors).modules:
                build(blueprint, tensors)
        except ValueError as error:
            said.append(str(error))
    assert len(said) > 600
    assert all(each.endswith(".") and "\n" not in each for each in said)
