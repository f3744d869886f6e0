"""The table of what surgery does: every figure in its place, and a dash where there is none."""

from views.rates import table


def test_every_reader_has_a_column_and_every_deed_a_row() -> None:
    rates = {"sentences": 300, "right": 0.92, "turned": 0.9528, "shut": 0.51, "silenced": 0.4933}
    made = table({"gru": rates, "lstm": {}})
    assert list(made.head) == ["what is done", "GRU", "LSTM"]
    assert [row[1:] for row in made.rows] == [
        ("300", "–"),
        ("0.920", "–"),
        ("0.953", "–"),
        ("0.510", "–"),
        ("0.493", "–"),
        ("–", "–"),
    ]
