import pytest

from views.colours import RAMPS, THEMES, Ramp, Theme, colorscale, contrast, ink, mix

EVERY = [(theme, ramp) for theme in THEMES for ramp in RAMPS[theme]]


def test_colours_are_mixed_linearly_between_stops() -> None:
    assert mix(["#000000", "#FF8000"], 0.5) == "#804000"
    assert mix(["#000000", "#102030", "#FFFFFF"], 0.5) == "#102030"
    assert mix(["#000000", "#FFFFFF"], -3) == "#000000"
    assert mix(["#000000", "#FFFFFF"], 7) == "#FFFFFF"


@pytest.mark.parametrize(("theme", "ramp"), EVERY)
def test_numbers_can_be_read_on_every_colour_of_every_ramp(theme: Theme, ramp: Ramp) -> None:
    stops = RAMPS[theme][ramp]
    for step in range(401):
        background = mix(stops, step / 400)
        assert contrast(background, ink(background)) >= 4.5


@pytest.mark.parametrize(("theme", "ramp"), EVERY)
def test_a_scale_for_plotly_names_every_stop_at_its_place(theme: Theme, ramp: Ramp) -> None:
    scale = colorscale(RAMPS[theme][ramp])
    assert [colour for _, colour in scale] == list(RAMPS[theme][ramp])
    assert (scale[0][0], scale[-1][0]) == (0, 1)


@pytest.mark.parametrize("theme", THEMES)
def test_memories_differ_by_sign_and_zero_is_the_palest(theme: Theme) -> None:
    stops = RAMPS[theme]["memory"]
    paper = "#FBFAF7" if theme == "light" else "#121417"
    contrasts = [contrast(stop, paper) for stop in stops]
    assert min(contrasts) == contrasts[len(stops) // 2]
    assert stops != tuple(reversed(stops))
