"""The shelf of shipped readers: their names, and loading one from its files.

A reader is a folder with `reader.safetensors` (every tensor, the vocabulary among them) and
`card.json` (how it was trained, how well it reads, the checksum of the tensors).
"""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from cells.cell import Cell
from cells.embedding import Embedding
from cells.readers import Reader
from cells.readout import Readout, Vocabulary
from cells.wirings import WIRINGS, Wiring

TENSORS, CARD = "reader.safetensors", "card.json"
MAX_BYTES = 32 * 2**20
"""The largest file of tensors that is read: twenty times a shipped reader."""

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
    return tuple(sorted(found, key=lambda n: ("as-found" in n, order.get(_wired_as(n), taught), n)))


def _wired_as(name: str) -> str:
    return name.removesuffix("-as-found")


@lru_cache(maxsize=64)
def load(name: str) -> Reader:
    """Return a shipped reader by name; it is cached, shared and never mutated.

    Raises:
        ValueError: there is no such reader, or its files are damaged.
    """
    if name not in names():
        raise ValueError(f"There is no reader {name!r}; there are {', '.join(names()) or 'none'}.")
    return open_reader(SHELF / name)


def open_reader(folder: Path) -> Reader:
    """Read a reader from its folder.

    Raises:
        ValueError: a file is missing, too large, truncated or changed.
    """
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        content = _read_checked(folder / TENSORS, card["sha256"])
        return _assemble(folder.name, load_tensors(content), card)
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, SafetensorError) as error:
        raise ValueError(f"The reader {folder.name!r} cannot be read: {error}.") from error


def _read_checked(path: Path, sha256: str) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path.name} is larger than {MAX_BYTES // 2**20} MB")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{path.name} is not the file that its card describes")
    return content


def _assemble(name: str, tensors: Mapping[str, Tensor], card: Mapping[str, Any]) -> Reader:
    wiring = Wiring(**card["wiring"])
    own, grams = tensors["embedding.own"].float(), tensors["embedding.grams"].float()
    embedding = Embedding(_lines(tensors["embedding.words"]), own.shape[1], len(grams))
    embedding.load_state_dict({"own": own, "grams": grams})
    cell = Cell(wiring, inputs=own.shape[1], units=len(tensors["cell.bc"]))
    cell.load_state_dict(
        {k.removeprefix("cell."): v for k, v in tensors.items() if k[:5] == "cell."}
    )
    vocabulary = Vocabulary(
        words=_lines(tensors["vocabulary.words"]),
        classes=_lines(tensors["vocabulary.classes"]),
        class_of=tensors["vocabulary.class_of"].numpy().astype(np.int64),
        share=tensors["vocabulary.share"].numpy().astype(np.float64),
    )
    readout = Readout(
        vocabulary,
        embedding,
        *(tensors[f"readout.{part}"] for part in ("rows", "bias", "tagger", "tagger_bias")),
    )
    for module in (cell, embedding):
        module.requires_grad_(requires_grad=False).eval()
    return Reader(name, cell, embedding, readout, _frozen(card))


def _frozen(value: Any) -> Any:
    """Return JSON data that nobody can change: cards are shared by all who load a reader."""
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def save(reader: Reader, folder: Path) -> None:
    """Write a reader's files; the card gains the wiring and the checksum of the tensors.

    Embeddings are stored in half precision, which halves the file: a reader to be measured must be
    the one that is read back.
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
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TENSORS).write_bytes(content)
    (folder / CARD).write_text(
        json.dumps(card, indent=2, ensure_ascii=False, default=dict) + "\n", "utf-8"
    )


def _text(lines: tuple[str, ...]) -> Tensor:
    return torch.frombuffer(bytearray("\n".join(lines).encode()), dtype=torch.uint8)


def _lines(text: Tensor) -> tuple[str, ...]:
    return tuple(bytes(text.tolist()).decode().split("\n"))
