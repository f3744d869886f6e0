"""The curves of a training."""

from views import curves
from views.colours import contrast
from views.plots import SLATE, VIOLET

LOSSES, ACCURACIES = [(1, 5.5), (20, 3.25)], [(1, 0.375), (20, 0.875)]


def test_the_points_are_those_that_were_told() -> None:
    drawn = curves.figure(LOSSES, ACCURACIES, 40)
    accuracy, loss = drawn["data"]
    assert list(zip(accuracy["x"], accuracy["y"], strict=True)) == ACCURACIES
    assert list(zip(loss["x"], loss["y"], strict=True)) == LOSSES
    assert drawn["layout"]["xaxis"]["range"] == [0, 40]
    assert drawn["layout"]["yaxis"]["range"][0] <= 0.375


def test_a_run_that_has_only_begun_can_be_drawn() -> None:
    drawn = curves.figure([], [], None)
    assert [list(line["x"]) for line in drawn["data"]] == [[], []]


def test_the_curves_are_told_in_words() -> None:
    assert curves.described([], []) == "Curves of a training that has not begun."
    assert curves.described(LOSSES, []) == "Step 20: loss 3.25 nats."
    assert curves.described(LOSSES, ACCURACIES).endswith("the right verb in 88\u00a0%.")


def test_the_colours_stand_out_from_both_papers() -> None:
    assert all(contrast(c, p) >= 3 for c in (SLATE, VIOLET) for p in ("#FBFAF7", "#121417"))
