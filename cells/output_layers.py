"""The readout of a torch module: a linear layer that makes a logit for each of its rows.

No file tells which of its matrices reads what a recurrent module puts out. What can be told is
which of them fit: (V, W) for outputs of W numbers, with a bias (V,) of the same name or without.
An embedding that fits is one as well, where the weights of both are tied.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cells.blueprints import embeddings

_AT_ONCE = 8_000_000
"""Logits that are held at once: 32 MB of them."""

Floats = NDArray[np.float32]


class Answers(NamedTuple):
    """What an output layer says after each of T steps.

    `chosen` (T, P) are the probabilities of the rows that were asked for, `likeliest` (T, k) the
    rows of the highest probability, best first, and `probabilities` (T, k) theirs.
    """

    chosen: NDArray[np.float64]
    likeliest: NDArray[np.int64]
    probabilities: NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class OutputLayer:
    """Logits over outputs h of W numbers: weight (V, W) h + bias (V,), both in float32.

    `name` is the key of the weight in its file.
    """

    name: str
    weight: Tensor
    bias: Tensor

    @property
    def rows(self) -> int:
        """V, the number of logits."""
        return len(self.weight)

    def contrast(self, first: int, second: int) -> tuple[Tensor, float]:
        """Return (out, b) so that log P(first) - log P(second) = out · h + b; out is (W,)."""
        out = self.weight[first].double() - self.weight[second].double()
        return out, float(self.bias[first].double() - self.bias[second].double())

    @torch.no_grad()
    def log_odds(self, outputs: Tensor, first: int, second: int) -> Floats:
        """Return log P(first) - log P(second) after each output (T, W), in nats: (T,)."""
        out, b = self.contrast(first, second)
        return (outputs.double() @ out + b).numpy().astype(np.float32)

    @torch.no_grad()
    def answers(self, outputs: Tensor, chosen: Sequence[int], k: int) -> Answers:
        """Return the probabilities of some rows, and the k likeliest rows, after each output.

        Probabilities are a softmax over all V rows, and sum to 1.

        Raises:
            ValueError: the outputs (T, W) are not as wide as the rows.
        """
        if outputs.shape[-1] != self.weight.shape[1]:
            raise ValueError(f"{_widths(self.name, self.weight)}; {outputs.shape[-1]} are given.")
        parts = [
            _softmax(self.weight, self.bias, rows, list(chosen), min(k, self.rows))
            for rows in outputs.float().split(max(1, _AT_ONCE // self.rows))
        ]
        return Answers(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _softmax(
    weight: Tensor, bias: Tensor, outputs: Tensor, chosen: list[int], k: int
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    logits = torch.addmm(bias, outputs, weight.T)
    whole = torch.logsumexp(logits, dim=1, keepdim=True).double()
    best = logits.topk(k, dim=1)
    wanted, found = ((each.double() - whole).exp() for each in (logits[:, chosen], best.values))
    return wanted.numpy(), best.indices.numpy(), found.numpy()


def output_layers(tensors: Mapping[str, Tensor], width: int) -> tuple[str, ...]:
    """Return the names of all matrices that fit outputs of that width, embeddings last."""
    found = [name for name in embeddings(tensors, width) if len(tensors[name]) > 1]
    return tuple(sorted(found, key=lambda name: "emb" in name.lower()))


def output_layer(tensors: Mapping[str, Tensor], name: str) -> OutputLayer:
    """Return the output layer whose weight has that name, with its bias where there is one.

    Raises:
        ValueError: it has an entry that is no number or infinite.
    """
    weight = tensors[name]
    bias = tensors.get(_bias_of(name))
    fits = bias is not None and tuple(bias.shape) == (len(weight),) and bias.is_floating_point()
    made = OutputLayer(
        name,
        weight.detach().float().contiguous(),
        bias.detach().float() if bias is not None and fits else torch.zeros(len(weight)),
    )
    if not bool(torch.isfinite(made.weight).all() and torch.isfinite(made.bias).all()):
        raise ValueError(
            f"{name} has entries that are no numbers or infinite: it is no readout; "
            "every weight is expected to be a finite number."
        )
    return made


def doubts(tensors: Mapping[str, Tensor], name: str) -> list[str]:
    """Return what in a file speaks against an output layer: what else may stand before or after.

    That is a normalisation of its width, or a matrix that reads as many numbers as it has rows.
    """
    rows, width = tensors[name].shape
    norms = [layer for layer, size in _vectors(tensors) if size == width]
    after = [
        other
        for other in embeddings(tensors, rows)
        if other != name and rows != width and len(tensors[other]) > 0
    ]
    said = [
        f"{each} normalises {width:,} numbers: where it stands before {name}, what is said here of "
        "what comes next is not what the model says."
        for each in norms[:1]
    ]
    return said + [
        f"{other} reads {rows:,} numbers, as many as {name} puts out: where it follows, {name} is "
        "not the last layer, and its rows are no words or classes."
        for other in after[:1]
    ]


def _vectors(tensors: Mapping[str, Tensor]) -> Iterator[tuple[str, int]]:
    """Yield the layers that normalise, by a weight (W,) or a running mean (W,), with their W."""
    for key, tensor in tensors.items():
        layer, _, part = key.rpartition(".")
        beside = f"{layer}.running_mean" in tensors and part == "weight"
        if tensor.dim() == 1 and part in ("weight", "running_mean") and not beside:
            yield layer or key, len(tensor)


def misfits(tensors: Mapping[str, Tensor], width: int) -> list[str]:
    """Return a sentence for each linear layer of a file that does not fit outputs of that width.

    Told are matrices with a bias, or of one row: embeddings and what fits are not.
    """
    return [
        f"{_widths(name, tensor)}, and this module puts out {width:,}."
        if tensor.shape[1] != width
        else f"{name} has one row: one number after each step, which has no other to be likelier "
        "than."
        for name, tensor in tensors.items()
        if _is_linear(tensors, name) and (tensor.shape[1] != width or len(tensor) == 1)
    ]


def _is_linear(tensors: Mapping[str, Tensor], name: str) -> bool:
    bias, weight = tensors.get(_bias_of(name)), tensors[name]
    named = name in embeddings({name: weight}, weight.shape[1]) if weight.dim() == 2 else False
    return named and bias is not None and tuple(bias.shape) == (len(weight),)


def _widths(name: str, weight: Tensor) -> str:
    return f"{name} reads {weight.shape[1]:,} numbers"


def _bias_of(name: str) -> str:
    return f"{name.removesuffix('weight')}bias" if name.endswith("weight") else f"{name}.bias"
