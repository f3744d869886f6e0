"""Predict, then reveal: questions of any sentence, answered by keys and clicks."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.pages.test_axe import in_both_schemes
from tests.visits import PHONE, address
from views.asked import Asked
from views.quiz import quiz
from views.reading import read

OTHER = "the keys to the cabinet were rusty"


def asked(reader: str, text: str = CAT, unit: int = 0) -> dict[int, Asked]:
    reading = read(cells.load(reader), text, ("was", "were"))
    return {each.step + 1: each for each in quiz(reading, unit)}


def plain(text: str) -> str:
    """Return a text as a locator gives it: no index of a symbol stands apart."""
    return re.sub(r"\s", " ", text)


def stands(page: Page, word: int) -> None:
    expect(page.locator(".gw-counter b")).to_have_text(str(word))


def predict(page: Page) -> Locator:
    return page.get_by_role("region", name="Predict")


def option(each: Asked, answer: int) -> re.Pattern[str]:
    return re.compile(re.escape(each.options[answer]))


def test_questions_of_a_sentence_are_answered_by_keys_alone(walk: Walk) -> None:
    found = asked("gru")
    page = walk(step="1", fresh=True)
    box = predict(page)
    expect(box).to_be_hidden()
    page.locator(".gw-board").focus()
    page.keyboard.press("q")  # covers, and asks
    right = 0
    for count, (word, each) in enumerate(sorted(found.items()), start=1):
        stands(page, word)
        expect(box).to_contain_text(each.as_dict()["text"])
        for number, text in enumerate(each.options, start=1):
            expect(box.locator("button:not([hidden]) kbd").nth(number - 1)).to_have_text(
                str(number)
            )
            expect(box.get_by_role("button", name=text).first).to_be_enabled()
        answer = each.answer if count != 2 else 1 - each.answer
        right += answer == each.answer
        page.keyboard.press(str(answer + 1))
        stands(page, each.reveals + 1)
        said = box.get_by_role("status")
        expect(said).to_contain_text("Right." if answer == each.answer else "No.")
        expect(said).to_contain_text(plain(each.as_dict()["why"])[-30:])
        expect(box).to_contain_text(f"{right} of {count} right")
        expect(box.locator("button.right")).to_contain_text(each.options[each.answer])
        page.keyboard.press("1")  # an answer counts once
        page.keyboard.press("q")
    expect(box).to_contain_text("all answered")
    expect(box).to_contain_text(f"{right} of {len(found)} right")
    page.keyboard.press("End")
    expect(box).to_contain_text("Every question about this unit in this sentence is answered.")

    # The score lasts over sentences, and when the page is loaded again.
    sentence = page.get_by_role("textbox", name="Your sentence")
    sentence.fill(OTHER)
    sentence.press("Enter")
    expect(page.locator(".gw-words text", has_text="keys")).to_be_visible()
    expect(box).to_contain_text(f"{right} of {len(found)} right")
    page.reload()
    page.locator(".gw-counter").wait_for()
    expect(box).to_contain_text(f"{right} of {len(found)} right")
    assert in_both_schemes(page) == []
    box.get_by_role("button", name="Reset the score").click()
    expect(box).not_to_contain_text(f"of {len(found)} right")


def test_a_link_opens_on_the_very_question_and_a_click_answers_it(walk: Walk) -> None:
    word, each = next(
        (word, each) for word, each in asked("lstm").items() if len(each.options) == 4
    )
    page = walk(reader="lstm", step=str(word), screen="projector")
    box = predict(page)
    expect(box).to_contain_text(each.as_dict()["text"])
    box.get_by_role("button", name="Link to this question").click()
    link = page.get_by_label("Link to this question").last.input_value()
    fields = parse_qs(urlsplit(link).query)
    assert fields["screen"] == ["cover"]
    assert fields["step"] == [str(word)]
    assert fields["unit"] == ["0"]
    page.keyboard.press("Escape")
    page.goto(link)
    page.locator(".gw-counter").wait_for()
    expect(box).to_contain_text(each.as_dict()["text"])
    box.get_by_role("button", name=option(each, each.answer)).click()
    stands(page, each.reveals + 1)
    expect(box).to_contain_text("Right.")
    expect(box.get_by_role("button", name="next question")).to_be_focused()
    page.locator(".gw-board").focus()
    page.keyboard.press("ArrowLeft")
    expect(box).not_to_contain_text("Right.")
    box.get_by_role("button", name="Reset the score").click()

    # Another notation says the same otherwise; a cell without gates is asked other things.
    gate = next(word for word, each in asked("gru").items() if each.kind == "update")
    page = walk(reader="gru", step=str(gate), screen="cover", notation="cho")
    box = predict(page)
    page.keyboard.press("2")
    expect(box.get_by_role("status")).to_contain_text("it keeps z")
    box.get_by_role("button", name="Reset the score").click()
    without = asked("rnn")
    page = walk(reader="rnn", step=str(min(without)), screen="cover")
    box = predict(page)
    expect(box).to_contain_text(without[min(without)].as_dict()["text"])
    assert {each.kind for each in without.values()} == {"verdict", "writer"}
    page = walk(PHONE, step=str(word), reader="lstm", screen="cover")
    box = predict(page)
    box.get_by_role("button", name=option(each, each.answer)).tap()
    stands(page, each.reveals + 1)
    expect(box.get_by_role("button", name="next question")).to_be_in_viewport(ratio=1)
    assert page.locator("html").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
    for button in box.get_by_role("button").all():
        size = button.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 44
        assert size["x"] + size["width"] <= PHONE["width"]
    box.get_by_role("button", name="Reset the score").tap()
    assert "step=" in address(page)
