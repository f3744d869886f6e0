"""Keys of the stage in a real browser: full screen, help, cover, carriers, and whose they are."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import PHONE, address, until


def in_url(page: Page, name: str) -> str:
    return parse_qs(urlsplit(address(page)).query).get(name, [""])[0]


def shown(page: Page, parts: str) -> list[str]:
    """Return the texts of drawn parts that are not hidden."""
    texts: list[str] = page.locator(parts).evaluate_all(
        """(all) => all.filter((e) => getComputedStyle(e).visibility === "visible")
        .map((e) => e.textContent)"""
    )
    return texts


def test_f_shows_the_stage_alone_in_full_screen_and_without_it(walk: Walk) -> None:
    page = walk(fresh=True)
    page.keyboard.press("f")
    until(page, "document.fullscreenElement?.matches('.gw')")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("9")
    page.keyboard.press("f")
    until(page, "!document.fullscreenElement")
    stage = page.locator(".gw")
    stage.evaluate("(e) => { e.requestFullscreen = () => Promise.reject(Error()); }")
    page.keyboard.press("f")
    expect(page.get_by_role("textbox", name="Your sentence")).to_be_hidden()
    expect(page.locator(".gw-transport")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Your sentence")).to_be_visible()
    stage.evaluate("(e) => { delete e.requestFullscreen; }")


def test_the_help_lists_every_key_and_gives_the_focus_back(walk: Walk) -> None:
    page = walk()
    page.locator(".gw-board").focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys and help")
    expect(dialog).to_be_visible()
    listed = [text.lower() for text in dialog.locator("kbd").all_inner_texts()]
    assert {"→", "←", "home", "end", "space", "?", "esc", *"kuctpfq1234"} <= set(listed)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("8")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "gw-board"
    page.get_by_role("button", name="Keys and help").click()
    expect(dialog).to_be_visible()


def test_keys_are_nobodys_but_the_stages_where_nobody_types(walk: Walk) -> None:
    page = walk()
    before = address(page)
    box = page.get_by_role("textbox", name="Your sentence")
    box.click()
    for key in ("c", "p", "f", "k", "t", "?"):
        page.keyboard.press(key)
    expect(box).to_have_value(re.compile(r"cpfkt\?"))
    box.fill(CAT)  # else what was typed would be read now
    page.locator(".gw-board").focus()
    for key in ("Control+c", "Alt+p", "Shift+K", "Meta+t"):
        page.keyboard.press(key)
    assert address(page) == before
    assert not page.evaluate("document.fullscreenElement")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_c_covers_what_comes_next_until_the_step_is_taken(walk: Walk) -> None:
    page = walk()
    assert len(shown(page, ".gw-values .odds")) == 11
    page.keyboard.press("c")
    assert in_url(page, "screen") == "cover"
    assert len(shown(page, ".gw-values .odds")) == 7  # what comes after the eighth is not told
    assert len(shown(page, ".gw-drawing .bar")) == 7
    assert shown(page, ".gw-values .story") == ["writes singular"]
    expect(page.locator(".gw-said")).not_to_contain_text("next word")
    expect(page.locator(".gw-expected")).to_have_text(re.compile("Covered"))
    page.wait_for_timeout(250)
    edge = page.locator(".gw-cover").evaluate(
        """(e) => e.getBoundingClientRect().left
        + parseFloat(getComputedStyle(e).clipPath.split(" ")[3])"""
    )
    outline = page.locator(".gw-outline").bounding_box()
    assert outline
    assert abs(edge - outline["x"] - outline["width"]) < 1.5
    page.keyboard.press("ArrowRight")
    assert len(shown(page, ".gw-values .odds")) == 8
    page.reload()
    until(page, "document.querySelectorAll('.gw-words text').length > 0")
    assert len(shown(page, ".gw-values .odds")) == 8
    page.locator(".gw-board").focus()
    page.keyboard.press("c")
    assert in_url(page, "screen") == ""
    assert len(shown(page, ".gw-values .odds")) == 11
    expect(page.locator(".gw-expected")).to_contain_text("%")


def test_the_verdict_after_the_last_word_is_uncovered_by_one_more_step(walk: Walk) -> None:
    page = walk(sentence="the cat", step="2", screen="cover")
    assert len(shown(page, ".gw-values .odds")) == 1
    page.keyboard.press("ArrowRight")
    assert len(shown(page, ".gw-values .odds")) == 2
    expect(page.locator(".gw-said")).to_contain_text("next word")
    page.keyboard.press("ArrowLeft")
    assert len(shown(page, ".gw-values .odds")) == 0


def test_a_covered_value_cannot_be_had_by_hovering_or_in_the_table(walk: Walk) -> None:
    page = walk(step="3", screen="cover")
    marks = page.locator(".gw-overview [data-after]")
    hidden = marks.evaluate_all("(all) => all.map((e) => e.style.visibility === 'hidden')")
    assert hidden == [step > 2 for step in range(11)]
    plot = page.locator(".gw-plot").bounding_box()
    assert plot
    told = page.locator(".gw-plot .hovertext")
    page.mouse.move(plot["x"] + plot["width"] * 6.5 / 11, plot["y"] + 14)
    page.wait_for_timeout(150)
    expect(told).to_have_count(0)
    page.mouse.move(plot["x"] + plot["width"] * 2.5 / 11, plot["y"] + 14)
    expect(told).to_have_count(1)
    page.keyboard.press("ArrowLeft")  # the cover slides over a pointer that rests
    expect(told).to_have_count(0)
    page.mouse.move(plot["x"] + plot["width"] * 2.4 / 11, plot["y"] + 14)
    page.wait_for_timeout(150)
    expect(told).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="table").click()
    dialog = page.get_by_role("dialog", name="Numbers")
    assert dialog.get_by_role("rowheader").all_inner_texts() == ["the", "cat", ","]
    expect(dialog.get_by_role("row").last).to_contain_text("covered")


def test_k_goes_from_carrier_to_carrier_and_a_click_on_a_name_too(walk: Walk) -> None:
    page = walk()
    unit = page.get_by_label("Unit", exact=True)
    carriers = cells.load("gru").card["carriers"]
    names = [unit.locator("option").nth(carriers[name]).inner_text() for name in carriers]
    assert names == [f"{number} · {name}" for name, number in carriers.items()]
    page.keyboard.press("k")
    expect(unit).to_have_value(str(carriers["food"]))
    expect(page.locator(".gw-gutter")).to_contain_text("carries food")
    page.keyboard.press("k")
    expect(unit).to_have_value(str(carriers["number"]))
    page.locator(".gw-gutter .pin", has_text="food").first.click()
    expect(unit).to_have_value(str(carriers["food"]))
    assert in_url(page, "unit") == str(carriers["food"])


def test_one_sentence_a_step_is_announced_and_none_while_a_key_is_held(walk: Walk) -> None:
    page = walk(step="1")
    live = page.get_by_role("status").filter(has_text="Step")
    page.evaluate(
        """() => { window.told = []; const live = document.querySelector(".gw-live");
        new MutationObserver(() => window.told.push(live.textContent))
            .observe(live, { childList: true }); }"""
    )
    for _ in range(6):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    expect(live).to_contain_text("Step 7 of 11, the.")
    page.keyboard.press("ArrowRight")
    expect(live).to_contain_text("Step 8 of 11, apples.")
    told = page.evaluate("window.told")
    assert len(told) == 2
    assert "unit 0 stays at c" in told[1]


def test_a_phone_has_it_all_in_sheets(walk: Walk) -> None:
    page = walk(PHONE)
    page.locator(".gw-more").get_by_role("button", name="view").click()
    sheet = page.get_by_role("dialog", name="View")
    place = sheet.bounding_box()
    assert place
    assert (place["x"], place["width"], round(place["y"] + place["height"])) == (0, 390, 844)
    for entry in sheet.locator(".gw-entry:visible").all():
        box = entry.bounding_box()
        assert box
        assert box["height"] >= 44
    sheet.get_by_role("switch", name="cover what comes next").click()
    assert in_url(page, "screen") == "cover"
    sheet.get_by_role("button", name="keys and help").click()
    expect(page.get_by_role("dialog", name="Keys and help")).to_be_visible()
    for element in (page.locator("html"), page.get_by_test_id("stMain")):
        assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
