"""A class in three browsers: a lecturer, a student at a laptop and one with a phone.

They are served by two processes behind nginx, which share the class in a Redis.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

import cells
from deploy.serve import Fleet
from tests.pages.panel import CAT
from tests.pages.test_axe import RULES, violations
from tests.visits import PHONE, WAIT_MS, Visits, address, settle, until
from views.asked import Asked
from views.quiz import quiz
from views.reading import read

DOGS = "the dogs near the house were hungry"
OVER = ["404 \\(Not Found\\)"]  # a class that is over is no more
ROOM = [*OVER, "409 \\(Conflict\\)"]  # a message that came late is told so, and sent again
# The socket of Streamlit: of a step it is not to hear.
COUNT_SENT = """() => {
    const send = WebSocket.prototype.send;
    window.sent = 0;
    WebSocket.prototype.send = function (data) { window.sent += 1; send.call(this, data); }; }"""


@pytest.fixture
def room(fleet: Fleet, browser: Browser, tmp_path: Path) -> Iterator[Visits]:
    """Open pages, each in a browser of its own."""
    visits = Visits(browser, fleet.url, tmp_path)
    yield visits
    visits.close()


def stands(page: Page, step: int, words: int = 11) -> None:
    expect(page.locator(".gw-counter")).to_have_text(f"{step} / {words}", timeout=WAIT_MS)


def reads(page: Page, word: str) -> None:
    expect(page.locator(".gw-words text", has_text=word).first).to_be_attached(timeout=WAIT_MS)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def bar(page: Page, text: str) -> None:
    expect(page.locator(".gw-class")).to_contain_text(text, timeout=3 * WAIT_MS)


def vote(page: Page, option: str) -> None:
    button = page.locator(".gw-votes").get_by_role("button", name=option)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def asked(reader: str, text: str) -> tuple[Asked, ...]:
    return quiz(read(cells.load(reader), text, ("was", "were")), 0)


def put(lecturer: Page, question: Asked) -> None:
    """Ask the class, and see that its truth is covered."""
    lecturer.get_by_role("button", name="Ask", exact=True).click()
    lecturer.locator(".gw-ask .gw-entry", has_text=question.as_dict()["text"]).click()
    expect(lecturer.locator(".gw-asked")).to_have_text(question.as_dict()["text"])


def is_well(page: Page, within: str) -> None:
    """Check that nothing scrolls sideways and that nobody is kept out."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, within, RULES) == []


def opened(room: Visits) -> tuple[Page, str]:
    """Open a class from a walk; return the lecturer's page and the code."""
    lecturer = room(f"/?sentence={CAT}&step=3", tolerate=ROOM)
    lecturer.locator(".gw-taking:visible").first.click()
    lecturer.get_by_role("button", name="Let a class follow").click()
    lecturer.get_by_role("button", name="Open a class").click()
    code = lecturer.locator(".gw-big-code").inner_text()
    assert re.fullmatch("[2-9B-DF-HJ-NP-TV-Z]{6}", code)
    until(lecturer, "document.querySelector('.gw-joining img').naturalWidth > 0")
    is_well(lecturer, ".gw-room")
    assert "lead" not in address(lecturer)
    press(lecturer, "Escape")
    return lecturer, code


def steps_need_no_rerun(lecturer: Page, *students: Page) -> None:
    for page in students:
        stands(page, 3)
        page.evaluate(COUNT_SENT)
    press(lecturer, *["ArrowRight"] * 5, "ArrowLeft")
    for page in students:
        stands(page, 7)
        assert page.evaluate("window.sent") == 0
        assert "class" not in address(page)
        is_well(page, ".gw-class")


def sentence_and_cell_follow(lecturer: Page, *students: Page) -> None:
    box = lecturer.get_by_role("textbox", name="Your sentence")
    box.fill(DOGS)
    box.press("Enter")
    for page in students:
        reads(page, "dogs")
        stands(page, 1, 7)
    lecturer.locator(".st-key-readers").get_by_text("LSTM", exact=True).click()
    for page in students:
        until(page, "location.search.includes('reader=lstm')")
        expect(page.locator(".gw-awaits")).to_have_count(0)
    expect(lecturer.locator(".gw-awaits")).to_have_count(0)


def whoever_touches_the_stage_explores(lecturer: Page, laptop: Page, phone: Page) -> None:
    press(laptop, "End")
    bar(laptop, "You explore on your own")
    press(lecturer, "ArrowRight")
    stands(phone, 2, 7)
    stands(laptop, 7, 7)
    laptop.get_by_role("button", name="Back to the class").click()
    stands(laptop, 2, 7)
    bar(laptop, "You follow the class")


