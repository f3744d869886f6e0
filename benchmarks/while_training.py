"""What visitors notice while cells are trained for others: `python -m benchmarks.while_training`.

One visitor types new sentences and sees them on the stage: before, while as many cells are trained
as a server allows, and after. Training processes yield to the server, so little should be noticed;
only the ratios to before mean something, for all of it shares one machine with the browser.
"""

import statistics
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.step_latency import sentence, spread
from tests.browser import launch
from tests.server import Server
from tests.visits import PROJECTOR, settle
from web import studio

WORDS, CHANGES, SECONDS = 12, 20, 120
_STOPWATCH = Path(__file__).with_name("stopwatch.js").read_text(encoding="utf-8")
_FIRST_WORD = ".gw-words text.word"


def opened(browser: Browser, url: str) -> Page:
    """Open the walk as a visitor of one's own."""
    page = browser.new_context(viewport=PROJECTOR).new_page()
    page.add_init_script(_STOPWATCH)
    page.goto(url)
    settle(page)
    page.locator(_FIRST_WORD).first.wait_for()
    return page


def train(page: Page) -> None:
    """Set the switches to a cell that nobody has, and wait until its training is on its way."""
    page.get_by_role("button", name="Gate types").click()
    page.get_by_role("radiogroup", name="Γo output").get_by_text("learned").click()
    page.get_by_role("button", name="Train it here").click()
    page.get_by_role("img", name="Step").wait_for(timeout=120_000)
    page.keyboard.press("Escape")  # what their own screens draw, visitors elsewhere do not pay for


def changes(page: Page, names: Iterator[str]) -> list[float]:
    """Type new sentences; return the ms from Enter until each is drawn."""
    page.bring_to_front()
    taken = []
    for name, _ in zip(names, range(CHANGES), strict=False):
        page.get_by_role("textbox", name="Your sentence").fill(sentence(WORDS, name))
        page.evaluate("([at, text]) => stopwatch.arm(at, text)", [_FIRST_WORD, name])
        page.keyboard.press("Enter")
        taken.append(float(page.evaluate("stopwatch.lap")))
        page.wait_for_timeout(200)
    return taken


def main() -> None:
    """Measure, and print medians in ms with their ratios to before."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setenv(studio.SETTING, str(SECONDS))
        with Server(Path(folder)) as server, sync_playwright() as playwright:
            browser = launch(playwright.chromium, print)
            names = (f"n{number}" for number in count())
            visitor = opened(browser, server.url)
            changes(visitor, names)  # nothing is in any cache at first
            laps = {"before": changes(visitor, names)}
            trainers = [opened(browser, server.url) for _ in range(studio.MOST)]
            for trainer in trainers:
                train(trainer)
            laps[f"while {studio.MOST} are trained"] = changes(visitor, names)
            for trainer in trainers:
                trainer.get_by_role("button", name="Gate types").click()
                trainer.get_by_role("button", name="Stop").click()
                trainer.get_by_text("Nothing was kept of the training.").wait_for()
            laps["after"] = changes(visitor, names)
    before = statistics.median(laps["before"])
    for when, taken in laps.items():
        print(f"{when:<24}", spread(taken, before))


if __name__ == "__main__":
    main()
