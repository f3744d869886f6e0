"""Files that are written whole or not at all: a full disk leaves what was there before."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Lend a path beside the one given, whose file takes its place at the end of the block.

    Where the block raises, nothing is left of it. What is no file, such as a pipe, is lent itself.

    Raises:
        OSError: the file cannot take its place.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        if error.filename == str(part):
            error.filename = str(path)  # which is the one that its user knows
        raise
    finally:
        part.unlink(missing_ok=True)
