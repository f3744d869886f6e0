"""The stage is asked what its own numbers answer: what it draws is what it tells to be right."""

import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import cells
from cells import Clamp
from views.predictions import CLEAR, OPEN
from views.quiz import quiz
from views.reading import Reading, read
from views.stage import pack

STAGE = Path(__file__).parents[2] / "assets/stage"
SENTENCES = (
    "the cat, which already ate the apples, was full",
    "the keys to the cabinet near the old doors were rusty and the dog was hungry",
)
SCRIPT = """
const [{ Reading }, { provenanceOf }] =
    await Promise.all(Deno.args.map((address) => import(address)));
const messages = JSON.parse(await new Response(Deno.stdin.readable).text());
const numbers = (reading, { kind, step, reveals }) => {
    const { unit } = reading;
    if (kind === "verdict") return { chance: 1 / (1 + Math.exp(-reading.logOdds[step])) };
    if (kind !== "writer") return { gate: reading.value(kind, reveals, unit) };
    const [first, second] = provenanceOf(reading, unit).writers(reveals, 1e-9);
    const name = reading.names[reading.words[first.step]];
    return { name, ahead: first.share - (second?.share ?? 0) };
};
const told = [];
for (const message of messages) {
    const bytes = Uint8Array.from(atob(message), (sign) => sign.charCodeAt(0));
    const reading = await Reading.from(bytes);
    told.push(reading.quiz.asked.map((asked) => {
        const { kind, options, answer } = asked;
        return { kind, answer, option: options[answer], ...numbers(reading, asked) };
    }));
}
console.log(JSON.stringify(told));
"""
ANSWERED = """
globalThis.document = { createElement: () => ({ getContext: () => null }) };
const [{ Reading }, { Quiz }] = await Promise.all(Deno.args.map((address) => import(address)));
const messages = JSON.parse(await new Response(Deno.stdin.readable).text());
const [first, second] = await Promise.all(messages.map((message) =>
    Reading.from(Uint8Array.from(atob(message), (sign) => sign.charCodeAt(0)))));
const quiz = Object.create(Quiz.prototype);
const given = new Map();
quiz.score = { given, note: (question, chosen) => given.set(question, chosen) };
quiz.stage = { transport: { stop: () => {} }, go: () => {}, reveal: () => {} };
[quiz.last, quiz.lastOf, quiz.element] = [null, "", { hidden: false }];
const asked = first.quiz.asked.find(({ kind }) => kind === "update");
quiz.now = { reading: first, unit: first.unit, step: asked.step };
quiz.answer(asked.answer);
quiz.element.hidden = true; // what is drawn is no matter here
const seen = [first, second].map((reading) => {
    const now = { reading, unit: reading.unit, step: asked.reveals, seen: asked.reveals };
    quiz.show(now);
    return quiz.here(now);
});
const there = second.quiz.asked.find(({ step }) => step === asked.reveals) ?? null;
const [mine, other] = seen;
const [is, told] = [mine.question === asked, other.question === there];
console.log(JSON.stringify([is, mine.told, told, other.told]));
"""
LEFT_OUT = """
globalThis.document = { createElement: () => ({ getContext: () => null }) };
const { Quiz } = await import(Deno.args[0]);
const quiz = Object.create(Quiz.prototype);
const told = ["", "abc"].map((key) => {
    const reading = { unit: 3, quiz: { key, asked: [] } };
    return quiz.asking({ reading, unit: 3, step: 0 }, null)[0];
});
console.log(JSON.stringify(told));
"""


def ran(
    script: str, modules: Sequence[str], readings: Iterable[Reading], units: Sequence[int]
) -> Any:
    """Run a script over readings packed for some units; return what it writes."""
    deno = [sys.executable, "-m", "deno", "eval", "--no-remote", "--ext=js", script]
    sent = [base64.b64encode(pack(each, unit=u)).decode() for each in readings for u in units]
    addresses = [(STAGE / f"{name}.js").as_uri() for name in modules]
    run = subprocess.run(
        [*deno, *addresses], input=json.dumps(sent), capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_an_answer_is_told_of_the_reading_that_was_asked_of_alone() -> None:
    cut = (Clamp("update", units=[0], steps=[3], value=1.0),)
    readings = [
        read(cells.load("gru"), SENTENCES[0], ("was", "were"), surgery=surgery)
        for surgery in ((), cut)
    ]
    assert ran(ANSWERED, ("reading", "quiz"), readings, (0,)) == [True, True, True, False]


def test_the_numbers_of_the_stage_answer_what_it_asks() -> None:
    cut = (Clamp("update", units=[0], steps=[7], value=1.0),)
    readings = [
        read(cells.load(reader), text, ("was", "were"), surgery=surgery)
        for reader, surgery in (("gru", ()), ("gru", cut), ("lstm", ()), ("rnn", ()))
        for text in SENTENCES
    ]
    units = (0, 1)
    every = ran(SCRIPT, ("reading", "provenance"), readings, units)
    assert [len(each) for each in every] == [len(quiz(r, u)) for r in readings for u in units]
    found = [question for each in every for question in each]
    assert {each["kind"] for each in found} == {"verdict", "update", "forget", "writer"}
    for each in found:
        right = (1, -1)[each["answer"]] if each["kind"] != "writer" else 0
        if each["kind"] == "verdict":
            assert (each["chance"] - 0.5) * right >= CLEAR
            assert each["option"] == ("was" if right > 0 else "were")
        elif each["kind"] == "writer":
            assert each["ahead"] >= CLEAR
            assert each["option"].startswith(each["name"])
        else:
            assert (each["gate"] - OPEN) * right >= CLEAR


def test_what_was_left_out_of_a_file_is_told_apart_from_what_is_not_clear() -> None:
    left_out, unclear = ran(LEFT_OUT, ("quiz",), (), ())
    assert "is not in this file" in left_out
    assert "nothing clear to ask" in unclear
