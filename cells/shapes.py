"""What the tensors of a reader must look like, so that a damaged file is told before it is read."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from cells.cell import SUBSCRIPTS
from cells.readout import Vocabulary
from cells.wirings import Wiring

TEXTS = ("embedding.words", "embedding.texts", "vocabulary.words", "vocabulary.classes")
"""Tensors that hold text: lines in UTF-8, one byte an element."""


def check_numbers(
    tensors: Mapping[str, Tensor],
    wiring: Wiring,
    texts: Mapping[str, Sequence[str]],
    vocabulary: Vocabulary,
) -> None:
    """Check the weights of a reader against its wiring, its `texts` with a row, its vocabulary.

    Raises:
        ValueError: a tensor is missing, unknown, of another shape, or has values that are not
            finite numbers.
    """
    expected = _expected(tensors, wiring, texts, vocabulary)
    if strange := set(tensors) ^ {*expected, *TEXTS, "vocabulary.class_of", "vocabulary.share"}:
        name = min(strange)
        raise ValueError(f"the tensor {name} is {'unknown' if name in tensors else 'missing'}")
    for name, shape in expected.items():
        tensor = tensors[name]
        if tuple(tensor.shape) != shape:
            raise ValueError(f"{name} has the shape {tuple(tensor.shape)} instead of {shape}")
        if not tensor.is_floating_point() or not bool(torch.isfinite(tensor).all()):
            raise ValueError(f"{name} has values that are not finite numbers")


def _expected(
    tensors: Mapping[str, Tensor],
    wiring: Wiring,
    texts: Mapping[str, Sequence[str]],
    vocabulary: Vocabulary,
) -> dict[str, tuple[int, ...]]:
    """Return the shape of every tensor of weights; cell.bc and the n-grams say H and D."""
    for name, dimensions in (("cell.bc", 1), ("embedding.grams", 2)):
        if tensors[name].dim() != dimensions or not tensors[name].numel():
            raise ValueError(f"{name} has the shape {tuple(tensors[name].shape)}")
    (units,), (_, features) = tensors["cell.bc"].shape, tensors["embedding.grams"].shape
    classes = len(vocabulary.classes)
    affines = [SUBSCRIPTS[name] for name in ("candidate", *wiring.learned)]
    return {
        **{f"cell.W{letter}": (units, units + features) for letter in affines},
        **{f"cell.b{letter}": (units,) for letter in affines},
        **{f"embedding.{part}": (len(lines), features) for part, lines in texts.items()},
        "readout.rows": (classes, units),
        "readout.bias": (classes,),
        "readout.tagger": (classes, features),
        "readout.tagger_bias": (classes,),
    }


def check_vocabulary(vocabulary: Vocabulary) -> None:
    """Check that every word has a class and a share, and that shares make an exact softmax.

    Raises:
        ValueError: words and their classes or shares do not fit one another.
    """
    words, classes = len(vocabulary.words), len(vocabulary.classes)
    class_of, share = vocabulary.class_of, vocabulary.share
    if len(set(vocabulary.words)) != words or len(set(vocabulary.classes)) != classes:
        raise ValueError("a word or class of the vocabulary comes twice")
    if class_of.shape != (words,) or share.shape != (words,):
        raise ValueError(f"the vocabulary has {words} words, and not as many classes and shares")
    if not ((class_of >= 0) & (class_of < classes)).all():
        raise ValueError("a word of the vocabulary has a class that is not there")
    sums = np.bincount(class_of, share, minlength=classes)
    if not (share > 0).all() or not np.allclose(sums, 1, rtol=0, atol=1e-6):
        raise ValueError("the shares of the words of a class do not add up to 1")
