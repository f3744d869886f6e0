"""The page that asks whether GRU or LSTM."""

import re
import sys
import time
from collections.abc import Iterator
from html import unescape

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from tests.pages.panel import ran
from tests.pages.test_axe import clean_on_a_phone
from tests.visits import Visits
from tests.web.test_race import DONE
from views import answers, reports
from views import race as told
from web import race


def _script() -> None:
    from pages import gru_lstm

    gru_lstm.page()


@pytest.fixture(autouse=True)
def empty_track(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with a server on which nobody has raced."""
    monkeypatch.setattr(race, "_track", race._Track())
    yield
    race._end_all()


def said(app: AppTest) -> str:
    assert not app.exception
    bodies = [element.proto.body for element in app.main if element.type == "html"]
    html = unescape(re.sub(r"<[^>]+>", " ", " ".join(bodies)))
    return html + " ".join(each.value for each in app.markdown).replace("\\", "")


def test_claims_tables_and_the_shipped_race_are_shown() -> None:
    text = said(ran(_script))
    assert all(claim in text for claim in (answers.FASTER, answers.POWERFUL, answers.FEWER))
    assert answers.faster(reports.report(told.NAME)).why in text
    assert "not on this server" in text
    assert "26 (6,136)" in text
    assert "A GRU of 128 units" in " ".join(each.value for each in ran(_script).subheader)


def test_a_race_is_asked_for_and_its_result_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(race, "command", lambda: [sys.executable, "-c", f"print({DONE!r})"])
    app = ran(_script)
    app.button[0].click().run()
    until = time.monotonic() + 30
    while "on this server just now" not in said(app) and time.monotonic() < until:
        time.sleep(0.1)
        app.run()
    assert "on this server just now" in said(app.run())
    assert not app.warning
    assert told.OFFER in [button.label for button in app.button]


def test_a_race_that_cannot_be_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(race, "command", lambda: ["/nowhere/python"])
    app = ran(_script)
    app.button[0].click().run()
    assert "not on this server" in said(app)
    assert "may start no process" in app.warning[0].value


def test_the_page_in_a_browser(open_page: Visits) -> None:
    page = open_page("/gru-or-lstm", tolerate=["404.*_stcore"])
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    page.get_by_role("button", name=told.OFFER).click()
    page.get_by_role("progressbar").first.wait_for()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Nothing was measured. It was stopped.")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    clean_on_a_phone(page)
