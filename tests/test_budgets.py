"""The budgets of seconds: added up by group, and kept to where CI=true."""

from types import SimpleNamespace
from typing import cast

import pytest

from tests.budgets import Ledger

CONFTEST = """
import tests.budgets

def pytest_configure(config):
    config.pluginmanager.register(tests.budgets.Ledger({"browser": %s, "load": 5.0}))
    config.addinivalue_line("markers", "browser: slow")
    config.addinivalue_line("markers", "load: slow")
"""
TESTS = """
import time, pytest

@pytest.mark.browser
def test_slow(): time.sleep(0.2)

def test_other(): pass

@pytest.mark.load
@pytest.mark.browser
def test_both(): time.sleep(0.1)
"""


def run(pytester: pytest.Pytester, budget: float) -> pytest.RunResult:
    """Run a test of 0.2 s in the group `browser`, one in none, and one of `load` in a browser."""
    pytester.makeconftest(CONFTEST % budget)
    pytester.makepyfile(TESTS)
    return pytester.runpytest("-p", "no:cacheprovider")


@pytest.mark.parametrize(
    ("ci", "budget", "code"), [("true", 0.1, 1), ("true", 60, 0), ("", 0.1, 0)]
)
def test_an_overdrawn_budget_fails_ci_alone(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, budget: float, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    result = run(pytester, budget)
    assert result.ret == code
    result.assert_outcomes(passed=3)


def test_tests_that_run_at_once_share_the_time() -> None:
    ledger = Ledger({"browser": 10.0, "load": 1.0})
    ran = [("browser", 100, 104), ("load", 102, 104), ("", 103, 106), ("browser", 110, 111)]
    for group, start, stop in ran:
        told = SimpleNamespace(start=start, stop=stop, keywords={group: 1})
        ledger.pytest_runtest_logreport(cast(pytest.TestReport, told))
    third = 1 / 3
    assert ledger.spent() == pytest.approx(
        {"browser": 2 + 0.5 + third + 1, "load": 0.5 + third, "": third + 2}
    )
    assert ledger.overdrawn() == []


def test_the_report_names_every_group(pytester: pytest.Pytester) -> None:
    result = run(pytester, 0.1)
    result.stdout.re_match_lines([r"browser +\d+\.\d of 0  OVER BUDGET", r"load +0\.[1-9] of 5$"])
