"""The page that asks why sigmoid, why tanh."""

import json

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import cells
from cells import shelf
from cells.curves import Curves
from cells.scaling import bent
from tests.pages.panel import CAT, Walk, ran
from tests.pages.test_axe import clean_on_a_phone
from tests.visits import Visits
from views import bent_rates, numbers, trained_so
from views.bends import label
from views.bent_rates import REPORT
from views.reading import read


def _script() -> None:
    from pages import nonlinearities

    nonlinearities.page()


def opened(**link: str) -> AppTest:
    return ran(_script, **link)


def told(app: AppTest) -> str:
    assert not app.exception
    return " ".join(each.value for each in app.markdown).replace("\\", "").replace("\u00a0", " ")


@pytest.mark.parametrize("reader", cells.names())
def test_every_reader_is_asked(reader: str) -> None:
    text = told(opened(sentence="the cats near the door were", reader=reader))
    assert "Put another curve on it" in text
    assert "Over 300 held-out sentences" in text
    assert "has the right verb in" in text
    assert "As found, " in text


@pytest.mark.parametrize("change", ["gates-tanh", "gates-hard", "candidate-sigmoid"])
def test_another_curve_is_read_with_at_once_and_told_with_its_numbers(change: str) -> None:
    app = opened(sentence=CAT, reader="gru-as-found", bend=change)
    part, curve = change.split("-")
    curves = Curves(**{part: curve})  # type: ignore[arg-type]  # as the link has it
    now = read(bent(cells.load("gru-as-found"), curves), CAT, ("was", "were"))
    largest = numbers.two(float(abs(now.trace["cell"]).max()))
    text = told(app)
    assert f"with {label(change)}" in text
    assert f"to {largest}." in text
    (row,) = (
        row
        for row in json.loads((shelf.SHELF / REPORT).read_text("utf-8"))["bent"]["gru-as-found"]
        if {key: row[key] for key in ("gates", "candidate")} == curves.as_dict()
    )
    assert f"in {numbers.percent(row['right'])} with".replace("\u00a0", " ") in text
    assert "was trained otherwise" in text


def test_a_choice_goes_into_the_link_and_keeps_the_rest() -> None:
    app = opened(sentence="the cat was", reader="gru", cut="update:2:0:shut")
    app.radio(key="study_bend").set_value("gates-hard").run()
    assert app.query_params["bend"] == "gates-hard"
    app.selectbox(key="study_unit").set_value(5).run()
    assert (app.query_params["unit"], app.query_params["bend"]) == ("5", "gates-hard")
    assert app.query_params["cut"] == "update:2:0:shut"
    app.selectbox(key="study_reader").set_value("rnn").run()
    assert app.query_params["reader"] == "rnn"
    assert app.radio(key="study_bend").value == ""
    told(app)


@pytest.mark.parametrize(
    "link",
    [
        {"sentence": "the"},
        {"sentence": "the cat was", "bend": "gates-relu", "unit": "9999", "pair": "x"},
        {
            "sentence": "the cat was",
            "cut": "update:2:all:shut~nonsense",
            "bend": "candidate-sigmoid",
        },
        {"sentence": " ".join(["the cat was full and"] * 80)},
        {"sentence": "<b>猫</b> \u202e $x$ was", "reader": "nobody", "bend": "<script>"},
    ],
    ids=["one word", "out of range", "under surgery", "long", "hostile"],
)
def test_whatever_a_link_says_is_read(link: dict[str, str]) -> None:
    told(opened(**link))


def test_a_memory_that_grows_too_large_is_told_in_a_sentence() -> None:
    app = opened(sentence="the " * 150, reader="gru-tanh-gates")
    told(app)
    assert "memory grows beyond 10³⁰" in app.warning[0].value
    app = opened(sentence="the " * 150, reader="gru-simple-as-found", bend="gates-tanh")
    told(app)
    said = app.warning[0].value.replace("\\", "")
    assert "With tanh on the gates: The memory grows beyond 10³⁰ at word" in said
    assert app.radio(key="study_bend").value == "gates-tanh"


def test_readers_that_are_not_shipped_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trained_so, "NAMES", (trained_so.BASE, "nobody"))
    monkeypatch.setattr(bent_rates, "REPORT", "nothing.json")
    text = told(opened(sentence="the cat was", reader="gru"))
    assert "not measured" in text
    assert "has the right verb in" not in text


def test_the_page_in_a_browser(open_page: Visits, walk: Walk) -> None:
    page = open_page(
        "/curves?sentence=the+cat+was+full&reader=gru-as-found&bend=gates-tanh",
        tolerate=["404.*_stcore"],
    )
    expect(page.locator(".js-plotly-plot")).to_have_count(11)
    clean_on_a_phone(page)
    there = walk(reader="gru-tanh-gates")
    there.locator(".gw-gates [data-why=update]").click()
    expect(there.locator(".gw-sum")).to_contain_text("tanh(")
