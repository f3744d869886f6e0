"""A browser of a class without a browser: messages sent, and server-sent events received."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

Headers = Mapping[str, str]
Answer = tuple[int, Any]


async def send(
    port: int,
    method: str,
    path: str,
    body: Any = None,
    *,
    token: str = "",
    headers: Headers | None = None,
) -> Answer:
    """Send a request to loopback; return the status and what the JSON of the answer says.

    `body` is sent as it is if it is bytes, else as JSON.
    """
    reader, writer = await _asked(port, method, path, body, token, headers or {})
    try:
        status, told = await _head(reader)
        length = int(told.get("content-length", 0))
        content = await reader.readexactly(length)
        is_json = told.get("content-type", "").startswith("application/json")
        return status, json.loads(content) if is_json else told
    finally:
        await _closed(writer)


class Stream:
    """Server-sent events as they come."""

    def __init__(self, reader: asyncio.StreamReader, status: int, headers: Headers) -> None:
        self.status = status
        self.headers = headers
        self._reader = reader
        self._buffer = b""

    async def next(self, seconds: float = 10) -> dict[str, Any]:
        """Return the next event; an `end` as {"event": "end"}, a comment as {"comment": ...}."""
        async with asyncio.timeout(seconds):
            while b"\n\n" not in self._buffer:
                self._buffer += await self._chunk()
        event, _, self._buffer = self._buffer.partition(b"\n\n")
        return _read(event.decode())

    async def until(self, seconds: float = 10, **wanted: Any) -> dict[str, Any]:
        """Return the next event that has these fields."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self.next(seconds)
                if all(event.get(name) == value for name, value in wanted.items()):
                    return event

    async def _chunk(self) -> bytes:
        size = int((await self._reader.readline()).strip() or b"0", 16)
        chunk = await self._reader.readexactly(size)
        await self._reader.readexactly(2)
        if not chunk:
            raise EOFError("The stream has ended.")
        return chunk


@asynccontextmanager
async def connected(port: int, path: str, token: str) -> AsyncIterator[Stream]:
    """Connect to a stream."""
    reader, writer = await _asked(port, "GET", path, None, token, {})
    try:
        status, headers = await _head(reader)
        yield Stream(reader, status, headers)
    finally:
        await _closed(writer)


def _read(event: str) -> dict[str, Any]:
    fields = dict(line.split(": ", 1) for line in event.split("\n") if not line.startswith(":"))
    if not fields:
        return {"comment": event}
    if fields.get("event") == "end":
        return {"event": "end"}
    read: dict[str, Any] = json.loads(fields["data"])
    return read


async def _asked(
    port: int, method: str, path: str, body: Any, token: str, more: Headers
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    content = (
        body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    )
    headers = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(content))}
    if method == "POST":
        headers["Content-Type"] = "application/json"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    lines = [f"{name}: {value}" for name, value in {**headers, **more}.items()]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    writer.write("\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode() + content)
    await writer.drain()
    return reader, writer


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = (line.split(": ", 1) for line in lines[1:] if line)
    return int(lines[0].split(" ")[1]), {name.lower(): value for name, value in pairs}
