"""`python -m training.claims`: what lectures say of gated cells, tried on the readers as found.

The figures are kept beside the readers; what they say of each claim is worked out where it is shown
(views.claims). Two cells that are not shipped as found are trained for it, and kept out of the
repository.
"""

import json
import statistics
from typing import Any

from tqdm import tqdm

import cells
from cells import Reader, shelf
from training import claims_gates, claims_gradients, claims_memory
from training.__main__ import RUNS
from training.processes import train_each

READERS = ("rnn-as-found", "gru-simple-as-found", "gru-as-found", "lstm-as-found")
"""The shipped readers that the claims are tried on."""

OTHERS = ("lstm-1997-as-found", "lstm-plain-output-as-found")
"""Readers that are trained for two of the claims."""

SHELF = RUNS / "claims"
REPORT = shelf.SHELF / "claims.json"


def main() -> None:
    """Train what is not there yet, measure all readers, and write the report."""
    if failed := train_each({name: [name, "--shelf", str(SHELF)] for name in OTHERS}):
        raise SystemExit(f"These were not trained: {', '.join(failed)}.")
    readers = {name: cells.load(name) for name in READERS}
    others = {name: shelf.open_reader(SHELF / name) for name in OTHERS}
    found = {name: report(reader) for name, reader in tqdm((readers | others).items())}
    for name, of in spread().items():
        found[name]["spread"] = of
    REPORT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def report(reader: Reader) -> dict[str, Any]:
    """Return all figures of one reader that a claim is about, to 4 digits."""
    figures = reader.card["figures"]
    found: dict[str, Any] = {
        "right": {"mean": figures["mean"], **figures["distances"]},
        "grown": claims_memory.grown(reader),
        "gradient": claims_gradients.report(reader),
    }
    if reader.wiring.learned:
        found |= {"old": figures["memory"]["old"]}
        found |= claims_gates.report(reader) | claims_memory.report(reader)
    return {key: rounded(value) for key, value in found.items()}


def spread() -> dict[str, float]:
    """Return how far another seed moves the mean accuracy of the GRU and the LSTM.

    It is the standard deviation over the seeds of the encouraged readers, in shares of 1.
    """
    seeds = json.loads((shelf.SHELF / shelf.SEEDS).read_text("utf-8"))
    return {
        f"{name}-as-found": rounded(
            statistics.stdev(of["figures"]["mean"] for of in seeds[name].values())
        )
        for name in ("gru", "lstm")
    }


def rounded(found: Any) -> Any:
    """Round every figure to 4 digits."""
    if isinstance(found, dict):
        return {key: rounded(value) for key, value in found.items()}
    return float(f"{found:.4g}") if isinstance(found, float) else found


if __name__ == "__main__":
    main()
