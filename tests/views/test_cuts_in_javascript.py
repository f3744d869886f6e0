"""The stage writes what Python reads, and of cuts that overlap the newest one holds."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from cells import WIRINGS
from cells.surgery import held
from views.cuts import fitting, parse, write

ROOT = Path(__file__).parents[2]
WORDS, UNITS, LSTM = 7, 5, WIRINGS["lstm"]
SCRIPT = """
const { having, without, write } = await import(Deno.args[0]);
const histories = JSON.parse(await new Response(Deno.stdin.readable).text());
const size = { length: %d, units: %d };
const after = (cuts, cut) => (cut.value === null ? without : having)(cuts, cut, size);
console.log(JSON.stringify(histories.map((history) => write(history.reduce(after, [])))));
"""


def histories(random: Random, count: int = 150) -> list[list[dict[str, Any]]]:
    """Return what may be done one after the other; a value of None leaves alone again."""

    def some(most: int) -> list[int] | None:
        chosen = sorted(random.sample(range(most), random.randint(1, most)))
        return None if random.random() < 0.2 else chosen

    def cut() -> dict[str, Any]:
        gate = random.choice(("update", "forget", "output", "cell"))
        value = 0.0 if gate == "cell" else random.choice((0.0, 1.0, 0.5, 0.125, 1 / 3))
        left_alone = random.random() < 0.2
        place = {"gate": gate, "units": some(UNITS), "steps": some(WORDS)}
        return {**place, "value": None if left_alone else value}

    return [[cut() for _ in range(random.randint(1, 6))] for _ in range(count)]


def expected(history: list[dict[str, Any]]) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Return what is held at the end, (T, H) by quantity, cell by cell."""
    found: dict[str, np.ndarray[Any, np.dtype[np.float64]]] = {}
    for cut in history:
        values = found.setdefault(cut["gate"], np.full((WORDS, UNITS), np.nan))
        steps, units = cut["steps"] or range(WORDS), cut["units"] or range(UNITS)
        values[np.ix_(steps, units)] = np.nan if cut["value"] is None else cut["value"]
    return {name: values for name, values in found.items() if not np.isnan(values).all()}


def test_the_newest_cut_holds_and_is_read_as_it_was_written() -> None:
    made = histories(Random(5))
    deno = [sys.executable, "-m", "deno", "eval", "--no-remote", "--ext=js"]
    run = subprocess.run(
        [*deno, SCRIPT % (WORDS, UNITS), (ROOT / "assets/stage/cuts.js").as_uri()],
        input=json.dumps(made),
        capture_output=True,
        text=True,
        check=True,
    )
    written = json.loads(run.stdout)
    assert len(written) == len(made)
    for history, text in zip(made, written, strict=True):
        cuts, complaint = parse(text)
        assert complaint is None
        assert write(cuts) == text
        assert fitting(cuts, LSTM, WORDS, UNITS) == (cuts, [])
        found = held(cuts, LSTM, WORDS, UNITS)
        wanted = expected(history)
        assert set(found) == set(wanted)
        for name, values in wanted.items():
            np.testing.assert_allclose(found[name].numpy(), values, atol=1e-6)
