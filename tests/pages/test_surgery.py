"""Surgery on the stage: a gate is forced by a drag or in a dialog, and all tell the truth."""

import math
import re
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Page, expect

import cells
from tests.pages.panel import Walk
from tests.pages.test_axe import RULES, in_both_schemes, violations
from tests.visits import PHONE, Visits, address, until
from views import cuts, numbers

CAT = "the cat, which already ate the apples, was full"


def drawn(page: Page) -> Page:
    until(page, "document.querySelectorAll('.gw-words text').length > 0")
    return page


def cut(page: Page) -> str:
    """Return what the link says of surgery."""
    return parse_qs(urlsplit(address(page)).query).get("cut", [""])[0]


def drag(page: Page, quantity: int, first: int, last: int) -> None:
    """Drag over words, from 0, in the pinned unit's row of a band, from 0."""
    box = page.locator(".gw-sheet").bounding_box()
    rows = page.locator(".gw-values .value").nth(11 * quantity).bounding_box()
    column = page.locator(".gw-outline").evaluate("(e) => e.getBoundingClientRect().width")
    assert box is not None
    assert rows is not None
    y = rows["y"] + rows["height"] / 2
    page.mouse.move(box["x"] + (first + 0.5) * column, y)
    page.mouse.down()
    page.mouse.move(box["x"] + (last + 0.4) * column, y, steps=4)
    page.mouse.up()


def odds(page: Page, text: str) -> None:
    """Expect the verdicts that the library gives under the surgery of a link."""
    reader = cells.load("gru")
    trace = reader.read(CAT, cuts.parse(text)[0])
    ratios = [math.exp(abs(float(value))) for value in reader.log_odds(trace, "was", "were")]
    shown = [f"×{numbers.times(ratio).replace(',', '')}" for ratio in ratios]
    expect(page.locator(".gw-values .odds")).to_have_text(shown)


def tells_the_truth(page: Page) -> None:
    """Expect a gate forced shut at "cat", the second word, to be told wherever it is shown."""
    expect(page.locator(".gw-drawing .post.forced")).to_have_count(2)
    expect(page.locator(".gw-values .hatch")).to_have_count(1)
    expect(page.locator(".gw-values .note", has_text="forced out")).to_have_count(1)
    expect(page.locator(".gw-values .story", has_text="your change")).to_have_count(1)
    expect(page.locator(".twin-label")).to_have_text("same sentence, left alone")
    assert page.locator(".gw-drawing .bar.was").count() > 5
    expect(page.locator(".gw-said")).to_contain_text("is forced shut at “cat”")
    expect(page.locator(".gw-gates")).to_contain_text("its equation is set aside here")
    expect(page.locator(".gw-memory .gw-chip.forced").first).to_have_text("0.00")

    page.keyboard.press("w")
    own = float(cells.load("gru").read(CAT)["update"][1, 0])
    expect(page.locator(".gw-why")).to_contain_text("Because it is forced shut")
    expect(page.locator(".gw-sum")).to_have_text(re.compile(f"= {numbers.gate(own)}$"))
    page.keyboard.press("Escape")

    page.keyboard.press("x")
    after, before = (
        cells.load("gru").read(CAT, surgery)["cell"][1, 0]
        for surgery in (cuts.parse(cut(page))[0], ())
    )
    expect(page.locator(".gw-gutter")).to_contain_text("after your change")
    expect(page.locator(".gw-values .value").nth(11 * 3 + 1)).to_have_text(
        numbers.two(float(after - before))
    )
    page.keyboard.press("x")


