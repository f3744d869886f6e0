"""`python -m training.evaluate gru`: measure a shipped reader again, in a fresh process."""

import argparse
import json

import torch
from tqdm import tqdm

import cells
from cells.shelf import SHELF
from training.export import write_figures
from training.figures import differences, figures


def main() -> None:
    """Recompute readers' figures and set them beside their cards, or write them into the cards."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=main.__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("reader", nargs="?", choices=cells.names(), metavar="reader")
    which.add_argument("--all", action="store_true", help="every shipped reader")
    parser.add_argument("--write", action="store_true", help="write the figures into the card")
    args = parser.parse_args()
    torch.set_num_threads(1)
    names = cells.names() if args.all else (args.reader,)
    found = [line for name in tqdm(names) for line in _evaluate(name, write=args.write)]
    if found:
        raise SystemExit("Cards say otherwise:\n" + "\n".join(found))


def _evaluate(name: str, *, write: bool) -> list[str]:
    reader = cells.load(name)
    now = figures(reader)
    print(json.dumps({name: now}, indent=2))
    if write:
        write_figures(reader, now, SHELF / name)
        return []
    return [f"{name}{difference}" for difference in differences(now, reader.card["figures"])]


if __name__ == "__main__":
    main()
