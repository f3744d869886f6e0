"""Who is let in: names of this server, pages of this server, as many as there is room for."""

import asyncio
from typing import Any

import pytest
import streamlit as st
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.raw import ask
from tests.server import Server
from web import calm, doorkeeper
from web.doorkeeper import Doorkeeper


def knock(door: Doorkeeper, kind: str = "http", **given: Any) -> list[Message]:
    """Send a request through the door alone; return what was answered."""
    said: list[Message] = []
    named = {"host": "127.0.0.1:8501", **given.pop("headers", {})}
    scope: Scope = {
        "type": kind,
        "method": "GET",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        **given,
    }

    async def receive() -> Message:
        return {"type": f"{kind}.connect"}

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(door(scope, receive, send))
    return said


async def inside(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "inside"})


KNOWN = ["127.0.0.1:8501", "192.168.1.20:8501", "[::1]:8501", "[fe80::1]", "localhost"]
KNOWN += ["lecture-pc:80", "lecture-pc.local", "app.localhost", "gates.uni.example"]
KNOWN += ["a.lab.example"]


@pytest.mark.parametrize("name", KNOWN)
def test_names_that_nobody_else_can_point_here_are_known(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    allowed = {"server.allowedHosts": ["gates.uni.example", "*.lab.example"]}
    monkeypatch.setattr(st, "get_option", lambda option: allowed.get(option, []))
    assert doorkeeper.known(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "[:::::]", "[1.2.3.4]", "evil.example", "127.0.0.1.evil.example"),
        *("localhost.evil.example", "a..b", "lab.example"),
    ],
)
def test_a_name_that_anybody_can_point_here_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(st, "get_option", lambda _: ["*.lab.example"])
    assert not doorkeeper.known(name)


def test_a_server_that_goes_by_another_name_says_so(app_server: Server) -> None:
    answer = ask(app_server, "/?sentence=x", Host="evil.example")
    assert answer.status == 421
    assert "--server.allowedHosts" in answer.body.decode()
    assert b"evil" not in answer.body
    assert ask(app_server, "/_stcore/health", Host="evil.example").status == 421
    assert ask(app_server, "/_stcore/health").status == 200


ADDRESS = "ws://127.0.0.1:{}/_stcore/stream"


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost:1", "http://127.0.0.1:1", "null", "x", "http://["],
)
def test_a_page_of_another_site_opens_no_session(app_server: Server, origin: Any) -> None:
    address = ADDRESS.format(app_server.port)
    with pytest.raises(InvalidStatus, match="403"), connect(address, origin=origin):
        pass
    own: Any = {"origin": app_server.url, "subprotocols": ["streamlit"]}
    with connect(address, **own):
        pass


def test_a_page_of_another_site_does_nothing(app_server: Server) -> None:
    for method, place in (("POST", "/take-away/walk.html"), ("PUT", "/_stcore/upload_file/a/b")):
        answer = ask(app_server, place, method, b"x", Origin="https://evil.example")
        assert answer.status == 403
        assert b"another site" in answer.body
    own = ask(app_server, "/take-away/walk.html", "POST", b"\xff=1", Origin=app_server.url)
    assert own.status == 422


def test_uploads_need_the_token_of_a_page_of_ours(app_server: Server) -> None:
    """A form of another site cannot know it, nor a script of one without the cookie."""
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n1\r\n--x--\r\n'
    kind = {"Content_Type": "multipart/form-data; boundary=x"}
    answer = ask(app_server, "/_stcore/upload_file/a/b", "PUT", body, **kind)
    assert answer.status == 403
    assert b"XSRF" in answer.body


def test_a_link_that_is_too_long_is_answered_calmly(app_server: Server) -> None:
    longest = 4_000 * 12 + 200
    assert ask(app_server, f"/?sentence={'%F0%9F%98%80' * 4_000}&step=1").status == 200
    assert longest < doorkeeper.LONGEST
    answer = ask(app_server, "/?sentence=" + "x" * doorkeeper.LONGEST)
    assert answer.status == 414
    assert doorkeeper.TOO_LONG in answer.body.decode()
    assert '<a href="./">' in answer.body.decode()
    beyond = ask(app_server, "/?sentence=" + "x" * 400_000)
    assert beyond.status in (0, 400, 431)
    assert b"Traceback" not in beyond.body


def test_a_full_house_asks_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(doorkeeper.SETTING, "1")
    answers: list[list[Message]] = []

    async def staying(scope: Scope, _receive: Receive, _send: Send) -> None:
        if scope["type"] == "websocket":  # meanwhile others come
            await asyncio.to_thread(come)

    door = Doorkeeper(staying)

    def come() -> None:
        answers.append(knock(door, "websocket"))
        answers.append(knock(door, headers={"accept": "text/html,*/*"}))
        answers.append(knock(door, headers={"accept": "*/*"}))

    knock(door, "websocket")
    socket, page, file = answers
    assert socket == [{"type": "websocket.close", "code": 1008}]
    assert page[0]["status"] == 503
    assert dict(page[0]["headers"])[b"retry-after"] == b"30"
    assert "as many people" in page[1]["body"].decode().casefold()
    assert file == []
    assert knock(Doorkeeper(inside), "websocket") == [{"type": "inside"}]


@pytest.mark.parametrize(("asked", "room"), [("", 1000), ("300", 300), ("-1", 1000), ("x", 1000)])
def test_how_many_may_come_is_set(monkeypatch: pytest.MonkeyPatch, asked: str, room: int) -> None:
    monkeypatch.setenv(doorkeeper.SETTING, asked)
    assert doorkeeper.room() == room


def test_a_calm_page_shows_text_as_text_and_loads_nothing() -> None:
    page = calm.page("<script>x</script>", "<b>", again=3)
    assert "<script" not in page
    assert "&lt;b&gt;" in page
    assert calm.HEADERS["Content-Security-Policy"].startswith("default-src 'none'")
