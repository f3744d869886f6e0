"""How fast the stage steps: from a key press to pixels, beside a bare Streamlit rerun.

`python -m benchmarks.step_latency` starts the app, and beside it an app of one button and one line
of text (`bare.py`), opens both in one Chromium and presses keys by turns, a few here and a few
there, so that whatever else the machine does slows both alike. Only the ratios mean something.
The bare app runs twice: on Streamlit as it comes, by which all ratios are formed, and, for
comparison, with this app's settings, which spare every rerun a collection of garbage.

What is timed, in the page and alike for both (`stopwatch.js`): from the time stamp that the browser
gives the key press to the second animation frame after the text that tells of it has changed. By
then the frame with the change is drawn. On the stage every word, number and colour of a step
changes in that one frame; only the outline goes on sliding to its column, for 180 ms at most.
Reruns are the bare app's button, pressed by key. Loads begin at the navigation, in a browser just
started, with nothing in its cache, and count the bytes that came over the wire.
"""

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from benchmarks.traffic import Traffic
from tests.browser import launch
from tests.server import Server
from tests.visits import PROJECTOR, settle

LENGTHS = (12, 40, 2_000)
STEPS, TURN, CHANGES, LOADS = 40, 5, 6, 3
REACH = {"median": 0.40, "p95": 0.50, "change": 3.0}
"""What to reach, as ratios to the bare rerun: a step's median and p95, a change of sentence."""

PAUSE_MS = 200
"""Between two key presses, so that none pays for the one before."""

HELD = 30
"""Key presses in one go, each of which must be shown."""

_STOPWATCH = Path(__file__).with_name("stopwatch.js").read_text(encoding="utf-8")
_BARE = Path(__file__).with_name("bare.py")
_SETTINGS = Path(__file__).parents[1] / ".streamlit" / "config.toml"
_COUNTER, _FIRST_WORD, _PRESSED = ".gw-counter b", ".gw-words text.word", "[data-testid=stMarkdown]"
_CLAUSE = (
    "the key to the cabinets in the hall , which nobody ever saw , was rusty "
    "and the dogs near the old houses by the river were hungry but"
)

_HEAD = (
    "words | step: median  p95  largest | held  | change: median  largest | "
    "bare rerun, ms: median  p95 | tuned"
)

Press = Callable[[], float]
Report = dict[str, Any]


def sentence(words: int, name: str) -> str:
    """Return a sentence of so many words that begins with a name and is read as it stands."""
    return " ".join([name, *islice(cycle(_CLAUSE.split()), words - 1)])


def lap(page: Page, key: str, selector: str, wanted: str | None = None) -> float:
    """Press a key and return the ms until the text at a selector has changed and is drawn."""
    page.evaluate("([at, text]) => stopwatch.arm(at, text)", [selector, wanted])
    page.keyboard.press(key)
    ms: float = page.evaluate("stopwatch.lap")
    page.wait_for_timeout(PAUSE_MS)
    return ms


def by_turns(pages: Sequence[tuple[Page, Press]], count: int, turn: int) -> list[list[float]]:
    """Take `count` laps on every page, a few on one and a few on the next."""
    laps: list[list[float]] = [[] for _ in pages]
    while len(laps[0]) < count:
        for (page, press), taken in zip(pages, laps, strict=True):
            page.bring_to_front()
            taken.extend(press() for _ in range(turn))
    return laps


class Rooms:
    """The apps, each in a window of its own of one browser: ours and the two bare ones."""

    def __init__(self, browser: Browser, app: str, bare: Sequence[str], reader: str) -> None:
        self.reader = reader
        self._url = app
        self.stage = self._open(browser)
        self.bare, self.tuned = (self._open_bare(browser, url) for url in bare)

    @staticmethod
    def _open(browser: Browser) -> Page:
        page = browser.new_page(viewport=PROJECTOR)
        page.add_init_script(_STOPWATCH)
        return page

    def _open_bare(self, browser: Browser, url: str) -> Page:
        page = self._open(browser)
        page.goto(url)
        settle(page)
        page.get_by_role("button", name="step").focus()
        return page

    def read(self, words: int) -> None:
        """Show a sentence on the stage, as typed: the longest are too long for a link."""
        self.stage.bring_to_front()
        self.stage.goto(f"{self._url}/?{urlencode({'reader': self.reader})}")
        settle(self.stage)
        self.stage.locator(_COUNTER).wait_for()
        self.change(words, "first")

    def change(self, words: int, name: str) -> float:
        """Type a new sentence; return the ms from Enter until its stage is drawn."""
        self.stage.get_by_role("textbox", name="Your sentence").fill(sentence(words, name))
        return lap(self.stage, "Enter", _FIRST_WORD, name)

    def reruns(self) -> list[tuple[Page, Press]]:
        """Return what presses the button of each bare app."""
        return [(page, partial(lap, page, "Enter", _PRESSED)) for page in (self.bare, self.tuned)]

    def steps(self) -> Press:
        """Return what steps forward to the end of the sentence, then back, then forward."""
        key = "ArrowRight"

        def step() -> float:
            nonlocal key
            at, total = map(int, self.stage.locator(".gw-counter").inner_text().split("/"))
            key = {1: "ArrowRight", total: "ArrowLeft"}.get(at, key)
            return lap(self.stage, key, _COUNTER)

        return step

    def hold(self) -> int:
        """Press a key many times in one go; return how many of the steps were shown."""
        self.stage.keyboard.press("Home")
        self.stage.evaluate("(at) => stopwatch.arm(at)", _COUNTER)
        for _ in range(HELD):
            self.stage.keyboard.down("ArrowRight")
        self.stage.keyboard.up("ArrowRight")
        self.stage.evaluate("stopwatch.lap")
        shown = self.stage.evaluate("stopwatch.shown")
        return sum(a == str(b) for a, b in zip(shown, range(2, HELD + 2), strict=False))


