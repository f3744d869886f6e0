"""What is said of a training."""

from cells import WIRINGS
from views import runs

PHASES = ("starting", "sentences", "setting up", "training", "measuring")


def test_the_bar_never_goes_back() -> None:
    shares = [runs.share(phase, part) for phase in PHASES for part in (0.0, 0.5, 1.0)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1] < 1) == (0.0, True)
    assert runs.share("training", 7.0) <= 1


def test_every_phase_is_said_with_the_cell() -> None:
    said = [runs.said(WIRINGS["lstm"], phase) for phase in (*PHASES, "done")]
    assert all(each.startswith("LSTM: ") for each in said)
    assert len(set(said)) == len(said)
    assert runs.said(WIRINGS["lstm"], "training", 300, 1600) == "LSTM: training, step 300 of 1,600"


def test_an_end_without_a_reader_is_told_with_its_reason() -> None:
    assert runs.ended("stopped", "It was stopped.").endswith("training. It was stopped.")
    assert runs.ended("failed", "The disk is full.").endswith("The disk is full.")


def test_the_offer_says_what_it_is_for_and_how_long_it_takes() -> None:
    assert runs.offer(40, []) == "Train it here and now (about a minute)"
    assert "equal budget" in runs.offer(40, ["gru"])
    assert "another seed" in runs.offer(5, ["gru", "own-lltoy-0123456789abcdef"])
    assert "5 s" in runs.offer(5, [])
