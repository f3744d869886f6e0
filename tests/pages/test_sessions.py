"""Many sessions at once, each with a surgery of its own: none ever sees another's."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import cells
from tests.pages.panel import CAT
from tests.pages.test_walk import opened, said, sent, typed
from views import cuts

SESSIONS = 50
DOGS = "the dogs near the old door were hungry and the cat was full"


def surgery(number: int) -> str:
    """Return a cut that no other session has."""
    value = "open" if number % 2 else "shut"
    return f"update:{1 + number % 10}:{number % 32}:{value}~silence:{number % 31}"


def check(app: AppTest, number: int, text: str) -> None:
    """Expect what the library says under this session's own surgery, and nothing else."""
    assert said(app) == []
    header = sent(app)
    assert header["link"]["cut"] == surgery(number)
    reader = cells.load("gru")
    trace = reader.read(text, cuts.parse(surgery(number))[0])
    assert header["log_odds"] == pytest.approx(reader.log_odds(trace, "was", "were"), abs=1e-4)


def test_fifty_sessions_with_a_surgery_each_never_see_another_one() -> None:
    assert len({surgery(number) for number in range(SESSIONS)}) == SESSIONS
    apps = [opened(sentence=CAT, cut=surgery(number)) for number in range(SESSIONS)]
    for number, app in enumerate(apps):
        check(app, number, CAT)
    for number, app in reversed(list(enumerate(apps))):
        check(typed(app, DOGS), number, DOGS)
    fresh = sent(opened(sentence=CAT))
    assert "cut" not in fresh["link"]
    reader = cells.load("gru")
    alone = reader.log_odds(reader.read(CAT), "was", "were")
    assert fresh["log_odds"] == pytest.approx(alone, abs=1e-4)


def test_fifty_threads_read_through_one_reader_each_under_its_own_surgery() -> None:
    reader = cells.load("gru")
    cut = [cuts.parse(surgery(number))[0] for number in range(SESSIONS)]
    expected = [reader.read(CAT, each)["cell"] for each in cut]
    with ThreadPoolExecutor(SESSIONS) as room:
        found = list(room.map(lambda each: reader.read(CAT, each)["cell"], cut * 4))
    for trace, one in zip(found, expected * 4, strict=True):
        np.testing.assert_array_equal(trace, one)
