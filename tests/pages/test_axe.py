"""No page keeps anyone out: axe-core finds no serious or critical violation, whatever is open."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.visits import PHONE, PROJECTOR, Visits

SIZES = {"wide": PROJECTOR, "phone": PHONE}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, within: str = "body") -> list[str]:
    """Return rule, node and reason of what axe-core calls serious or critical."""
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, within, options).response["violations"]
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def in_both_schemes(page: Page, within: str = "body") -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(250)
        found += [f"{scheme}: {each}" for each in violations(page, within)]
    return found


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_walk_and_its_dialogs(open_page: Visits, size: ViewportSize) -> None:
    page = open_page("/?step=8", size=size)
    page.wait_for_function("document.querySelectorAll('.gw-words text').length > 0")
    assert in_both_schemes(page) == []
    for name in ("help", "view", "table", "words-of-pair"):
        page.locator(f".gw-{name}").first.evaluate("(dialog) => dialog.showModal()")
        assert in_both_schemes(page, f"dialog.gw-{name}") == [], name
        page.locator(f"dialog.gw-{name}").evaluate("(dialog) => dialog.close()")


def test_the_projector_with_what_comes_next_covered(open_page: Visits) -> None:
    page = open_page("/?step=8&screen=projector")
    page.wait_for_function("document.querySelectorAll('.gw-words text').length > 0")
    assert in_both_schemes(page) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_page_about_the_readers(open_page: Visits, size: ViewportSize) -> None:
    page = open_page("/cards", size=size, tolerate=["404.*_stcore"])
    page.get_by_role("heading", level=1).wait_for()
    assert in_both_schemes(page) == []
