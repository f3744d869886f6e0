"""A server of its own: its first visitor, a cell trained on it, and its end and return."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

import cells
from cells import Wiring
from tests.pages.test_axe import RULES, violations
from tests.pages.test_links import CHOSEN, counter, drawn, screen
from tests.server import Server
from tests.visits import PHONE, PROJECTOR, Profiles, Visits, settle
from web import studio

NAMELESS = Wiring("learned", "open", "learned", "open", squash=False)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server, for the tests of this file in turn, whose trainings are short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(studio.SETTING, "1")
        with Server(tmp_path_factory.mktemp("own")) as server:
            yield server


@pytest.fixture
def quick(own_server: Server, browser: Browser, profiles: Profiles) -> Iterator[Visits]:
    """Open pages of that server."""
    visits = Visits(browser, own_server.url, own_server.log.parent, profiles)
    yield visits
    visits.close()


def test_the_first_visitor_of_a_server_may_come_by_a_link(quick: Visits) -> None:
    page = quick("/cards?reader=lstm", tolerate=["404.*_stcore"])
    expect(page.get_by_role("heading", name="LSTM", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def choose(page: Page, switch: str, where: str) -> None:
    page.get_by_role("radiogroup", name=switch).get_by_text(where, exact=True).click()
    settle(page)


def test_a_cell_is_flipped_trained_stopped_and_trained_again(quick: Visits) -> None:
    page = quick("/?reader=gru")
    stage = page.locator(".gw-words")
    stage.wait_for()
    top = stage.bounding_box()
    page.get_by_role("button", name="Gate types").click()
    choose(page, "Γr reset", "open 1")
    page.wait_for_url("**reader=gru-simple**")
    choose(page, "Γf forget", "learned")
    expect(page.get_by_text("No reader has been trained with these gates.")).to_be_visible()
    assert stage.bounding_box() == top
    page.get_by_role("button", name="Train it here and now").click()
    page.get_by_role("progressbar").first.wait_for()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Nothing was kept of the training.")).to_be_visible()
    page.get_by_role("button", name="Train it here and now").click()
    curves = page.get_by_role("img", name=re.compile(r"^Step [\d,]+: loss .* right verb in"))
    curves.wait_for(timeout=60_000)
    assert violations(page, "[data-testid=stPopoverBody]", RULES) == []
    page.keyboard.press("Escape")  # it goes on while the panel is closed
    page.wait_for_url("**reader=own-lolon-**", timeout=90_000)
    expect(page.get_by_text("Trained: your cell")).to_be_visible()
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name=re.compile("sentence")).click()
    page.get_by_role("button", name="Gate types").click()
    expect(page.get_by_text("smaller budget")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download your cell").click()
    reader = cells.load(download.value.path())
    assert reader.wiring == NAMELESS
    assert reader.name in page.url


def test_a_killed_server_comes_back_with_the_same_screen(
    own_server: Server, profiles: Profiles
) -> None:
    server = own_server
    lost = (
        r"console: .*(ERR_CONNECTION|WebSocket|Failed to (load|fetch)|NetworkError)",
        "uncaught: .*fetch",
    )
    with profiles.watched(PROJECTOR, "light", lost) as page:
        page.goto(f"{server.url}/?{urlencode(CHOSEN)}")
        settle(page)
        drawn(page)
        page.keyboard.press("ArrowRight")
        before = screen(page)
        server.kill()
        page.keyboard.press("ArrowRight")  # the stage steps on without a server
        expect(counter(page)).to_have_text("6 / 7", use_inner_text=True)
        page.keyboard.press("ArrowLeft")
        server.start()
        page.wait_for_selector(
            '[data-testid="stApp"][data-test-connection-state="CONNECTED"]', timeout=60_000
        )
        page.get_by_label("Unit", exact=True).select_option("7")  # stops the server's first run
        expect(page.locator(".gw-said")).to_contain_text("unit 7")
        page.get_by_label("Unit", exact=True).select_option("3")
        expect(page.locator(".gw-said")).to_contain_text("unit 3")
        settle(page)
        assert screen(page) == before
        page.keyboard.press("Escape")
        page.locator(".gw-board").focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
        page.reload()
        settle(page)
        assert screen(drawn(page)) == before
