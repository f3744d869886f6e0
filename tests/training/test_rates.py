"""Surgery on the number unit does what the walk shows, over hundreds of sentences."""

import json

import pytest

import cells
from training.figures import differences
from training.rates import COUNT, FRAMES, REPORT, cases, rates
from training.seeds import STORY
from views import rates as shown

HELD = json.loads(REPORT.read_text("utf-8"))


def test_the_page_shows_the_report_of_every_reader_of_the_story() -> None:
    assert REPORT.name == shown.REPORT
    assert list(HELD) == list(STORY)


@pytest.mark.parametrize("name", STORY)
@pytest.mark.readers
def test_the_report_is_what_the_reader_does(name: str) -> None:
    assert differences(rates(cells.load(name)), HELD[name]) == []


@pytest.mark.parametrize("name", STORY)
def test_forcing_turns_the_verdict_and_shutting_or_silencing_leaves_it_to_chance(name: str) -> None:
    found = HELD[name]
    assert found["sentences"] == COUNT * len(FRAMES) >= 200
    assert found["right"] > 0.9
    assert found["turned"] > 0.9
    assert 0.4 < found["shut"] < 0.6
    assert 0.4 < found["silenced"] < 0.6
    assert found["silenced_other"] > 0.9


def test_the_nouns_between_tell_nothing_of_the_subject() -> None:
    for frame in FRAMES:
        found = cases(frame)
        half = COUNT // 2
        assert [each.sign for each in found] == [1] * half + [-1] * half
        assert [each.words[-1 if frame.endswith("{}") else -2] for each in found[:half]] == [
            each.words[-1 if frame.endswith("{}") else -2] for each in found[half:]
        ]
