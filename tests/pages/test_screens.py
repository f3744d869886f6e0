"""The stage on screens of many sizes: nothing is cut, covered or out of reach."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import PHONE, PROJECTOR, Visits, settle, until
from views import numbers
from views.reading import read

DOGS = "the cat was full and the dogs were hungry"
LONG = (
    "the key to the cabinets in the hall near the doors of the old houses by the rivers was rusty"
)
LAPTOP = ViewportSize(width=1366, height=768)
OLD_PROJECTOR = ViewportSize(width=1024, height=768)
TABLET = ViewportSize(width=800, height=900)
ENLARGED = ViewportSize(width=800, height=500)
SIDEWAYS = ViewportSize(width=844, height=390)
SMALL_PHONE = ViewportSize(width=320, height=700)
SIZES = (PROJECTOR, LAPTOP, OLD_PROJECTOR, TABLET, ENLARGED, SIDEWAYS, PHONE, SMALL_PHONE)

# Waits until the stage has stood still for some frames.
STILL = """() => new Promise((done) => {
    let [last, still] = ["", 0];
    const look = () => {
        const parts = document.querySelectorAll(".gw, .gw-drawing, .gw-outline, .gw-now, .gw-tab");
        const now = [innerWidth, innerHeight, ...[...parts].flatMap((part) => {
            const { left, top, width, height } = part.getBoundingClientRect();
            return [left, top, width, height, part.getAttribute("viewBox")]; })].join(" ");
        still = now === last ? still + 1 : 0;
        last = now;
        if (still < 2) requestAnimationFrame(look);
        else done(); };
    look(); })"""


def box(place: Locator) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of an element."""
    found = place.bounding_box()
    assert found
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def extents(places: Locator) -> list[tuple[str, float, float, float, float]]:
    """Return text, left, top, right and bottom of drawn elements, without the halo around them."""
    found: list[tuple[str, float, float, float, float]] = places.evaluate_all(
        """(all) => all.map((e) => { const b = e.getBBox(), m = e.getScreenCTM();
            return [e.textContent, m.a * b.x + m.e, m.d * b.y + m.f,
                m.a * (b.x + b.width) + m.e, m.d * (b.y + b.height) + m.f]; })"""
    )
    return found


def overlaps(places: Locator) -> list[tuple[str, str]]:
    boxes = extents(places)
    return [
        (a[0], b[0])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]


def bottom_of_stage(page: Page) -> float:
    """Return where the controls under the stage, or the narration above them, begin."""
    now = page.locator(".gw-now")
    sticks = now.evaluate("(e) => getComputedStyle(e).position") == "sticky"
    return box(now if sticks else page.locator(".gw-transport"))[1]


def resized(page: Page, size: ViewportSize) -> Page:
    """Give the page another size and wait until it has settled into it."""
    page.set_viewport_size(size)
    page.evaluate(STILL)
    return page


def test_nothing_scrolls_sideways_and_the_road_and_its_sentence_are_in_view(walk: Walk) -> None:
    page = walk()
    for size in SIZES:
        resized(page, size)
        for element in (page.locator("html"), page.get_by_test_id("stMain")):
            assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0, size
        expect(page.locator(".gw-tab")).to_be_in_viewport(ratio=1)
        assert box(page.locator(".gw-drawing .road").first)[3] < bottom_of_stage(page), size
        top_of_controls = box(page.locator(".gw-transport"))[1]
        assert box(page.locator(".gw-said"))[1] + 24 < top_of_controls, size


