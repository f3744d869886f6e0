"""Programs that tests need beside Python: found on this machine, or installed from Debian."""

import os
import shutil
import subprocess
from typing import NoReturn

import pytest

from tests.browser import is_root, last_line, run

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"


class MissingError(Exception):
    """A program is not here, and cannot be installed; the message tells what was tried."""


def wanted(*commands: str, package: str) -> str:
    """Return where a program is, under one of its names; without it the test is left out."""
    try:
        return found(*commands, package=package)
    except MissingError as reason:
        leave_out(str(reason))


def leave_out(reason: str) -> NoReturn:
    """Skip the test, which CI takes for a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"left out: {reason}", pytrace=False)
    pytest.skip(reason)


def found(*commands: str, package: str) -> str:
    """Return where a program is, installed if need be; raise MissingError."""
    if place := _place(commands):
        return place
    tried = f"no {' or '.join(commands)} on the PATH"
    if is_root():
        tried = _installed(package) or tried
    if place := _place(commands):
        return place
    raise MissingError(tried)


def _place(commands: tuple[str, ...]) -> str | None:
    places = (shutil.which(command, path=_PATH) for command in commands)
    return next(filter(None, places), None)


def _installed(package: str) -> str:
    """Install a package of Debian; return what went wrong, "" where nothing did."""
    if not shutil.which("apt-get"):
        return f"no {package} here, and no apt-get to install it"
    try:
        run(["apt-get", "update"])
        run(["apt-get", "install", "-y", "--no-install-recommends", package])
    except (OSError, subprocess.SubprocessError) as error:
        return f"Debian's {package}: {last_line(getattr(error, 'stderr', None)) or error}"
    return ""
