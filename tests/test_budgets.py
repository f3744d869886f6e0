"""The budgets of seconds: added up by group, and kept to where CI=true."""

import pytest

CONFTEST = """
import tests.budgets

def pytest_configure(config):
    config.pluginmanager.register(tests.budgets.Ledger({"browser": %s, "load": 5.0}))
    config.addinivalue_line("markers", "browser: slow")
"""
TESTS = """
import time, pytest

@pytest.mark.browser
def test_slow(): time.sleep(0.2)

def test_other(): pass
"""


def run(pytester: pytest.Pytester, budget: float) -> pytest.RunResult:
    """Run a test of 0.2 s in the group `browser`, beside one in none."""
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
    result.assert_outcomes(passed=2)


def test_the_report_names_every_group(pytester: pytest.Pytester) -> None:
    result = run(pytester, 0.1)
    result.stdout.re_match_lines([r"browser +\d+\.\d of 0  OVER BUDGET", r"load +0\.0 of 5$"])
