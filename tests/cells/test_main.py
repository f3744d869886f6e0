"""`python -m cells`: what it prints, what it writes, and what it says of a mistake."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import cells
from cells.__main__ import main

SENTENCE = "the cat, which already ate the apples, was full"
NASTY = (
    '=cmd|"x"!A1 +1 @sum - \x1b[31mred\x1b[0m \u202etxt <b>bold</b> $x$ 猫 👩‍👩‍👧 z'
    + "\u0301" * 500
)


def lines(text: str, *options: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main([text, *options]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_table_shows_the_numbers_of_the_reading(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines(SENTENCE, "--reader", "gru", "--unit", "3", capsys=capsys)
    reader = cells.load("gru")
    trace = reader.read(SENTENCE)
    assert said[0].startswith("gru, unit 3;")
    assert said[2].split() == ["word", "Γr", "c̃", "Γu", "c", "was/were"]
    assert len(said) == 3 + len(trace)
    odds = reader.log_odds(trace, "was", "were")
    for t, line in enumerate(said[3:]):
        step, word, *numbers = line.split()
        assert (int(step), word) == (t + 1, trace.words[t])
        values = [*(trace[n][t, 3] for n in ("reset", "candidate", "update", "cell")), odds[t]]
        assert [float(n) for n in numbers] == pytest.approx(values, abs=0.006)


def test_a_convention_shows_its_complement(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = (
        lines(SENTENCE, "--notation", name, capsys=capsys)[3].split() for name in ("ng", "torch")
    )
    assert float(ours[4]) + float(theirs[4]) == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize("columns", [20, 30, 50, 80])
@pytest.mark.parametrize("text", [SENTENCE, NASTY, "猫 は " + "w" * 300])
def test_no_line_is_wider_than_the_terminal(
    columns: int, text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wcwidth import width

    monkeypatch.setenv("COLUMNS", str(columns))
    said = lines(text, "--reader", "lstm", capsys=capsys)
    assert all(width(line) <= columns for line in said[2:])
    heads = [head for line in said if "word" in line.split()[:1] for head in line.split()[1:]]
    assert heads == ["c̃", "Γu", "Γf", "c", "Γo", "a", "was/were"]


def test_columns_line_up_in_every_script(capsys: pytest.CaptureFixture[str]) -> None:
    from wcwidth import width

    said = lines("cat 猫猫 شجرة 👩‍👩‍👧 ก็", capsys=capsys)[2:]
    assert len({width(line) for line in said}) == 1


def test_hostile_text_stays_text(capsys: pytest.CaptureFixture[str]) -> None:
    said = "\n".join(lines(NASTY, capsys=capsys))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.count("\u0301") < 20


def test_json_holds_every_number(capsys: pytest.CaptureFixture[str]) -> None:
    trace = cells.load("lstm").read(SENTENCE)
    (line,) = lines(SENTENCE, "--reader", "lstm", "--json", capsys=capsys)
    data = json.loads(line)
    assert data["words"] == list(trace.words)
    assert data["pair"] == ["was", "were"]
    for name in cells.QUANTITIES:
        assert np.array_equal(np.array(data["quantities"][name], np.float32), trace[name])


def test_csv_holds_every_number_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    trace = cells.load("gru").read(NASTY)
    head, *rows = csv.reader(lines(NASTY, "--csv", capsys=capsys))
    assert head[:4] == ["step", "word", "log_odds", "reset_0"]
    assert [row[1].removeprefix("'") for row in rows] == list(trace.words)
    assert not any(row[1].startswith(tuple("=+-@")) for row in rows)
    assert sum(row[1].startswith("'") for row in rows) >= 4
    start = head.index("update_0")
    values = np.array([row[start : start + 32] for row in rows], np.float32)
    assert np.array_equal(values, trace["update"])


def test_npz_holds_every_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "the walk.npz"
    lines(SENTENCE, "--npz", str(path), capsys=capsys)
    trace = cells.load("gru").read(SENTENCE)
    with np.load(path, allow_pickle=False) as data:
        assert data["words"].tolist() == list(trace.words)
        assert all(np.array_equal(data[name], trace[name]) for name in cells.QUANTITIES)


def test_words_too_large_for_npz_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cells.writing._NPZ_CHARACTERS", 100)
    with pytest.raises(SystemExit):
        main(["a cat " + "b" * 40, "--npz", str(tmp_path / "x.npz")])
    assert "too large for npz" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([""], "There is no word to read"),
        (["a b", "--reader", "\x1b[31mgruu"], r"There is no reader '\x1b[31mgruu'; there are"),
        (["cat", "--unit", "32"], "There is no unit 32 here: they run from 0 to 31."),
        (["cat", "--unit", "x"], "Argument --unit: invalid int value: 'x'."),
        (["cat", "--pair", "was", "were not"], "Give exactly one word to compare, not 2"),
        (["cat", "--json", "--csv"], "Argument --csv: not allowed with argument --json."),
        (["cat", "--npz", "nowhere/x.npz"], "Nowhere/x.npz: No such file or directory."),
        (["cat", "--co\x1b[2J"], r"Unrecognized arguments: --co\x1b[2J."),
        (["w" * 200_001], "This text has 200,001 characters"),
        ([], "The following arguments are required: text."),
    ],
    ids=range(10),
)
def test_a_mistake_is_told_in_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    out, err = capsys.readouterr()
    assert stopped.value.code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_it_runs_by_itself_reads_a_pipe_and_has_no_colour_there() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cells", "-", "--reader", "rnn"],
        input="the cats slept", capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert "slept" in run.stdout
    assert "\x1b" not in run.stdout
    assert run.stderr == ""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_bold_numbers_unless_it_asks_for_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for no_colour, escapes in (("", True), ("1", False)):
        monkeypatch.setenv("NO_COLOR", no_colour)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys, "stdout", terminal := Terminal())
        main(["the cat was full"])
        assert ("\x1b[1m" in terminal.getvalue()) is escapes
