"""Why a gate stands where it stands, asked in a real browser."""

import math
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cells.notation import symbols
from tests.pages.panel import Walk, choose, told
from tests.visits import PHONE
from views.causes import causes, sources
from views.conventions import number, value
from views.reading import Reading


def parts(page: Page, kind: str) -> list[float]:
    texts = page.locator(f".gw-{kind} .gw-number").all_inner_texts()
    return [float(text.replace("−", "-")) for text in texts]


@pytest.mark.parametrize(
    ("reader", "asked"),
    [
        ("gru", ["update ng", "update cho", "reset torch", "candidate keras"]),
        ("lstm", ["forget torch", "output ng", "candidate slides"]),
        ("rnn", ["candidate ng"]),
    ],
)
def test_a_click_on_a_number_tells_its_parts_and_sources(
    walk: Walk, reader: str, asked: list[str]
) -> None:
    page = walk(reader=reader)
    for quantity, convention in (each.split() for each in asked):
        choose(page, convention)
        page.locator(f".gw-gates [data-why={quantity}]").click()
        check_cause(page, told(reader), quantity, convention)
        page.keyboard.press("Escape")


def check_cause(page: Page, reading: Reading, quantity: str, convention: str) -> None:
    """Hold three steps of an answer to why against what Python computes."""
    cause, trace = causes(reading, 0)[quantity], reading.trace
    symbol = symbols(trace.wiring, convention)[quantity]
    sign = -1 if symbol.complement else 1
    for step in (int(page.locator(".gw-counter b").inner_text()) - 1 for _ in range(2)):
        added = [sign * float(p) for p in (cause.word[step], cause.memory[step], cause.bias)]
        assert parts(page, "parts") == pytest.approx(added, abs=0.00501)
        terms = sign * sources(trace, quantity, cause, step)
        largest = sorted(range(reading.units), key=lambda k: -abs(terms[k]))[:5]
        rows = page.locator(".gw-sources .gw-candidate").all_inner_texts()
        assert rows == [*(f"unit {k}" for k in largest), "27 others"]
        rest = terms.sum() - terms[largest].sum()
        assert parts(page, "sources") == pytest.approx([*terms[largest], rest], abs=0.0052)
        assert sum(parts(page, "sources")) == pytest.approx(parts(page, "parts")[1], abs=0.04)
        total = page.locator(".gw-sum").inner_text()
        inside = float(re.findall(r"\(([^()]*)\)", total)[-1].replace("−", "-"))
        squashed = math.tanh(inside) if quantity == "candidate" else 1 / (1 + math.exp(-inside))
        assert squashed == pytest.approx(value(trace, symbol, quantity, 0, step), abs=0.01)
        assert total.endswith(f"= {number(trace, symbol, quantity, 0, step)}")
        page.keyboard.press("ArrowRight")


def test_the_factors_of_a_source_give_its_term(walk: Walk) -> None:
    page = walk()
    page.locator(".gw-gates [data-why=candidate]").click()
    for row in page.locator(".gw-sources li").all()[:5]:
        factors = row.locator(".gw-factors").inner_text().replace("−", "-").split(" · ")
        assert len(factors) == 3  # weight, reset gate, memory
        term = float(row.locator(".gw-number").inner_text().replace("−", "-"))
        assert math.prod(map(float, factors)) == pytest.approx(term, abs=0.05)


def test_why_works_by_keyboard_follows_the_step_and_gives_the_focus_back(walk: Walk) -> None:
    page = walk()
    chip = page.locator(".gw-memory [data-why=candidate]")
    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-expanded", "true")
    heading = page.get_by_role("region", name="Why").get_by_role("heading").first
    at = heading.inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".gw-counter b")).to_have_text("7")
    assert heading.inner_text() != at
    expect(chip).to_be_focused()
    page.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gw-why")).to_be_hidden()
    expect(chip).to_be_focused()
    page.keyboard.press("w")
    expect(heading).to_contain_text("update gate")
    page.keyboard.press("Escape")
    expect(page.locator(".gw-why")).to_be_hidden()
    expect(page.locator(".gw-expected")).to_be_visible()


def test_another_unit_and_a_cell_without_that_gate_are_never_shown_old_causes(walk: Walk) -> None:
    page = walk(reader="lstm")
    page.locator(".gw-gates [data-why=forget]").click()
    page.get_by_label("Unit", exact=True).select_option("3")
    expect(page.locator(".gw-said")).to_contain_text("unit 3")
    cause = causes(told("lstm"), 3)["forget"]
    assert parts(page, "parts")[2] == pytest.approx(cause.bias, abs=0.00501)
    page.get_by_role("radio", name="RNN").click()
    expect(page.locator(".gw-said")).to_contain_text("No gate guards")
    expect(page.locator(".gw-why")).to_be_hidden()


def box(place: Locator) -> tuple[float, float]:
    found = place.bounding_box()
    assert found
    return found["y"], found["y"] + found["height"]


def test_on_a_phone_why_is_within_a_thumbs_reach(walk: Walk) -> None:
    page = walk(PHONE, notation="slides")
    page.locator(".gw-memory [data-why=update]").first.tap()
    expect(page.locator(".gw-why")).to_be_in_viewport()
    for button in page.locator(".gw-panel button:visible").all():
        top, bottom = box(button)
        assert bottom - top >= 43.9
    assert page.locator("html").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
