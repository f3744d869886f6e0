"""Visits of a browser to the app, watched for faults."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

PROJECTOR = ViewportSize(width=1600, height=1000)
PHONE = ViewportSize(width=390, height=844)
WAIT_MS = 20_000
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LOCAL_SCHEMES = {"about", "blob", "data", "file"}

Scheme = Literal["light", "dark"]


class Watch:
    """Collects what must not happen in a browser: errors, and requests that leave this machine.

    `tolerate` holds regular expressions of faults that a test provokes itself.
    """

    def __init__(self, context: BrowserContext, tolerate: Sequence[str] = ()) -> None:
        self.faults: list[str] = []
        self._tolerated = [re.compile(pattern) for pattern in tolerate]
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._note(f"uncaught: {error.error}"))
        context.on("request", lambda request: self._on_address(request.url))
        context.on("page", self._on_page)

    def _on_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._on_address(socket.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK and parts.scheme not in LOCAL_SCHEMES:
            self._note(f"left this machine: {url}")

    def _note(self, fault: str) -> None:
        if not any(pattern.search(fault) for pattern in self._tolerated):
            self.faults.append(fault)


class Visits:
    """Opens pages of the app, each in a profile of its own, and minds their faults."""

    def __init__(self, browser: Browser, url: str, folder: Path) -> None:
        self.pages: list[Page] = []
        self._browser = browser
        self._url = url
        self._folder = folder
        self._stack = ExitStack()

    def __call__(
        self,
        path: str = "/",
        *,
        size: ViewportSize = PROJECTOR,
        scheme: Scheme = "light",
        tolerate: Sequence[str] = (),
    ) -> Page:
        """Open a path of the app and wait until its script has run."""
        page = self._stack.enter_context(watched(self._browser, size, scheme, tolerate))
        self.pages.append(page)
        page.goto(self._url + path)
        settle(page)
        return page

    def close(self) -> None:
        """Close all pages; raise AssertionError if one of them had a fault."""
        self._stack.close()

    def photograph(self) -> Iterator[Path]:
        """Take a picture of every open page and yield where it lies."""
        for number, page in enumerate(self.pages, start=1):
            if not page.is_closed():
                path = self._folder / f"page-{number}.png"
                page.screenshot(path=path)
                yield path


@contextmanager
def watched(
    browser: Browser, size: ViewportSize, scheme: Scheme, tolerate: Sequence[str]
) -> Iterator[Page]:
    """Open an empty page under watch; raise AssertionError at the end if there were faults."""
    context = browser.new_context(viewport=size, color_scheme=scheme, has_touch=size == PHONE)
    context.set_default_timeout(WAIT_MS)
    watch = Watch(context, tolerate)
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)


def settle(page: Page) -> None:
    """Wait, on a page just opened, until its script has run and no widget is still to come."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector('[data-testid$="Skeleton"]', state="detached")
