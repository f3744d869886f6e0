"""Limits of a visit and of a server, and the settings that they stand on."""

import asyncio
from types import SimpleNamespace
from typing import Any
from urllib.request import urlopen

import pytest
import streamlit as st
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from tests.raw import ask
from tests.server import Server
from tests.sessions import Session
from web import intake
from web.intake import Intake


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    manager = MemoryUploadedFileManager("/x")
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    monkeypatch.setattr(intake, "MINE", 250)
    monkeypatch.setattr(intake, "ALL", 400)
    return manager


def send(door: Intake, visit: str, method: str = "PUT") -> tuple[int, str]:
    """Send an upload through the door; return 0 where it is let in, else the answer."""
    said: list[Message] = []
    path = f"/app/_stcore/upload_file/{visit}/f"
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": []}

    async def hear(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    asyncio.run(door(scope, receive, hear))
    return (said[0]["status"], said[1]["body"].decode()) if said else (0, "")


async def inside(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Take whatever comes."""


def put(manager: MemoryUploadedFileManager, visit: str, file: str, size: int) -> None:
    manager.add_file(visit, UploadedFileRec(file, file, "", b"x" * size))


def test_uploads_are_bounded_for_a_visit_and_for_all(held: MemoryUploadedFileManager) -> None:
    door = Intake(inside)
    put(held, "a", "1", 200)
    assert send(door, "a") == (0, "")
    put(held, "a", "2", 60)
    assert send(door, "a") == (413, intake.TOO_MANY)
    assert send(door, "b") == (0, "")
    assert send(door, "a", "DELETE") == (0, "")
    put(held, "b", "1", 150)
    assert send(door, "c") == (503, intake.FULL)
    held.remove_session_files("a")
    assert send(door, "c") == (0, "")
    assert send(door, "a") == (0, "")


@pytest.mark.usefixtures("held")
def test_few_uploads_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = []
    monkeypatch.setattr(intake, "AT_ONCE", 1)

    async def slow(_scope: Scope, _receive: Receive, _send: Send) -> None:
        if not answers:  # meanwhile another one comes
            answers.append(None)
            answers.append(await asyncio.to_thread(send, door, "b"))

    door = Intake(slow)
    send(door, "a")
    assert answers[1] == (503, intake.BUSY)
    assert send(door, "b") == (0, "")


@pytest.mark.usefixtures("held")
def test_a_slow_upload_keeps_its_place_for_a_time_only() -> None:
    async def endless(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(60)

    async def broken(_scope: Scope, _receive: Receive, answer: Send) -> None:
        await answer({"type": "http.response.start", "status": 204})
        await asyncio.sleep(60)

    assert send(Intake(endless, seconds=0.05), "a") == (408, intake.SLOW)
    door = Intake(broken, seconds=0.05)
    with pytest.raises(IndexError):  # what has begun to be answered is answered no second time
        send(door, "a")
    assert door._coming == 0


def test_the_settings_are_the_safe_ones() -> None:
    safe = {
        "server.enableXsrfProtection": True,
        "server.xsrfCookieSameSite": "strict",
        "server.enableCORS": True,
        "server.corsAllowedOrigins": [],
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.maxUploadSize": 100,
        "client.allowedOrigins": [],
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "browser.gatherUsageStats": False,
        "global.developmentMode": False,
        "runner.magicEnabled": False,
    }
    assert {name: st.get_option(name) for name in safe} == safe


def test_the_server_tells_of_no_session(app_server: Server) -> None:
    with Session(app_server, sentence="the zygomorphic wugs were full") as session:
        session.run()
        for place in ("/_stcore/metrics", "/_stcore/host-config", "/_stcore/health", "/"):
            with urlopen(app_server.url + place) as answer:
                told = answer.read().decode()
            assert session.name not in told, place
            assert "zygomorphic" not in told, place
    assert ask(app_server, "/_stcore/agent/interact", "POST", b"{}").status in (403, 404)
    assert ask(app_server, f"/media/{'0' * 56}.zip").status == 404
