"""Programs that tests need: found under any of their names, and without them a test is left out."""

from pathlib import Path

import pytest

from tests import debian


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Have a PATH of one empty folder, and no right to install anything."""
    monkeypatch.setattr(debian, "_PATH", str(tmp_path))
    monkeypatch.setattr(debian, "is_root", lambda: False)
    return tmp_path


def test_a_program_is_found_under_its_second_name(bare: Path) -> None:
    there = bare / "valkey-server"
    there.touch(0o755)
    assert debian.found("redis-server", "valkey-server", package="redis-server") == str(there)


@pytest.mark.usefixtures("bare")
def test_what_is_missing_is_told_by_its_names() -> None:
    with pytest.raises(debian.MissingError, match="no redis-server or valkey-server on the PATH"):
        debian.found("redis-server", "valkey-server", package="redis-server")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_a_test_that_is_left_out_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no nginx on the PATH"):
        debian.wanted("nginx", package="nginx-light")
