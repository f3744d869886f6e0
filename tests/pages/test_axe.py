"""No page keeps anyone out: axe-core finds no serious or critical violation, whatever is open."""

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.pages.panel import Walk
from tests.visits import PHONE, PROJECTOR, Scheme, settle

SIZES = {"wide": PROJECTOR, "phone": PHONE}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

AXE = Axe().axe_script
COLOURS = {"type": "rule", "values": ["color-contrast"]}


def violations(page: Page, within: str, rules: Any) -> list[str]:
    """Return rule, node and reason of what axe-core calls serious or critical."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "([within, options]) => axe.run(within, options).then((told) => told.violations)",
        [within, options],
    )
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def in_both_schemes(page: Page, dialogs: Sequence[str] = ()) -> list[str]:
    """Ask everything in the light, and in the dark what the dark changes: colours."""
    found = []
    asked: list[tuple[Scheme, Any]] = [("dark", COLOURS), ("light", RULES)]
    for scheme, rules in asked:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(250)
        found += [f"{scheme}: {each}" for each in violations(page, "body", rules)]
        for name in dialogs:
            dialog = page.locator(f"dialog.gw-{name}")
            dialog.evaluate("(dialog) => dialog.showModal()")
            within = violations(page, f"dialog.gw-{name}", rules)
            found += [f"{scheme}, {name}: {each}" for each in within]
            dialog.evaluate("(dialog) => dialog.close()")
    return found


def clean_on_a_phone(page: Page) -> None:
    """Expect a page that is drawn to keep nobody out on a phone, and not to scroll sideways."""
    settle(page)
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(500)
    assert in_both_schemes(page) == []
    for element in (page.locator("html"), page.get_by_test_id("stMain")):
        assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_walk_and_its_dialogs(walk: Walk, size: ViewportSize) -> None:
    page = walk(size)
    assert in_both_schemes(page, ["help", "view", "table", "words-of-pair"]) == []


def test_the_projector_with_what_comes_next_covered(walk: Walk) -> None:
    assert in_both_schemes(walk(screen="projector")) == []
