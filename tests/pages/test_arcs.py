"""Arcs over the words: where today's memory comes from, at every step, in its own room."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import PROJECTOR, address, until

LEAST, WHOLE, THINNEST = 0.03, 12, 1.5
BY_CAT = "Memory written by “cat” 98 %, the comma 2 %"
# Of every arc: the columns, from 0, that it begins and ends in, its width and whether it wrote up.
ARCS = """() => {
    const column = document.querySelector(".gw-outline").offsetWidth;
    const scale = document.querySelector(".gw-arcs").getBoundingClientRect().width
        / document.querySelector(".gw-arcs").viewBox.baseVal.width;
    const at = (point) => Math.floor((point.x * scale) / column);
    return [...document.querySelectorAll(".gw-arcs path")].filter((path) => path.getAttribute("d"))
        .map((path) => [at(path.getPointAtLength(0)),
            at(path.getPointAtLength(path.getTotalLength())),
            Number(path.getAttribute("stroke-width")), path.classList.contains("first")]); }"""
# Where all that does not move is, and whether the label lies over the arcs and within the columns.
LAYOUT = """() => {
    const box = (at) => document.querySelector(at).getBoundingClientRect();
    const [label, sheet] = [box(".arc-label"), box(".gw-sheet")];
    const tab = box(".gw-tab");
    const still = [".gw-words", ".gw-drawing", ".gw-memory", ".gw-choice", ".gw-expected"]
        .map((at) => [box(at).top, box(at).height]);
    return [still, label.left >= sheet.left && label.right <= sheet.right
        && label.bottom < tab.top && label.top > sheet.top - 3]; }"""


def drawn(page: Page) -> list[tuple[int, int, float, bool]]:
    return [tuple(arc) for arc in page.evaluate(ARCS)]


def wanted(reader: str, text: str, step: int) -> list[tuple[int, int, Any, bool]]:
    row = cells.provenance(cells.load(reader).read(text), step)[:, 0]
    shares = np.abs(row) / np.abs(row).sum()
    return [
        (
            int(at),
            step,
            pytest.approx(max(WHOLE * shares[at], THINNEST), abs=0.01),
            bool(row[at] > 0),
        )
        for at in reversed(np.flatnonzero(shares >= LEAST))
    ]


def test_arcs_come_from_the_words_that_wrote_and_nothing_moves_for_them(walk: Walk) -> None:
    dogs = "the cat was full and the dogs were hungry"
    page = walk(sentence=dogs, reader="lstm-1997", step="1")
    layout, found = [], []
    for step in range(9):
        expect(page.locator(".gw-counter b")).to_have_text(str(step + 1))
        assert drawn(page) == wanted("lstm-1997", dogs, step)
        layout.append(page.evaluate(LAYOUT))
        found.append(page.locator(".arc-label").text_content())
        page.keyboard.press("ArrowRight")
    places, within = zip(*layout, strict=True)
    np.testing.assert_allclose(places, [places[0]] * 9, atol=0.5)  # px
    assert all(within)
    assert found[1:3] == ["cat >99 %", "cat 72 %"]
    expect(page.locator(".gw-written")).to_contain_text("against")
    for reader, sentence in (("lstm", "“cat” 99 %, all"), ("rnn", "“was” itself"), ("gru", BY_CAT)):
        page = walk(reader=reader, step="10")
        expect(page.locator(".gw-written")).to_contain_text(sentence)
        assert drawn(page) == wanted(reader, CAT, 9)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-live")).to_contain_text(BY_CAT)


def test_a_hides_them_and_low_windows_and_phones_have_the_sentence_alone(walk: Walk) -> None:
    page = walk(step="10")
    tall = page.locator(".gw-heads").evaluate("(heads) => heads.offsetHeight")
    page.keyboard.press("a")
    assert drawn(page) == []
    assert page.locator(".gw-heads").evaluate("(heads) => heads.offsetHeight") < tall
    expect(page.locator(".gw-written")).to_be_hidden()
    assert parse_qs(urlsplit(address(page)).query)["hide"] == ["arcs"]
    page.get_by_role("button", name="view").click()
    page.get_by_role("switch", name="what wrote the memory").click()
    page.keyboard.press("Escape")
    assert len(drawn(page)) == 1
    for width, height in ((1024, 600), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        until(page, "!document.querySelector('.gw-arcs path').getAttribute('d')")
        expect(page.locator(".gw-written")).to_have_text(BY_CAT)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.set_viewport_size(PROJECTOR)
        until(page, "document.querySelector('.gw-arcs path').getAttribute('d')")
