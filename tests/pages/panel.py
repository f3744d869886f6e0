"""What tests of pages share: the walk of the cat, a page that is run alone, what the panel says."""

import re
import unicodedata
from collections.abc import Callable

from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest

import cells
from views.reading import Reading, read

CAT = "the cat, which already ate the apples, was full"

Walk = Callable[..., Page]


def ran(script: Callable[[], None], **link: str) -> AppTest:
    """Run one page without a browser, as a visitor who follows a link to it."""
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update(link)
    return app.run()


def told(reader: str = "gru") -> Reading:
    return read(cells.load(reader), CAT, ("was", "were"))


def choose(page: Page, convention: str) -> None:
    page.locator(f"[data-notation={convention}]").click()


def speaks(page: Page) -> str | None:
    return page.locator(".gw-notations [aria-pressed=true]").get_attribute("data-notation")


def said(page: Page) -> str:
    return page.locator(".gw-said").inner_text().replace("\u00a0", " ").replace("\n", "")


def letters(text: str) -> str:
    """Return a text without accents, which formulas draw, and without white space."""
    return re.sub(r"[\u0302\u0303]|\s", "", unicodedata.normalize("NFD", text))


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_text_contents()
