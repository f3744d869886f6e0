"""Weights that come from anywhere, read safely: a safetensors file, or a torch state_dict.

Nothing of a file is believed before it is checked, and no code in it is ever run: sizes are bounded
before memory is taken, and pickles are read by torch's reader for weights alone.
"""

import io
import json
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from torch import Tensor, nn

from cells.archives import plain, sizes

LARGEST = 100 * 2**20
"""The largest file that is read, in bytes."""

MOST_TENSORS, LONGEST_NAME, MOST_DIMENSIONS = 10_000, 400, 8
"""How many tensors a file may hold, and how long a name and a shape may be."""

_HEADER = 4 * 2**20  # bytes of names and shapes: 400 for each tensor of the largest number
_DEEPEST = 6  # dictionaries within dictionaries, as in {"model": {"encoder": {...}}}

_ZIP, _PICKLE, _JSON = b"PK\x03\x04", b"\x80", b"{"

_WANTED = "a .safetensors file, or a state_dict written by torch.save"

_REFUSED = (
    SafetensorError,
    pickle.UnpicklingError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    MemoryError,
    AssertionError,
)
"""What torch and safetensors raise when they are given something else than they expect."""


def read_checkpoint(content: bytes) -> dict[str, Tensor]:
    """Return the tensors of a safetensors file or of a torch state_dict, by name, on the CPU.

    Dictionaries within the file are joined by dots, as in "model.rnn.weight_ih_l0"; what is no
    tensor in them is left out.

    Raises:
        ValueError: it is neither, is damaged or too large, holds code, or has no tensor.
    """
    if len(content) > LARGEST:
        raise ValueError(
            f"This file has {len(content) / 2**20:,.0f} MB; up to {LARGEST // 2**20} MB are read."
        )
    if not content:
        raise ValueError(f"This file is empty; expected is {_WANTED}.")
    if content.startswith(_ZIP):
        tensors = _from_torch(plain(content, LARGEST))
    elif content.startswith(_PICKLE) and content[8:9] != _JSON:
        raise ValueError(
            "This is a bare pickle, which may hold code, as torch.save wrote before version 1.6: "
            "load it where you trust it, and save it again with torch.save(model.state_dict(), …)."
        )
    else:
        tensors = _from_safetensors(content)
    if not tensors:
        raise ValueError(f"There is no tensor in this file; expected is {_WANTED}.")
    return tensors


def _from_safetensors(content: bytes) -> dict[str, Tensor]:
    length = int.from_bytes(content[:8], "little")
    if len(content) < 10 or content[8:9] != _JSON:
        raise ValueError(f"This is not a file of weights; expected is {_WANTED}.")
    if length > len(content) - 8:
        raise ValueError("This safetensors file is cut off: it ends within its list of tensors.")
    if length > _HEADER:
        raise ValueError(
            f"The list of tensors of this file has {length / 2**20:,.0f} MB; up to "
            f"{_HEADER // 2**20} MB are read."
        )
    _check_listed(content[8 : 8 + length])
    try:
        return load_tensors(content)
    except _REFUSED as error:
        raise ValueError(f"This safetensors file is damaged: {_short(error)}.") from error


def _check_listed(header: bytes) -> None:
    """Check what a safetensors file says of its tensors, before memory is taken for any.

    Raises:
        ValueError: it says nothing that can be read, or too much.
    """
    try:
        listed = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise ValueError("This safetensors file is damaged: its list of tensors is.") from error
    _check_count(len(listed))
    for name, entry in listed.items():
        if name != "__metadata__":
            shape = entry.get("shape") if isinstance(entry, dict) else None
            _check_named(name)
            if not isinstance(shape, list) or not all(type(size) is int for size in shape):
                raise ValueError(f"This safetensors file is damaged: {name} has no shape.")
            _check_shape(name, tuple(shape))


def _from_torch(content: bytes) -> dict[str, Tensor]:
    """Read an archive whose files are known to be stored, and bounded together.

    Raises:
        ValueError: it holds something else than tensors, or code.
    """
    if any(size > _HEADER for size in sizes(content, ".pkl")):
        raise ValueError(f"The list of tensors of this file is over {_HEADER // 2**20} MB.")
    try:
        loaded = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise ValueError(
            "This file holds more than tensors, or is damaged, so it is not read: save only the "
            "weights, with torch.save(model.state_dict(), …)."
        ) from error
    except (*_REFUSED, RecursionError) as error:
        raise ValueError(f"This file of torch.save is damaged: {_short(error)}.") from error
    if not isinstance(loaded, Mapping):
        raise ValueError(  # noqa: TRY004 - as all else that is wrong with a file
            f"This file holds {_called(loaded)}, not a state_dict: save the weights with "
            "torch.save(model.state_dict(), …)."
        )
    return _bounded(_named(loaded, "", _DEEPEST))


def _called(loaded: object) -> str:
    return "one tensor" if isinstance(loaded, Tensor) else f"a {type(loaded).__name__}"


def _named(loaded: Mapping[Any, Any], prefix: str, depth: int) -> Iterator[tuple[str, Tensor]]:
    """Yield every tensor in dictionaries within dictionaries, under its whole name."""
    for key, value in loaded.items():
        if not isinstance(key, str):
            continue
        if isinstance(value, Mapping) and depth > 1:
            yield from _named(value, f"{prefix}{key}.", depth - 1)
        elif type(value) in (Tensor, nn.Parameter):
            yield f"{prefix}{key}", value


def _bounded(named: Iterator[tuple[str, Tensor]]) -> dict[str, Tensor]:
    """Gather tensors that are what they seem: of a few numbers in memory a view can show many.

    Raises:
        ValueError: there are too many, or too large ones.
    """
    found: dict[str, Tensor] = {}
    size = 0
    for name, tensor in named:
        _check_named(name)
        _check_shape(name, tuple(tensor.shape))
        if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
            raise ValueError(f"{name} is no plain tensor of numbers, but sparse or quantised.")
        size += tensor.numel() * tensor.itemsize
        _check_count(len(found) + 1)
        if size > LARGEST:
            raise ValueError(
                f"The tensors of this file are more than {LARGEST // 2**20} MB together."
            )
        found[name] = tensor.detach()
    return found


def _check_count(count: int) -> None:
    if count > MOST_TENSORS:
        raise ValueError(f"This file has more than {MOST_TENSORS:,} tensors.")


def _check_named(name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise ValueError(
            f"A tensor in this file has a name of {len(name):,} characters; up to {LONGEST_NAME} "
            "are read."
        )


def _check_shape(name: str, shape: tuple[int, ...]) -> None:
    if len(shape) > MOST_DIMENSIONS or any(not 0 <= size < 2**31 for size in shape):
        raise ValueError(f"{name} has a shape that no tensor has: {str(shape)[:60]}.")


def _short(error: BaseException) -> str:
    """Return the first sentence of what a library says."""
    said = str(error).strip().split("\n")[0].rstrip(".") or type(error).__name__
    return said if len(said) <= 160 else f"{said[:159]}…"
