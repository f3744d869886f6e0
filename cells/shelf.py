"""The shelf of shipped readers: their names, and loading one from its files.

A reader is a folder with `reader.safetensors` (every tensor, the vocabulary among them) and
`card.json` (how it was trained, how well it reads, the checksum of the tensors).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from cells.cards import Card
from cells.cell import Cell
from cells.curves import Curves
from cells.embedding import Embedding
from cells.readers import Reader
from cells.readout import Readout, Vocabulary
from cells.shapes import check_numbers, check_vocabulary
from cells.units import reports
from cells.whole_files import whole
from cells.wirings import WIRINGS, Wiring

TENSORS, CARD, SEEDS = "reader.safetensors", "card.json", "seeds.json"
MAX_BYTES = 32 * 2**20
"""The largest file that is read: twenty times the tensors of a shipped reader."""

_HERE = Path(__file__).parent
SHELF = next(
    (p for p in (_HERE / "assets" / "readers", _HERE.parent / "assets" / "readers") if p.is_dir()),
    _HERE.parent / "assets" / "readers",
)
"""Where the shipped readers are: beside this file once installed, in `assets/` in a checkout."""


def names() -> tuple[str, ...]:
    """Return the names of the shipped readers, in the order in which their cells are taught."""
    found = [card.parent.name for card in SHELF.glob(f"*/{CARD}")]
    order = {name: place for place, name in enumerate(WIRINGS)}
    taught = len(order)
    return tuple(
        sorted(
            found,
            key=lambda n: (
                n.endswith(_BENT),
                "as-found" in n,
                order.get(_wired_as(n), taught),
                n,
            ),
        )
    )


_BENT = ("-tanh-gates", "-sigmoid-candidate")
"""How the names of readers end that were trained with other curves; these come last."""


def _wired_as(name: str) -> str:
    return name.removesuffix("-as-found")


_loading = Lock()


def load(name: str) -> Reader:
    """Return a shipped reader by name; it is cached, shared by all threads and never mutated.

    Raises:
        ValueError: there is no such reader, or its files are damaged.
    """
    with _loading:  # the cache alone would let two threads that ask at once have a reader each
        return _load(name)


@lru_cache(maxsize=64)
def _load(name: str) -> Reader:
    if name not in names():
        raise ValueError(f"There is no reader {name!r}; there are {', '.join(names()) or 'none'}.")
    return open_reader(SHELF / name)


def open_reader(folder: Path) -> Reader:
    """Read a reader from its folder.

    Raises:
        ValueError: a file is missing, too large, truncated or changed, or does not fit the other.
    """
    with _told(folder / CARD) as path:
        card = Card(_an_object(json.loads(_read_bounded(path), parse_constant=_no_number)))
        wiring, sha256 = Wiring(**_an_object(card["wiring"])), card["sha256"]
        curves = Curves(**_an_object(card.get("curves", {})))
    with _told(folder / TENSORS) as path:
        reader = _assemble(folder.name, _read_tensors(path, sha256), wiring, curves, card)
    with _told(folder / CARD):
        _check_units(reader)
    return reader


def other_seeds() -> Mapping[str, Mapping[str, Any]]:
    """Return what readers from other seeds reach: {reader: {seed: card}}; {} where none is kept.

    Raises:
        ValueError: the file is too large or damaged.
    """
    path = SHELF / SEEDS
    if not path.exists():
        return {}
    with _told(path):
        kept = _an_object(json.loads(_read_bounded(path)))
        return {
            name: {seed: Card(_an_object(card)) for seed, card in _an_object(of).items()}
            for name, of in kept.items()
        }


@contextmanager
def _told(path: Path) -> Iterator[Path]:
    """Turn whatever reading a damaged file raises into one sentence that names the file."""
    try:
        yield path
    except (OSError, SafetensorError, RuntimeError, ValueError, TypeError, LookupError) as error:
        said = f"it has no {error}" if isinstance(error, KeyError) else str(error).rstrip(".")
        raise ValueError(
            f"The reader {path.parent.name!r} cannot be read: {path.name}: {said}."
        ) from error


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


def _an_object(data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise TypeError(f"a JSON object belongs where {data!r:.40} is")
    return data


def _read_bounded(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 2**20} MB")
    return path.read_bytes()


def _read_tensors(path: Path, sha256: str) -> dict[str, Tensor]:
    content = _read_bounded(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("it is not the file that the card describes")
    return load_tensors(content)


def _assemble(
    name: str, tensors: Mapping[str, Tensor], wiring: Wiring, curves: Curves, card: Card
) -> Reader:
    words, texts = _lines(tensors["embedding.words"]), _lines(tensors["embedding.texts"])
    vocabulary = Vocabulary(
        words=_lines(tensors["vocabulary.words"]),
        classes=_lines(tensors["vocabulary.classes"]),
        class_of=tensors["vocabulary.class_of"].numpy().astype(np.int64),
        share=tensors["vocabulary.share"].numpy().astype(np.float64),
    )
    check_vocabulary(vocabulary)
    check_numbers(tensors, wiring, {"own": words, "grams": texts}, vocabulary)
    features = tensors["embedding.own"].shape[1]
    with torch.device("meta"):  # no weights are drawn only to be replaced
        embedding = Embedding(words, texts, features)
        cell = Cell(wiring, inputs=features, units=len(tensors["cell.bc"]), curves=curves)
    for module, prefix in ((cell, "cell."), (embedding, "embedding.")):
        weights = {
            part: tensors[prefix + part].to(torch.float32, copy=True)
            for part in module.state_dict()
        }
        module.load_state_dict(weights, assign=True)
        module.requires_grad_(requires_grad=False).eval()
    readout = Readout(
        vocabulary,
        embedding,
        *(tensors[f"readout.{part}"].float() for part in ("rows", "bias", "tagger", "tagger_bias")),
    )
    return Reader(name, cell, embedding, readout, card)


def _check_units(reader: Reader) -> None:
    """Check that the card speaks of units that the reader has, in reports that can be read.

    Raises:
        ValueError, TypeError: it does not.
    """
    carriers = _an_object(reader.card.get("carriers", {}))
    measured = _an_object(_an_object(reader.card.get("figures", {})).get("units", {}))
    units = [report.unit for concept in measured for report in reports(reader.card, concept)]
    for unit in (*carriers.values(), *units):
        if not isinstance(unit, int) or not 0 <= unit < reader.units_count:
            raise ValueError(f"it speaks of unit {unit!r}: there are {reader.units_count}, from 0")


def save(reader: Reader, folder: Path) -> None:
    """Write a reader's files; the card gains wiring, unusual curves, and the tensors' checksum.

    Embeddings are stored in half precision, which halves the file: a reader to be measured must be
    the one that is read back.

    Raises:
        OSError: a file cannot be written; those that were there before stay as they are.
    """
    vocabulary = reader.readout.vocabulary
    content = save_tensors(
        {
            **{
                f"cell.{name}": p.detach().contiguous()
                for name, p in reader.cell.state_dict().items()
            },
            "embedding.own": reader.embedding.own.detach().half(),
            "embedding.grams": reader.embedding.grams.detach().half(),
            "embedding.words": _text(reader.embedding.words),
            "embedding.texts": _text(reader.embedding.texts),
            "vocabulary.words": _text(vocabulary.words),
            "vocabulary.classes": _text(vocabulary.classes),
            "vocabulary.class_of": torch.from_numpy(vocabulary.class_of.astype(np.int16)),
            "vocabulary.share": torch.from_numpy(vocabulary.share),
            "readout.rows": reader.readout.rows.detach().contiguous(),
            "readout.bias": reader.readout.bias.detach().contiguous(),
            "readout.tagger": reader.readout.tagger.detach().contiguous(),
            "readout.tagger_bias": reader.readout.tagger_bias.detach().contiguous(),
        }
    )
    card = {
        **reader.card,
        "wiring": reader.wiring.as_dict(),
        **({} if reader.curves.usual else {"curves": reader.curves.as_dict()}),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    with whole(folder / TENSORS) as tensors, whole(folder / CARD) as written:
        tensors.write_bytes(content)
        written.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _text(lines: tuple[str, ...]) -> Tensor:
    return torch.frombuffer(bytearray("\n".join(lines).encode()), dtype=torch.uint8)


def _lines(text: Tensor) -> tuple[str, ...]:
    return tuple(bytes(text.tolist()).decode().split("\n"))
