"""Lessons in a session: a link to a place alone leads there; faults are said, not thrown."""

import json
from pathlib import Path

import pytest

from tests.pages.panel import ran
from web import lessons

BROKEN = """+++
title = "Broken"
order = 1
minutes = 1

[[part]]
sentence = "the cat was full"
reader = "gru"
+++

## Part

{update[dog]}
"""


def _arrival() -> None:
    import json

    import streamlit as st

    import cells
    from pages import lesson
    from web import lessons, state

    link = st.query_params.to_dict()
    state.arrive(link, st.session_state, cells.names())
    lessons.arrive(link, st.session_state)
    walk = state.current(st.session_state)
    lesson.show(walk)
    stand = lessons.stand(st.session_state, walk)
    st.code(json.dumps([walk.sentence, walk.reader, walk.unit, stand and stand.step]))


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (
            {"lesson": "reset-gate.2"},
            ["the cat was full and the dogs were hungry", "gru-as-found", 11, 6],
        ),
        (
            {"lesson": "reset-gate.2", "sentence": "the cat", "reader": "rnn"},
            ["the cat", "rnn", None, None],
        ),
    ],
)
def test_a_link_with_a_place_alone_leads_there(
    link: dict[str, str], expected: list[object]
) -> None:
    app = ran(_arrival, **link)
    assert not app.exception
    assert json.loads(app.code[0].value) == expected
    assert app.subheader[0].value == "Look away, write anew"


@pytest.mark.parametrize(
    ("text", "said"), [(BROKEN, ["broken.1 of the lessons", "'dog'"]), ("no lesson", [])]
)
def test_a_lesson_that_cannot_be_told_is_no_stack_trace(
    text: str, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "01-broken.md").write_text(text, "utf-8")
    monkeypatch.setattr(lessons, "FOLDER", tmp_path)
    app = ran(_arrival, lesson="broken.1")
    assert not app.exception
    assert not app.subheader
    shown = " ".join(each.value for each in (*app.warning, *app.error, *app.info))
    assert all(piece in shown for piece in said)
