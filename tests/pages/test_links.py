"""Links: copied, drawn as a code, hiding parts, turning the theme, and bringing a screen back."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from playwright.sync_api import Locator, Page, expect

from tests.pages.panel import Walk
from tests.visits import GO, PROJECTOR, WAIT_MS, Scheme, address, settle, until

LONG = " ".join(["the key to the cabinets near the doors was rusty and"] * 30)


def drawn(page: Page) -> Page:
    """Wait until the stage is drawn."""
    page.locator(".gw-counter").wait_for()
    until(page, "document.querySelectorAll('.gw-words text').length > 0")
    return page


def taking(page: Page) -> Locator:
    page.get_by_role("button", name="take away").first.click()
    return page.get_by_role("dialog", name="Take away")


def setting(page: Page, name: str) -> str:
    return parse_qs(urlsplit(address(page)).query).get(name, [""])[0]


def counter(page: Page) -> Locator:
    return page.locator(".gw-counter")


def test_the_link_of_this_step_is_copied(walk: Walk) -> None:
    page = walk(unit="3")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("ArrowRight")
    dialog = taking(page)
    dialog.get_by_role("button", name="Copy link").click()
    expect(page.locator(".gw-status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    page.goto(copied)
    expect(counter(drawn(page))).to_have_text("9 / 11", use_inner_text=True)
    expect(page.get_by_label("Unit", exact=True)).to_have_value("3")


def test_without_https_the_link_is_copied_or_ready_to_be(walk: Walk) -> None:
    page = walk(fresh=True)
    page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    field = page.get_by_label("Link to this step")
    selected = "(e) => e.value.slice(e.selectionStart, e.selectionEnd)"

    page.evaluate("document.execCommand = () => false")
    taking(page).get_by_role("button", name="Copy link").click()
    by_hand = "The link is selected: copy it with Ctrl+C, or ⌘C."
    expect(page.locator(".gw-status")).to_have_text(by_hand)
    assert field.evaluate(selected) == page.url
    expect(field).to_be_focused()
    page.keyboard.press("Escape")

    page.evaluate("delete document.execCommand")  # the older way works
    taking(page).get_by_role("button", name="Copy link").click()
    expect(page.locator(".gw-status")).to_have_text("Copied.")
    link = page.url
    assert field.evaluate(selected) == link
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    box = page.get_by_role("textbox", name="Your sentence")
    box.fill("")
    box.press("Control+v")
    assert box.input_value() == link


def test_the_code_for_the_room_is_that_of_this_step(walk: Walk) -> None:
    page = walk()
    page.keyboard.press("ArrowLeft")
    taking(page).get_by_role("button", name="QR code").click()
    dialog = page.get_by_role("dialog", name="QR code")
    expect(dialog).to_contain_text(page.url)
    image = dialog.get_by_role("img")
    expect(image).to_be_visible()
    place = image.bounding_box()
    assert place
    assert place["width"] == place["height"] > 0.7 * PROJECTOR["height"]
    assert place["y"] >= 0
    made = segno.make(page.url, error="l", micro=False)
    expected = [[bool(bit) for bit in row] for row in made.matrix_iter(border=4)]
    seen = image.evaluate(
        """async (image, n) => { await image.decode();
            const size = { width: 8 * n, height: 8 * n };
            const canvas = Object.assign(document.createElement("canvas"), size);
            const pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0, 8 * n, 8 * n);
            const dark = (x, y) => pen.getImageData(8 * x + 4, 8 * y + 4, 1, 1).data[0] < 128;
            const all = [...Array(n).keys()];
            return all.map((y) => all.map((x) => dark(x, y))); }""",
        len(expected),
    )
    assert seen == expected
    expect(dialog).to_contain_text("Only this computer opens a link to 127.0.0.1")


def test_a_long_link_is_told_and_the_file_offered_instead(walk: Walk) -> None:
    page = walk(sentence=LONG)
    assert len(page.url) > 1500
    dialog = taking(page)
    expect(dialog).to_contain_text(re.compile(r"has \d,\d{3} characters: beyond 1,500 "))
    expect(dialog).to_contain_text("Take the HTML file instead")
    for name in ("Copy link", "QR code"):
        expect(dialog.get_by_role("button", name=name)).to_have_count(0)
    with page.expect_download() as download:
        dialog.get_by_role("button", name="HTML").click()
    assert "rusty" in Path(download.value.path()).read_text("utf-8")[:5000]


HIDDEN = {
    "sentence": ".st-key-sentence",
    "examples": ".st-key-preset",
    "reader": ".st-key-readers",
    "panel": ".gw-panel",
    "transport": ".gw-transport",
    "take-away": ".gw-right .gw-taking",
}


def test_a_link_hides_what_it_names_and_nothing_else(walk: Walk) -> None:
    page = walk()
    for place in HIDDEN.values():
        expect(page.locator(place)).to_be_visible()
    for name, place in HIDDEN.items():
        page.evaluate(
            """(name) => { const link = new URLSearchParams(location.search);
                link.set("hide", name);
                history.pushState({}, "", `?${link}`);
                dispatchEvent(new PopStateEvent("popstate")); }""",
            name,
        )
        expect(page.locator(place)).to_be_hidden()
        assert sum(page.locator(other).is_hidden() for other in HIDDEN.values()) in (
            [1] if name != "transport" else [2]  # the button to take away is among the controls
        )


def test_hidden_parts_stay_hidden_and_the_rest_works(walk: Walk) -> None:
    page = walk(hide="sentence, EXAMPLES,reader,panel,nonsense,<b>")
    for name in ("sentence", "examples", "reader", "panel"):
        expect(page.locator(HIDDEN[name])).to_be_hidden()
    expect(page.locator(HIDDEN["transport"])).to_be_visible()
    board = page.locator(".gw-board").bounding_box()
    assert board
    assert board["width"] > 1500
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("9")
    assert setting(page, "hide").startswith("sentence, EXAMPLES")
    page.reload()
    drawn(page)
    expect(page.locator(HIDDEN["sentence"])).to_be_hidden()


def test_what_a_link_hides_on_the_walk_is_there_on_other_pages(walk: Walk) -> None:
    page = walk(hide="sentence,examples", theme="dark")
    page.get_by_role("link", name="Readers").click()
    expect(page.get_by_role("heading", name="The readers")).to_be_visible(timeout=WAIT_MS)
    state = "(() => ({ ...document.documentElement.dataset }))()"
    until(page, f"!('gwHide' in {state}) && !('gwTheme' in {state})")
    page.get_by_role("link", name="Back to the walk").click()
    drawn(page)
    expect(page.locator(HIDDEN["sentence"])).to_be_hidden()
    expect(page.locator(".gw-transport")).to_have_css("background-color", "rgb(18, 20, 23)")


def test_back_to_a_unit_that_is_not_there_goes_to_its_step_all_the_same(walk: Walk) -> None:
    page = walk(step="5")
    page.evaluate(GO, page.url.replace("step=5", "step=3&unit=99"))
    expect(page.get_by_text("There is no unit 99")).to_be_visible()
    expect(page.locator(".gw-counter b")).to_have_text("3")


COLOURS = """() => { const found = [];
    const go = (e) => { const { width, height } = e.getBoundingClientRect();
        const s = getComputedStyle(e);
        if (width > 1 && height > 1) found.push([e.tagName, e.dataset.testid ?? "",
            e.textContent.trim() || e.tagName === "INPUT" ? s.color : "",
            s.backgroundColor, s.borderTopWidth === "0px" ? "" : s.borderTopColor, s.colorScheme]);
        for (const child of e.children) go(child); };
    go(document.querySelector('[data-testid="stApp"]'));
    return found; }"""


@pytest.mark.parametrize(("wanted", "other"), [("light", "dark"), ("dark", "light")])
def test_a_theme_turns_the_whole_page_as_the_system_would(
    walk: Walk, wanted: Scheme, other: Scheme
) -> None:
    natural = walk(scheme=wanted, unit="99").evaluate(COLOURS)
    page = walk(scheme=other, unit="99", theme=wanted, fresh=True)
    until(page, f"(natural) => JSON.stringify(({COLOURS})()) === JSON.stringify(natural)", natural)
    menu = page.get_by_role("combobox").first
    menu.click()
    option = page.get_by_role("option").first
    shade = "rgb(243, 242, 238)" if wanted == "dark" else "rgb(23, 25, 30)"
    expect(option).to_have_css("color", shade)


def test_the_switch_turns_the_page_and_the_link_keeps_it(walk: Walk) -> None:
    page = walk()
    colour = ("background-color", "rgb(18, 20, 23)")
    page.get_by_role("button", name="Turn dark").first.click()
    expect(page.locator(".gw-transport")).to_have_css(*colour)
    expect(page.get_by_test_id("stApp")).to_have_css(*colour)
    assert setting(page, "theme") == "dark"
    assert (
        page.locator(".gw-drawing .road").first.evaluate("(road) => getComputedStyle(road).fill")
        == "rgb(38, 41, 46)"
    )
    page.reload()
    expect(drawn(page).locator(".gw-transport")).to_have_css(*colour)
    page.get_by_role("button", name="Turn light").first.click()
    expect(page.locator(".gw-transport")).to_have_css("background-color", "rgb(251, 250, 247)")
    assert setting(page, "theme") == ""


@pytest.mark.parametrize(
    "values", [{"theme": "purple"}, {"hide": "x" * 500}, {"theme": "<script>", "hide": "__proto__"}]
)
def test_bad_settings_change_nothing(walk: Walk, values: dict[str, str]) -> None:
    page = walk(**values)
    for place in HIDDEN.values():
        expect(page.locator(place)).to_be_visible()
    expect(page.locator(".gw-transport")).to_have_css("background-color", "rgb(251, 250, 247)")
    expect(counter(page)).to_have_text("8 / 11", use_inner_text=True)


def screen(page: Page) -> dict[str, Any]:
    """Return what is on screen, as a visitor would tell it apart."""
    return {
        "sentence": page.get_by_role("textbox", name="Your sentence").input_value(),
        "reader": page.get_by_role("radio", name="LSTM").is_checked(),
        "step": counter(page).inner_text(),
        "word": page.locator(".gw-tab").inner_text(),
        "unit": page.get_by_label("Unit", exact=True).input_value(),
        "pair": page.get_by_label("Pair of words").input_value(),
        "said": page.locator(".gw-said").inner_text(),
        "theme": page.locator(".gw-board").evaluate("(e) => getComputedStyle(e).backgroundColor"),
    }


CHOSEN = {
    "sentence": "the dogs near the door were hungry",
    "reader": "lstm",
    "pair": "is/are",
    "unit": "3",
    "step": "4",
    "theme": "dark",
}


def test_a_reload_and_back_and_forward_across_pages_bring_back_the_screen(walk: Walk) -> None:
    page = walk(**CHOSEN)
    page.keyboard.press("ArrowRight")
    before = screen(page)
    assert before["step"] == "5 / 7"
    page.reload()
    settle(page)
    assert screen(drawn(page)) == before
    page.get_by_role("link", name="Readers").click()
    expect(page.get_by_role("heading", name="The readers")).to_be_visible(timeout=WAIT_MS)
    for go in (page.go_back, page.go_forward, page.go_back):
        go()
        if go == page.go_forward:
            expect(page.get_by_role("heading", name="The readers")).to_be_visible(timeout=WAIT_MS)
        else:
            drawn(page)
            said = page.locator(".gw-said")
            expect(said).to_have_text(before["said"], use_inner_text=True, timeout=WAIT_MS)
            settle(page)
            assert screen(page) == before
