"""Paths that try to leave where files are served: none of them leads anywhere."""

import pytest

from tests.raw import ask
from tests.server import Server
from web import routes

UP = [b"../", b"..%2f", b"%2e%2e/", b"%2e%2e%2f", b"..%5c", b"..\\", b"%252e%252e%252f", b"....//"]
UP += [b"..%c0%af", b"..;/", b".%00./"]
GOALS = [b"app.py", b"etc/passwd", b".streamlit/config.toml", b"cells/__init__.py"]
FROM = [b"/", b"/static/", b"/media/", b"/component/x/", b"/_stcore/bidi-components/x/"]
FROM += [b"/app/static/", f"/{routes.address(routes.STAGE).rsplit('/', 1)[0]}/".encode()]
ODD = [b"//etc/passwd", b"/%2fetc/passwd", b"/C:/windows/win.ini", b"/\\\\host\\share", b"/~root/"]
ODD += [b"/static/%00", b"/static/" + b"a" * 5000, b"/static/" + b"a/" * 5000, b"/?%00", b"*"]
ODD += [b"/static/index.html%00.js", b"/static/.", b"/file:///etc/passwd", b"http://evil.example/"]
LEAKS = (
    b"root:",
    b"import streamlit",
    b"gatherUsageStats",
    b"__version__",
    b"Traceback",
    b"[fonts]",
)


@pytest.mark.parametrize("start", FROM, ids=str)
def test_no_path_leads_out_of_what_is_served(app_server: Server, start: bytes) -> None:
    for up in UP:
        for goal in GOALS:
            answer = ask(app_server, start + up * 6 + goal)
            assert answer.status in (200, 301, 400, 404), (up, goal)
            assert not any(leak in answer.body for leak in LEAKS), (up, goal)
            if answer.status == 200:  # any other address is that of a page, told of in the page
                assert b'<div id="root">' in answer.body


@pytest.mark.parametrize("path", ODD, ids=lambda path: path[:20])
def test_odd_paths_are_answered_calmly(app_server: Server, path: bytes) -> None:
    answer = ask(app_server, path)
    assert answer.status < 500
    assert not any(leak in answer.body for leak in LEAKS)


def test_our_own_files_are_told_by_name_alone(app_server: Server) -> None:
    folder = routes.address(routes.STAGE).rsplit("/", 1)[0].encode()
    assert ask(app_server, b"/" + folder + b"/gatewalk.js").status == 200
    for name in (
        b"gatewalk.js%00",
        b"GATEWALK.JS",
        b"",
        b".",
        b"..",
        b"%2e%2e%2fpage.css",
        b"gatewalk.js/x",
        b"stage.js",
    ):
        answer = ask(app_server, b"/" + folder + b"/" + name)
        assert answer.status in (301, 400, 404) or b'<div id="root">' in answer.body, name
    assert ask(app_server, "/_stcore/health").status == 200
