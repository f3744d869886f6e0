"""A reader's two files in one, to be carried: a zip archive of the folder that a shelf holds."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cells import shelf
from cells.archives import DAMAGE
from cells.readers import Reader
from cells.shelf import CARD, MAX_BYTES, TENSORS, open_reader

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", re.ASCII)
_UNNAMED = "reader"
MAX_CARD = 2**20
"""The largest card that is read out of an archive: eighty times that of a shipped reader."""

_LARGEST = 2 * MAX_BYTES


def load(reader: str | Path) -> Reader:
    """Return a shipped reader by its name, or one of your own from its zip file or its folder.

    A shipped reader is cached and shared by all threads; one from a path is read anew every time.
    No reader is ever mutated.

    Raises:
        ValueError: there is no such reader, or its files are damaged.
    """
    if isinstance(reader, str):
        return shelf.load(reader)
    if reader.is_dir():
        return open_reader(reader)
    try:
        with reader.open("rb") as file:
            return unpack(file.read(_LARGEST))
    except OSError as error:
        raise ValueError(f"The file {reader.name!r} cannot be read: {error}.") from error


def parcel(folder: Path, name: str) -> bytes:
    """Return the files of a reader's folder as a zip archive with one folder of that name."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (TENSORS, CARD):
            archive.writestr(f"{name}/{file}", (folder / file).read_bytes())
    return written.getvalue()


def unpack(content: bytes) -> Reader:
    """Read a reader out of a zip archive; it is called what its folder in there is called.

    Raises:
        ValueError: this is no archive of one reader, or its files are too large or damaged.
    """
    with TemporaryDirectory() as made:
        name, files = _contents(content)
        folder = Path(made) / name
        folder.mkdir()
        for file, inside in files.items():
            (folder / file).write_bytes(inside)
        return open_reader(folder)


def renamed(reader: Reader, name: str) -> Reader:
    """Return the same reader under another name."""
    return replace(reader, name=name)


def _contents(content: bytes) -> tuple[str, dict[str, bytes]]:
    """Return the name of the reader in an archive and its two files, bounded in size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            folder = _folder(archive)
            files = {
                file: _bounded(archive, f"{folder}{file}", most)
                for file, most in ((TENSORS, MAX_BYTES), (CARD, MAX_CARD))
            }
    except DAMAGE as error:
        raise ValueError(f"This file is no zip archive of a reader: {error}.") from error
    name = folder.strip("/")
    return (name if _NAME.fullmatch(name) else _UNNAMED), files


def _folder(archive: zipfile.ZipFile) -> str:
    """Return the one folder with a reader in it, "" where the files lie on top."""
    names = [name for name in archive.namelist() if not name.startswith("__MACOSX")]
    found = [name.removesuffix(CARD) for name in names if name.split("/")[-1] == CARD]
    if len(found) != 1 or f"{found[0]}{TENSORS}" not in names or found[0].count("/") > 1:
        raise ValueError(f"This archive does not hold one reader: a {CARD} beside a {TENSORS}.")
    return found[0]


def _bounded(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read a file of an archive; what the archive says of its size is not believed."""
    with archive.open(name) as packed:
        content = packed.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{name} is larger than {most // 2**20} MB.")
    return content
