"""A network between browser and server that a test can stall, cut and mend."""

import socket
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Self


class Proxy:
    """Hands bytes on, both ways, between a port of its own and a server's."""

    def __init__(self, port: int) -> None:
        self._goal = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._flows, self._cut = Event(), False
        self._flows.set()

    def __enter__(self) -> Self:
        Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()
        self.cut()

    def stall(self) -> None:
        """Lose every packet from now on: nobody is told of it."""
        self._flows.clear()

    def cut(self) -> None:
        """Break every connection, and take no new one."""
        self._cut = True
        self._flows.set()
        with self._lock:
            lines, self._open = self._open, set()
        for line in lines:
            _hang_up(line)

    def mend(self) -> None:
        """Hand on again, what was stalled first."""
        self._cut = False
        self._flows.set()

    def _listen(self) -> None:
        with suppress(OSError):  # the door is closed at the end
            while True:
                line, _ = self._door.accept()
                Thread(target=self._connect, args=(line,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        self._flows.wait()
        try:
            far = socket.create_connection(self._goal)
        except OSError:
            _hang_up(near)
            return
        with self._lock:
            self._open |= {near, far}
        if self._cut:
            self.cut()
        for source, goal in ((near, far), (far, near)):
            Thread(target=self._hand_on, args=(source, goal), daemon=True).start()

    def _hand_on(self, source: socket.socket, goal: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                goal.sendall(data)
        for line in (source, goal):
            _hang_up(line)
            with self._lock:
                self._open.discard(line)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
