"""Lessons are data: those shipped are sound, and an author is told what is wrong and where."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import cells
from cells import shelf
from views import scenes
from views.claims import REPORT
from views.filling import Filling, faults
from views.lessons import Lesson, LessonError, Part, load, parse, survey
from views.numbers import gate, percent, power, two
from views.predictions import keep
from views.reading import read
from web.lessons import FOLDER

EVERY = load(FOLDER)
PARTS = [
    pytest.param(part, id=f"{lesson.slug}.{number}")
    for lesson in EVERY
    for number, part in enumerate(lesson.parts, start=1)
]

TO_DO = re.compile(r"\*\*(Press|Type|Drag|drag|Choose|Open)\b")

SOUND = """+++
title = "A title"
order = 3
minutes = 5

[[part]]
sentence = "the cat was full"
reader = "gru"
at = "cat"
ask = "verdict"

[[part]]
sentence = "the cat was full"
reader = "gru"
+++

## One

At *cat* {claim update[cat] > 0.5: it opens}: {update[cat]:.3f}.

---

## Two

$c^{<t>}$ and {unit}.
"""


def test_a_sound_file_is_a_lesson() -> None:
    lesson = parse("03-a-title.md", SOUND)
    assert (lesson.slug, lesson.title, lesson.order, lesson.minutes) == ("a-title", "A title", 3, 5)
    assert [part.heading for part in lesson.parts] == ["One", "Two"]
    assert lesson.parts[0].ask == "verdict"
    assert lesson.parts[1].at == 1
    assert lesson.parts[1].text == "$c^{<t>}$ and {unit}."


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_borne_out_by_the_numbers(part: Part) -> None:
    assert scenes.faults(cells.load(part.reader), part) == []


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.slug)
def test_a_lesson_is_short_asks_something_and_has_something_to_do(lesson: Lesson) -> None:
    words = [len(shown(part).split()) for part in lesson.parts]
    assert 3 <= len(words) <= 6
    assert max(words) <= 75
    assert 150 <= sum(words) <= 300
    assert any(part.ask for part in lesson.parts)
    assert any("{" in part.text for part in lesson.parts)
    assert any(TO_DO.search(part.text) for part in lesson.parts)


@cache
def scene(part: Part) -> Filling:
    reader = cells.load(part.reader)
    return scenes.filling(reader, scenes.reading(reader, part), part)


def shown(part: Part) -> str:
    return scene(part).text(part.text)


@pytest.mark.parametrize("lesson", EVERY, ids=lambda lesson: lesson.slug)
def test_whoever_gives_a_lesson_has_notes(lesson: Lesson) -> None:
    for note in (lesson.say, lesson.click, lesson.meets):
        assert len(note.split()) >= 10
        assert note[-1] in ".?"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("+++\ntitle", "title", 1, "begins with"),
        ("+++\n\n## One", "\n## One", 24, "does not end"),
        ("order = 3", "order = ", 3, "not TOML"),
        ("order = 3", 'order = "3"', 3, "`order` must be a number"),
        ("order = 3", "order = true", 3, "`order` must be a number"),
        ("minutes = 5\n", "", 1, "`minutes` is missing"),
        ('at = "cat"', "at = 1.5", 9, "`at` must be a text or a number"),
        ('ask = "verdict"', 'ask = "nothing"', 10, "`ask` is one of 'verdict'"),
        ('ask = "verdict"', 'aks = "verdict"', 10, "`aks` is unknown"),
        ("## Two", "Two", 23, "begins with a heading"),
        ("\n---\n", "\n", 16, "2 tables [[part]] and 1 parts"),
        ("{update[cat]:.3f}", "{update[cat]:x}", 19, "is no placeholder"),
        ("{unit}", "{", 25, "is no placeholder"),
        ("[[part]]", "[part]", 1, ""),
        ('title = "A title"', 'title = " "', 2, "`title` is one line of 1 to 80"),
        ('title = "A title"', 'title = "a\\nb"', 2, "`title` is one line of 1 to 80"),
        ("order = 3", "order = 0", 3, "`order` is a number from 1 to 999"),
        ("minutes = 5", "minutes = -1", 4, "`minutes` is a number from 1 to 999"),
        ("minutes = 5", "order = 4", 4, "not TOML"),
        ("minutes = 5", "minutes = 2026-01-01", 4, "`minutes` must be a number"),
        ('sentence = "the cat was full"', 'sentence = " "', 7, "`sentence` has no word"),
        ('reader = "gru"', 'reader = "gpt"', 8, "There is no reader 'gpt'"),
        ('at = "cat"', 'at = "dog"', 9, "There is no 'dog' among the words"),
        ('at = "cat"', "at = 5", 9, "There is no '5' among the words"),
        ('at = "cat"', 'unit = "colour"', 9, "No unit was measured for 'colour'"),
        ('at = "cat"', "unit = 32", 9, "There is no unit 32"),
        ('at = "cat"', 'pair = "was"', 9, "`pair` is two different words"),
        ('at = "cat"', 'pair = "was/Was"', 9, "`pair` is two different words"),
        ('at = "cat"', 'cut = "update:ajar"', 9, "change"),
        ('at = "cat"', 'cut = "update:9:0:open"', 9, "9"),
        ('at = "cat"', 'cut = "forget:1:0:open"', 9, "forget"),
        ('at = "cat"', 'gate = "garden"', 9, "`gate` is one of reset"),
        ('ask = "verdict"', 'ask = "gate"\ngate = "output"', 10, "learns no output gate"),
    ],
)
def test_an_author_is_told_what_is_wrong_and_where(
    old: str, new: str, line: int, what: str
) -> None:
    assert old in SOUND
    with pytest.raises(LessonError, match=r"^03-a-title\.md, line ") as error:
        parse("03-a-title.md", SOUND.replace(old, new, 1))
    said = str(error.value)
    assert what in said
    assert "\n" not in said
    if what:
        assert f"line {line}:" in said


def test_in_the_second_part_the_line_is_of_that_part() -> None:
    text = SOUND.replace('reader = "gru"\n+++', 'reader = "gru"\nat = []\n+++')
    with pytest.raises(LessonError, match="line 15: `at` must be"):
        parse("a.md", text)


@pytest.mark.parametrize("name", ["Ä.md", "a b.md", "..md", "12-.md"])
def test_a_file_must_have_a_name_that_a_link_can_hold(name: str) -> None:
    with pytest.raises(LessonError, match="name the file like"):
        parse(name, SOUND)


def test_a_file_from_an_editor_of_another_system_is_read(tmp_path: Path) -> None:
    (tmp_path / "01-a.md").write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load(tmp_path)[0].parts == parse("01-a.md", SOUND).parts


def test_a_broken_file_takes_no_sound_one_away(tmp_path: Path) -> None:
    (tmp_path / "01-sound.md").write_text(SOUND, "utf-8")
    (tmp_path / "02-broken.md").write_text(SOUND.replace("order = 3", "order ="), "utf-8")
    (tmp_path / "03-late.md").write_text(SOUND, "utf-8")
    (tmp_path / "04-sound.md").write_text(SOUND.replace("order = 3", "order = 4"), "utf-8")
    found, broken = survey(tmp_path)
    assert [lesson.order for lesson in found] == [3]
    assert [str(error).split(":")[0] for error in broken] == [
        "02-broken.md, line 3",
        "03-late.md, line 1",
        "04-sound.md, line 1",
    ]


def test_a_folder_gives_its_lessons_in_order(tmp_path: Path) -> None:
    (tmp_path / "01-later.md").write_text(SOUND, "utf-8")
    (tmp_path / "02-sooner.md").write_text(SOUND.replace("order = 3", "order = 1"), "utf-8")
    assert [lesson.slug for lesson in load(tmp_path)] == ["sooner", "later"]
    (tmp_path / "03-same.md").write_text(SOUND, "utf-8")
    with pytest.raises(LessonError, match="order 3 is taken"):
        load(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"+++\n" * 40_000])
def test_a_file_that_is_no_lesson_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.md").write_bytes(content)
    with pytest.raises(LessonError, match=r"^a.md, line 1: "):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{claim update[cat] < 0.5: it stays shut}", "contradict 'it stays shut'"),
        ("{update[dog]}", "no 'dog' among the words"),
        ("{nothing[cat]}", "There is no {nothing}"),
        ("{right[7]}", "no accuracy at '7'"),
        ("{measured[gru/none]}", "Nothing was measured at 'gru/none'"),
        ("{update[alone: cat]}", "Nothing is forced here"),
        ("{update[unit 99: cat]}", "There is no unit 99"),
        ("{update[colour: cat]}", "'colour'"),
        ("{claim right[rnn: mean] > right[gru: mean]: the RNN is ahead}", "contradict 'the RNN"),
    ],
)
def test_a_part_that_the_numbers_contradict_is_found(text: str, what: str) -> None:
    lesson = parse("a.md", SOUND.replace("{update[cat]:.3f}", text))
    (fault,) = scenes.faults(cells.load("gru"), lesson.parts[0])
    assert what in fault


def test_placeholders_are_filled_with_what_the_reader_computes() -> None:
    text = "{unit} {update[cat]:.4f} {odds[full]:.3f} {share[cat]} {left[cat]} {right[mean]}"
    last = SOUND.replace('at = "cat"', 'at = "full"')
    lesson = parse("a.md", last.replace("{update[cat]:.3f}", text))
    reader = cells.load("gru")
    part = lesson.parts[0]
    scene = scenes.filling(reader, scenes.reading(reader, part), part)
    trace, unit = scene.reading.trace, scene.unit
    written = np.abs(cells.provenance(trace, 3)[:, unit])
    said = scene.text(part.text).split("it opens: ")[1].rstrip(".").split()
    assert said[:2] == [str(unit), f"{trace['update'][1, unit]:.4f}"]
    assert float(said[2].replace("−", "-")) == pytest.approx(
        reader.prefer("the cat was full", "was", "were"), abs=0.001
    )
    assert said[3].split("\u00a0")[0] in percent(float(written[1] / written.sum()))
    kept = float(np.prod(trace["forget"][2:4, unit].astype(float)))
    assert percent(kept) in scene.text(part.text)
    assert percent(float(reader.card["figures"]["mean"])) in scene.text(part.text)


def test_placeholders_reach_beyond_the_reading() -> None:
    part = replace(
        Part("", "", sentence="the cat was full", reader="gru-as-found", at=4),
        cut="update:2:all:open",
    )
    found = scene(part)
    reader, other = cells.load("gru-as-found"), cells.load("lstm")
    alone, cats = reader.read(part.sentence), reader.read("the cats was full")
    forced = reader.read(part.sentence, scenes.surgery(part))
    unit, best = found.unit, reader.units("food")[0].unit
    lstm = other.read(part.sentence)["cell"][1, other.units("number")[0].unit]
    for key, expected in (
        ("cat", forced["cell"][1, unit]),
        ("alone: cat", alone["cell"][1, unit]),
        ("cats for cat: cats", cats["cell"][1, unit]),
        ("food: cat", forced["cell"][1, best]),
        ("unit 3:\ncat", forced["cell"][1, 3]),
        ("lstm: cat", lstm),
    ):
        assert found.value("cell", key) == pytest.approx(float(expected))
    assert found.text("{opened[cat]} of {units}, {words} words") == "32 of 32, 4 words"
    assert found.value("opened", "was") == (forced["update"][2] > 0.5).sum()
    assert found.value("largest", "was") == np.abs(forced["cell"][2]).max()
    moved = np.linalg.norm(forced["cell"][3] - forced["cell"][1]) / np.linalg.norm(
        forced["cell"][1]
    )
    assert found.value("moved", "cat") == pytest.approx(float(moved))
    odds = abs(reader.prefer("the cat was", "was", "were", surgery=scenes.surgery(part)))
    assert found.value("times", "was") == pytest.approx(np.exp(odds), rel=1e-3)
    assert found.text("{parameters}, {parameters[lstm]}") == "6,240, 8,320"


def test_reports_are_quoted_in_the_style_asked_for() -> None:
    found = scene(Part("", "", sentence="the cat", reader="gru"))
    report = json.loads((shelf.SHELF / REPORT).read_text("utf-8"))["gru-as-found"]
    place = "measured[gru-as-found/gradient/deep/log10]"
    assert found.text(f"{{{place}:power}}") == power(report["gradient"]["deep"]["log10"])
    place = "measured[gru-as-found/terms/far,\nreset held]"
    assert found.text(f"{{{place}:percent}}") == percent(report["terms"]["far, reset held"])
    place = "measured[gru-as-found/smallest/least]"
    assert found.text(f"{{{place}:gate}}") == gate(report["smallest"]["least"])


def test_a_formula_comes_on_one_line_and_a_fault_has_its_line() -> None:
    text = "$a^{<t>} =\nb$ {unit} {claim update[cat]\n> 0.5: it\nopens}"
    found = scene(Part("", "", sentence="the cat", reader="gru"))
    assert found.text(text) == "$a^{<t>} = b$ 0 it\nopens"
    assert [line for line, _ in faults(f"{text}\n{{NO}} {{claim x}}")] == [4, 4]
    assert list(faults(text)) == []


@pytest.mark.parametrize(("at", "right"), [(1, 0), (2, 1)])
def test_who_says_that_1_means_keep_reads_the_complement(at: int, right: int) -> None:
    reader = cells.load("gru")
    reading = read(reader, "the cat, which", ("was", "were"))
    asked = keep(reading, at, 0)
    assert asked is not None
    assert (asked.right, len(asked.answers)) == (right, 2)
    Γu = float(reading.track("update", 0)[at])
    assert asked.answers[right] == (gate(1 - Γu) if right == 0 else two(1 - Γu))
    assert keep(read(cells.load("lstm"), "the cat", ("was", "were")), 1, 0) is None
