"""Two walks beside each other in a real browser: one cursor, true differences, a link for both."""

from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import cells
from tests.pages.panel import CAT, ran
from tests.pages.test_axe import in_both_schemes
from tests.pages.test_screens import overlaps
from tests.views.test_duet import opened as unpacked
from tests.visits import PHONE, Visits, address, settle, until
from views import cuts, numbers
from views.questions import QUESTIONS, Question

CATS = "the cats, which already ate the apples, was full"
HOSTILE = "<img src=x onerror=alert(1)> the dogs"


def drawn(page: Page) -> Page:
    until(page, "document.querySelectorAll('.gw-half .gw-words text').length > 1")
    return page


def heights(half: Locator) -> list[float]:
    """Return how high the bars of the verdicts are, in px of the drawing."""
    found: list[float] = half.locator("rect.bar.first, rect.bar.second").evaluate_all(
        "(all) => all.map((e) => e.getBBox().height)"
    )
    return found


def in_url(page: Page, name: str) -> str:
    return parse_qs(urlsplit(address(page)).query).get(name, [""])[0]


def words(page: Page, side: int) -> list[str]:
    return page.locator(".gw-half").nth(side).locator(".gw-words .word").all_text_contents()


def row(page: Page, at: int) -> list[str]:
    return page.locator(".gw-opposites tbody tr").nth(at).locator("td").all_inner_texts()


def test_one_cursor_walks_two_sentences_two_readers_and_two_surgeries(open_page: Visits) -> None:
    # Streamlit asks for its health below the page's own address first, and then at the root.
    page = open_page("/?step=2", tolerate=["404.*_stcore"])
    page.locator(".gw-counter").wait_for()
    page.get_by_role("link", name="Compare").click()
    drawn(page)
    assert (words(page, 0)[1], words(page, 1)[1]) == ("cat", "cats")  # the walk and its twin
    for half in page.locator(".gw-half").all():
        assert overlaps(half.locator(".gw-gutter text")) == []
        assert max(heights(half)) > 20  # of the 36 that a bar has at most
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("2")
    reader = cells.load("gru")
    cat, cats = reader.read(CAT), reader.read(CATS)
    here = [float(trace["cell"][1, 0]) for trace in (cat, cats)]
    assert row(page, 3)[:2] == [numbers.two(value) for value in here]
    far = np.abs(cats["cell"] - cat["cell"]).mean(axis=0)
    ranked = page.locator(".gw-ranking li").all_inner_texts()
    assert [int(text.split()[1]) for text in ranked[:3]] == list(np.argsort(-far)[:3])
    page.locator(".gw-ranking button").nth(1).click()
    until(page, "location.search.includes('unit=')")
    expect(page.locator(".gw-half small").last).to_have_text(f"unit {np.argsort(-far)[1]}")
    expect(page.locator(".gw-counter b")).to_have_text("2")

    page.get_by_role("button", name="without Γr").click()
    expect(page.locator(".gw-contrast")).to_contain_text("Not the same, though Γr = 1")
    assert in_url(page, "cut2") == "reset:all:all:open"
    page.keyboard.press("End")
    expect(page.locator(".gw-counter b")).to_have_text("11")
    until(page, "location.search.includes('step=11')")
    page.reload()
    settle(page)
    expect(drawn(page).locator(".gw-counter b")).to_have_text("11")
    page.get_by_role("button", name="GRU or LSTM").click()
    expect(page.locator(".gw-contrast")).not_to_contain_text("Not the same")
    expect(page.locator(".gw-contrast")).to_contain_text("those that carry number and food")
    page.go_back()
    expect(page.locator(".gw-contrast")).to_contain_text("Not the same, though Γr = 1")
    expect(page.get_by_role("combobox", name="Reader A")).to_have_value("simple GRU")


def _script() -> None:
    from pages import compare

    compare.page()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.label)
def test_a_question_of_a_course_is_one_choice_away(question: Question) -> None:
    app = ran(_script, sentence="the dogs were", step="2")
    app.selectbox(key="compare_question").set_value(question).run()
    assert not app.exception
    (stage,) = (element for element in app.main if element.type == "bidi_component")
    told = unpacked(stage.proto.bytes)[0]["told"]
    assert any(sentence.endswith(question.why) for sentence in told)
    assert app.query_params["reader"] == app.query_params["reader2"] == question.reader
    assert app.query_params.get("cut2", "") == cuts.write(question.surgery)


def test_what_is_typed_is_text_and_what_cannot_be_read_is_told(open_page: Visits) -> None:
    link = f"/side-by-side?sentence=the+dogs&sentence2={quote(HOSTILE)}"
    page = drawn(
        open_page(f"{link}&cut2=nonsense&reader2=nobody&step=99", tolerate=["404.*_stcore"])
    )
    assert words(page, 1) == list(cells.tokenize(HOSTILE))
    assert page.locator(".gw img").count() == 0
    said = page.get_by_test_id("stAlert")
    expect(said).to_contain_text("There is no reader of the name in this link")
    expect(said).to_contain_text("not written such as")
    expect(page.locator(".gw-waiting")).to_have_count(0)
    page.keyboard.press("Home")
    expect(page.locator(".gw-waiting")).to_have_count(1)  # A has no word for B's first
    box = page.get_by_role("textbox", name="Sentence B")
    box.fill("  ")
    box.press("Enter")
    expect(said).to_contain_text("no word")
    page.set_viewport_size(PHONE)
    box.fill("the dogs were")
    box.press("Enter")
    drawn(page)
    assert in_both_schemes(page) == []
    for element in (page.locator("html"), page.get_by_test_id("stMain")):
        assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