@pytest.mark.parametrize("reader", ["gru", "lstm"])
def test_all_bands_fit_and_no_text_is_under_fifteen_pixels(walk: Walk, reader: str) -> None:
    page = walk(reader=reader)
    for size in (LAPTOP, OLD_PROJECTOR, TABLET):
        resized(page, size)
        if (reader, size) != ("lstm", OLD_PROJECTOR):  # six bands have no room there
            assert box(page.locator(".gw-outline"))[3] <= bottom_of_stage(page), size
        fonts = page.locator(".gw-drawing, .gw-values, .gw-gutter").evaluate_all(
            """(drawings) => drawings.flatMap((svg) => [...svg.querySelectorAll("text")].map(
                (text) => parseFloat(getComputedStyle(text).fontSize)
                * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))"""
        )
        assert min(fonts) > 14.9, size
        left, _, right, _ = box(page.locator(".gw-outline"))
        assert right - left >= 64, size


@pytest.mark.parametrize("sentence", [CAT, DOGS, LONG])
def test_no_label_covers_another(walk: Walk, sentence: str) -> None:
    page = walk(sentence=sentence)
    for size in (PROJECTOR, LAPTOP, OLD_PROJECTOR, TABLET, PHONE):
        resized(page, size)
        assert overlaps(page.locator(".gw-values .story, .gw-values .note")) == []
        for _, start, _, end, _ in extents(page.locator(".gw-values .bracket")):
            for _, left, _, right, _ in extents(page.locator(".gw-values .story")):
                assert end <= left or right <= start, size


def test_twenty_words_keep_numbers_verdicts_and_story(walk: Walk) -> None:
    page = walk(sentence=LONG)
    count = len(cells.tokenize(LONG))
    assert page.locator(".gw-values .odds").count() == count
    assert page.locator(".gw-values text.value").count() == 4 * count
    expect(page.locator(".gw-values")).to_contain_text("rides on")
    page.keyboard.press("End")
    expect(page.locator(".gw-tab")).to_have_text("rusty")
    expect(page.locator(".gw-tab")).to_be_in_viewport(ratio=1)
    assert box(page.locator(".gw-tab"))[0] >= box(page.locator(".gw-gutter"))[2]


def test_a_change_of_subject_is_told_as_a_second_write(walk: Walk) -> None:
    lane = walk(sentence=DOGS).locator(".gw-values .story").all_text_contents()
    assert lane[:2] == ["writes singular", "overwritten: plural"]
    assert re.fullmatch(r"→ were \d\d %, was (<1|\d) %", lane[2])


@pytest.mark.parametrize(
    ("size", "reader", "sentence"),
    [(PROJECTOR, "gru", CAT), (LAPTOP, "lstm", CAT), (LAPTOP, "gru", LONG), (PHONE, "gru", DOGS)],
)
def test_the_panel_stands_still(walk: Walk, size: ViewportSize, reader: str, sentence: str) -> None:
    page = walk(size, reader=reader, sentence=sentence, step="1")
    parts = page.locator(".gw-memory, .gw-gates, .gw-expected")
    tops = set()
    for _ in cells.tokenize(sentence):
        places = parts.evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().top)")
        tops.add(tuple(round(top) for top in places))
        page.keyboard.press("ArrowRight")
    ((_, _, _),) = tops


def test_what_comes_next_is_drawn_on_one_scale(walk: Walk) -> None:
    page = walk(step="1")
    reading = read(cells.load("gru"), CAT, ("was", "were"))
    for step in range(len(reading)):
        expect(page.locator(".gw-decides")).to_have_text(
            f"unit 0 decides {numbers.percent(float(reading.share(0)[step]))} of this",
            use_inner_text=True,
        )
        widths = page.locator(".gw-likely .gw-share").evaluate_all(
            """(bars) => bars.map((bar) => bar.offsetWidth / parseFloat(
                getComputedStyle(bar.parentElement).gridTemplateColumns.split(" ")[1]))"""
        )
        for width, (_, p) in zip(widths, reading.next_words[step], strict=True):
            assert width == pytest.approx(p, abs=0.02)
        page.keyboard.press("ArrowRight")


