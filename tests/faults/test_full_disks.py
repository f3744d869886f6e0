"""A disk that is full, while training, writing or unpacking: a sentence, and nothing half-written.

The bytes run out where they are written: in the file itself, after the first few.
"""

import builtins
import errno
import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cells
from cells import parcels, shelf, writing
from cells.__main__ import main
from cells.whole_files import whole
from tests.cells.small import small_reader
from tests.cells.test_shelf import TEXT
from training import brief
from web import state, studio
from web.runs import Order, Run

FULL = OSError(errno.ENOSPC, "No space left on device")


class Full(io.FileIO):
    """A file on a disk that has room for a hundred bytes more."""

    def write(self, data: Any, /) -> int:
        super().write(memoryview(data).cast("B")[:100])
        raise FULL


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every file that is opened for writing run out of room."""
    opened = io.open

    def opens(file: Any, mode: str = "r", *args: Any, **rest: Any) -> Any:
        return Full(file, "w") if "w" in mode else opened(file, mode, *args, **rest)

    monkeypatch.setattr(io, "open", opens)
    monkeypatch.setattr(builtins, "open", opens)
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("full_disk")
def test_a_reader_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        shelf.save(small_reader(), tmp_path / "small")
    assert list((tmp_path / "small").iterdir()) == []


def test_a_reader_on_the_shelf_outlives_a_full_disk(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "small"
    shelf.save(small_reader(), folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    request.getfixturevalue("full_disk")
    with pytest.raises(OSError, match="No space left"):
        shelf.save(small_reader(), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert shelf.open_reader(folder).read(TEXT).words


@pytest.mark.usefixtures("full_disk")
def test_an_export_of_the_command_line_is_told_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([TEXT, "--npz", str(tmp_path / "walk.npz")])
    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_was_exported_before_stays(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "walk.npz"
    walk = writing.walk(cells.load("gru"), TEXT, ("was", "were"))
    writing.write_npz(walk, path)
    request.getfixturevalue("full_disk")
    with pytest.raises(OSError, match="No space left"):
        writing.write_npz(walk, path)
    with np.load(path) as arrays:
        assert tuple(arrays["words"]) == walk.trace.words
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("full_disk")
def test_a_training_whose_disk_fills_up_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program that the app starts, from where it writes what it has trained."""
    folder = tmp_path / "reader"
    monkeypatch.setattr(
        brief, "train", lambda _order, place, _tell: shelf.save(small_reader(), place)
    )
    for own in ("end_with_input", "give_way"):  # which are for a process of its own
        monkeypatch.setattr(brief, own, lambda: None)
    positions = ["--reset=open", "--update=learned", "--forget=learned", "--output=open"]
    arguments = ["brief", str(folder), "--seconds=0.2", "--squash=off", *positions]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(OSError, match="No space left"):
        brief.main()
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["phase"] == "failed"
    assert told["why"] == "The server's disk is full: the reader could not be written."
    assert list(folder.iterdir()) == []


def test_no_training_begins_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    usage = shutil.disk_usage("/")

    def nearly_full(folder: Path) -> Any:
        made.append(folder)
        return usage._replace(free=1_000)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    session: dict[Any, Any] = {}
    order = Order(cells.WIRINGS["gru"], 1.0)
    studio.start(session, order)
    assert studio.refusal(session) == studio.NO_ROOM
    with pytest.raises(OSError, match="no room"):
        Run(order, lambda: True)
    assert len(made) == 2
    assert not any(folder.exists() for folder in made)


def test_a_reader_that_cannot_be_unpacked_is_refused_in_a_sentence(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shelf.save(small_reader(), tmp_path / "small")
    content = parcels.parcel(tmp_path / "small", "small")
    request.getfixturevalue("full_disk")
    session: dict[Any, Any] = {state.WALK: state.Walk()}
    assert studio.take_in(session, content) is None
    assert studio.refusal(session) == studio.NO_PLACE


def test_a_fault_in_the_block_leaves_nothing_and_a_pipe_is_written_itself(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(TypeError), whole(path) as part:
        part.write_bytes(b"half" + part)  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []
    with whole(path) as part:
        part.write_text("whole")
    assert path.read_text() == "whole"
    with whole(Path(os.devnull)) as lent:
        assert lent == Path(os.devnull)
