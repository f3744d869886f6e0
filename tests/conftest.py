"""Fixtures that all tests share: the running app, the browser, and pages under watch."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
import torch
from playwright.sync_api import Browser, sync_playwright

from deploy.serve import Fleet
from tests import redis_server
from tests.browser import NoBrowserError, launch
from tests.debian import leave_out, wanted
from tests.server import Server
from tests.visits import Profiles, Visits

pytest_plugins = ["pytester", "tests.budgets"]
PURE = ("cells", "training", "views")
"""Folders whose tests start neither servers nor loops of their own."""


def pytest_configure() -> None:
    """End on SIGTERM in good order: no server outlives a run that is stopped."""
    signal.signal(signal.SIGTERM, stop)


def stop(*_: object) -> NoReturn:
    """Stop the run, tearing down what it has set up."""
    pytest.exit("stopped by SIGTERM", returncode=128 + signal.SIGTERM)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark whatever uses the browser; one process runs all of that, and others all else meanwhile.

    Two browsers at once would wait for each other. A process that runs all tests begins with the
    quick ones.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        item.add_marker(pytest.mark.xdist_group("browser" if drives(item) else item.path.stem))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: (not drives(item), item.path.parent.name in PURE))
    else:
        items.sort(key=drives)


def drives(item: pytest.Item) -> bool:
    """Tell whether a test drives a browser."""
    return item.get_closest_marker("browser") is not None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Give way to all else: browsers come before tests that compute, which have all the time.

    A training gives way too, and would starve beside tests that did not.
    """
    if hasattr(item.config, "workerinput") and hasattr(os, "nice"):
        os.nice(max((10 if drives(item) else 19) - os.nice(0), 0))
    with loop_hidden(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Run a test."""
    with loop_hidden(item):
        return (yield)


@contextmanager
def loop_hidden(item: pytest.Item) -> Iterator[None]:
    """Hide the loop that Playwright keeps in this thread from tests that start one of their own."""
    kept = None if drives(item) else asyncio._get_running_loop()
    if kept:
        asyncio._set_running_loop(None)
    try:
        yield
    finally:
        if kept:
            asyncio._set_running_loop(kept)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show, with a failed test, the app's log and where the pictures of its pages lie."""
    report = yield
    found = getattr(item, "funcargs", {})
    if report.failed and isinstance(server := found.get("app_server"), Server):
        report.sections.append(("log of the app", server.tail()))
    for visits in found.values():
        if report.failed and isinstance(visits, Visits):
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


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """Start two processes that share a Redis behind nginx."""
    wanted("nginx", package="nginx-light")
    redis_server.wanted()
    everywhere = "0.0.0.0:0"
    # not in pytest's folder, which nginx's workers, another user, may not enter
    with tempfile.TemporaryDirectory() as folder, Fleet(2, Path(folder), everywhere) as fleet:
        yield fleet


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
            leave_out(str(reason))
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
