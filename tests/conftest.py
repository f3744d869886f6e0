"""Fixtures that all tests share: the running app, the browser, and pages under watch."""

import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import torch
from playwright.sync_api import Browser, sync_playwright

from tests.browser import NoBrowserError, launch
from tests.server import Server
from tests.visits import Profiles, Visits

pytest_plugins = ["pytester", "tests.budgets"]


def pytest_configure() -> None:
    """End on SIGTERM in good order: no server outlives a run that is stopped."""
    signal.signal(signal.SIGTERM, stop)


def stop(*_: object) -> NoReturn:
    """Stop the run, tearing down what it has set up."""
    pytest.exit("stopped by SIGTERM", returncode=128 + signal.SIGTERM)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever uses the browser, and run it last.

    Quick tests tell first what is wrong; and the loop that Playwright keeps running in this thread
    is no trouble to tests that start a loop of their own.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show, with a failed test, the app's log and where the pictures of its pages lie."""
    report = yield
    found = getattr(item, "funcargs", {})
    if report.failed and isinstance(server := found.get("app_server"), Server):
        report.sections.append(("log of the app", server.tail()))
    if report.failed and isinstance(visits := found.get("open_page"), Visits):
        report.sections.append(("pictures", "\n".join(map(str, visits.photograph()))))
    return report


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    """Read and train on one thread, as the app does: a few units are too few to share."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app for this session, by the repository's own settings."""
    with Server(tmp_path_factory.mktemp("app")) as server:
        yield server


@pytest.fixture
def app_url(app_server: Server) -> str:
    """Return the address of the running app, without a slash at the end."""
    return app_server.url


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """Start Chromium; without one the tests are skipped, which CI takes for a failure."""
    reporter = pytestconfig.pluginmanager.get_plugin("terminalreporter")
    assert reporter is not None
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright.chromium, reporter.write_line)
        except NoBrowserError as reason:
            if os.environ.get("CI") == "true":
                pytest.fail(str(reason), pytrace=False)
            pytest.skip(str(reason))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profiles]:
    """Keep browsers that have compiled the app's scripts before."""
    profiles = Profiles(browser.browser_type, tmp_path_factory.mktemp("profiles"))
    yield profiles
    profiles.close()


@pytest.fixture
def open_page(
    browser: Browser, profiles: Profiles, app_url: str, tmp_path: Path
) -> Iterator[Visits]:
    """Open pages of the app: `open_page("/", size=PHONE, scheme="dark")` gives a Playwright page.

    The test fails on an error in the browser's console, an uncaught error of a script, and a
    request to any machine but this one.
    """
    visits = Visits(browser, app_url, tmp_path, profiles)
    yield visits
    visits.close()
