"""The stage in a real browser: what is pressed, tapped and typed, and what is then on screen."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import PHONE, address, settle, until
from views import numbers

HOSTILE = '<script>document.title="owned"</script> <img src=x onerror=alert(1)> $\\LaTeX$ *a* was'


def step(page: Page) -> int:
    """Return the step that the counter shows."""
    return int(page.locator(".gw-counter b").inner_text())


def in_url(page: Page, name: str) -> str:
    return parse_qs(urlsplit(address(page)).query)[name][0]


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your sentence")


@pytest.fixture
def cat(walk: Walk) -> Page:
    """Open the first sentence at its first word."""
    return walk(step="1")


def chips(page: Page) -> list[str]:
    return page.locator(".gw-memory .gw-chip").all_inner_texts()


def test_a_typed_sentence_is_walked_to_its_end_by_keyboard(cat: Page) -> None:
    text = "the wugs near the door were asleep"
    box(cat).fill(text)
    box(cat).press("Enter")
    expect(cat.locator(".gw-counter")).to_contain_text("/ 7")
    for count in range(2, 8):
        cat.keyboard.press("ArrowRight")
        assert step(cat) == count
        assert in_url(cat, "step") == str(count)
    reader = cells.load("gru")
    trace = reader.read(text)
    unit = int(cat.get_by_label("Unit", exact=True).input_value())
    update, candidate, before, after = (
        float(trace[name][at, unit])
        for name, at in (("update", -1), ("candidate", -1), ("cell", -2), ("cell", -1))
    )
    shown = [numbers.two(after), numbers.gate(update), numbers.two(candidate)]
    assert chips(cat) == [*shown, numbers.gate(1 - update), numbers.two(before)]
    words = cat.locator(".gw-likely li").all_inner_texts()
    expected = reader.next_words(text, k=8)
    assert [row.split("\n")[0] for row in words] == [word for word, _ in expected]
    expect(cat.locator(".gw-said")).to_contain_text("asleep")


def test_a_held_key_shows_every_step(cat: Page) -> None:
    cat.evaluate(
        """() => { const count = document.querySelector(".gw-counter b"); window.seen = [];
        new MutationObserver(() => window.seen.push(count.textContent))
            .observe(count, { childList: true, characterData: true, subtree: true }); }"""
    )
    for _ in range(10):
        cat.keyboard.down("ArrowRight")
    cat.keyboard.up("ArrowRight")
    assert cat.evaluate("window.seen") == [str(count) for count in range(2, 12)]
    assert in_url(cat, "step") == "11"
    cat.keyboard.press("Home")
    assert step(cat) == 1
    cat.keyboard.press("End")
    assert step(cat) == 11
    cat.keyboard.press("PageUp")
    assert step(cat) == 10


def test_nothing_is_drawn_anew_on_a_step(cat: Page) -> None:
    cat.evaluate(
        """() => { window.redrawn = 0; for (const name of [".gw-plot", ".gw-drawing", ".gw-values"])
        new MutationObserver((changes) => { window.redrawn += changes.length; })
            .observe(document.querySelector(name), { childList: true, subtree: true }); }"""
    )
    cat.keyboard.press("End")
    cat.wait_for_timeout(700)
    settle(cat)
    assert cat.evaluate("window.redrawn") == 0


def test_a_reload_brings_back_sentence_reader_step_and_unit(walk: Walk) -> None:
    page = walk(sentence="the dogs were hungry", reader="lstm", step="1")
    page.get_by_label("Unit", exact=True).select_option("3")
    page.keyboard.press("Escape")
    page.locator(".gw-board").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.reload()
    settle(page)
    expect(page.locator(".gw-counter")).to_have_text("3 / 4")
    assert box(page).input_value() == "the dogs were hungry"
    assert page.get_by_label("Unit", exact=True).input_value() == "3"
    expect(page.get_by_role("radio", name="LSTM")).to_be_checked()


@pytest.mark.parametrize("wait", [0, 150, 400])
def test_a_reader_chosen_right_after_a_step_stands_at_that_step(cat: Page, wait: int) -> None:
    for name in ("LSTM", "RNN", "GRU"):
        at = step(cat)
        cat.locator(".gw-board").focus()
        cat.keyboard.press("ArrowRight")
        cat.wait_for_timeout(wait)
        cat.get_by_role("radio", name=name, exact=True).click()
        cat.wait_for_timeout(wait)
        cat.keyboard.press("ArrowRight")
        expect(cat.get_by_role("radio", name=name, exact=True)).to_be_checked()
        settle(cat)
        assert (step(cat), in_url(cat, "step")) == (at + 2, str(at + 2))


def test_a_step_taken_while_a_pinned_unit_is_on_its_way_is_kept(cat: Page) -> None:
    cat.get_by_label("Unit", exact=True).select_option("3")
    for _ in range(4):
        cat.keyboard.press("Escape")
        cat.locator(".gw-board").focus()
        cat.keyboard.press("ArrowRight")
    expect(cat.locator(".gw-said")).to_contain_text("unit 3")
    settle(cat)
    assert (step(cat), in_url(cat, "step"), in_url(cat, "unit")) == (5, "5", "3")


def test_the_unit_pinned_last_stays_pinned_whatever_answers_are_late(cat: Page) -> None:
    for unit in ("3", "7", "3", "9", "5"):
        cat.get_by_label("Unit", exact=True).select_option(unit)
        cat.wait_for_timeout(60)
    expect(cat.locator(".gw-said")).to_contain_text("unit 5")
    cat.wait_for_timeout(500)
    settle(cat)
    expect(cat.locator(".gw-said")).to_contain_text("unit 5")
    assert (cat.get_by_label("Unit", exact=True).input_value(), in_url(cat, "unit")) == ("5", "5")
    box(cat).fill("the dogs were hungry")
    box(cat).press("Enter")
    expect(cat.locator(".gw-counter")).to_have_text("1 / 4")
    assert in_url(cat, "sentence") == "the dogs were hungry"


def test_a_new_sentence_starts_at_its_first_word(cat: Page) -> None:
    cat.keyboard.press("End")
    box(cat).fill("the dogs near the door were hungry and they barked")
    box(cat).press("Enter")
    expect(cat.locator(".gw-counter")).to_have_text("1 / 10")
    assert in_url(cat, "step") == "1"


def test_a_text_that_cannot_be_read_leaves_an_empty_stage_and_back_returns(cat: Page) -> None:
    box(cat).fill("  ")
    box(cat).press("Enter")
    until(cat, "new URLSearchParams(location.search).get('sentence') === '  '")
    expect(cat.locator(".gw")).to_be_hidden()
    cat.go_back()
    expect(cat.locator(".gw-counter")).to_contain_text("/ 11")
    expect(box(cat)).to_have_value(CAT)


def test_back_and_forward_bring_back_sentences(cat: Page) -> None:
    box(cat).fill("the dogs were hungry")
    box(cat).press("Enter")
    expect(cat.locator(".gw-counter")).to_contain_text("/ 4")
    cat.go_back()
    expect(cat.locator(".gw-counter")).to_contain_text("/ 11")
    expect(box(cat)).to_have_value(CAT)
    cat.go_forward()
    expect(cat.locator(".gw-counter")).to_contain_text("/ 4")
    expect(box(cat)).to_have_value("the dogs were hungry")
    cat.go_back()
    expect(cat.locator(".gw-counter")).to_contain_text("/ 11")


def test_back_keeps_reader_step_and_unit_of_then(cat: Page) -> None:
    cat.get_by_label("Unit", exact=True).select_option("3")
    expect(cat.locator(".gw-said")).to_contain_text("unit 3")
    cat.locator(".gw-board").focus()
    cat.keyboard.press("End")
    box(cat).fill("the dogs were hungry")
    box(cat).press("Enter")
    expect(cat.locator(".gw-counter")).to_have_text("1 / 4")
    cat.get_by_role("radio", name="LSTM").click()
    expect(cat.locator(".gw-gutter")).to_contain_text("forget")
    cat.go_back()
    cat.go_back()
    expect(cat.locator(".gw-counter")).to_have_text("11 / 11")
    expect(cat.get_by_role("radio", name="GRU", exact=True)).to_be_checked()
    expect(cat.get_by_label("Unit", exact=True)).to_have_value("3")


def test_back_to_another_reader_keeps_the_unit_pinned_there(walk: Walk) -> None:
    page = walk(unit="5", step="3")
    page.get_by_role("radio", name="LSTM").click()
    expect(page.locator(".gw-gutter")).to_contain_text("forget")
    page.get_by_label("Unit", exact=True).select_option("5")
    expect(page.locator(".gw-said")).to_contain_text("unit 5")
    page.go_back()
    expect(page.get_by_role("radio", name="GRU", exact=True)).to_be_checked()
    expect(page.locator(".gw-gutter")).not_to_contain_text("forget")
    page.locator(".gw.gw-awaits").wait_for(state="detached", timeout=5_000)
    expect(page.get_by_label("Unit", exact=True)).to_have_value("5")
    assert in_url(page, "unit") == "5"


def test_keys_are_left_to_whoever_has_the_focus(cat: Page) -> None:
    box(cat).click()
    for key in ("ArrowRight", "End", "Home", " ", "u", "PageDown"):
        cat.keyboard.press(key)
    assert step(cat) == 1
    cat.locator(".gw-speed input").focus()
    cat.keyboard.press("ArrowRight")
    assert step(cat) == 1
    cat.locator(".gw-board").focus()
    for key in ("Control+ArrowRight", "Shift+ArrowRight", "Alt+u"):
        cat.keyboard.press(key)
    assert step(cat) == 1
    cat.get_by_role("button", name="Next word").focus()
    cat.keyboard.press("Space")
    assert step(cat) == 2
    cat.keyboard.press("Tab")
    assert cat.evaluate("document.activeElement.getAttribute('aria-label')") == "Last word"


def click_band(page: Page, column: int, y: float) -> None:
    place = page.locator(".gw-plot").bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] * (column + 0.5) / 11, place["y"] + y)


def test_a_click_sets_the_step_and_on_an_open_row_pins_the_unit(cat: Page) -> None:
    number = cat.get_by_label("Unit", exact=True).input_value()
    click_band(cat, 4, 45)
    assert step(cat) == 5
    assert cat.get_by_label("Unit", exact=True).input_value() == number  # rows of 1 px are no aim
    cat.keyboard.press("u")
    click_band(cat, 2, 28 + 3 + 16 * 6.5)
    assert step(cat) == 3
    unit = cat.get_by_label("Unit", exact=True).input_value()
    assert in_url(cat, "unit") == unit == "7"
    expect(cat.locator(".gw-said")).to_contain_text(f"unit {unit}")
    expect(cat.locator(".gw-gutter")).to_contain_text(f"unit {unit}")
    cat.get_by_role("button", name="back to the number unit").click()
    expect(cat.get_by_label("Unit", exact=True)).to_have_value(number)
    expect(cat.locator(".gw-back")).to_be_hidden()


def test_columns_of_the_figure_meet_the_words(cat: Page) -> None:
    word = cat.locator(".gw-words text.word").nth(6).bounding_box()
    plot = cat.locator(".gw-plot .hm image").first.bounding_box()
    assert word
    assert plot
    middle = plot["x"] + plot["width"] * 6.5 / 11
    assert abs(word["x"] + word["width"] / 2 - middle) < 1.5


def test_hovering_tells_word_unit_gate_and_value(cat: Page) -> None:
    plot = cat.locator(".gw-plot").bounding_box()
    assert plot
    cat.mouse.move(plot["x"] + plot["width"] * 1.5 / 11, plot["y"] + 14)
    label = cat.locator(".gw-plot .hoverlayer")
    expect(label).to_contain_text("cat")
    expect(label).to_contain_text(re.compile(r"unit \d+"))
    expect(label).to_contain_text(re.compile(r"\d\.\d{4}"))


def test_all_units_open_and_fold_and_the_table_says_the_same(cat: Page) -> None:
    height = cat.locator(".gw-plot").evaluate("(plot) => plot.offsetHeight")
    cat.keyboard.press("u")
    cat.wait_for_timeout(300)
    assert cat.locator(".gw-plot").evaluate("(plot) => plot.offsetHeight") > 2 * height
    cat.keyboard.press("u")
    cat.get_by_role("button", name="table").click()
    unit = int(cat.get_by_label("Unit", exact=True).input_value())
    row = cat.get_by_role("dialog").get_by_role("row").nth(3).get_by_role("cell").all_inner_texts()
    reset = cells.load("gru").read(CAT)["reset"][2, unit]
    assert row[:2] == ["3", numbers.gate(float(reset))]
    cat.keyboard.press("ArrowRight")
    assert step(cat) == 1


def test_play_walks_by_itself_and_stops(cat: Page) -> None:
    cat.locator(".gw-speed input").fill("2")
    cat.get_by_role("button", name="Play").click()
    until(cat, "Number(document.querySelector('.gw-counter b').textContent) >= 4")
    cat.get_by_role("button", name="Pause").click()
    at = step(cat)
    assert at < 11
    cat.wait_for_timeout(1000)
    assert step(cat) == at


def test_hostile_text_is_shown_as_text(walk: Walk) -> None:
    page = walk(sentence=HOSTILE, step="3", fresh=True)
    words = list(cells.tokenize(HOSTILE))
    assert page.locator(".gw-words text.word").count() == len(words)
    assert page.title() != "owned"
    assert page.locator(".gw img, .gw script").count() == 0
    assert box(page).input_value() == HOSTILE
    page.get_by_role("button", name="table").click()
    shown = page.get_by_role("dialog").get_by_role("rowheader").all_inner_texts()
    assert shown == words


def test_two_thousand_words_are_stepped_through(walk: Walk) -> None:
    page = walk(step="1")
    box(page).fill(" ".join(f"w{count}" for count in range(2000)))
    box(page).press("Enter")
    expect(page.locator(".gw-counter")).to_contain_text("/ 2000")
    for key, word in (("End", "w1999"), ("ArrowLeft", "w1998"), ("Home", "w0")):
        page.keyboard.press(key)
        expect(page.locator(".gw-tab")).to_have_text(word)
        expect(page.locator(".gw-tab")).to_be_in_viewport()
        expect(page.locator(".gw-words text.word", has_text=word).first).to_be_in_viewport()


@pytest.mark.parametrize("reader", ["rnn", "gru", "lstm"])
def test_a_phone_shows_the_walk_without_scrolling_sideways(walk: Walk, reader: str) -> None:
    page = walk(sentence=CAT, reader=reader, step="8", size=PHONE)
    expect(page.locator(".gw-tab")).to_be_in_viewport()
    page.get_by_role("button", name="Next word").click()
    assert step(page) == 9
    page.get_by_role("button", name="all gates").click()
    expect(page.locator(".gw-plot .main-svg").first).to_be_visible()
    for element in (page.locator("html"), page.get_by_test_id("stMain")):
        assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0


def test_a_swipe_steps(walk: Walk) -> None:
    page = walk(sentence=CAT, step="8", size=PHONE)
    swipe = """(dx) => { const target = document.querySelector(".gw-board");
        const touch = (x) => [new Touch({ identifier: 1, target, clientX: x, clientY: 300 })];
        target.dispatchEvent(new TouchEvent("touchstart", { touches: touch(200) }));
        target.dispatchEvent(new TouchEvent("touchend", { changedTouches: touch(200 + dx) })); }"""
    page.evaluate(swipe, -80)
    assert step(page) == 9
    page.evaluate(swipe, 80)
    assert step(page) == 8
    page.evaluate(swipe, 10)
    assert step(page) == 8


def test_the_theme_of_the_app_is_that_of_the_stage(walk: Walk) -> None:
    page = walk(sentence=CAT, scheme="dark")
    ground = page.locator(".gw-transport").evaluate("(e) => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(18, 20, 23)"
    page.emulate_media(color_scheme="light")
    expect(page.locator(".gw-transport")).to_have_css("background-color", "rgb(251, 250, 247)")


def test_files_of_the_stage_are_packed_and_kept_for_ever(walk: Walk) -> None:
    cat = walk()
    loaded = cat.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    scripts = [name for name in loaded if "/assets/" in name]
    assert any(name.endswith("plotly.min.js") for name in scripts)
    for name in (scripts[0], next(n for n in scripts if n.endswith("plotly.min.js"))):
        answer = cat.request.get(name)
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"
        stale = cat.request.get(re.sub(r"/assets/\w+/", "/assets/old/", name))
        assert stale.headers["cache-control"] == "no-cache"
        assert stale.body() == answer.body()
    root = scripts[0].split("/assets/")[0]
    assert cat.request.get(f"{root}/assets/x/..%2Fapp.py").status in (400, 404)
    assert cat.request.get(f"{root}/assets/x/app.py").status == 404
