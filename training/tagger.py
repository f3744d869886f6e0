"""The tagger: from the spelling of an unknown word to the classes it may belong to.

English spelling tells an ending, seldom a part of speech: "blorps" is a plural noun or a verb's
third person, and nobody can say which. So an unknown word is given the class of the words that are
both ("NNS|VBZ"), whose logits have been trained in the places of nouns and of verbs.
"""

import torch
from torch import Tensor, nn

from cells.embedding import Embedding
from cells.readout import Vocabulary

IMPOSSIBLE = -30.0
"""Bias of all other classes: no unknown word is a new "the"."""

OPEN = {
    "NN|VB": ("NN", "NNM", "VB"),
    "NNS|VBZ": ("NNS", "VBZ"),
    "VED": ("VED", "VBD", "VBN"),
    "VBG": ("VBG",),
    "JJ": ("JJ",),
    "RB": ("RB",),
    "NNP_person": ("NNP",),
}
"""The classes that an unknown word can have, and the tags whose spellings teach them."""


def fit_tagger(
    embedding: Embedding, vocabulary: Vocabulary, steps: int = 300, seed: int = 0
) -> tuple[Tensor, Tensor]:
    """Fit class = softmax(W n-grams + b) on the vocabulary; return W (K, D) and b (K,).

    The embedding is left as reading has formed it. Every word counts alike, since an unknown word
    is more like a rare one than like a frequent one.
    """
    torch.manual_seed(seed)
    opens = [k for k, name in enumerate(vocabulary.classes) if name in OPEN]
    taught = _taught(vocabulary, opens)
    x = embedding.by_spelling([vocabulary.words[place] for place, _ in taught]).detach()
    target, scale = torch.tensor([k for _, k in taught]), x.std()
    layer = nn.Linear(x.shape[1], len(opens))
    optimizer = torch.optim.Adam(layer.parameters(), lr=0.05)
    for _ in range(steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(layer(x / scale), target).backward()
        optimizer.step()
    weight = torch.zeros(len(vocabulary.classes), x.shape[1])
    bias = torch.full((len(vocabulary.classes),), IMPOSSIBLE)
    weight[opens], bias[opens] = layer.weight.detach() / scale, layer.bias.detach()
    return weight, bias


def _taught(vocabulary: Vocabulary, opens: list[int]) -> list[tuple[int, int]]:
    """Return (word's place, number of its open class) for every word that teaches one."""
    order = [vocabulary.classes[k] for k in opens]
    of_tag = {tag: order.index(name) for name in order for tag in OPEN[name]}
    tags = [name.split("|")[0].split("_")[0] for name in vocabulary.classes]
    return [
        (place, of_tag[tags[k]])
        for place, k in enumerate(vocabulary.class_of.tolist())
        if tags[k] in of_tag
    ]