def test_all_units_have_numbers_and_keep_their_words_in_view(walk: Walk) -> None:
    page = walk()
    page.keyboard.press("u")
    labels = page.locator(".gw-gutter text").all_text_contents()
    assert [labels.count(str(unit)) >= 4 for unit in range(1, 32)] == [True] * 31
    page.locator(".gw-scroller").evaluate("(e) => e.scrollTo(0, e.scrollHeight)")
    expect(page.locator(".gw-tab")).to_be_in_viewport(ratio=1)
    expect(page.locator(".gw-words text").first).to_be_in_viewport()
    expect(page.locator(".gw-outline")).to_be_in_viewport()
    for key, unit in (("ArrowDown", "1"), ("ArrowDown", "2"), ("ArrowUp", "1")):
        page.keyboard.press(key)
        expect(page.get_by_label("Unit", exact=True)).to_have_value(unit)


def test_the_value_under_the_mouse_is_above_the_numbers(walk: Walk) -> None:
    page = walk()
    above = """() => { const layer = document.querySelector(".gw-plot .hoverlayer").closest("svg");
        return Number(getComputedStyle(layer).zIndex) > 0
            && getComputedStyle(document.querySelector(".gw-plot")).zIndex === "auto"
            && getComputedStyle(document.querySelector(".gw-values")).zIndex === "auto"; }"""
    assert page.evaluate(above)


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_leaving_the_box_gives_the_keys_to_the_stage(walk: Walk, key: str) -> None:
    page = walk()
    page.get_by_role("textbox", name="Your sentence").click()
    page.keyboard.press(key)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("9")


def test_who_clicks_into_the_box_keeps_the_keys_though_a_reading_comes(walk: Walk) -> None:
    page = walk()
    left, top, right, bottom = box(page.get_by_role("textbox", name="Your sentence"))
    page.get_by_role("radio", name="LSTM").evaluate("(radio) => radio.click()")
    page.mouse.click((left + right) / 2, (top + bottom) / 2)  # the reading is on its way
    until(page, "location.search.includes('reader=lstm')")
    settle(page)
    expect(page.get_by_role("textbox", name="Your sentence")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("8")


def test_the_stage_is_one_stop_of_the_tab_key_with_a_ring(walk: Walk) -> None:
    page = walk()
    page.get_by_role("button", name="First word").focus()
    stops = []
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        stops.append(page.evaluate("document.activeElement.className"))
        if "gw-board" in stops[-1]:
            break
    ring = page.locator(".gw-board").evaluate(
        "(e) => { const s = getComputedStyle(e); return s.outlineWidth + s.outlineOffset; }"
    )
    assert ring == "3px2px"
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".gw-counter b")).to_have_text("7")
    page.get_by_role("radio", name="LSTM").focus()
    page.keyboard.press("Shift+Tab")
    ring = page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement); return s.outlineWidth; })()"
    )
    assert ring == "3px"


@pytest.mark.parametrize("size", [PHONE, SIDEWAYS])
def test_a_thumb_reaches_everything(walk: Walk, size: ViewportSize) -> None:
    page = walk(size)
    targets = page.locator(".st-key-controls button, .gw button:visible")
    assert min(box(target)[3] - box(target)[1] for target in targets.all()) >= 43.9
    page.locator(".gw-more").get_by_role("button", name="table").click()
    expect(page.get_by_role("dialog")).to_contain_text("apples")


def test_the_header_is_in_its_place_before_the_stage_and_without_it(
    open_page: Visits, walk: Walk
) -> None:
    page = walk(fresh=True)
    place = box(page.get_by_role("textbox", name="Your sentence"))
    page.locator('link[href*="stage.css"]').evaluate("(link) => link.remove()")
    assert box(page.get_by_role("textbox", name="Your sentence")) == place
    early = open_page(f"/?{urlencode({'sentence': ''})}")
    expect(early.get_by_test_id("stAlert")).to_be_visible()
    assert box(early.get_by_role("textbox", name="Your sentence")) == place
