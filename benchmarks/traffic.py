"""What a page loads, counted as it comes over the wire."""

from collections import Counter
from typing import Any

from playwright.sync_api import Page

_BINARY = 2


class Traffic:
    """Adds up the bytes that a page receives, by kind: scripts, styles, fonts, messages, ..."""

    def __init__(self, page: Page) -> None:
        self._kinds: dict[str, str] = {}
        self._bytes: Counter[str] = Counter()
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._on_response)
        session.on("Network.loadingFinished", self._on_finished)
        session.on("Network.webSocketFrameReceived", self._on_frame)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def by_kind(self) -> dict[str, int]:
        """Return the bytes of every kind, the most first."""
        return dict(self._bytes.most_common())

    def _on_response(self, event: dict[str, Any]) -> None:
        ours = "/assets/" in event["response"]["url"]
        self._kinds[event["requestId"]] = f"{'our ' if ours else ''}{event['type'].lower()}"

    def _on_finished(self, event: dict[str, Any]) -> None:
        kind = self._kinds.get(event["requestId"], "other")
        self._bytes[kind] += int(event["encodedDataLength"])

    def _on_frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        size = len(frame["payloadData"])
        self._bytes["messages"] += size * 3 // 4 if frame["opcode"] == _BINARY else size
