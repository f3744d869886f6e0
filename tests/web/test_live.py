"""A class over real connections: led, followed and voted in, by one process and by two."""

import pytest

from tests.events import connected, send
from tests.room import QUESTION, WALK, Ports, opened, run
from web import classes

pytestmark = pytest.mark.load


def test_who_follows_sees_where_the_lecturer_stands_and_every_move(ports: Ports) -> None:
    async def test() -> None:
        async with opened(ports) as room:
            token = await room.join()
            assert await room.join(token) == token
            async with room.follow(token) as stream, room.desk() as desk:
                assert stream.status == 200
                assert stream.headers["content-type"].startswith("text/event-stream")
                assert stream.headers["x-accel-buffering"] == "no"
                assert "no-store" in stream.headers["cache-control"]
                assert (await stream.next())["walk"] is None
                assert (await room.lead(walk={**WALK, "unknown": {"a": 1}}))[0] == 200
                assert (await stream.next())["walk"] == {"v": "1", **WALK}
                for step in range(5, 12):
                    await room.lead(walk={**WALK, "step": step})
                last = await stream.until(walk={"v": "1", **WALK, "step": 11})
                assert last["n"] == 8
                assert (await desk.until(here=1))["votes"] is None
            async with room.follow(token) as again:
                assert (await again.next())["walk"]["step"] == 11

    run(test())


def test_votes_are_counted_once_and_changed_until_the_answer_is_known(ports: Ports) -> None:
    async def test() -> None:
        async with opened(ports) as room:
            await room.lead(walk=WALK)
            tokens = [await room.join() for _ in range(3)]
            async with room.follow(tokens[0]) as stream, room.desk() as desk:
                await room.lead(ask=QUESTION)
                while (event := await stream.next())["poll"] is None:
                    pass
                question, poll = event["poll"]["question"], event["poll"]["id"]
                assert question["options"] == QUESTION["options"]
                assert {"answer", "why"}.isdisjoint(question)
                for token, option in zip(tokens, (0, 0, 1), strict=True):
                    assert (await room.vote(token, poll, option))[0] == 204
                for _ in range(3):
                    assert (await room.vote(tokens[0], poll, 1))[0] == 204
                seen = await desk.until(votes=[1, 2])
                assert "answer" not in seen["poll"]["question"]
                assert (await room.lead(reveal=True))[0] == 200
                event = await stream.next()
                assert event["poll"]["counts"] == [1, 2]
                assert event["poll"]["question"] == QUESTION
                assert (await room.vote(tokens[1], poll, 1))[0] == 409
                assert (await room.lead(reveal=True))[0] == 409
                assert (await room.lead(drop=True))[0] == 200
                assert (await stream.next())["poll"] is None
                assert (await room.vote(tokens[1], poll, 1))[0] == 409

    run(test())


def test_a_student_cannot_lead(ports: Ports) -> None:
    async def test() -> None:
        async with opened(ports) as room, opened(ports) as other:
            await room.lead(walk=WALK)
            token, foreign = await room.join(), await other.join()
            name, _, signed = token.partition(".")
            forged = [
                token, foreign, other.secret, room.secret[:-1], room.secret + "A", room.code,
                f"{name}x.{signed}", f"{name}.{'0' * 64}", "." + signed, "x", "é",
            ]  # fmt: skip
            for wrong in forged:
                for message in ({"walk": {**WALK, "step": 9}}, {"end": True}, {"ask": QUESTION}):
                    assert (await room.lead(token=wrong, **message))[0] in (401, 403)
                async with connected(ports[0], f"/live/{room.code}/desk", wrong) as desk:
                    assert desk.status in (401, 403)
            poll = await room.ask()
            for wrong in (foreign, *forged[2:]):
                assert (await room.vote(wrong, poll, 0))[0] in (401, 403)
                async with room.follow(wrong) as stream:
                    assert stream.status in (401, 403)
            assert (await room.vote(room.secret, poll, 0))[0] == 403
            async with room.follow(token) as stream:
                assert (await stream.next())["walk"]["step"] == 4

    run(test())


def test_a_message_counts_once_and_never_late(ports: Ports) -> None:
    async def test() -> None:
        async with opened(ports) as room:
            sent = {"n": 1_000, "walk": WALK}
            address = f"/live/{room.code}/lead"
            assert (await send(ports[0], "POST", address, sent, token=room.secret))[0] == 200
            later = {"n": 1_001, "walk": {**WALK, "step": 5}}
            assert (await send(ports[0], "POST", address, later, token=room.secret))[0] == 200
            for replayed in (sent, later, {**sent, "n": 999}):
                status, told = await send(ports[1], "POST", address, replayed, token=room.secret)
                assert (status, told["n"]) == (409, 1_001)
            async with room.follow(await room.join()) as stream:
                assert (await stream.next())["walk"]["step"] == 5

    run(test())


def test_messages_and_votes_have_a_limit(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classes, "LEADS", (5, 60.0))
    monkeypatch.setattr(classes, "VOTES", (4, 60.0))

    async def test() -> None:
        async with opened(ports) as room, opened(ports) as asked:
            led = [(await room.lead(walk={**WALK, "step": step}))[0] for step in range(1, 9)]
            assert led == [200] * 5 + [429] * 3
            poll, token = await asked.ask(), await asked.join()
            voted = [(await asked.vote(token, poll, n % 2))[0] for n in range(6)]
            assert voted == [204] * 4 + [429] * 2

    run(test())


def test_the_class_outlives_its_lecturers_connection_and_ends_when_she_says_so(
    ports: Ports,
) -> None:
    async def test() -> None:
        async with opened(ports) as room:
            await room.lead(walk=WALK)
            token = await room.join()
            async with room.follow(token) as stream:
                await stream.next()
                async with room.desk() as desk:
                    await desk.until(here=1)
                await room.lead(walk={**WALK, "step": 6})
                assert (await stream.next())["walk"]["step"] == 6
                async with room.desk() as desk:
                    assert (await desk.next())["walk"]["step"] == 6
                assert (await room.lead(end=True))[0] == 200
                assert await stream.next() == {"event": "end"}
                with pytest.raises(EOFError):
                    await stream.next()
            async with room.follow(token) as stream:
                assert stream.status == 404
            assert (await room.lead(walk=WALK))[0] == 404
            assert (await send(ports[1], "POST", f"/live/{room.code}/join", {}))[0] == 404

    run(test())


def test_the_short_link_leads_to_where_the_class_stands(ports: Ports) -> None:
    async def test() -> None:
        async with opened(ports) as room:
            assert await arrived(room.code) == f"/?class={room.code}"
            bare = {name: value for name, value in WALK.items() if name not in ("unit", "cut")}
            assert (await room.lead(walk={**bare, "sentence": "a&b=c#<d>"}))[0] == 200
            typed = f"{room.code[:3].lower()}-{room.code[3:]}"
            location = await arrived(typed)
            assert location.endswith(f"&notation=cho&class={room.code}")
            assert "sentence=a%26b%3Dc%23%3Cd%3E&" in location
            assert await arrived("ZZZZZZ") == "/?class=ZZZZZZ"
            for wrong in ("AEIOU1", "x", "%2e%2e", "%0d%0aSet-Cookie:x", "//evil.example"):
                assert await arrived(wrong) in ("/class", "404")

    async def arrived(code: str) -> str:
        status, headers = await send(ports[1], "GET", f"/c/{code}")
        assert "set-cookie" not in headers
        return str(headers["location"]) if status == 303 else str(status)

    run(test())
