"""The search for a browser: the nearest first, installing last, and never skipping in silence."""

import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from tests import browser

CONFTEST = """
from tests.conftest import browser, pytest_collection_modifyitems

def pytest_configure(config):
    config.addinivalue_line("markers", "browser: real")
"""
TESTS = """
def test_of_the_screen(browser): pass
def test_of_numbers(): pass
"""


def refuse(*_: object) -> NoReturn:
    raise browser.NoBrowserError("nothing worked")


@pytest.mark.parametrize(("ci", "outcome"), [("true", "errors"), ("", "skipped")])
def test_without_a_browser_its_tests_are_skipped_by_name_and_fail_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: str
) -> None:
    monkeypatch.setattr("tests.conftest.launch", refuse)
    monkeypatch.setenv("CI", ci)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    result = pytester.runpytest("-p", "no:cacheprovider", "-ra", "--no-fold-skipped")
    result.assert_outcomes(**{"passed": 1, outcome: 1})
    result.stdout.re_match_lines([r"(SKIPPED|ERROR).*test_of_the_screen.*nothing worked"])


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pretend a Debian machine and its superuser, without a browser; return the commands run."""
    ran: list[str] = []

    def run(command: list[str]) -> None:
        ran.append(" ".join(command[-2:]))
        raise subprocess.CalledProcessError(100, command, stderr="E: no network\n")

    monkeypatch.setattr(browser, "on_this_machine", lambda: iter(()))
    monkeypatch.setattr(browser, "is_root", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(browser, "run", run)
    return ran


def test_what_is_there_is_taken_before_anything_is_installed(
    bare_machine: list[str], monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    there = Path("there")
    monkeypatch.setattr(browser, "on_this_machine", lambda: iter([there]))
    assert next(browser.candidates(said.append, said.append)) == there
    assert not bare_machine
    assert not said


def test_when_all_fails_each_way_and_its_reason_is_told(
    bare_machine: list[str], said: list[str]
) -> None:
    failed: list[str] = []
    assert list(browser.candidates(said.append, failed.append)) == [None]
    assert bare_machine == ["apt-get update", "install chromium"]
    assert failed == ["Debian's Chromium: E: no network", "Playwright's Chromium: E: no network"]
    assert len(said) == 2
