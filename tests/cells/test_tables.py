"""Tables of numbers from files: the numbers that are there, or one sentence on what is not."""

import io
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cells.tables import read_table


def _npy(array: Any, *, allow_pickle: bool = False) -> bytes:
    written = io.BytesIO()
    np.save(written, array, allow_pickle=allow_pickle)
    return written.getvalue()


@given(
    arrays(
        np.float32,
        st.tuples(st.integers(1, 6), st.integers(1, 5)),
        elements=st.floats(-9, 9, width=32),
    )
)
def test_numpy_and_csv_hold_the_same_numbers(array: Any) -> None:
    width = array.shape[1]
    rows = "\n".join(",".join(repr(float(x)) for x in row) for row in array)
    for content in (_npy(array), _npy(np.asfortranarray(array)), rows.encode()):
        read = read_table(content, width)
        assert read.dtype == np.float32
        assert np.array_equal(read, array)


@pytest.mark.parametrize(
    "text",
    ["1,2\n3,4", "1;2\n3;4\n", "1\t2\r\n3\t4", "1 2\n 3  4 ", "a,b\n1,2\n\n3,4", '"1","2"\n3,4'],
)
def test_csv_is_read_however_it_is_written(text: str) -> None:
    assert read_table(text.encode(), 2).tolist() == [[1, 2], [3, 4]]


def test_one_input_needs_no_second_dimension() -> None:
    assert read_table(_npy(np.arange(3)), 1).tolist() == [[0], [1], [2]]
    assert read_table(b"1\n2\n", 1).tolist() == [[1], [2]]


def _claim(shape: str, descr: str = "'<f4'") -> bytes:
    head = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"1,2\n3", "Line 2 of this table has 1 number; 2 are expected"),
        (b"1,2,3\n", "Line 1 of this table has 3 numbers; 2 are expected"),
        (b"1,2\n3,cat\n", "Line 2, column 2 of this table is “cat”"),
        (b"the cat was full", "has 4 numbers; 2 are expected"),
        (b"1,2\n3,nan", "Row 2, column 2 of this table is nan"),
        (b"1,2\n1e99,4", "Row 2, column 1 of this table is 1e+99"),
        (b"\xff\xfe1,2", "no text in UTF-8"),
        (b"1,2\n" * 1_000_001, "has 1,000,001 rows"),
        (b"1" * (21 * 2**20), "21 MB"),
        (b"\x93NUMPY", "damaged"),
        (b"\x93NUMPY\x07\x00", "damaged"),
        (_claim("(9" * 400), "damaged"),
        (_claim("(1099511627776, 2)"), "claims the shape (1099511627776, 2)"),
        (_claim("(-1, -2)"), "claims the shape"),
        (_claim("(2, 2)"), "0 bytes of numbers"),
        (_npy(np.zeros((2, 3))), "shape (2, 3); (T, 2) is expected"),
        (_npy(np.zeros((0, 2))), "shape (0, 2); (T, 2) is expected"),
        (_npy(np.zeros((2, 2, 2))), "shape (2, 2, 2); (T, 2) is expected"),
        (_npy(np.float32(1)), "shape (); (T, 2) is expected"),
        (_npy(np.array([["a", "b"]])), "holds <U1"),
        (_npy(np.array([[1j, 2]])), "holds complex128"),
        (_npy(np.array([{}, 1], object), allow_pickle=True), "holds object"),
        (_claim("(2, 2)", "[('a', '<f4')]"), "damaged"),
        (_npy(np.array([[1, np.inf]])), "Row 1, column 2 of this table is inf"),
    ],
)
def test_what_is_no_table_is_told_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as told:
        read_table(content, 2)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_damaged_numpy_files_are_read_or_refused() -> None:
    content, random = _npy(np.ones((5, 2), np.float32)), Random(3)
    refused = 0
    for case in range(600):
        damaged = bytearray(content)
        if case % 3 == 0:
            del damaged[random.randrange(len(damaged)) :]
        for _ in range(random.choice([1, 2, 9])):
            if damaged:
                damaged[random.randrange(len(damaged))] = random.randrange(256)
        try:
            assert read_table(bytes(damaged), 2).shape[1] == 2
        except ValueError:
            refused += 1
    assert refused > 300
