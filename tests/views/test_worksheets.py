"""A lesson on paper: what is asked, and on another page what is so."""

import re
from html import unescape

import pytest

import cells
from views import scenes
from views.filling import Filling
from views.lessons import Lesson, load, parse
from views.numbers import two
from views.worksheets import MOST, document, to_do
from web.lessons import FOLDER

EVERY = load(FOLDER)


def read(lesson: Lesson) -> list[Filling]:
    readers = [cells.load(part.reader) for part in lesson.parts]
    pairs = zip(readers, lesson.parts, strict=True)
    return [scenes.filling(reader, scenes.reading(reader, part), part) for reader, part in pairs]


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.slug)
def test_questions_come_first_and_answers_on_a_page_of_their_own(lesson: Lesson) -> None:
    found = read(lesson)
    questions, answers = document(lesson, found).split('<article class="answers">')
    for part, scene in zip(lesson.parts, found, strict=True):
        if asked := scenes.question(scene, part):
            for page in (unescape(questions), unescape(answers)):
                assert asked.ask in page
            assert asked.why in unescape(answers)
            assert asked.why not in unescape(questions)


def test_the_table_to_be_filled_is_empty_and_the_other_has_the_numbers() -> None:
    lesson = next(each for each in EVERY if "update" in read(each)[0].reading.trace.wiring.learned)
    found = read(lesson)
    questions, answers = document(lesson, found).split('<article class="answers">')
    assert set(re.findall("<td>(.*?)</td>", questions)) == {""}
    scene = found[0]
    held = [two(float(c)) for c in scene.reading.track("cell", scene.unit)]
    cells_of = re.findall("<td>(.*?)</td>", answers)
    assert [each for each in cells_of if each in held]
    assert len(cells_of) == 2 * len(scene.reading)


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.slug)
def test_what_is_to_be_done_is_asked_and_what_comes_of_it_is_not_told(lesson: Lesson) -> None:
    found = read(lesson)
    questions, answers = map(unescape, document(lesson, found).split('<article class="answers">'))
    asked = [
        each
        for part, scene in zip(lesson.parts, found, strict=True)
        for each in to_do(scene.text(part.text))
    ]
    assert asked
    for each in asked:
        assert f"On the stage: <b>{each}</b>. What do you see?" in questions
        assert each not in answers
        assert "*" not in each
        assert not re.search(r"[.:;?] ", each)


def test_what_is_to_be_done_ends_where_its_outcome_begins() -> None:
    text = "It is so. **Type** *cats* for *cat*: the\ncandidate is −1. Then **drag** to 0.5. More."
    assert list(to_do(text)) == ["Type cats for cat", "Drag to 0.5"]


def test_what_is_forced_is_said_on_paper() -> None:
    lessons = {lesson.slug: lesson for lesson in EVERY}
    for slug, said in (
        ("update-gate", "Forced: the update gate of unit 0 at “apples”, open."),
        ("reset-gate", "Forced: the reset gate of every unit at every word, open."),
        ("lstm", "Forced: the forget gate of unit 0 at “ate”, shut."),
    ):
        assert said in unescape(document(lessons[slug], read(lessons[slug])))


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.slug)
def test_nothing_on_paper_is_wider_than_a_page_or_loaded_from_elsewhere(lesson: Lesson) -> None:
    made = document(lesson, read(lesson))
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", made)
    rows = re.findall(r"<tr>(.*?)</tr>", made)
    assert rows
    assert all(2 <= len(re.findall("<t[hd]>", row)) <= 1 + MOST for row in rows)
    assert "break-before: page" in made


def test_markup_in_a_lesson_is_text() -> None:
    text = (
        '+++\ntitle = "<script>x</script>"\norder = 1\nminutes = 1\n[[part]]\n'
        'sentence = "the <b> cat was"\nreader = "gru"\nat = "cat"\nask = "verdict"\n'
        "+++\n## <img src=x>\nText.\n"
    )
    lesson = parse("a.md", text)
    made = document(lesson, read(lesson))
    assert "<script>" not in made
    assert "<img" not in made
