"""A table of numbers from a file: a row for every time step, a column for every input."""

import ast
import math
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

LARGEST, MOST_ROWS = 20 * 2**20, 1_000_000
"""The largest file in bytes, and the most rows in it."""

_NUMPY = b"\x93NUMPY"
_HEADING = 10_000  # bytes of a NumPy file's heading, as numpy itself reads
_DAMAGE = (ValueError, SyntaxError, TypeError, LookupError, MemoryError, RecursionError)
_WANTED = "numbers, a row for every time step"

Floats = NDArray[np.float32]


def read_table(content: bytes, width: int) -> Floats:
    """Return a table of numbers, (T, width) in float32, from a NumPy file (.npy) or a CSV.

    A CSV has numbers between commas, semicolons, tabs or spaces; its first line may be a heading.

    Raises:
        ValueError: it is neither, is too large or ragged, or has another width or no numbers.
    """
    if len(content) > LARGEST:
        raise ValueError(
            f"This table has {len(content) / 2**20:,.0f} MB; up to {LARGEST // 2**20} MB are read."
        )
    table = _from_numpy(content) if content.startswith(_NUMPY) else _from_csv(content, width)
    if table.ndim == 1 and width == 1:
        table = table[:, None]
    if table.ndim != 2 or table.shape[1] != width or not len(table):
        raise ValueError(
            f"This table has the shape {table.shape}; (T, {width}) is expected: a row for every "
            f"time step, a number for each of {width:,} inputs."
        )
    with np.errstate(over="ignore"):
        read = np.ascontiguousarray(table, np.float32)
    if not np.isfinite(read).all():
        row, column = np.argwhere(~np.isfinite(read))[0]
        raise ValueError(
            f"Row {row + 1}, column {column + 1} of this table is {table[row, column]}; a finite "
            "number is expected everywhere."
        )
    return read


def _from_numpy(content: bytes) -> NDArray[Any]:
    """Read a NumPy file by its own heading, which may claim no more than is there.

    `numpy.load` would take the memory that a heading claims before it looks for the numbers.

    Raises:
        ValueError: it is damaged, or holds other things than real numbers.
    """
    digits = 2 if content[6:7] == b"\x01" else 4
    length = int.from_bytes(content[8 : 8 + digits], "little")
    start = 8 + digits + length
    try:
        heading = ast.literal_eval(content[8 + digits : start][:_HEADING].decode("utf-8").strip())
        shape, dtype = tuple(heading["shape"]), np.dtype(str(heading["descr"]))
        order: Literal["F", "C"] = "F" if heading["fortran_order"] else "C"
    except _DAMAGE as error:
        raise ValueError("This NumPy file is damaged: its heading is.") from error
    if dtype.kind not in "fiub":
        raise ValueError(f"This NumPy file holds {dtype}; expected are {_WANTED}.")
    there = len(content) - start
    whole = all(type(size) is int and size >= 0 for size in shape)
    if not whole or math.prod(shape) * dtype.itemsize != there:
        raise ValueError(
            f"This NumPy file is damaged: it claims the shape {str(shape)[:60]}, and has "
            f"{max(there, 0):,} bytes of numbers."
        )
    return np.frombuffer(content, dtype, offset=start).reshape(shape, order=order)


def _from_csv(content: bytes, width: int) -> NDArray[np.float64]:
    """Read numbers line by line.

    Raises:
        ValueError: a line has another width than is expected, or what is no number.
    """
    if (count := content.count(b"\n")) > MOST_ROWS:
        raise ValueError(f"This table has {count:,} rows; up to {MOST_ROWS:,} are read.")
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(
            f"This is no text in UTF-8 and no NumPy file; expected are {_WANTED}."
        ) from error
    rows = [(at, _cells(line)) for at, line in enumerate(lines, start=1) if line.strip()]
    if rows and len(rows) > 1 and _is_heading(rows[0][1]):
        del rows[0]
    if not rows:
        raise ValueError(f"This table is empty; expected are {_WANTED}.")
    return np.array([_numbers(at, cells, width) for at, cells in rows])


def _cells(line: str) -> list[str]:
    for mark in (",", ";", "\t"):
        if mark in line:
            return [cell.strip().strip('"') for cell in line.split(mark)]
    return line.split()


def _is_heading(cells: Sequence[str]) -> bool:
    """Tell whether no cell of a line is a number."""
    return all(_number(cell) is None for cell in cells)


def _numbers(at: int, cells: Sequence[str], width: int) -> list[float]:
    if len(cells) != width:
        raise ValueError(
            f"Line {at} of this table has {len(cells):,} number{'s' * (len(cells) != 1)}; "
            f"{width:,} {'is' if width == 1 else 'are'} expected, one for each input of the module."
        )
    numbers = [_number(cell) for cell in cells]
    for column, (cell, number) in enumerate(zip(cells, numbers, strict=True), start=1):
        if number is None:
            raise ValueError(
                f"Line {at}, column {column} of this table is “{cell[:40]}”; a number is expected."
            )
    return [number for number in numbers if number is not None]


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
