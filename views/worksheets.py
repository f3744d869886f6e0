"""A lesson on paper: its questions to be answered by hand, and on a page of its own the answers."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from math import ceil

from cells import Clamp
from views import presets, scenes
from views.cuts import Cut
from views.filling import Filling
from views.lessons import Lesson, Part
from views.numbers import gate, two
from views.predictions import OPEN
from views.twin import joined

_STYLE = """
@page { margin: 14mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 8mm; max-width: 194mm; font: 11pt/1.4 "Source Sans 3", "Source Sans Pro", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #17191e; background: #fff; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 3mm; } h2 { font-size: 13pt; margin: 4.5mm 0 1mm; break-after: avoid; }
p { margin: 0 0 1.5mm; } sub { line-height: 0; }
.name { display: flex; gap: 10mm; } .name span, .line span { flex: 1; border-bottom: .3mm solid #6b7683; }
.line { display: flex; gap: 3mm; margin: 0 0 1mm; } .line.own { height: 6.5mm; }
section { break-inside: avoid; overflow-wrap: break-word; } .answers { break-before: page; }
ul { display: flex; flex-wrap: wrap; gap: 1mm 8mm; list-style: none; padding: 0; margin: 0 0 1.5mm; }
li::before { content: ""; display: inline-block; width: 3.4mm; height: 3.4mm; margin-right: 2mm; border: .35mm solid #17191e; vertical-align: -.3mm; }
.answers li { font-weight: 700; } .answers li::before { background: #17191e; box-shadow: inset 0 0 0 .6mm #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
table { border-collapse: collapse; width: calc(100% - .5mm); margin: 1.5mm 0; table-layout: fixed; break-inside: avoid; font-variant-numeric: tabular-nums; }
th, td { border: .25mm solid #6b7683; padding: .8mm .5mm; text-align: center; font-size: 9.5pt; font-weight: 400; overflow-wrap: anywhere; }
th:first-child { width: 22mm; padding-left: 1.2mm; text-align: left; } td { height: 7mm; } td b { display: block; font-weight: 400; }
.screen { margin-bottom: 6mm; padding: 2mm 4mm; border: .3mm solid #6b7683; border-radius: 2mm; }
@media screen { .answers { margin-top: 14mm; } }
@media print { body { max-width: none; padding: 0; } .screen { display: none; } }
"""  # noqa: E501 - a style sheet, a rule a line

MOST = 8
"""Words of a table beside each other on paper."""

_TO_DO = re.compile(
    r"\*\*(?:press|type|drag|choose|open)\b.*?(?=[.:;?](?:\s|$))", re.IGNORECASE | re.DOTALL
)
_LINE = '<p class="line">{}<span></span></p>'
_OWN_LINE = '<p class="line own"><span></span></p>'


def document(lesson: Lesson, read: Sequence[Filling]) -> str:
    """Return a lesson's worksheet as an HTML document; `read` has what each part speaks of."""
    parts = list(zip(lesson.parts, read, strict=True))
    title = escape(f"Lesson {lesson.order}: {lesson.title}")
    questions = "".join(_to_answer(part, scene) for part, scene in parts)
    answers = "".join(_answer(part, scene) for part, scene in parts)
    guess = next((scene for part, scene in parts if _gated(scene)), None)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}, worksheet</title><style>{_STYLE}</style></head><body>"
        '<p class="screen">Print this page: the answers come last, on a page of their own.</p>'
        f'<main><h1>{title}</h1><p class="name">Name <span></span> Date <span></span></p>'
        f"{questions}{_table(guess, filled=False) if guess else ''}</main>"
        f'<article class="answers"><h1>{title}: answers</h1>'
        f"{answers}{_table(guess, filled=True) if guess else ''}</article></body></html>"
    )


def _gated(scene: Filling) -> bool:
    return "update" in scene.reading.trace.wiring.learned


def _to_answer(part: Part, scene: Filling) -> str:
    """Return what a part asks and what there is to do in it; "" where there is nothing."""
    inner = _question(part, scene) + "".join(
        f"<p>On the stage: <b>{escape(each)}</b>. What do you see?</p>{_OWN_LINE}"
        for each in to_do(scene.text(part.text))
    )
    return f"<section><h2>{escape(part.heading)}</h2>{inner}</section>" if inner else ""


def to_do(text: str) -> Iterator[str]:
    """Yield what a filled text asks to be done, as plain text, but not what comes of it."""
    for found in _TO_DO.finditer(text):
        plain = " ".join(found[0].replace("*", "").split())
        yield plain[0].upper() + plain[1:]


def _question(part: Part, scene: Filling) -> str:
    asked = scenes.question(scene, part)
    if asked is None:
        return ""
    choices = "".join(f"<li>{escape(answer)}</li>" for answer in asked.answers)
    return (
        f"{_context(part, scene)}<p><b>{escape(asked.ask)}</b></p><ul>{choices}</ul>"
        f"{_LINE.format('Why?')}"
    )


def _answer(part: Part, scene: Filling) -> str:
    asked = scenes.question(scene, part)
    if asked is None:
        return ""
    right = escape(asked.answers[asked.right])
    return (
        f"<section><h2>{escape(part.heading)}</h2><p>{escape(asked.ask)}</p>"
        f"<ul><li>{right}</li></ul><p>{escape(asked.why)}</p></section>"
    )


def _context(part: Part, scene: Filling) -> str:
    """Return what was read, who reads, and what is forced."""
    words = scene.reading.words
    so_far = f"“{escape(joined(words[: scene.at + 1]))} …”"
    forced = "".join(f" Forced: {_forced(cut, words)}." for cut in scene.reading.trace.surgery)
    return (
        f"<p>Read so far: {so_far}. The reader: {escape(presets.title(part.reader))}.{forced}</p>"
    )


def _forced(cut: Cut, words: Sequence[str]) -> str:
    units = "every unit" if cut.units is None else f"unit {', '.join(map(str, cut.units))}"
    where = "every word" if cut.steps is None else ", ".join(f"“{words[t]}”" for t in cut.steps)
    at = f"of {units} at {escape(where)}"
    if not isinstance(cut, Clamp):
        return f"the memory {at} silenced"
    held = {0.0: "shut", 1.0: "open"}.get(float(cut.value), f"held at {gate(float(cut.value))}")
    return f"the {cut.gate} gate {at}, {held}"


def _table(scene: Filling, *, filled: bool) -> str:
    """Return a table of a sentence's words with the gate and the memory, filled or to be filled."""
    words, unit = scene.reading.words, scene.unit
    each = ceil(len(words) / ceil(len(words) / MOST))
    rows = (range(first, min(first + each, len(words))) for first in range(0, len(words), each))
    whose = f"unit {unit} of the {escape(presets.title(scene.reading.reader))}"
    asks = (
        f"At which words does the update gate of {whose} open, and is its memory above 0 or below? "
        "Guess first; then walk the sentence and compare."
    )
    said = asks if not filled else f"What {whose} does at each word."
    found = "".join(_row(scene, here, filled=filled) for here in rows)
    return f"<section><h2>The whole sentence</h2><p>{said}</p>{found}</section>"


def _row(scene: Filling, here: range, *, filled: bool) -> str:
    """Return the part of the table that has some of the words, one beside the other."""
    gates, memory = (scene.reading.track(name, scene.unit) for name in ("update", "cell"))
    head = "".join(f"<th>{escape(scene.reading.words[t])}</th>" for t in here)
    opens = "".join(f"<td>{_gate(float(gates[t])) if filled else ''}</td>" for t in here)
    holds = "".join(f"<td>{two(float(memory[t])) if filled else ''}</td>" for t in here)
    return (
        f"<table><tr><th>word</th>{head}</tr><tr><th>gate Γ<sub>u</sub></th>{opens}</tr>"
        f"<tr><th>memory c</th>{holds}</tr></table>"
    )


def _gate(value: float) -> str:
    return f"<b>{'opens' if value > OPEN else 'shut'}</b>{gate(value)}"
