"""The stage works out who wrote a memory as the library does, and says so in one sentence."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cells
from cells import Clamp, Silence, Wiring, provenance
from tests.views.readings import SENTENCE, WIRED, reader
from views.reading import read
from views.stage import pack

STAGE = Path(__file__).parents[2] / "assets/stage"
SCRIPT = """
const [{ Reading }, { Provenance }, { written }] =
    await Promise.all(Deno.args.map((address) => import(address)));
const messages = JSON.parse(await new Response(Deno.stdin.readable).text());
const told = [];
for (const message of messages) {
    const bytes = Uint8Array.from(atob(message), (sign) => sign.charCodeAt(0));
    const reading = await Reading.from(bytes);
    const units = Array.from({ length: reading.units }, (_, unit) => unit);
    const steps = reading.words.map((_, step) => step);
    told.push(units.map((unit) => {
        const found = new Provenance(reading, unit);
        return steps.map((step) => ({
            contributions: [...found.after(step)],
            writers: found.writers(step, 0.03),
            sentence: written({ reading, unit, step }).join("") }));
    }));
}
console.log(JSON.stringify(told));
"""
CUTS: tuple[Clamp | Silence, ...] = (
    Clamp("update", units=[1], steps=[3, 4], value=1.0),
    Clamp("update", units=[2], steps=None, value=0.0),
    Silence(units=[0], steps=[5], of="cell"),
    Silence(units=[3], steps=None, of="cell"),
)


def told(readings: list[Any]) -> list[Any]:
    """Return what the stage makes of readings: by reading, unit and step."""
    deno = [sys.executable, "-m", "deno", "eval", "--no-remote", "--ext=js", SCRIPT]
    modules = [(STAGE / f"{name}.js").as_uri() for name in ("reading", "provenance", "written")]
    run = subprocess.run(
        [*deno, *modules],
        input=json.dumps([base64.b64encode(pack(each)).decode() for each in readings]),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[Any] = json.loads(run.stdout)
    assert len(found) == len(readings)
    return found


def cuts(wiring: Wiring) -> tuple[Clamp | Silence, ...]:
    """Return the surgery that a wiring takes: only gates that it has can be held."""
    held = [cut for cut in CUTS if isinstance(cut, Silence) or wiring.update == "learned"]
    if wiring.forget == "learned":
        held.append(Clamp("forget", units=[1], steps=[2, 6], value=0.25))
    return tuple(held)


@pytest.fixture(scope="module")
def readings() -> list[Any]:
    """Read a sentence by every wiring, left alone and under surgery, and by shipped readers."""
    made = [
        read(reader(wiring), SENTENCE, ("was", "were"), surgery=surgery)
        for wiring in WIRED
        for surgery in ((), cuts(wiring))
    ]
    shipped = ("gru", "lstm", "rnn", "lstm-1997")
    return [*made, *(read(cells.load(name), SENTENCE, ("was", "were")) for name in shipped)]


def test_contributions_are_those_of_the_library_to_the_last_bit(readings: list[Any]) -> None:
    for reading, units in zip(readings, told(readings), strict=True):
        wanted = [provenance(reading.trace, step) for step in range(len(reading))]
        for unit, steps in enumerate(units):
            for step, found in enumerate(steps):
                row = wanted[step][: step + 1, unit]
                np.testing.assert_array_equal(found["contributions"], row)
                total = np.abs(row).sum()
                shares = np.abs(row) / total if total else np.zeros(len(row))
                drawn = [(each["step"], each["sign"]) for each in found["writers"]]
                enough = np.flatnonzero(shares >= 0.03)
                assert sorted(drawn) == [(int(at), int(np.sign(row[at]))) for at in enough]
                sizes = [each["share"] for each in found["writers"]]
                assert sizes == sorted(sizes, reverse=True)
                np.testing.assert_allclose(sizes, np.sort(shares[enough])[::-1], rtol=1e-12)


def test_the_sentence_names_who_wrote_most_and_who_wrote_the_other_way() -> None:
    sentence = "although my uncle repaired them, the clocks in the hall were slow"
    names = ("gru", "rnn", "lstm-1997")
    read_by = [read(cells.load(name), sentence, ("was", "were")) for name in names]
    silence = (Silence(units=[0], steps=None),)
    silenced = read(cells.load("gru"), sentence, ("was", "were"), surgery=silence)
    gru, rnn, grows, nothing = (units[0] for units in told([*read_by, silenced]))
    assert gru[-1]["sentence"].startswith("Memory written by “clocks” 98 %, “in” 2 %")
    assert [each["sentence"] for each in rnn] == [
        f"Memory written by {name} itself 100 %"
        for name in ["the comma" if word == "," else f"“{word}”" for word in read_by[1].words]
    ]
    row = provenance(read_by[2].trace, len(read_by[2]) - 1)[:, 0]
    shares = np.abs(row) / np.abs(row).sum()
    most, second, third = np.argsort(-shares)[:3]
    words = read_by[2].words
    assert grows[-1]["sentence"] == (
        f"Memory written by “{words[most]}” {shares[most]:.0%}, "
        f"“{words[second]}” {shares[second]:.0%} against, “{words[third]}” {shares[third]:.0%}, "
        f"all others {1 - shares[[most, second, third]].sum():.0%}"
    ).replace("%", " %")
    assert row[most] < 0 < row[second]
    assert {each["sentence"] for each in nothing} == {"No word has written into this memory."}
