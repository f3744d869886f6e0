"""Requests as nobody's browser sends them: bytes to a server, and what it answers."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser

from tests.server import Server


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; status 0 where it hung up."""

    status: int
    headers: Message
    body: bytes


def ask(
    server: Server,
    target: str | bytes = "/",
    method: str = "GET",
    body: bytes = b"",
    **headers: str,
) -> Answer:
    """Send a request whose target is taken as it is; `Host` is the server's unless given."""
    target = target if isinstance(target, bytes) else target.encode()
    given = {"Host": f"127.0.0.1:{server.port}", "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    given |= {"Content-Length": str(len(body))} if body else {}
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    first = method.encode() + b" " + target + b" HTTP/1.1\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        heard: list[bytes] = []
        with suppress(ConnectionError):  # a server may hang up on what it does not take
            line.sendall(first + head.encode() + b"\r\n" + body)
            heard.extend(iter(lambda: line.recv(65536), b""))
    return _answer(b"".join(heard))


def _answer(heard: bytes) -> Answer:
    head, _, body = heard.partition(b"\r\n\r\n")
    first, _, rest = head.partition(b"\r\n")
    status = int(first.split()[1]) if first.startswith(b"HTTP/") else 0
    return Answer(status, BytesParser().parsebytes(rest), body)
