"""The page that asks why it remembers."""

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import cells
from tests.pages.panel import ran
from tests.pages.test_axe import clean_on_a_phone
from tests.visits import Visits


def _script() -> None:
    from pages import why

    why.page()


def opened(**link: str) -> AppTest:
    return ran(_script, **link)


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(each.value for each in app.markdown).replace("\\", "")


@pytest.mark.parametrize("reader", cells.names())
def test_every_reader_is_asked(reader: str) -> None:
    text = said(opened(sentence="the cats near the door were", reader=reader))
    assert "was written:" in text
    assert "together" in text
    assert "the gradient" in text
    assert "words between a subject and its verb" in text


@pytest.mark.parametrize(
    "link",
    [
        {"sentence": "the"},
        {"sentence": "the cat was", "step": "99", "unit": "9999", "pair": "x"},
        {"sentence": "the cat was", "cut": "update:2:all:shut~silence:0~nonsense"},
        {"sentence": " ".join(["the cat was full and"] * 80)},
        {"sentence": "<b>猫</b> \u202e $x$ was", "reader": "nobody"},
    ],
    ids=["one word", "out of range", "under surgery", "long", "hostile"],
)
def test_whatever_a_link_says_is_read(link: dict[str, str]) -> None:
    said(opened(**link))


def test_what_cannot_be_read_is_told_and_nothing_else_is_shown() -> None:
    app = opened(sentence="  ")
    said(app)
    assert "no word" in app.warning[0].value
    assert not app.header


def test_a_choice_goes_into_the_link_and_keeps_the_rest() -> None:
    app = opened(sentence="the cat was", reader="gru", step="2", cut="update:2:0:shut")
    app.selectbox(key="study_unit").set_value(5).run()
    assert (app.query_params["unit"], app.query_params["step"]) == ("5", "2")
    app.slider(key="study_step").set_value(3).run()
    assert app.query_params["step"] == "3"
    assert app.query_params["cut"] == "update:2:0:shut"
    app.selectbox(key="study_reader").set_value("lstm").run()
    assert app.query_params["reader"] == "lstm"
    assert "unit" not in app.query_params
    said(app)


def test_words_are_swapped_one_at_a_time() -> None:
    app = opened(sentence="the cat, which already ate the apples, was full", step="9")
    how = app.segmented_control[1]
    how.set_value("other number").run()
    assert "With “cats” for “cat”" in said(app)
    app.segmented_control[1].set_value("another word").run()
    assert "With “dogs” for “" in said(app)
    app.text_input[-1].set_value("two words").run()
    assert "exactly one word" in app.warning[-1].value


def test_a_sentence_whose_subject_changes_is_one_click_away() -> None:
    app = opened(sentence="the cat was full", reader="lstm")
    assert "drops" in said(app)
    app.button[0].click().run()
    assert app.query_params["sentence"] == "the cat was full and the dogs were hungry"
    assert "at “dogs” (word 7)" in said(app)
    assert not app.button
    assert "keeps nothing of its own" in said(opened(sentence="the cat was full", reader="rnn"))


def test_the_page_in_a_browser(open_page: Visits) -> None:
    page = open_page(
        "/remember?sentence=the+cat+was+full+and+the+dogs+were+hungry&reader=lstm",
        tolerate=["404.*_stcore"],
    )
    expect(page.locator(".js-plotly-plot")).to_have_count(9)
    clean_on_a_phone(page)


def test_a_sentence_is_stretched_where_it_can_be() -> None:
    app = opened(sentence="the cat was full", reader="gru")
    (toggle,) = [each for each in app.toggle if "put in" in each.label]
    text = said(toggle.set_value(True).run())
    assert "“… cat … was” and its twin “… cats … were”, 10 insertions of every length" in text
    assert text.count("With gates (simple GRU, as found") == 2
    app = opened(sentence="I like tea")
    (toggle,) = [each for each in app.toggle if "put in" in each.label]
    assert "nothing can be put in" in said(toggle.set_value(True).run())