def test_a_drag_forces_a_gate_and_the_verdict_turns(walk: Walk) -> None:
    page = walk(fresh=True, step="2")
    held, strip = page.locator(".gw-values .held"), page.get_by_role("region", name="Surgery")
    expect(strip).to_be_hidden()
    expect(held).to_have_count(0)

    drag(page, 1, 1, 1)
    dialog = page.get_by_role("dialog", name="Surgery")
    expect(dialog.get_by_label("from word")).to_have_value("2")
    expect(dialog).to_contain_text("“cat”")
    dialog.get_by_role("button", name="shut", exact=True).click()
    expect(held).to_have_count(1)
    assert cut(page) == "update:2:0:shut"
    odds(page, "update:2:0:shut")
    tells_the_truth(page)
    assert in_both_schemes(page) == []

    page.keyboard.press("Control+z")
    expect(held).to_have_count(0)
    assert cut(page) == ""
    odds(page, "")
    page.keyboard.press("Control+Shift+z")
    expect(held).to_have_count(1)
    page.go_back()
    expect(held).to_have_count(0)
    page.go_forward()
    expect(held).to_have_count(1)
    page.reload()
    drawn(page)
    expect(held).to_have_count(1)
    odds(page, "update:2:0:shut")

    box = page.get_by_role("textbox").first
    box.fill("the cats were")
    box.press("Control+z")  # the box keeps its own undo
    assert cut(page) == "update:2:0:shut"
    box.fill("cats")
    box.press("Enter")
    warned = "This sentence has 1 word: what was changed beyond its end was taken back."
    expect(page.get_by_test_id("stAlert")).to_have_text(warned)
    expect(strip).to_be_hidden()
    assert cut(page) == ""


def test_the_dialog_does_it_by_keyboard_on_a_phone_and_a_bad_link_is_mended(
    open_page: Visits, walk: Walk
) -> None:
    hostile = "~".join(["x<b>:1", "update:99:0:open", "update:8:0:open", *["silence:9:9"] * 3000])
    page = drawn(open_page(f"/?{urlencode({'step': '8', 'cut': hostile})}", size=PHONE))
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("it has 3,003 changes, of which the first 24 are kept")
    expect(alert).to_contain_text("1 of them is not written such as")
    expect(alert).to_contain_text("This sentence has 11 words")
    until(page, "location.search.includes('cut=update:8:0:open~silence:9:9')")
    page = walk(PHONE, cut="update:8:0:open")
    expect(page.get_by_role("region", name="Surgery")).to_contain_text(
        "update gate of unit 0 forced open at “apples”"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    page.keyboard.press("s")
    dialog = page.get_by_role("dialog", name="Surgery")
    assert violations(page, "dialog.gw-operation", RULES) == []
    dialog.get_by_label("Applied to").select_option("carriers")
    dialog.get_by_label("to word").fill("99")
    dialog.get_by_role("button", name="open", exact=True).press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Words here are 1 to 11")
    dialog.get_by_label("to word").fill("9")
    dialog.get_by_label("Value from 0 to 1").fill("0.25")
    dialog.get_by_role("button", name="hold at").press("Enter")
    expect(dialog).to_be_hidden()
    until(page, "location.search.includes('cut=update:8-9:0-1:0.25&')")
    odds(page, "update:8-9:0-1:0.25")

    page.keyboard.press("s")
    dialog.get_by_role("button", name="memory").press("Enter")
    dialog.get_by_role("button", name="silence").press("Enter")
    expect(page.locator(".gw-values .note", has_text="silenced")).to_have_count(1)
    assert cut(page) == "update:8-9:0-1:0.25~silence:8:0"
    page.keyboard.press("r")
    expect(page.get_by_role("region", name="Surgery")).to_contain_text("Left alone again")
    assert cut(page) == ""
    odds(page, "")


def test_no_number_is_cut_at_the_edge_where_a_verdict_has_turned(walk: Walk) -> None:
    sentence = "the violinists whom the old mayor of the town invited were late"
    page = walk(sentence=sentence, step="6", cut="update:6:0:open")
    edge = page.locator(".gw-values").evaluate("(e) => e.getBoundingClientRect().right")
    ends = page.locator(".gw-values .odds").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().right)"
    )
    assert max(ends) <= edge
