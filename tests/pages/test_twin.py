"""The twin on the stage: a second reading as a dotted line, named, hidden, and in the table."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import address, until
from views import numbers

CATS = "the cats, which already ate the apples, was full"


def height(page: Page, part: str) -> float:
    """Return where a drawn part is at the end of the columns, in units of the drawing."""
    found: float = page.locator(part).last.evaluate(
        "(path) => path.getPointAtLength(path.getTotalLength() - 1).y"
    )
    return found


def test_the_line_is_at_the_height_of_the_memory_of_the_other_sentence(walk: Walk) -> None:
    page = walk()
    zero, top = (
        page.locator(part).first.evaluate("(line) => line.getBBox().y")
        for part in (".zero", ".road")
    )
    cell = cells.load("gru").read(CATS)["cell"][:, 0]
    width = page.locator(".gw-drawing .road").last.evaluate("(road) => road.getBBox().height")
    end = page.locator(".gw-gutter .label", has_text="plural").evaluate("(e) => e.getBBox().y")
    assert top < zero < end
    high = page.locator(".gw-gutter .label", has_text="singular").evaluate("(e) => e.getBBox().y")
    reach = (end - high) / 2
    assert height(page, ".twin") == pytest.approx(zero - float(cell[-1]) * reach, abs=width / 20)
    start = page.locator(".twin").evaluate("(path) => path.getPointAtLength(0).x")
    column = page.locator(".gw-outline").evaluate("(e) => e.offsetWidth")
    assert start == pytest.approx(column, abs=1)  # from "cats" on they differ
    expect(page.locator(".twin-label")).to_have_text(f"same unit, “{CATS}”")


def test_t_and_the_menu_hide_it_and_the_link_remembers(walk: Walk) -> None:
    page = walk()
    expect(page.locator(".twin")).to_have_count(1)
    page.keyboard.press("t")
    expect(page.locator(".twin")).to_have_count(0)
    assert parse_qs(urlsplit(address(page)).query)["hide"] == ["twin"]
    page.reload()
    until(page, "document.querySelectorAll('.gw-words text').length > 0")
    expect(page.locator(".twin")).to_have_count(0)
    page.get_by_role("button", name="view").click()
    menu = page.get_by_role("dialog", name="View")
    expect(menu).to_contain_text(CATS)
    menu.get_by_role("switch", name="twin").click()
    expect(page.locator(".twin")).to_have_count(1)
    assert "hide" not in page.url


def test_the_table_has_the_memory_of_the_twin_and_every_unit_of_every_band(walk: Walk) -> None:
    page = walk()
    page.get_by_role("button", name="table").click()
    table = page.get_by_role("dialog", name="Numbers")
    reader = cells.load("gru")
    heads = table.get_by_role("columnheader").all_inner_texts()
    column = next(i for i, head in enumerate(heads) if "twin" in head)
    last = table.get_by_role("row").last.locator("td, th").all_inner_texts()
    assert last[column] == numbers.two(float(reader.read(CATS)["cell"][-1, 0]))
    choice = table.get_by_label("What the table shows")
    trace = reader.read(CAT)
    for band in ("reset", "update", "candidate", "cell"):
        choice.select_option(band)
        row = table.get_by_role("row").nth(2).get_by_role("cell").all_inner_texts()
        write = numbers.gate if band in ("reset", "update") else numbers.two
        assert row[1:] == [write(float(value)) for value in trace[band][1]]
    heads = table.get_by_role("columnheader").all_inner_texts()
    assert heads[2:5] == ["0 · number", "1 · food", "2"]


def test_a_sentence_without_a_twin_says_so(walk: Walk) -> None:
    page = walk(sentence="he was here")
    expect(page.locator(".twin")).to_have_count(0)
    page.get_by_role("button", name="view").click()
    menu = page.get_by_role("dialog", name="View")
    expect(menu.get_by_role("switch", name="twin")).to_be_disabled()
    expect(menu).to_contain_text("No noun of this sentence")
