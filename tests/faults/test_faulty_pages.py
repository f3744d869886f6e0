"""A page with a fault: a calm sentence and ways on for its visitor, kind and places for the log."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages import fault, ways
from tests.server import APP, Server
from tests.sessions import Session

INSIDE = "the-inside-of-the-fault"
FAULTY = f"""
import sys
sys.path.insert(0, {str(APP.parent)!r})
from pages import duos, heading, lesson


def fail(*_):
    raise RuntimeError({INSIDE!r})


lesson.show = duos.show = fail
_begun = heading.under


def under(title, address):
    begun = _begun(title, address)
    class Fails:
        __enter__ = begun.__enter__
        def __exit__(self, *what):
            begun.__exit__(*what)
            fail()
    return Fails()


heading.under = under
"""
PAGES = ("", *ways.TELLING, ways.COMPARE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app with a fault in each of its pages, after all that they draw."""
    folder = tmp_path_factory.mktemp("faulty")
    app = folder / "app.py"
    app.write_text(f"{FAULTY}\n{APP.read_text('utf-8').split(chr(34) * 3, 2)[2]}", "utf-8")
    shutil.copytree(APP.parent / ".streamlit", folder / ".streamlit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(APP.parent))
        with Server(folder, script=app) as server:
            yield server


@pytest.mark.load
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "walk")
def test_a_fault_is_told_calmly_and_its_places_are_in_the_log(server: Server, page: str) -> None:
    before = len(server.log.read_text("utf-8"))
    with Session(server, page, sentence="the cats were full") as session:
        session.run()
    told = session.text()
    assert fault._SAID in told
    assert 'href=\\"./\\"' in told
    assert "Back to the walk" in told
    for inside in (INSIDE, "Traceback", "RuntimeError", str(Path(APP).parent)):
        assert inside not in told
    logged = server.log.read_text("utf-8")[before:]
    assert '"RuntimeError"' in logged
    assert "app.py:8 fail" in logged
    assert INSIDE not in logged  # for people's words may be in it
