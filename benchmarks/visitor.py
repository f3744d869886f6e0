"""A visitor without a browser: Streamlit's own messages over a websocket, as browsers send them."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

LONGEST_WAIT = 30.0
"""Seconds after which an answer that has not come is an error."""

AGAIN = 0.2
"""Seconds between two attempts to connect."""

_LARGEST = 64 * 2**20
_TEXTS = ("text_input", "text_area")


class VisitorError(Exception):
    """The server answered with an exception, with something else, or not at all."""


class Visitor:
    """One tab: it holds what a browser holds, the widgets on the page and what each is set to."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        self._url = url
        self._headers = dict(headers or {})
        self._socket: ClientConnection | None = None
        self._states: dict[str, WidgetState] = {}
        self.elements: dict[tuple[int, ...], Element] = {}
        self.received = 0
        self.query = ""
        self.page = ""

    async def __aenter__(self) -> Self:
        await self.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def connect(self) -> None:
        """Open the websocket, as the page does once it has loaded."""
        self._socket = await connect(
            f"{self._url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],  # type: ignore[list-item]
            origin=self._url,  # type: ignore[arg-type]
            additional_headers=self._headers,
            compression=None,
            max_size=_LARGEST,
            open_timeout=LONGEST_WAIT,
            ping_interval=None,  # a browser sends none, it answers those of the server
        )

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def open(self, query: str = "", page: str = "") -> None:
        """Ask for a page by its address, and wait until it is there."""
        self.query, self.page = query, page
        await self.run()

    async def reload(self, query: str) -> None:
        """Load the page again, as often as it takes: another server may have to be found."""
        await self.close()
        self._states.clear()
        self.elements.clear()
        deadline = asyncio.get_running_loop().time() + LONGEST_WAIT
        while True:
            try:
                await self.connect()
                return await self.open(query, self.page)
            except (OSError, WebSocketException):
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(AGAIN)

    async def set(self, name: str, **value: Any) -> None:
        """Do something to the widget of a key or label, and wait for the answer."""
        widget = self.widget(name)
        self._states[widget] = WidgetState(id=widget, **value)
        await self.run()

    async def run(self) -> None:
        """Send the state of this tab, and take in what comes until the script has ended."""
        asked = ClientState(query_string=self.query, page_name=self.page)
        asked.widget_states.widgets.extend(self._states.values())
        asked.context_info.timezone = "Etc/UTC"
        await self._send(BackMsg(rerun_script=asked))
        for widget in [name for name, state in self._states.items() if state.trigger_value]:
            del self._states[widget]  # a press is over once it is sent
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while not self._take(await self._receive()):
                    pass
        except TimeoutError as error:
            raise VisitorError(f"no answer within {LONGEST_WAIT:.0f} s") from error
        self._complain()

    def widget(self, name: str) -> str:
        """Return the id of the widget whose key or label is `name`."""
        for _, element in self._drawn():
            if element.id.endswith(f"-{name}") or getattr(element, "label", None) == name:
                return str(element.id)
        raise VisitorError(f"there is no widget {name!r} on the page")

    def component(self) -> bytes:
        """Return the data of the one component on the page."""
        for kind, element in self._drawn():
            if kind == "bidi_component":
                return bytes(element.bytes)
        raise VisitorError("there is no component on the page")

    def text(self) -> str:
        """Return the text of the page's markdown, one element a line."""
        return "\n".join(e.body for kind, e in self._drawn() if kind == "markdown")

    def _drawn(self) -> Iterator[tuple[str, Any]]:
        for element in self.elements.values():
            kind = element.WhichOneof("type")
            drawn = getattr(element, kind) if kind else None
            if kind in ("markdown", "exception") or hasattr(drawn, "id"):
                yield str(kind), drawn

    async def _send(self, message: BackMsg) -> None:
        if self._socket is None:
            raise VisitorError("not connected")
        await self._socket.send(message.SerializeToString())

    async def _receive(self) -> ForwardMsg:
        if self._socket is None:
            raise VisitorError("not connected")
        content = await self._socket.recv(decode=False)
        self.received += len(content)
        message = ForwardMsg()
        message.ParseFromString(content)
        return message

    def _take(self, message: ForwardMsg) -> bool:
        """Take in one message; tell whether it was the last of an answer."""
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._place(tuple(message.metadata.delta_path), message)
        elif kind == "script_finished":
            return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _place(self, path: tuple[int, ...], message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        self.elements[path] = element
        kind = str(element.WhichOneof("type"))
        widget = getattr(element, kind)
        if kind in _TEXTS:
            self._settle(widget, string_value=widget.value if widget.set_value else widget.default)
        elif kind == "selectbox" and widget.set_value:
            chosen = widget.HasField("raw_value")  # where nothing is chosen, nothing is sent
            self._settle(widget, **({"string_value": widget.raw_value} if chosen else {}))
        elif kind == "button_group" and widget.set_value:
            self._settle(widget, string_array_value={"data": list(widget.raw_values)})

    def _settle(self, widget: Any, **value: Any) -> None:
        """Set a widget as the page does when it is drawn: to what the server says it is."""
        if widget.set_value or widget.id not in self._states:
            self._states[widget.id] = WidgetState(id=widget.id, **value)

    def _complain(self) -> None:
        for kind, element in self._drawn():
            if kind == "exception":
                raise VisitorError(f"an exception on the page: {element.type} {element.message}")
