"""What the browser is sent for two readings: both of them whole, and what they differ in."""

import gzip
import json
from typing import Any

import numpy as np

import cells
from views.duet import pack_both
from views.reading import Reading, read
from views.stage import unpack


def reading(text: str, reader: str = "gru") -> Reading:
    return read(cells.load(reader), text, ("was", "were"))


def opened(message: bytes) -> tuple[dict[str, Any], bytes]:
    length = int.from_bytes(message[:4], "little")
    return json.loads(gzip.decompress(message[4 : 4 + length])), message[4 + length :]


def test_both_readings_arrive_as_they_are() -> None:
    both = reading("the cat was full"), reading("the cat near us was full", "lstm")
    header, rest = opened(pack_both(*both, titles=("one", "two"), notes=["a note"]))
    assert sum(header["sizes"]) == len(rest)
    halves = rest[: header["sizes"][0]], rest[header["sizes"][0] :]
    for half, expected, title in zip(halves, both, ("one", "two"), strict=True):
        told, blocks = unpack(half)
        assert (tuple(told["words"]), told["title"]) == (expected.words, title)
        np.testing.assert_array_equal(blocks["cell"], expected.trace["cell"])
    assert header["told"][-1] == "a note"
    assert header["stops"] == [[0, 0], [1, 1], [None, 2], [None, 3], [2, 4], [3, 5]]


def test_the_unit_opposite_is_pinned_and_where_there_is_none_its_story_chooses() -> None:
    left, right = reading("the cat was"), reading("the cats were")
    header, rest = opened(pack_both(left, right, unit=7))
    told, _ = unpack(rest[header["sizes"][0] :])
    assert (header["unit"], header["opposite"], told["unit"]) == (7, 7, 7)
    header, rest = opened(pack_both(left, reading("the cat was", "lstm"), unit=7))
    told, _ = unpack(rest[header["sizes"][0] :])
    assert (header["opposite"], told["unit"]) == (None, 0)


def test_the_numbers_are_those_of_the_readings_and_json_holds_no_nan() -> None:
    left, right = reading("the cat was full"), reading("the cats near us were full")
    header, _ = opened(pack_both(left, right))
    assert "NaN" not in json.dumps(header)
    at = header["stops"].index([1, 1])
    top = header["rows"][0]
    expected = right.track("cell", top["right"])[1] - left.track("cell", top["left"])[1]
    assert abs(header["differences"]["cell"][0][at] - expected) < 1e-4
    largest = max(abs(v) for row in header["differences"]["cell"] for v in row if v is not None)
    assert abs(header["reach"]["cell"] - largest) < 1e-3
