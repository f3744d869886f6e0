"""The app as people start it, under `streamlit run`, for tests that need a real server."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from deploy.processes import Process, comes, end, free_port

APP = Path(__file__).resolve().parent.parent / "app.py"
START_SECONDS = 60
STOP_SECONDS = 10


class Server:
    """A `streamlit run app.py` on loopback; a context manager that ends it with the block.

    It takes its settings from the repository alone: neither the user's own Streamlit settings
    nor variables of the environment reach it; `settings` are further ones of Streamlit. `folder`
    takes its log and its empty home.
    """

    def __init__(
        self,
        folder: Path,
        port: int | None = None,
        script: Path = APP,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "streamlit.log"
        self._home = folder
        self._script = script
        self._settings = dict(settings or {})
        self._process: Process | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the app and wait until it answers; else raise RuntimeError with its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                cwd=self._script.parent,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        if not comes(self.healthy, START_SECONDS, self._process):
            self.stop()
            raise RuntimeError(f"The app did not start. Its log:\n{self.tail()}")

    def stop(self) -> None:
        """End the app, at first politely."""
        if self._process is not None:
            end([self._process], signal.SIGTERM, STOP_SECONDS)
            self._process = None

    def wait_until_gone(self) -> None:
        """Wait until the app, told to end by someone else, has ended."""
        if self._process is not None:
            self._process.wait(STOP_SECONDS)
            self._process = None

    def kill(self) -> None:
        """End the app at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def process(self) -> int:
        """The number of its process."""
        if self._process is None:
            raise RuntimeError("The app is not running.")
        return self._process.pid

    def healthy(self, path: str = "/_stcore/health") -> bool:
        """Tell whether the app answers, or answers a path by 200."""
        try:
            with urlopen(f"{self.url}{path}", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False

    def wait_until_ready(self) -> None:
        """Wait until the readers are checked; any other app is ready when it answers."""
        if not comes(lambda: self.healthy("/ready"), START_SECONDS, self._process):
            raise RuntimeError(f"The app is not ready. Its log:\n{self.tail()}")

    def tail(self, lines: int = 60) -> str:
        """Return the last lines of the app's log."""
        written = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(written[-lines:])

    def _command(self) -> list[str]:
        options = {
            "server.port": str(self.port),
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "server.fileWatcherType": "none",  # nobody edits files during a test
            **self._settings,
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        return [sys.executable, "-m", "streamlit", "run", str(self._script), *flags]

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        return kept | {"HOME": str(self._home), "USERPROFILE": str(self._home)}
