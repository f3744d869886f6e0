import json

import numpy as np
import pytest

import cells
from cells import Wiring
from tests.views.readings import WIRED, reading
from views.bands import bands
from views.reading import read
from views.stage import blank, pack, unpack


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_the_browser_gets_the_trace_bit_by_bit(wiring: Wiring) -> None:
    made = reading(wiring)
    header, blocks = unpack(pack(made))
    assert {band.quantity for band in bands(wiring)} <= set(blocks)
    for name, block in blocks.items():
        np.testing.assert_array_equal(block, made.trace[name])
    assert tuple(header["words"]) == made.words
    np.testing.assert_allclose(header["log_odds"], made.log_odds, atol=1e-5)
    np.testing.assert_allclose(header["probabilities"], made.probabilities, rtol=1e-5)
    assert [[w for w, _ in row] for row in header["next_words"]] == [
        [w for w, _ in row] for row in made.next_words
    ]


def test_equal_readings_have_equal_keys_and_others_do_not() -> None:
    key = unpack(pack(reading(), unit=1))[0]["key"]
    assert unpack(pack(reading(), unit=1))[0]["key"] == key
    assert unpack(pack(reading(), unit=2))[0]["key"] != key
    assert unpack(pack(reading(seed=1), unit=1))[0]["key"] != key


def test_values_and_words_are_sent_once() -> None:
    header, _ = unpack(pack(reading()))
    assert all("z" not in heatmap for heatmap in header["figure"]["data"])
    assert "ticktext" not in json.dumps(header["figure"])


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)", "猫 😀 قطة", "a\u0301\u0301 x", "1 $x$"]
)
def test_any_word_survives_the_journey(text: str) -> None:
    made = reading(text=text)
    assert tuple(unpack(pack(made))[0]["words"]) == made.words


def test_the_link_is_sent_with_the_reading_and_without_one() -> None:
    link = {"v": "1", "sentence": "</script> é"}
    assert unpack(pack(reading(), link=link))[0]["link"] == link
    header, blocks = unpack(blank(link))
    assert (header["link"], header["words"], blocks) == (link, [], {})


def test_twin_and_carriers_are_sent_for_the_unit_and_only_with_a_story_of_number() -> None:
    reader = cells.load("gru")
    made = read(reader, "the cat was full", ("was", "were"))
    for unit in (0, 5):
        twin = unpack(pack(made, unit=unit))[0]["twin"]
        assert twin["sentence"] == "the cats was full"
        assert made.twin is not None
        np.testing.assert_allclose(twin["memory"], made.twin.cell[:, unit], rtol=1e-5)
    assert unpack(pack(made))[0]["carriers"][0]["name"] == "number"
    assert unpack(pack(read(reader, "I like pizza", ("was", "were"))))[0]["twin"] is None


def test_a_sentence_can_be_cut_before_what_comes_next() -> None:
    header, _ = unpack(pack(read(cells.load("gru"), "the cat was full", ("was", "were"))))
    for spans, cut in zip(header["narration"], header["verdict_from"], strict=True):
        before, after = ("".join(span[0] for span in part) for part in (spans[:cut], spans[cut:]))
        assert "next word" not in before
        assert after.startswith(". ")
        assert "next word" in after
