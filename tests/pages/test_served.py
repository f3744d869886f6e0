"""What Python serves to be taken away: the file of a walk and QR codes, whatever is asked for."""

import io
from collections.abc import Mapping
from email.message import Message
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
import segno

import cells
from tests.server import Server
from views.stage import unpack
from web import take_away

CAT = "the cat, which already ate the apples, was full"


def posted(server: Server, body: bytes) -> tuple[int, Message, str]:
    """Ask for a file; return status, headers and text."""
    try:
        with urlopen(f"{server.url}/{take_away.PAGE}", data=body, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"sentence": CAT, "reader": "lstm", "unit": "3", "pair": "is/are", "step": "5"},
        {"sentence": CAT, "reader": "nobody", "unit": "999", "pair": "<x>", "step": "-1"},
    ],
)
def test_the_fields_of_a_link_are_mended_as_in_any_link(fields: Mapping[str, str]) -> None:
    walk = take_away.taken(dict(fields))
    header, _ = unpack(walk.message)
    good = fields["reader"] == "lstm"
    assert header["reader"] == ("lstm" if good else "gru")
    assert header["pair"] == (["is", "are"] if good else ["was", "were"])
    assert header["unit"] == (3 if good else 0)
    assert header["words"] == list(cells.tokenize(CAT))
    assert set(walk.readings) == {("was", "were"), ("is", "are"), ("has", "have")}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://gates.example/app/?x=1#y", "https://gates.example/app/"),
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8501/"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("http://[", ""),
        ("//elsewhere/", ""),
        ("https://a@b/", ""),
        ("https://" + "x" * 1000, ""),
    ],
)
def test_a_file_leads_back_to_an_app_and_nowhere_else(address: str, kept: str) -> None:
    assert take_away.home(address) == kept


def test_a_file_is_saved_and_never_shown_in_place(app_server: Server) -> None:
    status, headers, text = posted(app_server, urlencode({"sentence": CAT}).encode())
    assert status == 200
    assert (headers["content-disposition"] or "").startswith("attachment")
    assert headers["x-content-type-options"] == "nosniff"
    assert text.startswith("<!doctype html>")
    assert len(text) < 7_000_000


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 1_000_001, 413),
        (urlencode({"sentence": "  "}).encode(), 422),
        (urlencode({"sentence": "a " * 20_000}).encode(), 422),
        (b"\xff\xfe=1", 422),
        (b"&".join(b"a%d=1" % k for k in range(99)), 422),
    ],
)
def test_what_makes_no_file_is_refused_in_a_sentence(
    app_server: Server, body: bytes, status: int
) -> None:
    answered, headers, text = posted(app_server, body)
    assert answered == status
    assert headers["content-type"].startswith("text/plain")
    assert text.endswith(".")
    assert "Traceback" not in text


def test_a_code_is_that_of_its_link(app_server: Server) -> None:
    link = "http://192.168.1.20:8501/?sentence=the+cat%2C+was&step=2"
    with urlopen(f"{app_server.url}/{take_away.QR}?link={quote(link, safe='')}") as answer:
        assert answer.headers["content-type"] == "image/svg+xml"
        drawn = answer.read()
    expected = io.BytesIO()
    made = segno.make(link, error="l", micro=False)
    made.save(expected, kind="svg", dark="#000", light="#fff", border=4, omitsize=True, nl=False)
    assert drawn == expected.getvalue()
    side = made.symbol_size(border=4)[0]
    assert ET.fromstring(drawn).attrib["viewBox"] == f"0 0 {side} {side}"  # noqa: S314 (our own)


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "http://x/" + "y" * 1500])
def test_no_code_is_made_of_what_is_no_link(app_server: Server, link: str) -> None:
    with pytest.raises(HTTPError, match="400"):
        urlopen(f"{app_server.url}/{take_away.QR}?link={quote(link)}")
