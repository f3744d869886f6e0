"""The file that stands alone, without a browser: what is in it, and what stays in its place."""

import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cells
from cells import WIRINGS
from tests.views.readings import WIRED, reader, reading
from views.alone import NARRATED, Parts, Walk, imports, page, tales
from views.reading import Reading, read
from views.stage import compared, pack, told, unpack

STAGE = Path(__file__).resolve().parents[2] / "assets" / "stage"
MODULES = {file.name: file.read_text("utf-8") for file in STAGE.glob("*.js")}
PAIRS = (("was", "were"), ("is", "are"))
PARTS = Parts(MODULES, "const plot = '</script><!--';", "p { color: red; }", "/* fonts */")
HOSTILE = "</script><script>alert(1)</script><!-- \u2028 \u2029 ]]> \"'` {{x}} ${y} <b onload=z>"


class Elements(HTMLParser):
    """Collects the scripts of a page, its title and whatever elements it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.within: list[str] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.texts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        if tag not in ("meta", "link", "br"):
            self.within.append(tag)
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        name = self.within[-1] if self.within else ""
        self.texts[name] = self.texts.get(name, "") + data
        if name == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)


def readings(text: str = "the cat was full") -> dict[tuple[str, str], Reading]:
    made = reader(WIRINGS["gru"])
    return {pair: read(made, text, pair) for pair in PAIRS}


def walk(text: str = "the cat was full", home: str = "") -> Walk:
    found = readings(text)
    message = pack(found["was", "were"], title="GRU", link={"sentence": text, "reader": "gru"})
    return Walk(message, found, {"step": "2"}, home)


def held(text: str) -> dict[str, object]:
    """Return the data that a page holds."""
    (data,) = (body for at, body in Elements(text).scripts if at.get("id") == "gw-walk")
    found: dict[str, object] = json.loads(data)
    return found


def test_nothing_that_is_typed_breaks_out_of_the_file() -> None:
    plain, hostile = Elements(page(PARTS, walk())), Elements(page(PARTS, walk(HOSTILE)))
    assert hostile.names == plain.names
    assert len(hostile.scripts) == 4
    kinds = [attributes.get("type") for attributes, _ in hostile.scripts]
    assert kinds == [None, "importmap", "application/json", "module"]
    (data,) = (body for at, body in hostile.scripts if at.get("id") == "gw-walk")
    assert data.isascii()
    assert not re.search(r"[<>&]", data)
    assert hostile.texts["title"].startswith("</script><script>alert(1)</script><!-- ")
    message = base64.b64decode(str(held(page(PARTS, walk(HOSTILE)))["message"]))
    assert unpack(message)[0]["link"]["sentence"] == HOSTILE


def test_a_script_with_an_end_of_script_in_it_stays_whole() -> None:
    first = Elements(page(PARTS, walk())).scripts[0][1]
    assert first == "const plot = '<\\/script><\\!--';"


def test_the_file_says_what_it_is_and_loads_nothing() -> None:
    text = page(PARTS, walk(home="https://gates.example/"))
    assert f'content="Gatewalk {cells.__version__}"' in text
    assert "“the cat was full”, read by GRU" in text
    assert "default-src 'none'" in text
    assert not re.search(r'(src|href)="?https?:', text)
    assert held(text)["home"] == "https://gates.example/"
    assert held(text)["view"] == {"step": "2"}


def test_all_modules_of_the_stage_are_in_it_and_import_each_other_by_name() -> None:
    found = imports(MODULES)
    assert set(found) == {f"gatewalk/{name}" for name in MODULES}
    for name, address in found.items():
        start, _, code = address.partition(",")
        assert start == "data:text/javascript;base64"
        text = base64.b64decode(code).decode()
        wanted = set(re.findall(r'from "([^"]+)"', text))
        assert wanted <= set(found), name
        original = MODULES[name.removeprefix("gatewalk/")]
        assert text == re.sub(r'(from |import\()"\./', r'\1"gatewalk/', original)


@pytest.mark.parametrize("code", ['import { a } from "./gone.js";', 'import "./stage.js";'])
def test_a_module_that_would_not_be_found_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"more\.js imports"):
        imports({"stage.js": "", "more.js": code})


@pytest.mark.parametrize("wiring", WIRED, ids=str)
def test_a_header_says_of_a_unit_and_a_pair_what_the_file_holds_of_it(wiring: cells.Wiring) -> None:
    made = reader(wiring)
    first, second = (read(made, "the cats were full", pair) for pair in PAIRS)
    header = unpack(pack(first, unit=0))[0]
    for found, unit in ((first, 1), (second, 0), (second, 3)):
        changed = json.loads(json.dumps({**compared(found), **told(found, unit)}))
        expected = unpack(pack(found, unit=unit))[0]
        assert {**header, **changed, "key": expected["key"]} == expected


def test_of_a_short_text_all_units_and_pairs_have_their_sentences() -> None:
    found = readings()
    held = tales(found, 0, ("was", "were"))
    assert list(held) == ["was/were", "is/are"]
    for pair, each in held.items():
        assert len(each["units"]) == found["was", "were"].units
        for unit, tale in enumerate(each["units"]):
            assert tale == told(found[tuple(pair.split("/"))], unit)  # type: ignore[index]
            assert len(tale["narration"]) == 4


def test_of_a_long_text_only_what_is_shown_has_its_sentences() -> None:
    found = readings("cat " * (NARRATED // 8))
    held = tales(found, 3, ("is", "are"))
    narrated = [
        (pair, unit)
        for pair, each in held.items()
        for unit, tale in enumerate(each["units"])
        if tale["narration"]
    ]
    assert narrated == [("is/are", 3)]
    assert all(tale["shares"] for each in held.values() for tale in each["units"])
    told_of = [bool(tale["quiz"]["key"]) for tale in held["is/are"]["units"]]
    assert told_of == [
        unit == 3 for unit in range(len(told_of))
    ]  # no key: what is asked is left out


def test_the_origin_of_a_reader_goes_with_its_reading() -> None:
    header = unpack(pack(read(cells.load("gru"), "the cat", ("was", "were"))))[0]
    assert header["version"] == cells.__version__
    card = cells.load("gru").card
    assert header["origin"]["recipe"]["seed"] == card["recipe"]["seed"]
    assert header["origin"]["sha256"] == card["sha256"]
    assert header["origin"]["accuracy"] == card["figures"]["mean"]
    assert unpack(pack(reading()))[0]["origin"] == {"carriers": {"number": 2}}
