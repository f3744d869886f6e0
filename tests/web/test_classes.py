"""What a student, a stranger or a broken network may try: none of it drives a class or ends it."""

import asyncio
import json
import os
import random
import re
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.events import connected, send
from tests.room import QUESTION, WALK, Ports, opened, run
from tests.server import Server
from tests.uvicorn_server import LiveServer
from web import classes, doorkeeper, hubs, live, patience
from web.store import Memory

pytestmark = pytest.mark.load

MALFORMED: list[tuple[Any, set[int]]] = [
    (b"", {422}), (b"{", {422}), (b"[]", {422}), (b'"end"', {422}), (b"\xff\xfe", {422}),
    (b"[" * 20_000, {422}), (b"{" + b" " * 50_000 + b"}", {413}),
    ({}, {422}), ({"n": 5}, {422}), ({"n": 0, "walk": WALK}, {422}),
    ({"n": True, "walk": WALK}, {422}), ({"n": 1.5, "walk": WALK}, {422}),
    ({"n": 2**60, "walk": WALK}, {422}), ({"n": "1", "walk": WALK}, {422}),
    ({"n": 5, "walk": []}, {422}), ({"n": 5, "walk": None}, {422}),
    *(
        ({"n": 5, "walk": {**WALK, **wrong}}, {422})
        for wrong in (
            {"step": 0}, {"step": "4"}, {"step": 10**9}, {"step": True}, {"step": None},
            {"covered": "yes"}, {"notation": "klingon"}, {"notation": None},
            {"sentence": "x" * 4_001}, {"sentence": 7}, {"reader": "nobody"},
            {"reader": "own-lotln-0123456789abcdef"}, {"pair": "was/was"}, {"unit": "-1"},
            {"cut": "update:8:0:wide"}, {"cut": "~" * 6_001}, {"lesson": "../etc"},
            {"sentence": "\ud800"},
        )
    ),
    *(
        ({"n": 5, "ask": {**QUESTION, **wrong}}, {422})
        for wrong in (
            {"options": ["one"]}, {"options": ["x"] * 7}, {"options": "opens"},
            {"options": ["x" * 61, "y"]}, {"options": ["", "y"]}, {"answer": 2}, {"answer": -1},
            {"text": "x" * 301}, {"text": ""}, {"why": None}, {"kind": "<b>"}, {"step": -1},
            {"text": "\udfff?"},
        )
    ),
    ({"n": 5, "ask": "?"}, {422}), ({"n": 5, "reveal": 1}, {422}),
    ({"n": 5, "reveal": True}, {409}),
]  # fmt: skip


def test_what_is_malformed_is_refused_with_a_sentence_and_changes_nothing(ports: Ports) -> None:
    async def test() -> None:
        async with opened(ports) as room:
            await room.lead(walk=WALK)
            for body, expected in MALFORMED:
                address = f"/live/{room.code}/lead"
                status, told = await send(ports[0], "POST", address, body, token=room.secret)
                assert status in expected, body
                assert re.fullmatch(r"[A-Z].*[.!]", told["wrong"]), told
                await asyncio.sleep(0.02)  # no faster than a lecturer may be
            token, poll = await room.join(), await room.ask()
            for option in (2, -1, "0", None, True, 0.0):
                assert (await room.vote(token, poll, option))[0] == 422
            assert (await room.vote(token, "other", 0))[0] == 409
            form = {"Content-Type": "text/plain"}
            for path in ("open", f"{room.code}/join", f"{room.code}/lead", f"{room.code}/vote"):
                for bearer in (token, room.secret):
                    sent = await send(
                        ports[0], "POST", f"/live/{path}", {}, token=bearer, headers=form
                    )
                    assert sent[0] in (403, 415)
            async with room.follow(token) as stream:
                event = await stream.next()
                assert event["walk"] == {"v": "1", **WALK}
                assert event["poll"]["id"] == poll

    run(test())


@pytest.fixture
def alone() -> Iterator[int]:
    """Start a server that nobody else has tried to guess on."""
    with LiveServer(Memory) as server:
        yield server.port


def test_ten_thousand_guesses_find_nothing(alone: int) -> None:
    drawn = random.Random(7)

    def guess() -> str:
        return "".join(drawn.choice(classes.ALPHABET) for _ in range(classes.LENGTH))

    async def test() -> None:
        async with opened((alone, alone)) as room:
            token = await room.join()
            asked = [send(alone, "POST", f"/live/{guess()}/join", {}) for _ in range(400)]
            refused = Counter([(await each)[0] for each in asked])
            assert refused == {404: classes.WRONG_BY_ONE, 429: 400 - classes.WRONG_BY_ONE}
            # Who is in stays in; who comes new from the same address waits for a minute.
            async with room.follow(token) as stream:
                assert stream.status == 200
            assert (await send(alone, "POST", f"/live/{room.code}/join", {}))[0] == 429
            assert (await room.lead(walk=WALK))[0] == 200
            # The short link tells no more: it leads to where one is told to wait.
            told = await send(alone, "GET", f"/c/{room.code}")
            assert (told[0], told[1]["location"]) == (303, f"/?class={room.code}")

    async def by_short_links() -> None:
        async with opened((fresh.port, fresh.port)) as room:
            await room.lead(walk=WALK)
            found = f"/c/{room.code}"
            assert "apples" in (await send(fresh.port, "GET", found))[1]["location"]
            for _ in range(classes.WRONG_BY_ONE):
                await send(fresh.port, "GET", f"/c/{guess()}")
            assert "apples" not in (await send(fresh.port, "GET", found))[1]["location"]

    async def from_everywhere() -> None:
        of_memory = classes.Classes(Memory())
        for n in range(20):
            await of_memory.open(f"10.0.0.{n}")
        refused: Counter[int] = Counter()
        for n in range(10_000):
            with pytest.raises(classes.RefusedError) as refusal:
                await of_memory.join(guess(), "", f"10.0.{n % 250}.{n % 7}")
            refused[refusal.value.status] += 1
        assert refused == {404: classes.WRONG_BY_ALL, 429: 10_000 - classes.WRONG_BY_ALL}

    run(test())
    with LiveServer(Memory) as fresh:
        run(by_short_links())
    run(from_everywhere())


