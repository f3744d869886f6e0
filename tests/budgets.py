"""Seconds that groups of tests may take: reported at the end, and kept to where CI=true."""

import os
from collections.abc import Generator

import pytest

BUDGETS = {"browser": 480.0, "load": 240.0, "readers": 180.0}


class Ledger:
    """Adds up, for every group, what its tests took: set-up, call and tear-down, in seconds."""

    def __init__(self, budgets: dict[str, float]) -> None:
        self.budgets = budgets
        self.spent = dict.fromkeys(budgets, 0.0)

    def overdrawn(self) -> list[str]:
        """List the groups that took longer than they may."""
        return [group for group, limit in self.budgets.items() if self.spent[group] > limit]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note what one phase of a test took."""
        for group in self.budgets:
            if item.get_closest_marker(group):
                self.spent[group] += call.duration
        return (yield)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run of CI that was green but overdrew a budget."""
        if self.overdrawn() and os.environ.get("CI") == "true" and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print a line for every group."""
        terminalreporter.section("seconds by group")
        for group, limit in self.budgets.items():
            over = "  OVER BUDGET" if self.spent[group] > limit else ""
            terminalreporter.line(f"{group:<10}{self.spent[group]:8.1f} of {limit:.0f}{over}")


def pytest_configure(config: pytest.Config) -> None:
    """Open the ledger of this run."""
    config.pluginmanager.register(Ledger(BUDGETS), "budgets")
