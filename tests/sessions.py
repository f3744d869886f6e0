"""Sessions without a browser: they speak Streamlit's own messages over a websocket."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from websockets.sync.client import ClientConnection, connect

from tests.server import Server
from views.stage import unpack

WAIT = 20.0
"""Seconds that an answer may take."""


class Session:
    """A visit to a page of the app; a context manager that leaves it with the block."""

    def __init__(self, server: Server, page: str = "", **link: str) -> None:
        self.page, self.link = page, link
        self.deltas: list[Delta] = []
        self.widgets = WidgetStates()
        self.name = ""
        self._address = server.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._origin: Any = server.url
        self._socket: ClientConnection | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connect(self) -> None:
        """Connect, anew if need be, as the visit that this was before."""
        said: Any = ["streamlit", "no-token", self.name] if self.name else ["streamlit"]
        opened = connect(
            self._address,
            origin=self._origin,
            subprotocols=said,
            max_size=None,
            open_timeout=WAIT,
        )
        self._stack = ExitStack()
        self._socket = self._stack.enter_context(opened)

    def close(self) -> None:
        """Leave."""
        self._stack.close()

    def run(self, **link: str) -> list[Delta]:
        """Run the page's script with a link and the widgets as they stand; return what it drew."""
        self.link |= link
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self.link)
        message.rerun_script.page_name = self.page
        message.rerun_script.widget_states.CopyFrom(self.widgets)
        assert self._socket is not None
        self._socket.send(message.SerializeToString())
        self.deltas = [each.delta for each in self._heard() if each.HasField("delta")]
        return self.deltas

    def _heard(self) -> Iterator[ForwardMsg]:
        """Yield what is heard until the script has ended for good."""
        assert self._socket is not None
        while True:
            heard = ForwardMsg()
            heard.ParseFromString(self._socket.recv(WAIT))
            if heard.HasField("new_session"):
                self.name = heard.new_session.initialize.session_id
            yield heard
            if heard.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and heard.HasField(
                "script_finished"
            ):
                return

    def text(self) -> str:
        """Return all that was drawn last, as protobuf writes a message out."""
        return "\n".join(map(str, self.deltas)).replace("\\'", "'")

    def elements(self, kind: str) -> list[Any]:
        """Return the elements of a kind that were drawn last."""
        drawn = [each.new_element for each in self.deltas if each.HasField("new_element")]
        return [getattr(each, kind) for each in drawn if each.WhichOneof("type") == kind]

    def stage(self) -> Mapping[str, Any]:
        """Return the header of the message that the stage was last sent."""
        sent = [each for each in self.elements("bidi_component") if each.HasField("bytes")]
        header, _ = unpack(sent[-1].bytes)
        return header
