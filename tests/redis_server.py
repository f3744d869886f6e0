"""A redis-server for the tests: found on this machine, or installed, and started."""

import socket
import subprocess
from pathlib import Path
from typing import Self

from deploy.processes import Process, comes, free_port
from tests import debian

COMMANDS = ("redis-server", "valkey-server")
START_SECONDS = 20


class RedisServer:
    """A redis-server on loopback that keeps nothing on disk; a context manager that ends it."""

    def __init__(self, command: str, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = command
        self._folder = folder
        self._process: Process | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers; raise RuntimeError where it does not."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly"]
        self._process = subprocess.Popen(
            [self._command, *options, "no", "--dir", str(self._folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if not comes(self._answers, START_SECONDS, self._process):
            self.stop()
            raise RuntimeError(f"{self._command} does not start.")

    def stop(self) -> None:
        """End it at once: what it holds is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def found() -> str:
    """Return the command of a redis-server, installed on Debian if need be; or MissingError."""
    return debian.found(*COMMANDS, package="redis-server")


def wanted() -> str:
    """Return the command of a redis-server; without one the test is left out."""
    return debian.wanted(*COMMANDS, package="redis-server")
