"""Visits of a browser to the app, watched for faults."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
)

from tests.browser import launch_profile

PROJECTOR = ViewportSize(width=1600, height=1000)
PHONE = ViewportSize(width=390, height=844)
WAIT_MS = 20_000
expect.set_options(timeout=WAIT_MS)
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
        self._context = context
        self._handlers: list[tuple[Any, Callable[[Any], None]]] = [
            ("console", self._on_console),
            ("weberror", lambda error: self._note(f"uncaught: {error.error}")),
            ("request", lambda request: self._on_address(request.url)),
            ("page", self._on_page),
        ]
        for event, handler in self._handlers:
            context.on(event, handler)

    def end(self) -> None:
        """Watch no longer; raise AssertionError if there were faults."""
        for event, handler in self._handlers:
            self._context.remove_listener(event, handler)
        assert not self.faults, "\n".join(self.faults)

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


# Goes to another link of the page that is open, as Back and Forward do.
GO = """(link) => {
    document.activeElement?.blur();
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
    history.pushState({}, "", link);
    dispatchEvent(new PopStateEvent("popstate")); }"""
# Turns off what is turned on and is not in the address; tells whether all else comes from there.
TIDY_UP = """() => {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    const turned = ".gw :is([aria-pressed=true], [aria-expanded=true]):not(.gw-notations *)";
    for (const button of document.querySelectorAll(turned)) button.click();
    const fold = document.querySelector(".gw .gw-fold");
    if (fold && fold.textContent !== "all gates") fold.click();
    const typed = document.querySelector(".st-key-sentence input")?.value;
    return fold && !document.querySelector(`${turned}, .gw-awaits`) && !document.fullscreenElement
        && typed === new URLSearchParams(location.search).get("sentence")
        && document.querySelector(".gw-speed input").value === "1"; }"""


class Profiles:
    """Two browsers, with and without touch, that keep the compiled code of the app's scripts.

    A visit with an empty profile takes more than twice as long, nearly all of it to compile what
    never changes. Whatever else a visit leaves behind is wiped after it.
    """

    def __init__(self, chromium: BrowserType, folder: Path) -> None:
        self._chromium = chromium
        self._folder = folder
        self._contexts: dict[bool, BrowserContext] = {}
        self._tabs: dict[tuple[bool, Scheme], Page] = {}

    @contextmanager
    def watched(
        self, size: ViewportSize, scheme: Scheme, tolerate: Sequence[str] = ()
    ) -> Iterator[Page]:
        """Open an empty page under watch; raise AssertionError at the end if there were faults."""
        context = self._context(has_touch=size == PHONE)
        before = context.pages
        watch = Watch(context, tolerate)
        page = context.new_page()
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        try:
            yield page
        finally:
            for opened in (one for one in context.pages if one not in before):
                opened.close()
            self._wipe(context, page.url)
        watch.end()

    @contextmanager
    def lent(self, size: ViewportSize, scheme: Scheme) -> Iterator[tuple[Page, bool]]:
        """Lend, under watch, a tab that the next visit gets again if this one leaves it tidy.

        Also tells whether it is new.
        """
        context, key = self._context(has_touch=size == PHONE), (size == PHONE, scheme)
        watch = Watch(context)
        kept = self._tabs.pop(key, None)
        page = kept or context.new_page()
        present(page, size, scheme)
        try:
            yield page, kept is None
        finally:
            if is_tidy(page):
                self._tabs[key] = page
            else:
                page.close()
            self._wipe(context, page.url)
        watch.end()

    def close(self) -> None:
        """End the browsers."""
        for context in self._contexts.values():
            context.close()

    def _context(self, *, has_touch: bool) -> BrowserContext:
        if has_touch not in self._contexts:
            folder = self._folder / f"touch-{has_touch}"
            context = launch_profile(self._chromium, folder, print, has_touch=has_touch)
            context.set_default_timeout(WAIT_MS)
            self._contexts[has_touch] = context
        return self._contexts[has_touch]

    @staticmethod
    def _wipe(context: BrowserContext, url: str) -> None:
        keeper = context.pages[0]  # the browser's first, which no test sees: it outlives them all
        what = {"origin": origin(url), "storageTypes": "cookies,local_storage,indexeddb"}
        context.new_cdp_session(keeper).send("Storage.clearDataForOrigin", what)
        context.clear_permissions()
        context.set_offline(False)


def present(page: Page, size: ViewportSize, scheme: Scheme) -> None:
    """Show a tab as a visitor's who has changed nothing about their browser."""
    page.bring_to_front()  # a tab behind another one draws nothing and has slow timers
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, reduced_motion="null")


def is_tidy(page: Page) -> bool:
    """Tidy a tab up and tell whether another visit may begin in it."""
    return not page.is_closed() and bool(page.evaluate(TIDY_UP))


class Visits:
    """Opens pages of the app, each as by a new visitor, and minds their faults."""

    def __init__(
        self, browser: Browser, url: str, folder: Path, profiles: Profiles | None = None
    ) -> None:
        self.pages: list[Page] = []
        self._browser = browser
        self._profiles = profiles
        self._url = url
        self._folder = folder
        self._stack = ExitStack()
        self._borrowed: dict[tuple[bool, Scheme], Page] = {}

    def __call__(
        self,
        path: str = "/",
        *,
        size: ViewportSize = PROJECTOR,
        scheme: Scheme = "light",
        tolerate: Sequence[str] = (),
    ) -> Page:
        """Open a path of the app and wait until its script has run."""
        if self._profiles is None:
            opened = watched(self._browser, size, scheme, tolerate)
        else:
            opened = self._profiles.watched(size, scheme, tolerate)
        page = self._stack.enter_context(opened)
        self.pages.append(page)
        page.goto(self._url + path)
        settle(page)
        return page

    def again(
        self,
        link: str,
        moved: str,
        *,
        size: ViewportSize = PROJECTOR,
        scheme: Scheme = "light",
    ) -> Page:
        """Open a link to the walk in a tab where the walk may be open: there, go to it by `moved`.

        `moved` says of everything what it is to be, for the tab comes from an earlier visit, of
        this test or another; it takes a tenth of the time. For visits that begin at the beginning
        call the visits.
        """
        assert self._profiles is not None
        page, is_new = self._borrowed.get((size == PHONE, scheme)), False
        if page and is_tidy(page):
            present(page, size, scheme)
        else:
            page, is_new = self._stack.enter_context(self._profiles.lent(size, scheme))
            self._borrowed[size == PHONE, scheme] = page
            self.pages.append(page)
        if is_new:
            page.goto(self._url + link)
        else:
            page.evaluate(GO, moved)
            page.locator(".gw.gw-awaits").wait_for(state="detached")
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
    watch.end()


def address(page: Page) -> str:
    """Return a page's address as it knows it itself: what Playwright has heard of may lag."""
    return str(page.evaluate("location.href"))


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until a page's JavaScript says so; raise AssertionError after `WAIT_MS`.

    It is asked from here: a page whose policy forbids `eval` lets nobody ask from within.
    """
    deadline = time.monotonic() + WAIT_MS / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def origin(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def settle(page: Page) -> None:
    """Wait, on a page just opened, until its script has run and no widget is still to come."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector('[data-testid$="Skeleton"]', state="detached")
