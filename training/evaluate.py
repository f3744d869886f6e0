"""`python -m training.evaluate <reader>`: measure a shipped reader again, in a fresh process."""

import argparse
import json

import cells
from cells.shelf import SHELF
from training.export import write_figures
from training.figures import differences, figures


def main() -> None:
    """Recompute a shipped reader's figures and set them beside its card, or write them into it."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=main.__doc__)
    parser.add_argument("reader", choices=cells.names())
    parser.add_argument("--write", action="store_true", help="write the figures into the card")
    args = parser.parse_args()
    reader = cells.load(args.reader)
    now = figures(reader)
    print(json.dumps(now, indent=2))
    if args.write:
        write_figures(reader, now, SHELF / args.reader)
    elif found := differences(now, reader.card["figures"]):
        raise SystemExit("The card says otherwise:\n" + "\n".join(found))
    else:
        print("The card holds the same figures.")


if __name__ == "__main__":
    main()