def spread(laps: Sequence[float], rerun: float | None = None) -> Report:
    """Return median, p95 and largest of some laps in ms, and as ratios to a bare rerun's median."""
    cuts = statistics.quantiles(laps, n=20, method="inclusive")
    found = {"median": statistics.median(laps), "p95": cuts[-1], "largest": max(laps)}
    ms = {name: round(value, 1) for name, value in found.items()}
    if rerun is None:
        return {"laps": len(laps), "ms": ms}
    return {
        "laps": len(laps),
        "ms": ms,
        "ratio": {k: round(v / rerun, 3) for k, v in found.items()},
    }


def stepping(rooms: Rooms, words: int) -> Report:
    """Measure steps, and changes of the sentence, for sentences of one length."""
    rooms.read(words)
    bare = rooms.reruns()
    steps, reruns, tuned = by_turns([(rooms.stage, rooms.steps()), *bare], STEPS, TURN)
    rooms.stage.bring_to_front()
    held = rooms.hold() if words > HELD else None
    names = iter(f"n{number}" for number in range(CHANGES))
    changing = (rooms.stage, lambda: rooms.change(words, next(names)))
    changes, reruns_then, _ = by_turns([changing, *bare], CHANGES, 2)
    rerun, rerun_then = statistics.median(reruns), statistics.median(reruns_then)
    return {
        "words": words,
        "step": spread(steps, rerun),
        "rerun": spread(reruns),
        "rerun_tuned": spread(tuned, rerun),
        "held": held,
        "change": spread(changes, rerun_then),
    }


def loading(playwright: Playwright, url: str, selector: str) -> Report:
    """Load a page in a browser just started; return the ms until it is drawn, and its bytes."""
    browser = launch(playwright.chromium, print)
    page = browser.new_page(viewport=PROJECTOR)
    page.add_init_script(_STOPWATCH)
    traffic = Traffic(page)
    page.goto(url, wait_until="commit")
    page.evaluate("(at) => stopwatch.arm(at)", selector)
    ms: float = page.evaluate("stopwatch.lap")
    settle(page)
    browser.close()
    return {"ms": round(ms), "bytes": traffic.by_kind()}


def loads(playwright: Playwright, app: str, bare: str) -> Report:
    """Load both apps by turns; return the median time of each and what came over the wire."""
    rounds = [
        (loading(playwright, app, _COUNTER), loading(playwright, bare, _PRESSED))
        for _ in range(LOADS)
    ]
    return {
        name: {"ms": statistics.median(load["ms"] for load in taken), "bytes": taken[-1]["bytes"]}
        for name, taken in zip(("app", "bare"), zip(*rounds, strict=True), strict=True)
    }


def home(folder: str, name: str, settings: Path | None = None) -> Path:
    """Make an empty home for a server, or one with some settings of Streamlit."""
    made = Path(folder) / name
    (made / ".streamlit").mkdir(parents=True)
    if settings:
        shutil.copy(settings, made / ".streamlit")
    return made


def measure(reader: str, lengths: Sequence[int]) -> Report:
    """Start both apps and a browser, and measure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(home(folder, "app")) as app,
        Server(home(folder, "bare"), script=_BARE) as bare,
        Server(home(folder, "tuned", _SETTINGS), script=_BARE) as tuned,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright.chromium, print)
        rooms = Rooms(browser, app.url, (bare.url, tuned.url), reader)
        steps = [stepping(rooms, words) for words in lengths]
        browser.close()
        return {"reader": reader, "steps": steps, "load": loads(playwright, app.url, bare.url)}


def table(report: Report) -> str:
    """Write a report as a table for people."""
    lines = [
        f"{report['reader']}: key press to pixels, as ratio to a bare rerun",
        _HEAD,
    ]
    for row in report["steps"]:
        step, change, rerun = row["step"]["ratio"], row["change"]["ratio"], row["rerun"]["ms"]
        held = "-" if row["held"] is None else f"{row['held']}/{HELD}"
        lines.append(
            f"{row['words']:5} |         {step['median']:.2f}  {step['p95']:.2f}     "
            f"{step['largest']:.2f} | {held:>5} |           {change['median']:.2f}     "
            f"{change['largest']:.2f} |                  {rerun['median']:3.0f}  "
            f"{rerun['p95']:3.0f} |  {row['rerun_tuned']['ratio']['median']:.2f}"
        )
    lines.append(
        f"reach |        {REACH['median']:.2f}  {REACH['p95']:.2f}          |   all |"
        f"           {REACH['change']:.2f}"
    )
    for name, load in report["load"].items():
        kinds = ", ".join(f"{kind} {size / 1000:.0f} kB" for kind, size in load["bytes"].items())
        total = sum(load["bytes"].values()) / 1000
        lines.append(f"first load of the {name}: {load['ms']:.0f} ms, {total:.0f} kB: {kinds}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print a table, and write JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.step_latency")
    parser.add_argument(
        "--reader", default="lstm", help="the largest reader, unless another is named"
    )
    parser.add_argument(
        "--words", type=int, nargs="+", default=LENGTHS, help="lengths of sentences"
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    asked = parser.parse_args()
    report = measure(asked.reader, asked.words)
    print(table(report))
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
