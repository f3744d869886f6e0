"""The walk without a browser: whatever is typed or linked to gives a reading or one sentence."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import cells
from tests.server import APP
from views.presets import FRONT, SENTENCES
from views.stage import unpack
from web.state import LONGEST_LINK


def opened(**link: str) -> AppTest:
    """Run the app as a visitor who follows a link."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(link)
    return app.run()


def typed(app: AppTest, text: str) -> AppTest:
    return app.text_input[0].set_value(text).run()


def shown(app: AppTest) -> dict[str, Any] | None:
    """Return the header of the reading on the stage, None if there is none."""
    header = sent(app)
    return header if header["words"] else None


def sent(app: AppTest) -> dict[str, Any]:
    """Return the header of what the stage was sent."""
    (stage,) = (element for element in app.main if element.type == "bidi_component")
    return unpack(stage.proto.bytes)[0]


def said(app: AppTest) -> list[str]:
    """Return the sentences shown to the visitor, after seeing that nothing crashed."""
    assert not app.exception
    assert not app.error
    texts = [warning.value.replace("\\", "") for warning in app.warning]
    return [sentence for text in texts for sentence in re.split(r"(?<=\.) (?=[A-Z])", text)]


def test_the_first_visit_shows_the_cat() -> None:
    app = opened()
    assert said(app) == []
    header = shown(app)
    assert header
    assert header["words"] == list(cells.tokenize(SENTENCES["cat"]))
    assert header["link"]["v"] == "1"


@pytest.mark.parametrize("name", cells.names())
def test_every_reader_can_be_asked_for(name: str) -> None:
    app = opened(reader=name, sentence="the wugs were asleep", step="3")
    assert said(app) == []
    header = shown(app)
    assert header
    reader = cells.load(name)
    trace = reader.read("the wugs were asleep")
    assert header["reader"] == name
    assert header["units"] == reader.units_count
    assert header["log_odds"] == pytest.approx(reader.log_odds(trace, "was", "were"), abs=1e-4)
    assert header["link"]["reader"] == name


def test_presets_and_readers_are_a_click_away() -> None:
    app = opened()
    for label, sentence in SENTENCES.items():
        app.button_group(key="preset").set_value(label).run()
        assert said(app) == []
        assert app.text_input[0].value == sentence
    front = [name for name in FRONT if name in cells.names()]
    for name in front:
        app.button_group(key="front_reader").set_value(name).run()
        header = shown(app)
        assert header
        assert header["reader"] == name
        assert app.text_input[0].value == sentence


READABLE = {
    "one word": "cat",
    "marks only": "?!,;",
    "emoji": "the 😀👩‍👩‍👧 was 👍🏽",
    "Arabic": "القطة التي أكلت كانت",
    "Chinese": "猫吃了苹果",
    "combining marks": "e\u0301\u0301\u0301 a\u0308 n" + "\u0334" * 60,
    "control characters": "the\u0000 cat\u0007\u200b was\u202e full",
    "HTML": "<script>alert(1)</script> <img src=x onerror=alert(1)> <b>bold</b>",
    "LaTeX and Markdown": r"$\LaTeX$ **bold** :smile: :red[x] `code` [a](b) # h",
    "no spaces": "a" * 5_000,
    "two thousand words": "the cat was " * 667,
}


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_whatever_has_a_word_is_read_as_it_is(text: str) -> None:
    app = typed(opened(), text)
    complaints = said(app)
    header = shown(app)
    assert header
    words = list(cells.tokenize(text))
    assert header["words"] == words[:2000]
    lost = "".join(text.split()) != "".join(words)
    assert len(complaints) == lost + (len(words) > 2000) + (len(text) > LONGEST_LINK)
    assert app.text_input[0].value == text


UNREADABLE = {
    "nothing": "",
    "blanks": "  \t \u00a0 \u3000",
    "only control characters": "\u0000\u0001\u200b",
    "a megabyte": "the cat was " * 90_000,
    "too many words": "a " * 10_001,
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_gets_one_sentence_and_is_not_lost(text: str) -> None:
    app = typed(opened(), text)
    assert len(app.warning) == 1
    assert said(app)
    assert shown(app) is None
    assert sent(app)["link"].get("sentence", text) == text
    assert app.text_input[0].value == text
    assert said(typed(app, "the cat was full")) == []
    assert shown(app)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"step": "99", "sentence": "the cat"}, "Step 99 is beyond the end"),
        ({"step": "abc"}, "The step in this link"),
        ({"reader": "transformer"}, "There is no reader"),
        ({"pair": "<b>/</b>"}, "The pair in this link"),
        ({"unit": "999"}, "There is no unit 999"),
        ({"v": "7"}, "another version"),
    ],
)
def test_a_bad_link_is_put_right_and_says_so_once(link: dict[str, str], sentence: str) -> None:
    app = opened(**link)
    (complaint,) = said(app)
    assert sentence in complaint
    assert shown(app)
    assert said(app.run()) == []


def test_another_pair_is_compared() -> None:
    app = opened(pair="is/are", sentence="the dogs")
    header = shown(app)
    assert header
    assert header["pair"] == ["is", "are"]
    expected = cells.load(header["reader"]).prefer("the dogs", "is", "are")
    assert header["log_odds"][-1] == pytest.approx(expected, abs=1e-4)


def test_a_pinned_unit_is_kept_by_the_link() -> None:
    app = opened(unit="3")
    header = shown(app)
    assert header
    assert header["unit"] == 3
    assert header["link"]["unit"] == "3"


def test_nobody_but_the_stage_writes_the_url() -> None:
    app = opened(sentence="the dogs", reader="lstm", step="2", unit="99")
    typed(app, "the cats")
    link = {"sentence": "the dogs", "reader": "lstm", "step": "2", "unit": "99"}
    assert dict(app.query_params) == link
