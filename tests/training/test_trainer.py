"""Training on a tiny scale: the same bits from the same seed, resumed or not."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from cells import WIRINGS, Wiring
from training.corpus import Batches, Corpus, generate
from training.model import Losses, Model
from training.recipe import ENCOURAGEMENT, Recipe, recipe_of
from training.trainer import Trainer

TINY = Recipe(WIRINGS["gru"], units=8, features=6, sharers=3, own_rows=50, steps=12, batch=16)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return generate(200, seed=1)


def go_on(_done: int, _losses: Losses) -> bool:
    return True


def trained(recipe: Recipe, corpus: Corpus) -> Model:
    trainer = Trainer(recipe, corpus)
    assert trainer.run(go_on)
    return trainer.model


def same(one: Model, other: Model) -> bool:
    mine, theirs = one.state_dict(), other.state_dict()
    return all(torch.equal(mine[name], theirs[name]) for name in mine)


def test_the_same_seed_gives_the_same_bits(corpus: Corpus) -> None:
    model = trained(TINY, corpus)
    assert same(model, trained(TINY, corpus))
    assert not same(model, trained(replace(TINY, seed=2), corpus))


def test_a_resumed_run_equals_an_uninterrupted_one(corpus: Corpus, tmp_path: Path) -> None:
    first, checkpoint = Trainer(TINY, corpus), tmp_path / "run.pt"
    assert not first.run(lambda done, _: done < 8, checkpoint, every=4)
    second = Trainer(TINY, corpus)
    assert second.resume(checkpoint)
    assert second.done == 8
    assert second.run(go_on)
    assert same(second.model, trained(TINY, corpus))


def test_a_checkpoint_of_another_recipe_is_not_taken_up(corpus: Corpus, tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.pt"
    Trainer(TINY, corpus).save(checkpoint)
    assert not Trainer(replace(TINY, rate=0.1), corpus).resume(checkpoint)
    assert not Trainer(TINY, generate(100, seed=1)).resume(checkpoint)
    assert not Trainer(TINY, corpus).resume(tmp_path / "nothing.pt")
    assert Trainer(TINY, corpus).resume(checkpoint)


def mean_losses(trainer: Trainer) -> Losses:
    """Return what the whole corpus costs, the same batches whenever it is asked."""
    with torch.no_grad():
        every = [trainer.model.losses(trainer.batches.at(at)) for at in range(len(trainer.batches))]
    return Losses(*(torch.stack(losses).mean() for losses in zip(*every, strict=True)))


@pytest.mark.parametrize("wiring", WIRINGS.values(), ids=WIRINGS)
def test_every_wiring_learns(wiring: Wiring, corpus: Corpus) -> None:
    trainer = Trainer(replace(TINY, wiring=wiring, steps=250, nudge=2.0), corpus)
    before = mean_losses(trainer)
    trainer.run(go_on)
    after = mean_losses(trainer)
    assert after.classes < 0.9 * before.classes
    assert after.story < 0.9 * before.story


def test_the_model_reads_as_the_library_embeds(corpus: Corpus) -> None:
    model = Model(TINY, corpus.vocabulary, torch.ones(len(corpus.vocabulary.words)).numpy())
    with torch.no_grad():
        model.embedding.own.normal_()
        model.embedding.grams.normal_()
    places = torch.from_numpy(Batches(corpus, 16, 1).at(0).words.numpy())
    words = [corpus.vocabulary.words[place] for place in places.flatten()]
    ours = model.whole_embedding()(words).view(*places.shape, -1)
    torch.testing.assert_close(model.inputs(places), ours)


def test_n_grams_are_left_out_in_training_alone_and_never_endings(corpus: Corpus) -> None:
    recipe = replace(TINY, gram_dropout=0.5, word_dropout=0.0)
    model = Model(recipe, corpus.vocabulary, torch.ones(len(corpus.vocabulary.words)).numpy())
    with torch.no_grad():
        model.embedding.grams.normal_()
    words = torch.arange(400)[:, None]
    whole = model.inputs(words)
    drawn = [model.inputs(words, torch.Generator().manual_seed(seed)) for seed in range(400)]
    assert not torch.equal(drawn[0], whole)
    torch.testing.assert_close(torch.stack(drawn).mean(dim=0), whole, atol=0.3, rtol=0)
    bare = replace(recipe, gram_dropout=0.999999)
    model.recipe = bare
    endings = model.endings.means(model.embedding.grams, words[:, 0])
    endings = endings * ~model.by_heart[words]
    torch.testing.assert_close(model.inputs(words, torch.Generator())[:, 0], endings)


def test_words_by_heart_are_their_own_row_alone(corpus: Corpus) -> None:
    counts = torch.arange(len(corpus.vocabulary.words)).flip(0).numpy()
    recipe = replace(TINY, word_dropout=1.0, own_rows=len(corpus.vocabulary.words))
    model = Model(recipe, corpus.vocabulary, counts)
    with torch.no_grad():
        model.embedding.own.fill_(1.0)
        model.embedding.grams.fill_(2.0)
    places = [corpus.vocabulary.places[word] for word in ("these", "physics", "cat")]
    these, physics, cat = model.inputs(torch.tensor([places]), torch.Generator().manual_seed(1))[0]
    assert these.eq(1).all()
    assert physics.eq(1).all()
    assert not cat.eq(1).any()


def test_as_found_readers_are_trained_without_encouragement() -> None:
    found, helped = recipe_of("lstm-as-found"), recipe_of("lstm")
    assert {getattr(found, setting) for setting in ENCOURAGEMENT} == {0.0}
    help_ = {setting: getattr(helped, setting) for setting in ENCOURAGEMENT}
    assert min(help_.values()) > 0
    assert replace(found, **help_) == helped
    with pytest.raises(ValueError, match="no wiring 'transformer'"):
        recipe_of("transformer")
