"""The walk as most browser tests meet it."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.pages.panel import CAT, Walk
from tests.visits import PROJECTOR, Scheme, Visits, until

# All that an address can say, for what another test has chosen is not to last.
WHOLE = {"sentence": CAT, "reader": "gru", "pair": "was/were", "step": "8"} | dict.fromkeys(
    ("unit", "cut", "notation", "theme", "hide", "screen", "bands"), ""
)


@pytest.fixture
def walk(open_page: Visits) -> Walk:
    """Open a sentence (the cat, at step 8, unless told otherwise), until its stage is drawn.

    With `fresh` it is a new visitor's: to see how a visit begins, or to meddle with the page.
    """

    def opened(
        size: ViewportSize = PROJECTOR,
        scheme: Scheme = "light",
        *,
        fresh: bool = False,
        **values: str,
    ) -> Page:
        link = f"/?{urlencode({'sentence': CAT, 'step': '8', **values})}"
        if fresh:
            page = open_page(link, size=size, scheme=scheme)
        else:
            moved = f"/?{urlencode({**WHOLE, **values})}"
            page = open_page.again(link, moved, size=size, scheme=scheme)
        page.locator(".gw-counter").wait_for(state="attached")
        until(page, "document.querySelectorAll('.gw-words text').length > 0")
        return page

    return opened