def they_vote_and_see_who_was_right(lecturer: Page, laptop: Page, phone: Page) -> None:
    later = [each for each in asked("lstm", DOGS) if each.step > 1]
    gate = next(each for each in later if each.kind == "update")
    put(lecturer, gate)  # further on: the class goes there
    for page in (laptop, phone):
        expect(page.locator(".gw-sheet")).to_have_class(re.compile("gw-covered"))
        stands(page, gate.step + 1, 7)
        expect(page.locator(".gw-quiz")).to_be_hidden()
    press(laptop, "q", str(2 - gate.answer))  # a vote for the wrong one, and nothing else
    expect(laptop.locator(".gw-votes [aria-pressed=true]")).to_contain_text(
        gate.options[1 - gate.answer]
    )
    vote(phone, gate.options[gate.answer])
    expect(lecturer.locator(".gw-voted")).to_have_text("2 of 2 have voted")
    press(laptop, str(gate.answer + 1))
    bar(laptop, "You follow the class")
    is_well(phone, ".gw-poll")
    phone.reload()  # which forgets nothing that was said
    expect(phone.locator(".gw-votes [aria-pressed=true]")).to_contain_text(
        gate.options[gate.answer]
    )
    lecturer.get_by_role("button", name="Show the answer").click()
    for page in (lecturer, laptop, phone):
        counts = [re.compile("^2 100" if n == gate.answer else "^0 0") for n in range(2)]
        expect(page.locator(".gw-votes-share")).to_have_text(counts)
        expect(page.locator(".gw-right-one")).to_contain_text(gate.options[gate.answer])
        stands(page, gate.reveals + 1, 7)
    expect(phone.locator(".gw-poll")).to_contain_text("You were right.")
    is_well(lecturer, ".gw-poll")
    lecturer.get_by_role("button", name="Close", exact=True).click()
    expect(phone.locator(".gw-poll")).to_be_hidden()


def a_verdict_is_seen_where_it_was_asked(lecturer: Page, laptop: Page, phone: Page) -> None:
    verdict = next(each for each in asked("lstm", DOGS) if each.kind == "verdict" and each.step > 3)
    put(lecturer, verdict)
    hidden = [page.locator(".gw-hidden") for page in (lecturer, laptop, phone)]
    for covered in hidden:
        expect(covered).to_have_count(1)
    lecturer.get_by_role("button", name="Show the answer").click()
    for covered, page in zip(hidden, (lecturer, laptop, phone), strict=True):
        expect(covered).to_have_count(0)
        stands(page, verdict.step + 1, 7)
    expect(phone.locator(".gw-poll")).to_contain_text("You did not vote.")
    lecturer.get_by_role("button", name="Close", exact=True).click()
    for page in (lecturer, phone):
        expect(page.locator(".gw-sheet")).not_to_have_class(re.compile("gw-covered"))


def a_reload_ends_nothing(lecturer: Page, laptop: Page, phone: Page) -> None:
    put(lecturer, next(each for each in asked("lstm", DOGS) if each.step > 3))
    lecturer.reload()
    bar(lecturer, "2 here")
    box = lecturer.get_by_role("textbox", name="Your sentence")
    box.fill(CAT)
    box.press("Enter")
    stands(laptop, 1)
    press(lecturer, "ArrowRight")
    lecturer.get_by_role("button", name="Show the answer").click()  # of another sentence
    expect(phone.locator(".gw-right-one")).to_be_visible()
    stands(phone, 2)
    lecturer.get_by_role("button", name="Close", exact=True).click()
    for page in (lecturer, laptop, phone):
        expect(page.locator(".gw-sheet")).not_to_have_class(re.compile("gw-covered"))
        stands(page, 2)


def tabs(port: int) -> int:
    """Return how many tabs a process serves, by its own figures."""
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        told = re.search(r"^gatewalk_sessions (\S+)$", answer.read().decode(), re.MULTILINE)
    assert told
    return int(float(told[1]))


def neither_process_has_them_all(fleet: Fleet, phone: Page) -> None:
    """Send the phone to nginx anew, without its cookie, until the class is in both processes."""
    for _ in range(20):
        if all(tabs(port) for port in fleet.ports):
            return
        phone.context.clear_cookies()
        phone.reload()
        settle(phone)
    pytest.fail("nginx gave every visitor to one process")


@pytest.mark.load
@pytest.mark.timeout(240)  # three browsers at once, each with a walk of its own
def test_a_class_follows_explores_comes_back_votes_and_outlives_a_reload(
    fleet: Fleet, room: Visits
) -> None:
    lecturer, code = opened(room)
    laptop = room(f"/c/{code.lower()}", tolerate=OVER)
    phone = room(f"/c/{code}", size=PHONE, scheme="dark", tolerate=OVER)
    neither_process_has_them_all(fleet, phone)
    bar(lecturer, "2 here")
    steps_need_no_rerun(lecturer, laptop, phone)
    sentence_and_cell_follow(lecturer, laptop, phone)
    whoever_touches_the_stage_explores(lecturer, laptop, phone)
    they_vote_and_see_who_was_right(lecturer, laptop, phone)
    a_verdict_is_seen_where_it_was_asked(lecturer, laptop, phone)
    a_reload_ends_nothing(lecturer, laptop, phone)
    lecturer.get_by_role("button", name="Code", exact=True).click()
    lecturer.get_by_role("button", name="End the class").click()
    lecturer.get_by_role("button", name="End it for everybody?").click()
    for page in (lecturer, laptop, phone):
        bar(page, "The class is over.")
