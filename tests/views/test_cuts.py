from string import printable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cells import GATES, WIRINGS, Clamp, Silence, Wiring
from cells.surgery import held
from views.cuts import MOST, Cut, fitting, parse, write

GRU = WIRINGS["gru"]
NUMBERS = st.none() | st.sets(st.integers(0, 200), min_size=1, max_size=20).map(
    lambda chosen: tuple(sorted(chosen))
)
VALUES = st.integers(0, 1_000_000).map(lambda millionths: millionths / 1_000_000)
CLAMPS = st.builds(Clamp, st.sampled_from(GATES), NUMBERS, NUMBERS, VALUES)
CUTS = st.lists(CLAMPS | st.builds(Silence, NUMBERS, NUMBERS), max_size=MOST).map(tuple)


@given(CUTS)
def test_what_is_written_is_read_as_it_was(cuts: tuple[Cut, ...]) -> None:
    assert parse(write(cuts)) == (cuts, None)


@given(st.text(alphabet="updateforgsilnc:~-,*.0123789 all", max_size=200) | st.text(printable))
def test_whatever_is_read_is_written_in_one_way(text: str) -> None:
    cuts, complaint = parse(text)
    written = write(cuts)
    assert parse(written) == (cuts, None)
    if complaint is None:
        assert len(cuts) == (text.count("~") + 1 if text else 0)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("update:8:0:open", Clamp("update", units=[0], steps=[7], value=1.0)),
        ("forget:3-7:0:shut", Clamp("forget", units=[0], steps=[2, 3, 4, 5, 6], value=0.0)),
        ("update:4:*:0.5", Clamp("update", units=None, steps=[3], value=0.5)),
        ("output:all:1,3-4:.25", Clamp("output", units=[1, 3, 4], steps=None, value=0.25)),
        ("silence:0", Silence(units=[0])),
        ("silence:4-5:all", Silence(steps=[3, 4])),
    ],
)
def test_a_link_says_what_it_looks_like(text: str, cut: Cut) -> None:
    assert parse(text) == ((cut,), None)


def test_numbers_are_written_in_order_and_in_runs() -> None:
    assert write([Clamp("update", [9, 3, 4, 5], [7, 7], 0.5)]) == "update:8:3-5,9:0.5"
    assert write([Silence([2], None), Clamp("reset", None, None, "shut")]) == (
        "silence:2~reset:all:all:shut"
    )


def test_no_link_holds_a_silenced_hidden_state() -> None:
    with pytest.raises(ValueError, match="no surgery on the hidden state"):
        write([Silence([0], of="hidden")])


@pytest.mark.parametrize(
    "bad",
    [
        "update",
        "update:8:0",
        "update:0:0:open",
        "update:8:0:2",
        "update:8:0:-1",
        "update:8:0:nan",
        "update:8:0:1e-3",
        "update:8:0:0.1234567",
        "update:7-3:0:open",
        "update:8:99999:open",
        "update:٣:0:open",
        "update:8:0:open:open",
        "candidate:8:0:open",
        "silence:",
        "silence:1:2:3",
        "<script>",
        "update:" + "1," * 200 + "1:0:open",
    ],
)
def test_what_is_no_cut_is_left_out_with_one_sentence(bad: str) -> None:
    cuts, complaint = parse(f"silence:0~{bad}~update:2:0:open")
    assert write(cuts) == "silence:0~update:2:0:open"
    assert complaint is not None
    assert "1 of them is not written such as" in complaint
    assert "<" not in complaint


def test_of_ten_thousand_cuts_the_first_few_are_kept() -> None:
    cuts, complaint = parse("~".join(f"update:{word}:0:open" for word in range(1, 10_001)))
    assert [cut.steps for cut in cuts] == [(step,) for step in range(MOST)]
    assert complaint is not None
    assert "10,000 changes" in complaint
    assert "About the changes" in str(parse("~" * 1_000_000)[1])


def test_what_fits_is_kept_and_nothing_said() -> None:
    cuts, _ = parse("update:8:0:open~reset:1-11:all:0.5~silence:31")
    assert fitting(cuts, GRU, 11, 32) == (cuts, [])


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("update:12:0:open", "", "This sentence has 11 words"),
        ("update:10-14:0:open", "update:10-11:0:open", "This sentence has 11 words"),
        ("update:2:31-40:open", "update:2:31:open", "This reader has units 0 to 31"),
        ("forget:2:0:open", "", "The forget gate of this cell is wired tied"),
        ("update:2:0:open~update:1-3:all:shut", "update:2:0:open", "to differ"),
    ],
)
def test_what_does_not_fit_is_taken_back_with_a_sentence(text: str, kept: str, said: str) -> None:
    fitted, complaints = fitting(parse(f"silence:5~{text}")[0], GRU, 11, 32)
    assert write(fitted) == f"silence:5~{kept}".rstrip("~")
    assert len(complaints) == 1
    assert said in complaints[0]
    assert "taken back" in complaints[0]


@given(CUTS, st.sampled_from(list(WIRINGS.values())), st.integers(1, 60), st.integers(1, 60))
def test_whatever_is_left_fits(
    cuts: tuple[Cut, ...], wiring: Wiring, words: int, units: int
) -> None:
    kept, complaints = fitting(cuts, wiring, words, units)
    held(kept, wiring, words, units)
    assert (kept == cuts) == (not complaints)
    assert fitting(kept, wiring, words, units) == (kept, [])
