"""Read a sentence on the command line: `python -m cells "the cat was full" --reader gru`."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from cells import shelf
from cells.notation import CONVENTIONS, Symbol, symbols
from cells.printing import Column, shorten, table
from cells.tokens import MAX_CHARACTERS
from cells.traces import Floats, counted
from cells.writing import Walk, as_json, walk, write_csv, write_npz

_ANY_WIDTH = 10_000


class _Parser(argparse.ArgumentParser):
    """Complains in one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        said = message[:1].upper() + message[1:].rstrip(".")
        self.exit(2, f"{_printable(said)}.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a sentence's walk through a trained reader, or write it; return 0."""
    parser = _parser()
    args = parser.parse_args(arguments)
    _never_fail_to_encode(sys.stdout)
    try:
        _do(args)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        parser.error(f"{error.filename or 'the output'}: {error.strerror or error}")
    except ValueError as error:
        parser.error(str(error))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m cells", description=main.__doc__, allow_abbrev=False)
    add = parser.add_argument
    add("text", help='a sentence, such as "the cat was full"; - reads it from standard input')
    add("--reader", default="gru", metavar="NAME", help="a trained reader (gru); " + _names())
    add("--unit", type=int, metavar="K", help="unit to print, from 0 (the one that carries number)")
    pair = "what to compare as the next word (was were)"
    add("--pair", nargs=2, default=("was", "were"), metavar=("WORD", "OTHER"), help=pair)
    add("--notation", default="ng", choices=CONVENTIONS, help="symbols of the table (ng)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything, all units, as JSON")
    form.add_argument("--csv", action="store_true", help="... as CSV, one line a word")
    form.add_argument("--npz", type=Path, metavar="PATH", help="write it to a file for numpy.load")
    return parser


def _names() -> str:
    return ", ".join(shelf.names())


def _do(args: argparse.Namespace) -> None:
    text = sys.stdin.read(MAX_CHARACTERS + 1) if args.text == "-" else args.text
    found = walk(shelf.load(args.reader), text, tuple(args.pair))
    if args.json:
        print(as_json(found))
    elif args.csv:
        write_csv(found, sys.stdout)
    elif args.npz is not None:
        write_npz(found, args.npz)
        print(f"{args.npz}: {counted(len(found.trace), 'word')}, all quantities.")
    else:
        unit = _unit(found, args.unit)
        print(_head(found, unit))
        print(_table(found, unit, args.notation, _room(sys.stdout), bold=_in_colour(sys.stdout)))


def _unit(found: Walk, chosen: int | None) -> int:
    """Return the unit to print: the one asked for, or the carrier of number, or unit 0."""
    H = found.reader.units_count
    if chosen is None:
        return int(found.reader.card.get("carriers", {}).get("number", 0))
    if not 0 <= chosen < H:
        raise ValueError(f"There is no unit {chosen} here: they run from 0 to {H - 1}.")
    return chosen


def _head(found: Walk, unit: int) -> str:
    name, first, other = found.reader.name, *(shorten(word, 20) for word in found.pair)
    return (
        f"{name}, unit {unit}; {first}/{other} is log P({first}) - log P({other}) after the word\n"
    )


def _table(found: Walk, unit: int, notation: str, room: int, *, bold: bool) -> str:
    trace = found.trace
    steps = Column("", [str(t + 1) for t in range(len(trace))])
    table_of = symbols(trace.wiring, notation, trace.curves)
    columns = [_column(table_of[name], trace[name][:, unit]) for name in _shown(found)]
    verdict = Column("/".join(shorten(word, 12) for word in found.pair), _signed(found.log_odds))
    return table([steps, Column("word", trace.words)], [*columns, verdict], room, bold=bold)


def _shown(found: Walk) -> list[str]:
    """List what the cell computes: no wired gates, and one name for memory and hidden state."""
    wiring = found.trace.wiring
    names = [*wiring.learned, "candidate", "cell", *([] if wiring.one_state else ["hidden"])]
    return [name for name in found.trace if name in names]


def _column(symbol: Symbol, values: Floats) -> Column:
    """Return one quantity under its symbol; what is far from 0 stands out."""
    shown = 1 - values if symbol.complement else values
    return Column(symbol.plain, [_number(float(v)) for v in shown], [abs(v) > 0.5 for v in shown])


def _number(value: float) -> str:
    """Return three decimals, or the exponent of what they would show as 0."""
    return f"{value:.3f}" if value == 0 or abs(value) >= 0.0005 else f"{value:.0e}"


def _signed(values: Floats) -> list[str]:
    return [f"{value:+.2f}" for value in values]


def _room(to: TextIO) -> int:
    """Return the width of the terminal; what goes to a file or a pipe is never broken."""
    if to.isatty() or "COLUMNS" in os.environ:
        return max(shutil.get_terminal_size().columns, 20)
    return _ANY_WIDTH


def _in_colour(to: TextIO) -> bool:
    return to.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _never_fail_to_encode(to: TextIO) -> None:
    reconfigure: Callable[..., None] | None = getattr(to, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _printable(text: str) -> str:
    """Return a text whose control characters are written out, so that a terminal obeys none."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


if __name__ == "__main__":
    sys.exit(main())
