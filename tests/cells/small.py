"""A small reader with random weights: reads any text, knows nothing."""

import numpy as np
import torch

from cells import WIRINGS, Reader, Wiring
from cells.cell import Cell
from cells.curves import USUAL, Curves
from cells.embedding import Embedding, grams
from cells.readout import Readout, Vocabulary

CLASSES = ("NN", "NNS", "the", "was", "were")
WORDS = {
    "apple": ("NN", 0.25),
    "cat": ("NN", 0.75),
    "apples": ("NNS", 0.5),
    "cats": ("NNS", 0.5),
    "the": ("the", 1.0),
    "was": ("was", 1.0),
    "were": ("were", 1.0),
}


def small_reader(
    wiring: Wiring = WIRINGS["gru"], units: int = 6, seed: int = 0, curves: Curves = USUAL
) -> Reader:
    """Return a reader of seven words with large random weights, the same for every seed."""
    # torch.manual_seed would tell other devices too, and write down the stack for each of them
    torch.default_generator.manual_seed(seed)
    vocabulary = Vocabulary(
        tuple(WORDS),
        CLASSES,
        np.array([CLASSES.index(tag) for tag, _ in WORDS.values()]),
        np.array([share for _, share in WORDS.values()]),
    )
    texts = sorted({gram for word in (*WORDS, "wugs") for kind in grams(word) for gram in kind})
    embedding, cell = Embedding(tuple(WORDS), texts, 5), Cell(wiring, 5, units, curves)
    with torch.no_grad():
        embedding.own.normal_()
        embedding.grams.normal_()
    for module in (embedding, cell):
        module.requires_grad_(requires_grad=False)
    tagger_bias = torch.tensor([0.0, 0.0, -30.0, -30.0, -30.0])
    readout = Readout(
        vocabulary, embedding, torch.randn(5, units), torch.randn(5), torch.randn(5, 5), tagger_bias
    )
    return Reader("small", cell, embedding, readout, {"encouraged": False})
