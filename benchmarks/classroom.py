"""How fast a class follows: `python -m benchmarks.classroom` for 300 students, by either store.

The app is started as people start it, once with its own store and once with a redis-server. As many
connections as asked for follow on loopback, and a lecturer steps four times a second. Told are
the ms from her message to its arrival at each of them; then all vote within two seconds, and told
is how long after the last vote she sees them all. With them follow two browsers, and one leads:
there the time runs from the time stamp of her key press to the second frame after the step shows.
Server, connections and browsers share one machine, so on two cores they wait for each other.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from tests.browser import FLAGS, on_this_machine
from tests.events import Answer, Stream, send
from tests.redis_server import RedisServer, found
from tests.room import QUESTION, WALK, Class
from tests.server import Server
from tests.visits import PHONE, PROJECTOR
from web import store

STUDENTS, MOVES, PAUSE, PRESSES = 300, 60, 0.25, 16
REACH_MS = 500
_PRESSED = """addEventListener("keydown", (event) => {
    window.pressed = performance.timeOrigin + event.timeStamp; }, { capture: true })"""
_SHOWN = """(step) => new Promise((done) => {
    const look = () => document.querySelector(".gw-counter b")?.textContent === String(step)
        ? requestAnimationFrame(() => requestAnimationFrame(
            () => done(performance.timeOrigin + performance.now())))
        : setTimeout(look, 2);
    look(); })"""

Report = dict[str, Any]


def spread(taken: Sequence[float]) -> dict[str, float]:
    """Return the median, p95, p99 and largest of some times."""
    cut = statistics.quantiles(taken, n=100, method="inclusive")
    told = {"median": cut[49], "p95": cut[94], "p99": cut[98], "largest": max(taken)}
    return {name: round(value, 1) for name, value in told.items()}


def done(answer: Answer) -> dict[str, Any]:
    """Return what an answer says, unless it is a refusal."""
    status, told = answer
    if status not in (200, 204):
        raise RuntimeError(f"{status}: {told}")
    return dict(told)


def numbered() -> Iterator[int]:
    """Number messages as the stage does, by the clock: the browsers here lead this class too."""
    while True:
        yield time.time_ns() // 1_000_000


async def arrivals(stream: Stream, seen: dict[int, float]) -> None:
    """Note when each step arrives first, until it is cancelled."""
    while True:
        event = await stream.next(60)
        if event.get("walk"):
            seen.setdefault(event["walk"]["step"], time.perf_counter())


async def moving(room: Class, streams: Sequence[Stream]) -> tuple[list[float], int]:
    """Step, and return the ms to every arrival, and how many steps were passed over for a newer."""
    seen: list[dict[int, float]] = [{} for _ in streams]
    ears = [
        asyncio.create_task(arrivals(stream, of)) for stream, of in zip(streams, seen, strict=True)
    ]
    sent = {}
    for step in range(1, MOVES + 1):
        sent[step] = time.perf_counter()
        done(await room.lead(walk={**WALK, "step": step, "covered": False}))
        await asyncio.sleep(PAUSE)
    await asyncio.sleep(1)
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)
    taken = [1000 * (of[step] - sent[step]) for of in seen for step in sent if step in of]
    return taken, MOVES * len(streams) - len(taken)


async def voting(room: Class, tokens: Sequence[str], desk: Stream) -> float:
    """Have all vote within two seconds; return the ms from the last vote to their count."""
    done(await room.lead(ask=QUESTION))
    event = await desk.next()
    while not event.get("poll"):
        event = await desk.next()

    async def vote(number: int, token: str) -> None:
        await asyncio.sleep(2 * number / len(tokens))
        done(await room.vote(token, event["poll"]["id"], number % 2))

    await asyncio.gather(*(vote(number, token) for number, token in enumerate(tokens)))
    last = time.perf_counter()
    while sum((await desk.next(30)).get("votes") or ()) < len(tokens):
        pass
    done(await room.lead(drop=True))
    return round(1000 * (time.perf_counter() - last), 1)


async def browsing(browser: Browser, url: str, room: Class) -> tuple[list[float], list[float]]:
    """Lead by key in one browser; return the ms until two others, one a phone, show each step.

    And those until the leading one itself does, without which they say little of the way between.
    """

    async def opened(path: str, size: Any) -> Page:
        page = await (await browser.new_context(viewport=size)).new_page()
        await page.add_init_script(_PRESSED)
        await page.goto(url + path)
        await page.locator(".gw-class b").wait_for()
        return page

    lecturer = await opened(f"/#lead={room.code}.{room.secret}", PROJECTOR)
    students = [await opened(f"/c/{room.code}", size) for size in (PROJECTOR, PHONE)]
    await lecturer.wait_for_timeout(3_000)
    await lecturer.keyboard.press("Home")
    await asyncio.gather(*(page.evaluate(_SHOWN, 1) for page in students))
    taken, own = [], []
    for press in range(PRESSES):
        forth = press % 16 < 8
        step = 2 + press % 8 if forth else 8 - press % 8
        waits = [asyncio.create_task(page.evaluate(_SHOWN, step)) for page in (lecturer, *students)]
        await asyncio.sleep(PAUSE)
        await lecturer.keyboard.press("ArrowRight" if forth else "ArrowLeft")
        led, *shown = await asyncio.gather(*waits)
        pressed = await lecturer.evaluate("window.pressed")
        own.append(led - pressed)
        taken += [at - pressed for at in shown]
    return taken, own


async def measure(server: Server, students: int) -> Report:
    """Let so many follow, and measure."""
    told = done(await send(server.port, "POST", "/live/open", {}))
    room = Class((server.port, server.port), told["code"], told["secret"], numbered())
    async with AsyncExitStack() as stack:
        tokens, streams = [], []
        began = time.perf_counter()
        for _ in range(students):
            tokens.append(await room.join())
            streams.append(await stack.enter_async_context(room.follow(tokens[-1])))
        joined = time.perf_counter() - began
        desk = await stack.enter_async_context(room.desk())
        taken, passed = await moving(room, streams)
        voted = await voting(room, tokens, desk)
        report = {"students": students, "join_s": round(joined, 1), "push_ms": spread(taken)}
        report |= {"passed_over": passed, "all_votes_seen_ms": voted}
        async with async_playwright() as playwright:
            chromium = next(on_this_machine(), None)
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            screens, own = await browsing(browser, server.url, room)
            report |= {"screen_ms": spread(screens), "own_screen_ms": spread(own)}
            await browser.close()
        done(await room.lead(end=True))
        return report


def main() -> None:
    """Measure by both stores, print what came out, and write JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classroom")
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    asked = parser.parse_args()
    reports = {}
    for name in ("memory", "redis"):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            os.environ.pop(store.SETTING, None)
            if name == "redis":
                redis = stack.enter_context(RedisServer(found(), Path(folder)))
                os.environ[store.SETTING] = redis.url
            server = stack.enter_context(Server(Path(folder)))
            reports[name] = asyncio.run(measure(server, min(asked.students, 900)))
        print(name, json.dumps(reports[name]), flush=True)
    print(f"to reach: p95 of push and screen of at most {REACH_MS} ms")
    if asked.json:
        asked.json.write_text(json.dumps(reports, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
