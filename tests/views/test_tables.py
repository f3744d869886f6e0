import pytest

from views.tables import Table


def test_a_table_holds_its_texts_in_order() -> None:
    html = Table("Cells", ("reader", "flip"), [("GRU", "1.000"), ("RNN", "–")]).html
    places = [html.index(text) for text in ("Cells</span>", "flip<", "GRU<", "1.000", "RNN<", "–")]
    assert places == sorted(places)
    assert html.count('scope="row"') == html.count("</tr>") - 1 == 2
    assert html.count('scope="col"') == 2


def test_whatever_a_table_holds_is_text() -> None:
    bad = "<img src=x onerror=alert(1)>\"'&"
    html = Table(bad, (bad, bad), [(bad, bad)]).html
    assert "<img" not in html
    assert html.count("&lt;img") == 6
    assert 'x onerror=alert(1)>"' not in html


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 2 cells"):
        Table("Cells", ("reader", "flip"), [("GRU",)])
