"""The page about the readers: every card can be opened, also one of which keys are missing."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from streamlit.testing.v1 import AppTest

import cells
from cells import shelf
from tests.pages.panel import Walk, ran
from tests.pages.test_axe import RULES, in_both_schemes, violations
from tests.views import made_cards
from tests.visits import PHONE, PROJECTOR, Scheme, Visits, settle
from views.cards import ENCOURAGED, FAIR, FOUND, share
from views.presets import title


def _script() -> None:
    from pages import readers

    readers.page()


def opened(**link: str) -> AppTest:
    """Run the page as a visitor who follows a link to it."""
    return ran(_script, **link)


def said(app: AppTest) -> str:
    """Return all HTML text of the page without its tags, after seeing that nothing crashed."""
    assert not app.exception
    assert not app.error
    bodies = [element.proto.body for element in app.main if element.type == "html"]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", body) for body in bodies))


Shelve = Callable[..., None]


@pytest.fixture
def shelve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelve]:
    """Put readers with cards of one's own on a shelf, and let the app find no others."""
    source = shelf.SHELF / "gru"

    def put(**made: dict[str, Any]) -> None:
        true = json.loads((source / shelf.CARD).read_text("utf-8"))
        kept = {key: true[key] for key in ("wiring", "sha256")}
        for name, card in made.items():
            folder = tmp_path / name.replace("_", "-")
            folder.mkdir()
            shutil.copy(source / shelf.TENSORS, folder)
            (folder / shelf.CARD).write_text(json.dumps({**card, **kept}), "utf-8")

    monkeypatch.setattr(shelf, "SHELF", tmp_path)
    shelf._load.cache_clear()
    yield put
    shelf._load.cache_clear()


@pytest.mark.parametrize("name", cells.names())
def test_every_shipped_card_can_be_opened(name: str) -> None:
    app = opened(reader=name)
    text = said(app)
    assert app.selectbox[0].value == name
    assert app.header[0].value == title(name)
    card = cells.load(name).card
    assert ("Encouraged: training helped" in text) == card["encouraged"]
    assert share(card["figures"]["story"]) in text
    assert card["corpus"] in text


def test_the_page_shows_both_groups_and_how_to_compare(shelve: Shelve) -> None:
    shelve(gru=made_cards.card(), gru_as_found=made_cards.as_found())
    app = opened()
    text = said(app)
    assert text.index(ENCOURAGED) < text.index(FOUND)
    assert FAIR in [markdown.value for markdown in app.markdown]
    assert "✓ reached" in text
    assert "✗ not reached" in text


def test_twins_are_a_click_apart_and_the_link_follows(shelve: Shelve) -> None:
    shelve(gru=made_cards.card(), gru_as_found=made_cards.as_found())
    app = opened(reader="gru")
    app.button[0].click().run()
    assert "As found: nothing of that kind" in said(app)
    assert app.selectbox[0].value == "gru-as-found"
    assert app.query_params["reader"] == "gru-as-found"
    app.button[0].click().run()
    assert "Encouraged: training helped" in said(app)


def test_the_box_chooses_and_the_link_follows(shelve: Shelve) -> None:
    shelve(gru=made_cards.card(), lstm=made_cards.card())
    app = opened(reader="gru")
    app.selectbox[0].set_value("lstm").run()
    assert app.header[0].value == "LSTM"
    assert app.query_params["reader"] == "lstm"
    assert not app.button


def test_a_link_to_nobody_says_so_and_shows_another(shelve: Shelve) -> None:
    shelve(gru=made_cards.card())
    app = opened(reader="<b>transformer</b>")
    (warning,) = app.warning
    assert "There is no reader" in warning.value
    assert app.selectbox[0].value == "gru"


@pytest.mark.parametrize(
    "card",
    [made_cards.old(), {}, {"figures": {"units": {"number": []}}}],
    ids=["old", "bare", "no unit"],
)
def test_a_card_that_lacks_keys_is_shown_with_dashes(shelve: Shelve, card: dict[str, Any]) -> None:
    shelve(gru=card, gru_as_found=made_cards.as_found())
    text = said(opened(reader="gru"))
    assert "–" in text
    assert "None" not in text
    assert "nan" not in text


def test_a_damaged_reader_is_told_and_the_others_are_shown(shelve: Shelve, tmp_path: Path) -> None:
    shelve(gru=made_cards.card(), lstm=made_cards.card())
    (tmp_path / "lstm" / shelf.TENSORS).write_bytes(b"?")
    app = opened()
    said(app)
    assert "lstm" in app.warning[0].value
    assert list(app.selectbox[0].options) == ["GRU"]


def test_an_empty_shelf_is_no_crash(shelve: Shelve) -> None:
    shelve()
    app = opened()
    said(app)
    assert not app.selectbox


def without_sideways_scroll(page: Page) -> bool:
    places = (page.locator("html"), page.get_by_test_id("stMain"))
    return all(e.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0 for e in places)


def test_readers_are_switched_and_nothing_scrolls_sideways(open_page: Visits) -> None:
    # Streamlit asks for its health below the page's own address first, and then at the root.
    page = open_page("/cards?reader=gru", tolerate=["404.*_stcore"])
    expect(page.get_by_role("heading", name="GRU", exact=True)).to_be_visible()
    assert in_both_schemes(page) == []
    rounds: list[tuple[ViewportSize, Scheme, str]] = [
        (PROJECTOR, "light", "LSTM"),
        (PHONE, "dark", "RNN"),
    ]
    for size, scheme, name in rounds:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.get_by_role("combobox", name="Whose card").click()
        page.keyboard.type(name)  # the list shows those that match; a long one is not all drawn
        page.get_by_role("option", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        page.locator(".js-plotly-plot .bartext").first.wait_for()
        settle(page)
        assert page.url.endswith(f"?reader={name.lower()}")
        assert without_sideways_scroll(page)
    boxes = page.locator(".gw-card")
    ends = boxes.evaluate_all(  # what is folded away is laid out when it is unfolded
        "(all) => all.filter((e) => e.checkVisibility())"
        ".map((e) => e.getBoundingClientRect().right)"
    )
    assert len(ends) > 5
    assert max(ends) <= 390
    assert boxes.first.evaluate("(e) => e.scrollWidth > e.clientWidth")
    assert violations(page, "body", RULES) == []


def test_the_walk_keeps_sentence_reader_and_step_over_a_visit(walk: Walk) -> None:
    page = walk(sentence="the dogs were hungry", reader="lstm", step="3")
    expect(page.locator(".gw-counter")).to_have_text("3 / 4")
    for step in ("3 / 4", "4 / 4"):
        page.get_by_role("link", name="Readers").click()
        expect(page.get_by_role("heading", name="LSTM", exact=True)).to_be_visible()
        page.get_by_role("link", name="Back to the walk").click()
        expect(page.locator(".gw-counter")).to_have_text(step)
        expect(page.get_by_role("radio", name="LSTM")).to_be_checked()
        box = page.get_by_role("textbox", name="Your sentence")
        expect(box).to_have_value("the dogs were hungry")
        page.get_by_role("button", name="Next word").click()
        expect(page.locator(".gw-counter")).to_have_text("4 / 4")
    assert "step=4" in page.url
