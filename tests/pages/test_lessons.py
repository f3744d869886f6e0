"""Lessons as visitors take them: the page that lists them, and the part above the stage."""

import re
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from tests.pages.panel import ran
from tests.pages.test_axe import RULES, violations
from tests.visits import PHONE, Visits, until
from views.lessons import Lesson
from web import lessons

EVERY = lessons.every()
NTH = min(1, len(EVERY) - 1)
LESSON = EVERY[NTH]


def _listed() -> None:
    from pages import lessons

    lessons.page()


def _walked() -> None:
    from pages import walk

    walk.page()


def at(number: int, slug: str = LESSON.slug) -> AppTest:
    part = LESSON.parts[min(number, len(LESSON.parts)) - 1]
    link = {"sentence": part.sentence, "reader": part.reader, "lesson": f"{slug}.{number}"}
    return ran(_walked, **link)


def shown(app: AppTest) -> str:
    assert not app.exception
    return " ".join(each.value for each in (*app.subheader, *app.markdown)).replace("\\", "")


def test_every_lesson_is_listed_and_begins_with_a_click() -> None:
    app = ran(_listed)
    assert not app.exception
    assert [each.value.replace("\\", "") for each in app.subheader] == [
        f"{e.order}. {e.title}" for e in EVERY
    ]
    assert [each.label for each in app.button] == ["Begin"] * len(EVERY)
    assert [each.label for each in app.expander] == ["For whoever gives this lesson"] * len(EVERY)


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.slug)
def test_a_link_for_a_projector_hides_all_but_what_the_lesson_has_to_do_with(
    lesson: Lesson,
) -> None:
    link = dict(parse_qsl(lessons.link(lesson).removeprefix("./?")))
    assert link["lesson"] == f"{lesson.slug}.1"
    hidden = link["hide"].split(",")
    text = " ".join(part.text for part in lesson.parts)
    assert ("sentence" in hidden) != ("**Type**" in text)
    assert ("reader" in hidden) != ("**Open**" in text)
    assert {"examples", "take-away"} <= set(hidden)


@pytest.mark.parametrize("number", range(1, len(LESSON.parts) + 1))
def test_a_link_opens_a_part_with_its_numbers(number: int) -> None:
    said = shown(at(number))
    assert LESSON.parts[number - 1].heading in said
    assert "{" not in re.sub(r"\$[^$]*\$", "", said)


@pytest.mark.parametrize("link", [{"lesson": "nothing.1"}, {"lesson": f"{LESSON.slug}.99"}])
def test_a_lesson_that_is_not_there_leaves_the_walk_alone(link: dict[str, str]) -> None:
    app = ran(_walked, **link)
    assert not app.exception
    assert not app.subheader


def test_a_link_with_nonsense_for_a_lesson_says_so() -> None:
    app = ran(_walked, lesson="<b>/../1")
    assert not app.exception
    assert "no name and number" in app.warning[0].value.replace("\\", "")


def test_the_first_answer_counts_and_is_told_with_the_reason() -> None:
    number = next(n for n, part in enumerate(LESSON.parts, start=1) if part.ask)
    app = at(number)
    app.button(key="lesson_answer_1").click().run()
    said = shown(app)
    assert " of 1 so far in this lesson." in said
    assert not [each for each in app.button if (each.key or "").startswith("lesson_answer")]


def test_reading_on_and_back_leads_the_walk() -> None:
    app = at(1)
    app.button(key="lesson_on").click().run()
    assert LESSON.parts[1].heading in shown(app)
    app.text_input(key="sentence").set_value("the dogs were hungry").run()
    assert LESSON.parts[1].heading in shown(app), "the place in the lesson is not lost"
    app.button(key="lesson_again").click().run()
    assert app.text_input(key="sentence").value == LESSON.parts[1].sentence
    app.button(key="lesson_back").click().run()
    assert LESSON.parts[0].heading in shown(app)


def test_a_broken_lesson_is_told_to_its_author(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "FOLDER", tmp_path)
    (lessons.FOLDER / "01-mine.md").write_text("+++\norder = \n+++\n", "utf-8")
    app = ran(_listed)
    assert not app.exception
    assert "01-mine.md, line 2" in app.warning[0].value.replace("\\", "")
    walked = ran(_walked, lesson="mine.1")
    assert not walked.exception


def test_a_lesson_that_is_added_shows_up_and_can_be_taken(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "FOLDER", tmp_path)
    assert not ran(_listed).button
    (lessons.FOLDER / "11-wugs.md").write_text(
        '+++\ntitle = "Of wugs"\norder = 11\nminutes = 2\n[[part]]\n'
        'sentence = "the wugs were asleep"\nreader = "gru"\nat = "wugs"\nask = "verdict"\n+++\n'
        "## Never seen\n\nThe memory holds {cell[wugs]}: {claim odds[wugs] < 0: plural}.\n",
        "utf-8",
    )
    app = ran(_listed)
    assert [each.value.replace("\\", "") for each in app.subheader] == ["11. Of wugs"]
    walked = ran(_walked, lesson="wugs.1")
    assert "Never seen" in shown(walked)
    walked.button(key="lesson_answer_1").click().run()
    assert "Right." in shown(walked)
    (lessons.FOLDER / "12-broken.md").write_text("+++\norder = \n+++\n", "utf-8")
    app = ran(_listed)
    assert [each.value.replace("\\", "") for each in app.subheader] == ["11. Of wugs"]
    assert "12-broken.md, line 2" in app.warning[0].value.replace("\\", "")


def test_the_last_part_leads_to_the_next_lesson() -> None:
    app = at(len(LESSON.parts))
    app.button(key="lesson_next").click().run()
    assert EVERY[NTH + 1].parts[0].heading in shown(app)
    last = EVERY[-1]
    part, number = last.parts[-1], len(last.parts)
    place = f"{last.slug}.{number}"
    app = ran(_walked, sentence=part.sentence, reader=part.reader, lesson=place)
    assert part.heading in shown(app)
    assert "lesson_next" not in {each.key for each in app.button}


def step(page: Page) -> str:
    return page.locator(".gw-counter b").inner_text()


def test_a_lesson_in_a_browser(open_page: Visits) -> None:
    page = open_page("/course", tolerate=["404.*_stcore"])
    page.get_by_role("button", name="Begin").nth(NTH).click()
    page.locator(".gw-transport").wait_for()
    part = page.locator(".st-key-lesson")
    part.get_by_role("button", name="Read on").click()
    expect(part.get_by_role("heading")).to_have_text(LESSON.parts[1].heading)
    here = f"lesson={LESSON.slug}.2"
    until(page, "(here) => location.search.includes(here)", arg=here)
    page.locator(".gw-transport").press("ArrowRight")
    stood = step(page)
    page.reload()
    page.locator(".gw-transport").wait_for()
    expect(part.get_by_role("heading")).to_have_text(LESSON.parts[1].heading)
    expect(page.locator(".gw-counter b")).to_have_text(stood)
    page.go_back()
    expect(part.get_by_role("heading")).to_have_text(LESSON.parts[0].heading)
    with page.context.expect_page() as opened:
        part.get_by_role("link", name="update gate").click()
    opened.value.locator("#update-gate").wait_for()
    expect(opened.value.locator("#update-gate")).to_be_in_viewport()
    assert opened.value.url.endswith("/words?term=update-gate#update-gate")
    opened.value.close()
    expect(part.get_by_role("heading")).to_have_text(LESSON.parts[0].heading)
    assert violations(page, "body", RULES) == []
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(500)
    assert violations(page, "body", RULES) == []
    assert page.locator("html").evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
