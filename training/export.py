"""From a trained model to a reader on the shelf."""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cells.readers import Reader
from cells.readout import Readout
from cells.shelf import open_reader, save
from training.figures import PER_CONSTRUCTION, figures, first_figures
from training.model import Model
from training.orient import turn_around
from training.tagger import fit_tagger
from training.trainer import Trainer


def to_reader(model: Model, name: str, card: dict[str, Any]) -> Reader:
    """Return the model as a reader, with a tagger for words it has never seen."""
    model.cell.requires_grad_(requires_grad=False).eval()
    embedding = model.whole_embedding().eval()
    readout = Readout(
        model.vocabulary,
        embedding,
        model.readout.weight.detach(),
        model.readout.bias.detach(),
        *fit_tagger(embedding, model.vocabulary),
    )
    return Reader(name, model.cell, embedding, readout, card)


def put_on_shelf(model: Model, folder: Path, card: dict[str, Any]) -> Reader:
    """Write the model to a folder and return the reader as it is read back from there.

    What is measured must be what is shipped: the files hold embeddings in half precision.
    """
    save(to_reader(model, folder.name, card), folder)
    return open_reader(folder)


def export(
    model: Model, folder: Path, card: dict[str, Any], count: int = PER_CONSTRUCTION
) -> Reader:
    """Put the model on the shelf with all its figures, its carriers turned so that + is as named.

    Singular is + and so is food, on a unit that is not that of number: memories have no sign of
    their own (`training.orient`). Figures are over `count` choices each.
    """
    reader = put_on_shelf(model, folder, card)
    signs: dict[int, int] = {}
    for reports in first_figures(reader, count)["units"].values():
        # number first: where one unit is best at both
        signs.setdefault(reports[0]["unit"], reports[0]["sign"])
    turnable = reader.curves.candidate == "tanh"
    if turnable and (wrong := [unit for unit, sign in signs.items() if sign < 0]):
        for unit in wrong:
            turn_around(model.cell, model.readout, unit)
        reader = put_on_shelf(model, folder, card)
    write_figures(reader, figures(reader, count), folder)
    return open_reader(folder)


def write_figures(reader: Reader, measured: dict[str, Any], folder: Path) -> None:
    """Write a reader's figures into its card, with the units that carry its concepts."""
    carriers = {concept: best[0]["unit"] for concept, best in measured["units"].items()}
    card = {**reader.card, "carriers": carriers, "figures": measured}
    save(replace(reader, card=card), folder)


def made(trainer: Trainer) -> dict[str, Any]:
    """Tell how the reader was made; what it can do is measured on the files."""
    recipe = trainer.recipe
    return {
        "recipe": {
            key: value for key, value in recipe.as_dict().items() if key not in ("wiring", "curves")
        },
        "encouraged": recipe.nudge > 0,
        "parameters": {
            part: sum(p.numel() for p in getattr(trainer.model, part).parameters())
            for part in ("cell", "embedding", "readout")
        },
        "training_seconds": round(trainer.seconds, 1),
        "corpus": trainer.corpus.digest,
        "versions": {name: version(name) for name in ("torch", "numpy")},
    }
