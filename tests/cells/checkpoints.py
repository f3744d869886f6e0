"""Files of weights as plain PyTorch scripts write them, in memory."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor


def by_torch(state: Any) -> bytes:
    """Return what torch.save writes."""
    written = io.BytesIO()
    torch.save(state, written)
    return written.getvalue()


def by_safetensors(state: Mapping[str, Tensor]) -> bytes:
    """Return what safetensors writes."""
    return save({name: tensor.contiguous() for name, tensor in state.items()})


def repacked(content: bytes, change: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive with the contents of some files changed, by the end of their names."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", how) as new,
    ):
        for name in old.namelist():
            inside = next((c for end, c in change.items() if name.endswith(end)), old.read(name))
            new.writestr(name, inside)
    return written.getvalue()
