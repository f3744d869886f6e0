"""The network stalls or breaks, a browser sleeps, the server is killed: everybody is back at once.

Tabs of Chromium behind a network that a test can break, and sessions that speak Streamlit's own
messages, on a server of their own. Times are compressed: a session that nobody is connected to is
kept for six seconds instead of two minutes, so that a sleep of ten seconds stands for ten minutes.
"""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.proxy import Proxy
from tests.server import Server
from tests.sessions import Session
from tests.visits import PROJECTOR, WAIT_MS, Profiles, address, settle

pytestmark = pytest.mark.load

KEPT = 6
SLEEP = 9.0
SESSIONS = 18
BACK = 10.0
"""Seconds after the server's return within which everybody is back."""

LOST = (
    r"console: .*(ERR_|WebSocket|Failed to (load|fetch)|NetworkError|disconnected)",
    "console: .*(Client [Ee]rror|not responding|timed out)",
    "uncaught: .*(fetch|ServerCommunicat|[Nn]etwork)",
)
CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
APART = '[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])'
DOGS = "the dogs near the cat were hungry"
CATS = {"sentence": "the cats were full", "reader": "gru", "step": "3"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("outages")
    with Server(folder, settings={"server.disconnectedSessionTTL": str(KEPT)}) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(server: Server) -> Iterator[Proxy]:
    """Stand between the browser and the server; each test leaves it mended."""
    with Proxy(server.port) as proxy:
        yield proxy


def fields(page: Page) -> Mapping[str, str]:
    query = urlsplit(address(page)).query
    return {name: value for name, (value, *_) in parse_qs(query, keep_blank_values=True).items()}


def chooses(page: Page, unit: str) -> None:
    """Choose a unit, and wait until Python has told of it."""
    page.get_by_label("Unit", exact=True).select_option(unit)
    expect(page.locator(".gw-said")).to_contain_text(f"unit {unit}", timeout=WAIT_MS)


def opened(page: Page, proxy: Proxy, **link: str) -> Page:
    page.goto(f"{proxy.url}/?{urlencode(link)}")
    settle(page)
    page.locator(".gw-counter").wait_for()
    return page


def wander(page: Page) -> None:
    """Choose, in one tab or another, all that no first link has told."""
    page.locator(".st-key-sentence input").fill(DOGS)
    page.keyboard.press("Enter")
    page.wait_for_url("**hungry**")
    page.get_by_test_id("stButtonGroup").get_by_text("LSTM", exact=True).click()
    page.wait_for_url("**reader=lstm**")
    chooses(page, "7")
    page.locator(".gw-board").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter")).to_have_text("2 / 7", use_inner_text=True)


def same(page: Page, before: Mapping[str, str], step: str) -> None:
    """Expect the whole link, and a stage and controls that show what it says."""
    page.bring_to_front()
    expect(page.locator(".st-key-sentence input")).to_have_value(before["sentence"])
    expect(page.locator(".gw-counter")).to_have_text(step, use_inner_text=True)
    expect(page.locator(".gw.gw-awaits")).to_have_count(0)
    assert fields(page) == before


def test_a_network_that_stalls_or_breaks_loses_nothing(proxy: Proxy, profiles: Profiles) -> None:
    with profiles.watched(PROJECTOR, "light", LOST) as page:
        opened(page, proxy)
        wander(page)
        proxy.stall()  # nobody is told: what is chosen now is on its way
        page.keyboard.press("ArrowRight")
        page.get_by_label("Unit", exact=True).select_option("5")
        time.sleep(1.5)
        proxy.mend()
        expect(page.locator(".gw-said")).to_contain_text("unit 5", timeout=WAIT_MS)
        before = {**fields(page)}
        proxy.cut()
        page.wait_for_selector(APART)
        page.keyboard.press("ArrowRight")  # the stage needs no server
        page.get_by_label("Unit", exact=True).select_option("9")
        proxy.mend()
        page.wait_for_selector(CONNECTED)
        expect(page.locator(".gw-said")).to_contain_text("unit 9", timeout=WAIT_MS)
        same(page, before | {"step": "4", "unit": "9"}, "4 / 7")


def test_a_browser_that_sleeps_is_back_where_it_was(proxy: Proxy, profiles: Profiles) -> None:
    with profiles.watched(PROJECTOR, "light", LOST) as page:
        opened(page, proxy)
        wander(page)
        before = fields(page)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
        proxy.cut()
        time.sleep(SLEEP)
        proxy.mend()
        devtools.send("Page.setWebLifecycleState", {"state": "active"})
        page.wait_for_selector(CONNECTED)
        expect(page.locator(".st-key-sentence input")).to_have_value(DOGS, timeout=WAIT_MS)
        chooses(page, "9")
        same(page, {**before, "unit": "9"}, "2 / 7")


def test_after_a_kill_everybody_is_back_where_they_were(
    server: Server, proxy: Proxy, profiles: Profiles
) -> None:
    links = [
        {
            "sentence": f"the cats number{number} were full",
            "reader": ("gru", "lstm", "rnn")[number % 3],
            "pair": ("was/were", "is/are")[number % 2],
            "unit": str(number % 16),
            "cut": f"silence:{number % 16}",
        }
        for number in range(SESSIONS)
    ]
    with ExitStack() as stack:
        walking = stack.enter_context(profiles.watched(PROJECTOR, "light", LOST))
        opened(walking, proxy)
        wander(walking)
        reading = walking.context.new_page()  # two tabs of one visitor, each with a walk of its own
        opened(reading, proxy, **CATS, cut="update:2:3:open", pair="is/are", notation="torch")
        there = fields(reading)
        before = fields(walking)
        assert (before["reader"], there["reader"]) == ("lstm", "gru")
        reading.get_by_text("Readers", exact=True).first.click()
        reading.get_by_role("heading", name="The readers", exact=True).wait_for()
        sessions = [stack.enter_context(Session(server, **link)) for link in links]
        for session, link in zip(sessions, links, strict=True):
            session.run()
            assert told(session) == {"v": "1", **link}
        server.kill()
        server.start()
        begun = time.monotonic()
        back = list(ThreadPoolExecutor(SESSIONS).map(returned, sessions))
        for page in (walking, reading):
            page.wait_for_selector(CONNECTED)
        same(walking, before, "2 / 7")
        assert time.monotonic() - begun < BACK
        assert back == [{"v": "1", **link} for link in links]
        chooses(walking, "9")
        assert fields(walking) == {**before, "unit": "9"}
        reading.bring_to_front()
        reading.get_by_role("link", name="Back to the walk").click()
        expect(reading.locator(".gw-counter")).to_have_text("3 / 4", use_inner_text=True)
        same(reading, there, "3 / 4")


def told(session: Session) -> dict[str, str]:
    """Return what the stage of a session shows, by its link."""
    return dict(session.stage()["link"])


def returned(session: Session) -> dict[str, str]:
    """Connect anew, as the visit that the new server does not know, and run again."""
    session.connect()
    session.run()
    return told(session)