def test_a_class_is_full_at_some_time(alone: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MOST_FOLLOWERS", 3)

    async def test() -> None:
        async with opened((alone, alone)) as room, AsyncExitStack() as stack:
            tokens = [await room.join() for _ in range(4)]
            entered = [await stack.enter_async_context(room.follow(token)) for token in tokens]
            assert [stream.status for stream in entered] == [200, 200, 200, 429]
            await stack.enter_async_context(room.desk())

    run(test())


def test_only_so_many_classes_are_opened_in_an_hour(
    alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classes, "OPENED_BY_ONE", 2)

    async def test() -> None:
        answers = [await send(alone, "POST", "/live/open", {}) for _ in range(3)]
        assert [status for status, _ in answers] == [200, 200, 429]

    run(test())


def test_something_is_sent_where_there_is_no_news(
    alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_SECONDS", 0.2)

    async def test() -> None:
        async with opened((alone, alone)) as room, room.follow(await room.join()) as stream:
            await stream.next()
            assert await stream.next() == {"comment": ": still here"}
            assert await stream.next() == {"comment": ": still here"}

    run(test())


def test_no_secret_is_in_the_store_in_the_clear_and_no_sentence_in_a_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    memory = Memory()
    with LiveServer(lambda: memory) as server, caplog.at_level("DEBUG"):

        async def test() -> None:
            async with opened((server.port, server.port)) as room:
                await room.lead(walk=WALK)
                await room.lead(walk={**WALK, "step": -1})
                token = await room.join()
                assert room.secret not in repr(vars(memory))
                assert token not in repr(vars(memory))
                written = caplog.text + "".join(capfd.readouterr())
                assert not [each for each in (room.secret, token, "apples") if each in written]

        run(test())
        assert not [key for key in memory._entries if key.startswith("class:")]


def test_walks_are_put_in_the_same_order_by_all_who_read_them() -> None:
    assert json.dumps(classes.walk(WALK)) == json.dumps(classes.walk(dict(reversed(WALK.items()))))


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_told_to_stop_waits_for_no_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: signal.Signals
) -> None:
    monkeypatch.setenv(patience.SETTING, "0.2")

    async def test(server: Server) -> None:
        joined = await send(server.port, "POST", "/live/open", {})
        code = joined[1]["code"]
        token = (await send(server.port, "POST", f"/live/{code}/join", {}))[1]["token"]
        async with connected(server.port, f"/live/{code}/events", token) as stream:
            await stream.next()
            os.kill(server.process, told)
            with pytest.raises(EOFError):
                await stream.next()
        await asyncio.to_thread(server.wait_until_gone)

    with Server(tmp_path) as server:
        asyncio.run(test(server))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("", "unknown"),
    ],
)
def test_whom_an_address_stands_for(address: str, network: str) -> None:
    assert classes._network(address) == network


def test_streams_are_bounded_for_all_classes_of_a_process(
    alone: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(doorkeeper.SETTING, "2")

    async def test() -> None:
        async with opened((alone, alone)) as room, AsyncExitStack() as stack:
            for _ in range(2):
                entered = await stack.enter_async_context(room.follow(await room.join()))
                assert entered.status == 200
            async with room.follow(await room.join()) as refused:
                assert refused.status == 503

    run(test())


def test_a_class_is_forgotten_two_hours_after_its_lecturer_left() -> None:
    now = 0.0

    async def test() -> None:
        nonlocal now
        of_memory = classes.Classes(Memory(clock=lambda: now))
        code, _ = await of_memory.open("10.0.0.1")
        await of_memory.lead(code, {"n": 1, "walk": WALK})
        now = classes.IDLE_SECONDS - 1
        await of_memory.keep(code)
        now = 2 * classes.IDLE_SECONDS - 2
        assert await of_memory.standing(code)
        now += 2
        assert await of_memory.standing(code) is None

    asyncio.run(test())


def test_a_hub_that_nobody_could_enter_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "MOST_FOLLOWERS", 0)
    monkeypatch.setattr(hubs, "COUNT_SECONDS", 0.01)

    async def test() -> None:
        memory = Memory()
        of_memory = classes.Classes(memory)
        code, _ = await of_memory.open("10.0.0.1")
        room = hubs.Hubs(of_memory)
        with pytest.raises(classes.RefusedError, match="full"):
            await room.enter(code, hubs.Listener(leads=False))
        await asyncio.sleep(0.1)
        assert room.all() == []
        assert memory._listeners == {}

    asyncio.run(test())
