"""The README tells the truth: its commands, its Python, its files and its limits."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest

import cells
from cells import shelf
from views import seeds
from views.cards import NONE, at_noun, carrier, number, share
from views.goals import goals
from views.reading import WINDOW

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

START = (
    "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
    " && .venv/bin/streamlit run app.py"
)
TEST = "python3 -m venv .venv && .venv/bin/pip install -r requirements-dev.txt && .venv/bin/pytest"


def blocks(language: str) -> list[str]:
    """List the README's blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("command", [START, TEST])
def test_readme_holds_the_command(command: str) -> None:
    assert command + "\n" in blocks("sh")


def test_ci_runs_the_command_of_the_readme() -> None:
    assert f"'{TEST}'" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", text)
    assert [target for target in targets if not (ROOT / unquote(target)).exists()] == []


def test_the_python_runs_and_gives_the_shapes_it_states() -> None:
    names: dict[str, object] = {}
    stated = 0
    for line in "".join(blocks("python")).splitlines():
        code, _, comment = line.partition("  #")
        value = run(code.strip(), names)
        if shape := re.match(r"\s*\((\d+(?:, \d+)+)\)", comment):
            assert np.shape(np.asarray(value)) == tuple(map(int, shape[1].split(", "))), line
            stated += 1
    assert stated >= 5


def run(code: str, names: dict[str, object]) -> object:
    """Run one line of Python; return its value, None if it has none."""
    try:
        return eval(code, names)
    except SyntaxError:
        exec(code, names)
        return None


def test_the_verdicts_of_the_first_lines_are_those_of_the_reader() -> None:
    nouns = ("the cat", "the cats", "the wugs")
    cases = [(f"{noun}, which already ate the apples,", "was", "were") for noun in nouns]
    cat, cats, wugs = cells.load("gru").prefer_many(cases)
    assert cat > 0 > cats
    assert wugs < 0


def test_the_gates_of_the_first_lines_are_those_of_the_reader() -> None:
    reader = cells.load("gru")
    unit = reader.units("number")[0].unit
    trace = reader.read("the cat, which already ate the apples, was full")
    cat, apples, before = (trace.words.index(w) for w in ("cat", "apples", "was"))
    update, memory = (trace[q][:, unit] for q in ("update", "cell"))
    assert update[cat] > 0.5 > update[apples]
    assert memory[apples] == pytest.approx(memory[cat], abs=0.01)
    assert memory[cat] * memory[before - 1] > 0


def test_limits_are_those_of_the_code() -> None:
    for limit, unit in (
        (cells.MAX_WORDS, "words"),
        (cells.MAX_CHARACTERS, "characters"),
        (WINDOW, "words"),
    ):
        assert f"{limit:,} {unit}" in README


def test_the_table_of_wirings_is_that_of_the_code() -> None:
    words = {"1 − update": "tied", "yes": True, "no": False}
    (table,) = re.findall(r"^\| wiring \|.*?\n\n", README, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", table, re.MULTILINE)
    assert {name for name, _ in rows} >= {"rnn", "gru-simple", "gru", "lstm"}
    for name, row in rows:
        positions = [words.get(cell, cell) for cell in row.split(" | ")]
        wiring = cells.WIRINGS[name]
        assert positions == [
            wiring.update, wiring.reset, wiring.forget, wiring.output, wiring.squash
        ]  # fmt: skip


def goal_rows() -> list[str]:
    """Return the rows of the table of goals, from the cards."""
    names = ("gru-simple", "gru", "lstm", "rnn")
    of = [goals(cells.load(name).card) for name in names]
    return [
        f"| {same[0].what.split(' (')[0]} | {same[0].bound} {same[0].limit:g} | "
        + " | ".join(NONE if goal.figure is None else share(goal.figure) for goal in same)
        + " |"
        for same in zip(*of, strict=True)
    ]


def found_rows() -> list[str]:
    """Return the rows of the table of readers as found, from the cards."""
    rows = []
    for name in (name for name in cells.names() if name.endswith("-as-found")):
        card = cells.load(name).card
        unit = carrier(card)
        figures = (
            number(card, "figures", "mean"),
            number(card, "figures", "distances", "100"),
            at_noun(card),
            at_noun(card, "determiner"),
            number(card, "figures", "memory", "kept", "10"),
            number(unit, "flip"),
            number(unit, "silenced"),
        )
        rows.append(f"| `{name}` | {unit['unit']} | {' | '.join(map(share, figures))} |")
    return rows


def seed_rows() -> list[str]:
    """Return the rows of the table of other seeds, from their report."""
    return [f"| {' | '.join(row)} |" for row in seeds.rows(shelf.other_seeds())]


@pytest.mark.parametrize("rows", [goal_rows, found_rows, seed_rows])
def test_figures_are_those_of_the_cards(rows: Callable[[], list[str]]) -> None:
    shown = rows()
    assert shown
    assert [row for row in shown if row not in README.splitlines()] == []


def test_every_setting_is_told_once_in_the_table_of_settings() -> None:
    files = [file for name in ("web", "cells", "deploy") for file in (ROOT / name).glob("*.py")]
    written = "".join(file.read_text("utf-8") for file in files)
    named = set(re.findall(r"GATEWALK_[A-Z_]+", written))
    (table,) = re.findall(r"^\| setting \|.*?\n\n", README, re.DOTALL | re.MULTILINE)
    assert set(re.findall(r"^\| `(GATEWALK_[A-Z_]+)` \|", table, re.MULTILINE)) == named
    assert sorted(re.findall(r"GATEWALK_[A-Z_]+", README)) == sorted(named)
