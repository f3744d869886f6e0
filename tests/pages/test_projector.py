"""The stage on a projector: large, alone, and left again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.pages.panel import Walk
from tests.visits import PROJECTOR, address, until

OLD_PROJECTOR = ViewportSize(width=1024, height=768)


def in_url(page: Page) -> str:
    return parse_qs(urlsplit(address(page)).query).get("screen", [""])[0]


def size_of_text(page: Page, parts: str) -> float:
    """Return the smallest size of drawn text, in px on screen."""
    found: float = page.locator(parts).evaluate_all(
        """(all) => Math.min(...all.map((text) => { const svg = text.ownerSVGElement;
            return parseFloat(getComputedStyle(text).fontSize)
                * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }))"""
    )
    return found


def test_p_leaves_nothing_but_the_stage_in_large_type_until_escape(walk: Walk) -> None:
    page = walk()
    small = size_of_text(page, ".gw-values .odds")
    box = page.get_by_role("textbox", name="Your sentence")
    page.keyboard.press("p")
    assert in_url(page) == "projector"
    for gone in (box, page.locator(".gw-transport"), page.locator(".gw-gates")):
        expect(gone).to_be_hidden()
    assert size_of_text(page, ".gw-values .odds") > 1.25 * small
    expect(page.locator(".gw-said")).to_be_in_viewport(ratio=1)
    expect(page.locator(".gw-equation")).to_be_in_viewport(ratio=1)
    expect(page.locator(".gw-expected")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-tab")).to_have_text(",")
    page.keyboard.press("Escape")
    assert in_url(page) == ""
    expect(box).to_be_visible()
    assert size_of_text(page, ".gw-values .odds") == pytest.approx(small, abs=0.01)
    expect(page.locator(".gw-counter")).to_have_text("9 / 11")


@pytest.mark.parametrize("reader", ["gru", "lstm"])
def test_a_link_opens_the_projector_with_all_in_view(walk: Walk, reader: str) -> None:
    page = walk(screen="projector", reader=reader)
    for size in (PROJECTOR, OLD_PROJECTOR):
        page.set_viewport_size(size)
        page.wait_for_timeout(300)
        for part in (".gw-words text", ".gw-said", ".gw-equation", ".gw-board"):
            expect(page.locator(part).last).to_be_in_viewport(ratio=0.99)
        main = page.get_by_test_id("stMain")
        assert main.evaluate("(e) => e.scrollHeight - e.clientHeight") <= 0, size
        assert main.evaluate("(e) => e.scrollWidth - e.clientWidth") <= 0, size
        assert size_of_text(page, ".gw-drawing text, .gw-values text, .gw-gutter .label") > 14.9
    page.get_by_role("button", name="Leave the projector").click()
    expect(page.get_by_role("textbox", name="Your sentence")).to_be_visible()


def test_a_projector_covers_what_comes_next_unless_it_is_told_not_to(walk: Walk) -> None:
    page = walk(screen="projector")
    covered = page.locator(".gw-covered .odds.later")
    expect(covered).to_have_count(4)
    page.keyboard.press("c")
    expect(covered).to_have_count(0)
    assert in_url(page) == "projector,open"
    page.reload()
    until(page, "document.querySelectorAll('.gw-words text').length > 0")
    expect(covered).to_have_count(0)
    page.locator(".gw-board").focus()
    page.keyboard.press("c")
    assert in_url(page) == "projector"
    page.keyboard.press("p")
    assert in_url(page) == ""
    expect(covered).to_have_count(0)


def test_a_cover_of_before_the_projector_is_there_after_it(walk: Walk) -> None:
    page = walk(screen="cover")
    page.keyboard.press("p")
    assert in_url(page) == "projector,cover"
    page.keyboard.press("p")
    assert in_url(page) == "cover"
