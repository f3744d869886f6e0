"""Chromium for the browser tests: found on this machine, or installed, and started."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error

# The first is Chromium without its own windows, which no test sees: it takes less time.
COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = {
    "Darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    "Windows": (
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
        "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    ),
}
# The tests speak to this machine alone: no updates, no sync, and no other name resolves.
# Playwright itself adds --no-sandbox, which root and most containers need, and an empty profile.
FLAGS = (
    "--disable-gpu",
    "--font-render-hinting=none",
    "--blink-settings=v8CacheOptions=3",  # keep compiled scripts from the first time on
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
INSTALL_SECONDS = 400

Say = Callable[[str], None]
Started = TypeVar("Started")


class NoBrowserError(Exception):
    """No browser starts here; the message tells what was tried."""


def launch(chromium: BrowserType, say: Say) -> Browser:
    """Start the first browser that works, installing one if need be; raise NoBrowserError."""
    return first(lambda path: chromium.launch(executable_path=path, args=FLAGS), say)


def launch_profile(
    chromium: BrowserType, folder: Path, say: Say, *, has_touch: bool
) -> BrowserContext:
    """Start the same browser with a profile that it keeps in a folder; raise NoBrowserError."""
    return first(
        lambda path: chromium.launch_persistent_context(
            folder, executable_path=path, args=FLAGS, has_touch=has_touch
        ),
        say,
    )


def first(start: Callable[[Path | None], Started], say: Say) -> Started:
    """Start the first of the candidates that works; raise NoBrowserError."""
    tried: list[str] = []
    for path in candidates(say, tried.append):
        try:
            return start(path)
        except Error as error:
            tried.append(f"{path or 'the browser of Playwright'}: {first_line(error.message)}")
    raise NoBrowserError("No Chromium or Chrome could be found or installed. " + "; ".join(tried))


def candidates(say: Say, failed: Say) -> Iterator[Path | None]:
    """Yield browsers from the nearest to the dearest; None is the one Playwright downloads.

    The steps that install run only when all before them have been refused.
    """
    yield from on_this_machine()
    yield None
    if install("Debian's Chromium", debian(), say, failed):
        yield from on_this_machine()
    if install("Playwright's Chromium", playwright(), say, failed):
        yield None


def on_this_machine() -> Iterator[Path]:
    """Yield the browsers that are installed, by command and by usual place."""
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    for place in PLACES.get(platform.system(), ()):
        if Path(place).exists():
            yield Path(place)


def is_root() -> bool:
    """Tell whether this is the superuser of a Unix machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def debian() -> list[list[str]]:
    """List the commands that install Chromium on Debian, none where they cannot work."""
    if not (is_root() and shutil.which("apt-get")):
        return []
    return [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium-headless-shell"],
    ]


def playwright() -> list[list[str]]:
    """List the commands that download the browser of Playwright."""
    return [[sys.executable, "-m", "playwright", "install", "chromium"]]


def install(what: str, commands: list[list[str]], say: Say, failed: Say) -> bool:
    """Run the commands in turn and tell whether all of them succeeded."""
    for command in commands:
        say(f"installing {what} for the browser tests: {' '.join(command)}")
        try:
            run(command)
        except (OSError, subprocess.SubprocessError) as error:
            failed(f"{what}: {last_line(getattr(error, 'stderr', None)) or error}")
            return False
    return bool(commands)


def run(command: list[str]) -> None:
    """Run a command that asks nothing; raise if it fails or takes too long.

    Tests run in several processes, and a machine installs one thing at a time.
    """
    with FileLock(Path(tempfile.gettempdir()) / "gatewalk-installs.lock"):
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=INSTALL_SECONDS,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )


def first_line(text: str) -> str:
    """Return the first line that says something."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def last_line(text: str | bytes | None) -> str:
    """Return the last line that says something, of what a command wrote."""
    lines = (text if isinstance(text, str) else "").splitlines()
    return first_line("\n".join(reversed(lines)))
