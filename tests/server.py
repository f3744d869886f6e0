"""The app as people start it, under `streamlit run`, for tests that need a real server."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

APP = Path(__file__).resolve().parent.parent / "app.py"
START_SECONDS = 60
STOP_SECONDS = 10


class Server:
    """A `streamlit run app.py` on loopback; a context manager that ends it with the block.

    It takes its settings from the repository alone: neither the user's own Streamlit settings
    nor variables of the environment reach it. `folder` takes its log and its empty home.
    """

    def __init__(self, folder: Path, port: int | None = None, script: Path = APP) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "streamlit.log"
        self._home = folder
        self._script = script
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
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
        deadline = time.monotonic() + START_SECONDS
        while not self.healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The app did not start. Its log:\n{self.tail()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the app, at first politely."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End the app at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def healthy(self) -> bool:
        """Tell whether the app answers."""
        try:
            with urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False

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
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        return [sys.executable, "-m", "streamlit", "run", str(self._script), *flags]

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        return kept | {"HOME": str(self._home), "USERPROFILE": str(self._home)}


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
