"""The ten lessons as one takes them who has a keyboard alone, from the first word to the last."""

import re

import pytest
from playwright.sync_api import Page, expect

import cells
from tests.pages.test_axe import RULES, violations
from tests.visits import PHONE, PROJECTOR, Scheme, Visits, until
from views import scenes
from views.filling import Filling
from views.lessons import Lesson, Part
from views.worksheets import document
from web import lessons

EVERY = lessons.every()
VISITS: list[tuple[Scheme, tuple[Lesson, ...]]] = [
    ("light", EVERY[:3]),
    ("dark", EVERY[3:5]),
    ("light", EVERY[5:8]),
    ("dark", EVERY[8:]),
]
SIZES = (PROJECTOR, PHONE)
ON = ".st-key-lesson_on button, .st-key-lesson_next button"
ANSWER = ".st-key-lesson_answer_{} button"
MOST_TABS = 40
SHEETS = ("update-gate", "invent-your-own")  # the longest ones

READY = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app.dataset.testScriptState === "notRunning"
        && !document.querySelector(".st-key-lesson [data-stale=true]"); }"""
FOCUS = """() => {
    const found = document.activeElement, box = found.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(found);
    const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    const marked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return found !== document.body && seen && marked; }"""
TOO_WIDE = "(e) => e.scrollWidth - e.clientWidth"


def scene(part: Part) -> Filling:
    reader = cells.load(part.reader)
    return scenes.filling(reader, scenes.reading(reader, part), part)


def told(text: str) -> list[str]:
    """Return what a text says between its formulas, as it is read."""
    return [
        " ".join(re.sub(r"\*|`", "", piece).split())
        for piece in re.split(r"\$[^$]*\$", text)
        if piece.strip()
    ]


def reach(page: Page, selector: str) -> None:
    """Go to an element by Tab, seeing on the way where one is."""
    for _ in range(MOST_TABS):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} was not reached by {MOST_TABS} times Tab")


def take(page: Page, part: Part) -> None:
    """Take one part: read it, answer what it asks, and find the focus where it can be seen."""
    found = scene(part)
    band = page.locator(".st-key-lesson")
    expect(band.get_by_role("heading")).to_have_text(part.heading)
    for piece in told(found.text(part.text)):
        expect(band).to_contain_text(piece)
    until(page, READY)
    if asked := scenes.question(found, part):
        expect(band).to_contain_text(asked.ask)
        chosen = part.heading.count("e") % len(asked.answers)  # now right, now wrong
        reach(page, ANSWER.format(chosen))
        assert page.evaluate(FOCUS)
        page.keyboard.press("Enter")
        expect(band).to_contain_text(asked.why)
        assert ("Right." in band.inner_text()) == (chosen == asked.right)
        until(page, READY)
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("html").evaluate(TOO_WIDE) == 0


@pytest.mark.parametrize(("scheme", "some"), VISITS)
def test_all_lessons_are_walked_by_keyboard_alone(
    open_page: Visits, scheme: Scheme, some: tuple[Lesson, ...]
) -> None:
    link = f"/?lesson={some[0].slug}.1"
    page = open_page(link, scheme=scheme, tolerate=["404.*_stcore"])
    page.locator(".gw-transport").wait_for()
    for lesson in some:
        page.set_viewport_size(SIZES[lesson.order % 2])
        for number, part in enumerate(lesson.parts):
            take(page, part)
            if part == lesson.parts[-1]:
                step_back(page)
                assert violations(page, ".st-key-lesson", RULES) == []
            if (lesson, part) != (EVERY[-1], EVERY[-1].parts[-1]):
                reach(page, ON)
                assert page.evaluate(FOCUS)
                page.keyboard.press("Enter" if number % 2 else "Space")
    if some[-1] == EVERY[-1]:
        reach(page, ".st-key-lesson_leave button")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Lessons", exact=True)).to_be_visible()
    for lesson in some:
        if lesson.slug in SHEETS:
            prints(page, lesson)


def test_the_visits_leave_no_lesson_out() -> None:
    assert tuple(lesson for _, some in VISITS for lesson in some) == EVERY
    assert {lesson.slug for lesson in EVERY} >= set(SHEETS)


def step_back(page: Page) -> None:
    """Expect the arrow keys to step on the stage, wherever the focus is."""
    before = page.locator(".gw-counter b").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".gw-counter b")).not_to_have_text(before)


def prints(page: Page, lesson: Lesson) -> None:
    """Expect a worksheet to come out on few pages of either kind, none of it cut off."""
    made = document(lesson, [scene(part) for part in lesson.parts])
    for paper in ("A4", "Letter"):
        page.set_content(made)
        whole = pages(page, paper)
        page.locator(".answers").evaluate("(e) => e.remove()")
        questions = pages(page, paper)
        assert 1 <= questions <= 2
        assert whole == questions + 1, "the answers have one page of their own"
        page.emulate_media(media="print", color_scheme="light")
        page.set_viewport_size({"width": 660, "height": 900})  # less than either paper has
        assert page.locator("html").evaluate(TOO_WIDE) == 0
        assert page.locator(".screen").is_hidden()
        page.emulate_media(media="screen")


def pages(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper)))
