"""Seconds that groups of tests may take: reported at the end, and kept to where CI=true."""

import os
from collections import Counter
from collections.abc import Mapping

import pytest

BUDGETS = {"browser": 480.0, "load": 240.0, "readers": 180.0}
ORDER = ("load", "readers", "browser")
"""A test of two groups is counted in the first: a fault seen in a browser is one of the faults."""


class Ledger:
    """Knows for every group what its tests took, from set-up to tear-down, in several processes.

    Of a second in which two tests run, each takes half: all together take what the run takes.
    """

    def __init__(self, budgets: dict[str, float]) -> None:
        self.budgets = budgets
        self._marks: list[tuple[float, int, str]] = []

    def spent(self) -> Mapping[str, float]:
        """Return the seconds that the tests of each group took; those of no group are ""."""
        spent = dict.fromkeys([*self.budgets, ""], 0.0)
        running: Counter[str] = Counter()
        before = 0.0
        for now, change, group in sorted(self._marks):
            for each, tests in running.items():
                spent[each] += (now - before) * tests / max(running.total(), 1)
            running[group] += change
            before = now
        return spent

    def overdrawn(self) -> list[str]:
        """List the groups that took longer than they may."""
        spent = self.spent()
        return [group for group, limit in self.budgets.items() if spent[group] > limit]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note when one phase of a test ran."""
        held = (name for name in ORDER if name in self.budgets and name in report.keywords)
        group = next(held, "")
        self._marks += [(report.start, 1, group), (report.stop, -1, group)]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run of CI that was green but overdrew a budget."""
        if self.overdrawn() and os.environ.get("CI") == "true" and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print a line for every group."""
        terminalreporter.section("seconds by group")
        for group, spent in self.spent().items():
            limit = self.budgets.get(group)
            over = "  OVER BUDGET" if limit is not None and spent > limit else ""
            most = f" of {limit:.0f}{over}" if limit is not None else ""
            terminalreporter.line(f"{group or 'others':<10}{spent:8.1f}{most}")


def pytest_configure(config: pytest.Config) -> None:
    """Open the ledger of this run, where the reports of all its processes arrive."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Ledger(BUDGETS), "budgets")
