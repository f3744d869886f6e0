"""The page on which claims are on trial."""

import json

import pytest
from playwright.sync_api import expect

from cells import shelf
from pages import claims
from tests.pages.panel import ran
from tests.pages.test_axe import clean_on_a_phone
from tests.visits import Visits, address
from views.claims import REPORT
from views.reports import report


def _script() -> None:
    from pages import claims

    claims.page()


def test_every_claim_is_shown_with_who_says_so_and_its_verdict() -> None:
    app = ran(_script)
    assert not app.exception
    assert [each.value for each in app.subheader] == [claim.claim for claim in claims.EVERY]
    said = [each.value for each in app.markdown]
    for claim in claims.EVERY:
        assert sum(claim.who in each for each in said) >= 1
    assert sum("What was found" in each for each in said) == len(claims.EVERY)


@pytest.mark.parametrize("text", [None, "{", "[]", json.dumps({"gru-as-found": []})])
def test_a_missing_or_damaged_report_is_told(
    text: str | None, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "SHELF", tmp_path)
    if text is not None:
        (shelf.SHELF / REPORT).write_text(text, encoding="utf-8")
    report.cache_clear()
    try:
        app = ran(_script)
    finally:
        report.cache_clear()
    assert not app.exception
    assert app.warning or "0 claims" in app.markdown[0].value


def test_the_page_in_a_browser(open_page: Visits) -> None:
    page = open_page("/on-trial", tolerate=["404.*_stcore"])
    expect(page.locator(".gw-verdict")).to_have_count(len(claims.EVERY))
    clean_on_a_phone(page)
    page.get_by_role("button", name="Walk a sentence of it").last.click()
    page.locator(".gw-said").wait_for()
    assert "reader=rnn-as-found" in address(page)
