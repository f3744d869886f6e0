"""The headers of every answer, and above all the Content-Security-Policy of our pages."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit as st

from tests.raw import ask
from tests.server import Server
from web import headers, routes, take_away

INDEX = Path(st.__file__).parent / "static" / "index.html"


def rules(policy: str) -> dict[str, list[str]]:
    return {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}


PLACES = [
    "/",
    "/cards?reader=lstm",
    "/no/such/page",
    "/favicon.png",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/agent/openapi.json",
    "/media/none",
    f"/{routes.address(routes.STAGE)}",
    f"/assets/{'0' * 16}/nothing.js",
    f"/{take_away.QR}?link=http://127.0.0.1/",
    f"/{take_away.QR}",
    "/health",
    "/metrics",
    "/c/ZZZZZZ",
    "/live/ZZZZZZ/events",
]


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_has_the_headers(app_server: Server, place: str) -> None:
    answer = ask(app_server, place)
    assert answer.status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert len(answer.headers.get_all("content-security-policy", [])) == 1
    assert "object-src 'none'" in answer.headers["content-security-policy"]


def test_scripts_come_from_here_from_blobs_and_from_the_page_itself(app_server: Server) -> None:
    answer = ask(app_server, "/")
    found = rules(answer.headers["content-security-policy"])
    inline = re.findall(r"<script>(.*?)</script>", INDEX.read_text("utf-8"), re.DOTALL)
    assert len(inline) == 1
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert found["script-src"] == ["'self'", "blob:", f"'sha256-{digest}'"]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    here = f"127.0.0.1:{app_server.port}"
    assert found["connect-src"] == ["'self'", f"ws://{here}", f"wss://{here}"]
    assert found["default-src"] == ["'self'"]
    for closed in ("object-src", "base-uri", "frame-src"):
        assert found[closed] == ["'none'"]


def test_a_host_that_is_none_never_gets_into_the_policy() -> None:
    for named in (b"a.b; script-src *", b"x y", b"", b"[::1]\t", b"a/b", b"\xff"):
        assert headers.host({"headers": [(b"host", named)]}) == ""
    assert headers.host({"headers": [(b"host", b"a"), (b"host", b"b")]}) == ""
    assert headers.host({"headers": [(b"host", b"[::1]:8501")]}) == "[::1]:8501"


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("", "'self'"),
        ("https://moodle.example https://*.uni.example:8443", None),
        ("* data: javascript:alert(1) https://x;script-src", "'self'"),
        ("'none'", None),
    ],
)
def test_who_may_show_gatewalk_in_a_frame_is_set(
    monkeypatch: pytest.MonkeyPatch, asked: str, allowed: str | None
) -> None:
    monkeypatch.setenv(headers.FRAMES, asked)
    headers.policy.cache_clear()
    found = rules(headers.policy("x"))
    headers.policy.cache_clear()
    assert found["frame-ancestors"] == (allowed or asked).split()
