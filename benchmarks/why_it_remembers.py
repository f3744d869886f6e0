"""What it costs to say why: provenance, verdict and gradient of a text, beside reading it.

`OPENBLAS_NUM_THREADS=1 python -m benchmarks.why_it_remembers` prints, for every kind of cell, what
each of the three costs for a sentence of 40 words as a ratio to the reading itself, the two
measured by turns so that whatever else the machine does slows both alike; and for 10,000 words the
seconds and the peak of memory of each. Time is that of one core at work, and the least of a few
repetitions.
"""

import argparse
import time
import tracemalloc
from collections.abc import Callable, Mapping
from typing import Any

import torch

import cells

WORDS, LONG = 40, 10_000
REACH = {"ratio": 3.0, "seconds": 2.0, "megabytes": 300.0}
"""What to reach: all three to the reading of `WORDS` words, and each by itself for `LONG` words."""

READERS = ("rnn", "gru-simple", "gru", "lstm", "lstm-1997")
_TEXT = "the cat which already ate the apples by the river was full and "

Ask = Callable[[], Any]


def text(words: int) -> str:
    """Return a text of so many words."""
    return " ".join((cells.tokenize(_TEXT) * (1 + words // 10))[:words])


def asks(reader: cells.Reader, trace: cells.Trace) -> Mapping[str, Ask]:
    """Return what is asked about a trace, by name."""
    return {
        "provenance": lambda: cells.provenance(trace, at=len(trace) - 1),
        "verdict": lambda: cells.verdict(reader, trace, "was", "were"),
        "gradient": lambda: cells.jacobian_norms(reader, trace),
    }


def seconds(ask: Ask) -> float:
    """Return the time that this process worked on a question."""
    start = time.process_time()
    ask()
    return time.process_time() - start


def megabytes(ask: Ask) -> float:
    """Return the peak of the memory taken for a question, above what was there before."""
    tracemalloc.start()
    ask()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def ratios(reader: cells.Reader, repeats: int) -> dict[str, float]:
    """Return the cost of each question about a short text, as a ratio to reading it."""
    short = text(WORDS)
    trace = reader.read(short)
    questions = {"reading": lambda: reader.read(short), **asks(reader, trace)}
    least = dict.fromkeys(questions, float("inf"))
    for _ in range(repeats):
        for name, ask in questions.items():
            least[name] = min(least[name], seconds(ask))
    return {name: least[name] / least["reading"] for name in questions if name != "reading"}


def _told(figure: float, limit: float) -> str:
    return f"{figure:8.2f}{' ' if figure < limit else '!'}"


def report(name: str, repeats: int) -> bool:
    """Print the figures of one reader; return whether all are reached."""
    reader = cells.load(name)
    of = ratios(reader, repeats)
    total = sum(of.values())
    print(f"{name:<12}{WORDS:>7} words, ratio to reading  ", end="")
    print(*(f"{ask} {ratio:.2f}" for ask, ratio in of.items()), sep=", ", end="; ")
    print(f"together {_told(total, REACH['ratio']).strip()}")
    reached = total < REACH["ratio"]
    trace = reader.read(text(LONG))
    for ask, question in {
        **asks(reader, trace),
        "step norms": lambda: cells.step_norms(reader, trace),
    }.items():
        took = min(seconds(question) for _ in range(2))
        peak = megabytes(question)
        print(f"{'':<12}{LONG:>7,} words  {ask:<12}", end="")
        print(f"{_told(took, REACH['seconds'])} s{_told(peak, REACH['megabytes'])} MB")
        reached = reached and took < REACH["seconds"] and peak < REACH["megabytes"]
    return reached


def main() -> None:
    """Measure the readers that are named; end with 1 if a figure, marked with !, is missed."""
    parser = argparse.ArgumentParser(description="What it costs to say why a reader remembers.")
    parser.add_argument("readers", nargs="*", default=READERS, help="names of readers")
    parser.add_argument("--repeats", type=int, default=15, help="of each short question")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    reached = [report(name, chosen.repeats) for name in chosen.readers]
    raise SystemExit(not all(reached))


if __name__ == "__main__":
    main()
