"""Any two words to compare, typed on the stage."""

import math
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import address
from views import numbers


@pytest.fixture
def page(walk: Walk) -> Page:
    """Open the form on the first sentence."""
    page = walk()
    page.get_by_label("Pair of words").select_option("other words …")
    return page


def test_two_typed_words_are_compared_by_keyboard_alone(page: Page) -> None:
    page.keyboard.type("sat")  # the first box has the focus, its word is selected
    page.keyboard.press("Tab")
    page.keyboard.type("slept")
    page.keyboard.press("Enter")
    expect(page.locator(".gw-pair li").first).to_contain_text("sat")
    expect(page.locator(".gw-gutter")).to_contain_text("slept")
    assert parse_qs(urlsplit(address(page)).query)["pair"] == ["sat/slept"]
    trace = cells.load("gru").read(CAT)
    odds = cells.load("gru").log_odds(trace, "sat", "slept")
    shown = page.locator(".gw-values .odds").all_text_contents()
    assert shown == [f"×{numbers.times(math.exp(abs(float(value))))}" for value in odds]
    expect(page.get_by_label("Pair of words")).to_have_value("sat/slept")


def test_what_is_no_pair_is_told_in_one_sentence_and_changes_nothing(page: Page) -> None:
    first, second = (page.get_by_role("dialog").get_by_role("textbox").nth(i) for i in (0, 1))
    for words, said in {
        ("was", ""): "Type a word into both boxes.",
        ("was", "WAS"): "These are the same word: type two different ones.",
        ("was", "it's"): "“it's” is not read as one word: type one such as was.",
        ("was", "has been"): "“has been” is more than one word: type a single word into each box.",
        ("<b>was</b>", "were"): "“<b>was</b>” is not read as one word: type one such as was.",
    }.items():
        first.fill(words[0])
        second.fill(words[1])
        second.press("Enter")
        expect(page.get_by_role("alert")).to_have_text(said)
    assert parse_qs(urlsplit(address(page)).query)["pair"] == ["was/were"]
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Pair of words")).to_have_value("was/were")
