"""Steps in quick succession: every one is shown, at once and whole, and nothing is drawn anew."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.pages.panel import CAT, Walk
from tests.visits import address, until

WORDS = 60
SENTENCE = " ".join(f"w{count}" for count in range(1, WORDS + 1))

# Notes, in every animation frame in which the counter has changed, all that a step is to change.
WATCH = """() => {
    const style = getComputedStyle(document.querySelector(".gw-outline"));
    const column = () => parseFloat(style.width);
    const place = () => new DOMMatrix(style.transform).m41;
    const text = (at) => document.querySelector(at).textContent;
    window.steps = [];
    new MutationObserver(() => {
        const step = text(".gw-counter b");
        if (window.steps.at(-1)?.step === step) return;
        window.steps.push({ step, word: text(".gw-tab"), heading: text(".gw-heading bdi"),
            outline: Math.round(place() / column()) + 1 });
    }).observe(document.querySelector(".gw"),
        { subtree: true, childList: true, characterData: true });
}"""

# Remembers the very nodes of the stage, but for the pieces of sentences and formulas, in which
# steps differ; to tell later which of them are still there.
REMEMBER = """() => { window.nodes = [...document.querySelectorAll(".gw *")].filter((node) =>
    !node.parentElement.closest(".gw-said, .formula, .gw-symbol, .gw-mix")); }"""
LOST = """() => window.nodes.filter((node) => !node.isConnected).map((node) => node.outerHTML)"""


@pytest.fixture
def focused(walk: Walk) -> Walk:
    """Open a sentence of many words at its first, with the focus on the stage."""

    def opened(sentence: str = SENTENCE, **values: Any) -> Page:
        page = walk(**{"sentence": sentence, "step": "1", **values})
        page.locator(".gw-board").focus()
        return page

    return opened


def hold(page: Page, key: str, presses: int) -> None:
    """Hold a key down: after the first press the others repeat, as fast as the page takes them."""
    for _ in range(presses):
        page.keyboard.down(key)
    page.keyboard.up(key)


def step(page: Page) -> int:
    return int(page.locator(".gw-counter b").inner_text())


def in_url(page: Page) -> str:
    return parse_qs(urlsplit(address(page)).query)["step"][0]


def outlined(page: Page) -> int:
    """Return the column, from 1, that the outline stands on when nothing moves any more."""
    found: int = page.evaluate(
        """async () => {
            const outline = document.querySelector(".gw-outline");
            await Promise.all(outline.getAnimations().map((each) => each.finished));
            const { transform, width } = getComputedStyle(outline);
            return Math.round(new DOMMatrix(transform).m41 / parseFloat(width)) + 1; }"""
    )
    return found


def test_thirty_presses_of_a_held_key_are_thirty_steps_shown_whole(focused: Walk) -> None:
    page = focused()
    page.evaluate(WATCH)
    hold(page, "ArrowRight", 30)
    seen: list[dict[str, Any]] = page.evaluate("window.steps")
    assert [each["step"] for each in seen] == [str(at) for at in range(2, 32)]
    assert [each["word"] for each in seen] == [f"w{at}" for at in range(2, 32)]
    assert [each["heading"] for each in seen] == [f"w{at}" for at in range(2, 32)]
    # From the second on no outline slides behind: it stands on its column as the numbers do.
    assert [each["outline"] for each in seen[1:]] == list(range(3, 32))
    assert (step(page), outlined(page)) == (31, 31)


def test_nothing_goes_on_after_a_held_key_is_let_go(focused: Walk) -> None:
    page = focused()
    hold(page, "ArrowRight", 20)
    assert step(page) == 21
    hold(page, "ArrowLeft", 20)
    assert step(page) == 1
    page.wait_for_timeout(600)
    assert (step(page), outlined(page), in_url(page)) == (1, 1, "1")


def test_every_node_of_the_stage_outlives_its_steps(focused: Walk) -> None:
    page = focused(CAT, reader="lstm")
    page.keyboard.press("ArrowRight")
    page.evaluate(REMEMBER)
    for _ in range(9):
        page.keyboard.press("ArrowRight")
        assert page.evaluate(LOST) == []


def test_the_figure_is_not_drawn_by_a_step_within_view(focused: Walk) -> None:
    page = focused()
    page.evaluate(
        """() => { window.drawn = 0; const plot = document.querySelector(".gw-plot");
            plot.on("plotly_afterplot", () => { window.drawn += 1; });
            for (const at of [".gw-plot", ".gw-drawing", ".gw-values", ".gw-words"])
                new MutationObserver((all) => { window.drawn += all.length; })
                    .observe(document.querySelector(at),
                        { subtree: true, childList: true, attributes: true }); }"""
    )
    hold(page, "ArrowRight", 30)
    page.wait_for_timeout(300)
    assert page.evaluate("window.drawn") == 0
    page.set_viewport_size({"width": 1300, "height": 900})
    until(page, "window.drawn > 0")  # the watch does see a drawing


def test_the_address_is_not_changed_more_often_than_browsers_allow(focused: Walk) -> None:
    page = focused(" ".join(["w"] * 150), fresh=True)  # a tab that has written less than it may
    page.evaluate(
        """() => { window.written = 0;
            history.replaceState = function (...all) {
                window.written += 1;
                History.prototype.replaceState.apply(this, all); }; }"""
    )
    hold(page, "ArrowRight", 120)
    assert step(page) == 121
    until(page, "new URLSearchParams(location.search).get('step') === '121'")
    assert 30 <= page.evaluate("window.written") <= 60
    hold(page, "ArrowLeft", 20)
    page.locator(".gw-counter").click()
    assert in_url(page) == "101"
    page.evaluate("delete history.replaceState")

    box = page.get_by_role("textbox", name="Your sentence")
    box.fill(CAT)
    box.press("Enter")  # from far along a long sentence to a short one: nothing is drawn askew
    expect(page.locator(".gw-counter")).to_contain_text("/ 11", timeout=20_000)
    assert page.locator(".gw-words text.word").count() == 11
    expect(page.locator(".gw-words text.word").first).to_be_in_viewport()


def test_one_press_slides_the_outline_and_the_next_jumps(focused: Walk) -> None:
    page = focused()
    durations = (
        """() => getComputedStyle(document.querySelector(".gw-outline")).transitionDuration"""
    )
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(durations) == "0.18s"
    hold(page, "ArrowRight", 3)
    assert page.evaluate(durations) == "0s"
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(durations) == "0.12s"
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_timeout(300)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(durations) == "0s"
    expect(page.locator(".gw-tab")).to_have_text("w5")


def test_a_step_that_was_put_off_is_not_written_where_back_leads(focused: Walk) -> None:
    page = focused()
    hold(page, "ArrowRight", 60)  # more than are written at once
    page.evaluate(
        """() => { const there = new URL(location);
            there.searchParams.set("step", "2");
            history.pushState({}, "", there);
            dispatchEvent(new PopStateEvent("popstate")); }"""
    )
    expect(page.locator(".gw-counter b")).to_have_text("2")
    assert in_url(page) == "2"
