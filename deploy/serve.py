"""Gatewalk for a course, on one machine, by one command: `python -m deploy.serve`.

Starts N processes of the app, Redis for the classes that they share, and nginx before them; starts
an app or Redis anew that has ended; and ends all of it on SIGTERM, on Ctrl-C and with nginx. Needs
nginx, and for classes redis-server, as Debian's packages have them. What it writes, settings, logs
and what nginx hands out, lies in a folder that goes with it.
"""

import argparse
import gzip
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Self

import streamlit

from deploy.processes import Process, comes, end, free_port, free_ports
from web.patience import patience

ROOT = Path(__file__).resolve().parents[1]
CONFIG = Path(__file__).with_name("nginx.conf")
STREAMLIT = Path(streamlit.__file__).parent / "static"
PACKED = {".js", ".css", ".html", ".svg", ".json"}
READY_SECONDS, STOP_SECONDS = 120.0, 15.0
GLANCE = 0.2
"""Seconds between two looks at whether everything runs."""

LAST_LINES = 5
"""How many lines of a log are told of what has ended: the log itself goes with its folder."""


class DeployError(Exception):
    """Something that is needed is not here, or did not start."""


class Fleet:
    """N processes of the app behind nginx; a context manager that ends them with the block."""

    def __init__(self, replicas: int, folder: Path, address: str = "127.0.0.1:0") -> None:
        host, _, port = address.rpartition(":")
        self.host, self.port = host or "127.0.0.1", int(port) or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.ports = free_ports(replicas)
        self.apps: list[Process] = []
        self.nginx: Process | None = None
        self.redis: Process | None = None
        self._keeps: list[str] = []
        self._environment = settings(os.environ)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start everything, and wait until every process is ready; raise DeployError."""
        command = found("nginx")
        lay_out(self.folder, self.host, self.port, self.ports)
        self._share()
        self.apps = [self._app(port) for port in self.ports]
        for port, app in zip(self.ports, self.apps, strict=True):
            self._await("an app", port, app)
        self.nginx = self._run(
            [command, "-p", str(self.folder), "-c", "nginx.conf", "-g", "daemon off;"]
        )
        self._await("nginx", self.port, self.nginx)

    def watch(self) -> None:
        """Start anew whatever app has ended, and Redis; raise DeployError when nginx has."""
        while self.nginx and self.nginx.poll() is None:
            self.mend()
            time.sleep(GLANCE)
        code = self.nginx.returncode if self.nginx else None
        raise DeployError(f"nginx has ended, by {code}. {self._logged('nginx')}")

    def mend(self) -> None:
        """Start anew whatever app has ended, and Redis, each on its port."""
        if self.redis and self.redis.poll() is not None:
            self.redis = self._run(self._keeps)
        for place, (port, app) in enumerate(zip(self.ports, self.apps, strict=True)):
            if app.poll() is not None:
                self.apps[place] = self._app(port)

    def stop(self) -> None:
        """End nginx first, so that nobody new comes, then the apps, at last Redis."""
        for group, ending, seconds in (
            ([self.nginx], signal.SIGQUIT, STOP_SECONDS),
            (self.apps, signal.SIGTERM, STOP_SECONDS + patience()),
            ([self.redis], signal.SIGTERM, STOP_SECONDS),
        ):
            end([each for each in group if each], ending, seconds)
        self.nginx = self.redis = None
        self.apps = []

    def _share(self) -> None:
        """Start Redis for the classes, unless one is named; without any, each app has its own."""
        if "GATEWALK_REDIS_URL" in self._environment:
            return
        if (command := shutil.which("redis-server")) is None:
            if len(self.ports) > 1:
                print("No redis-server here: a class is seen by one process alone.", flush=True)
            return
        port = free_port()
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._keeps = [command, "--port", str(port), *options, "--dir", str(self.folder)]
        self.redis = self._run(self._keeps)
        self._environment["GATEWALK_REDIS_URL"] = f"redis://127.0.0.1:{port}/0"

    def _app(self, port: int) -> Process:
        options = {
            "server.port": str(port),
            "server.address": "127.0.0.1",
            "server.headless": "true",
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        return self._run([sys.executable, "-m", "streamlit", "run", "app.py", *flags])

    def _run(self, command: list[str]) -> Process:
        with self._log(command[0]).open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own commands
                command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for this process, which ends them in order
            )

    def _await(self, what: str, port: int, process: Process) -> None:
        if not comes(lambda: ready(port), READY_SECONDS, process):
            logged = self._logged("nginx" if process is self.nginx else sys.executable)
            raise DeployError(f"{what} is not ready on port {port}. {logged}")

    def _log(self, command: str) -> Path:
        return self.folder / "logs" / f"{Path(command).name}.log"

    def _logged(self, command: str) -> str:
        """Return how the log of a command ends: nothing in it was typed by a visitor."""
        lines = self._log(command).read_text("utf-8", "replace").splitlines()
        return "\n".join(["Its log ends:", *lines[-LAST_LINES:]]) if lines else "Its log is empty."


def settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of the apps: one secret for all, so that a token of one holds."""
    return {"STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32), **environment}


def lay_out(folder: Path, host: str, port: int, ports: Iterable[int]) -> None:
    """Write what nginx needs into a folder: its settings, and Streamlit's files, packed."""
    folder.chmod(0o755)  # nginx's workers are another user
    for name in ("logs", "temp", "cache"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(CONFIG, folder / "nginx.conf")
    servers = "".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=5s;\n" for each in ports)
    (folder / "replicas.conf").write_text(servers, "utf-8")
    here = f"listen 127.0.0.1:{port};\n"  # where this machine asks whether all is ready
    named = f"listen {host}:{port};\n" if host not in ("127.0.0.1", "localhost") else ""
    (folder / "listen.conf").write_text(named + here, "utf-8")
    (folder / "pid.conf").write_text(f"pid {folder}/nginx.pid;\n", "utf-8")
    pack(folder / "files" / "static")


def pack(folder: Path) -> None:
    """Copy Streamlit's files, each beside itself packed, for nginx to hand out as they are."""
    shutil.copytree(STREAMLIT / "static", folder, dirs_exist_ok=True)
    for file in [*folder.rglob("*")]:
        if file.suffix in PACKED:
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes(), 6))


def found(command: str) -> str:
    """Return where a command is; Debian keeps some of them from the PATH of users."""
    place = shutil.which(command, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if place is None:
        raise DeployError(f"{command} is not here; on Debian and Ubuntu: apt-get install {command}")
    return place


def ready(port: int) -> bool:
    """Tell whether the app on a port of this machine is ready."""
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/ready")
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def main() -> None:
    """Serve until told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicas", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--listen", default="0.0.0.0:8500", help="address and port of nginx")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (
        tempfile.TemporaryDirectory(prefix="gatewalk-serve-") as folder,
        Fleet(chosen.replicas, Path(folder), chosen.listen) as fleet,
    ):
        print(
            f"{chosen.replicas} processes behind {chosen.listen}; logs: {folder}/logs", flush=True
        )
        try:
            fleet.watch()
        except KeyboardInterrupt:
            print("ending", flush=True)


if __name__ == "__main__":
    try:
        main()
    except DeployError as error:
        sys.exit(str(error))
