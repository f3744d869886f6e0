"""What is taken away from the stage, opened again: pictures, tables, arrays, and the whole walk."""

import base64
import csv
import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, ViewportSize, expect

import cells
from tests.pages.panel import CAT, Walk
from tests.visits import PHONE, PROJECTOR, Scheme, until, watched

FORMULAS = '=SUM(A1) + the cat @home -was "quoted" \uff1dx, full'
HOSTILE = "</script><script>alert(1)</script><!-- \u2028 \"' &amp; ${x} ]]> was"
LONG = " ".join(["the key to the cabinets near the doors of the old houses was rusty and"] * 10)
SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = ["step", "unit", *cells.QUANTITIES]
ACCENT, PAPER_DARK = (181, 18, 91), (18, 20, 23)

Opened = Callable[..., Page]


@pytest.fixture
def offline(browser: Browser) -> Iterator[Opened]:
    """Open a file as from a stick: a fresh profile, no network, no request to anywhere."""
    with ExitStack() as stack:

        def opened(path: Path, query: str = "", *, size: ViewportSize = PROJECTOR) -> Page:
            page = stack.enter_context(watched(browser, size, "light", ()))
            page.context.set_offline(True)
            asked: list[str] = []
            page.context.on("request", lambda request: asked.append(request.url))
            page.goto(path.as_uri() + query)
            page.locator(".gw-counter, svg").first.wait_for()
            assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
            return page

        yield opened


def take(page: Page, kind: str, folder: Path) -> Path:
    """Take the stage away as a file and return where it lies."""
    if not page.locator(".gw-take").is_visible():
        page.locator(".gw-taking:visible").first.click()
    with page.expect_download() as download:
        page.locator(".gw-take").get_by_role("button", name=kind, exact=True).click()
    name = download.value.suggested_filename
    assert re.fullmatch(rf"gatewalk-[a-z0-9-]+\.{kind.lower()}", name)
    download.value.save_as(folder / name)
    expect(page.locator(".gw-status")).to_contain_text(f"Saved {name}")
    return folder / name


def trace(page: Page, sentence: str) -> cells.Trace:
    return cells.load(page.evaluate("new URLSearchParams(location.search).get('reader')")).read(
        sentence
    )


@pytest.mark.parametrize("reader", ["gru", "lstm"])
def test_the_table_holds_the_trace_and_no_formula(walk: Walk, tmp_path: Path, reader: str) -> None:
    page = walk(sentence=FORMULAS, reader=reader, unit="3")
    text = take(page, "CSV", tmp_path).read_text("utf-8-sig")
    lines = list(csv.reader(text.splitlines()))
    told = dict(line for line in lines if line[0].startswith("# "))
    head, *rows = (line for line in lines if not line[0].startswith("# "))
    assert told["# sentence"] == "'" + FORMULAS
    assert (told["# reader"], told["# gatewalk"]) == (reader, cells.__version__)
    assert told["# link"] == page.url
    assert told["# card recipe seed"] == str(cells.load(reader).card["recipe"]["seed"])
    read = trace(page, FORMULAS)
    count = len(read.words)
    assert [row[2] for row in rows[::count]] == ["3", *(str(k) for k in range(32) if k != 3)]
    for row in rows:
        step, unit = int(row[0]) - 1, int(row[2])
        word = read.words[step]
        assert row[1] == (f"'{word}" if word[0] in "=+-@\uff1d" else word)
        for name in cells.QUANTITIES:
            assert np.float32(row[head.index(name)]) == read[name][step, unit]
    assert len(rows) == count * 32
    typed = [told["# sentence"], *(row[1] for row in rows)]
    assert not [text for text in typed if text[0] in "=+-@\t\r\uff1d\uff0b\uff0d\uff20"]


@pytest.mark.parametrize("reader", ["rnn", "lstm"])
def test_numpy_reads_the_arrays_bit_by_bit(walk: Walk, tmp_path: Path, reader: str) -> None:
    sentence = f"{CAT} \u732b \U0001f600"
    page = walk(sentence=sentence, reader=reader)
    with np.load(take(page, "NPZ", tmp_path), allow_pickle=False) as held:
        read = trace(page, sentence)
        for name in cells.QUANTITIES:
            np.testing.assert_array_equal(held[name], read[name])
            assert held[name].dtype == np.float32
        assert tuple(held["words"]) == read.words
        assert tuple(held["pair"]) == ("was", "were")
        expected = cells.load(reader).log_odds(read, "was", "were")
        np.testing.assert_allclose(held["log_odds"], expected, atol=1e-4)
        facts = json.loads(str(held["facts"]))
    assert (facts["sentence"], facts["reader"], facts["link"]) == (sentence, reader, page.url)
    assert facts["origin"]["sha256"] == cells.load(reader).card["sha256"]


def drawn(path: Path) -> ET.Element:
    return ET.fromstring(path.read_text("utf-8"))  # noqa: S314 (made by this test)


def words_in(picture: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("reader", ["gru", "lstm"])
def test_the_drawing_is_what_is_seen(
    walk: Walk, offline: Opened, tmp_path: Path, reader: str
) -> None:
    page = walk(reader=reader)
    screen = page.locator(".gw-scroller svg text:visible").evaluate_all(
        "(all) => all.map((text) => text.textContent)"
    )
    said = page.locator(".gw-said").inner_text().replace("\xa0", " ").replace("\u202f", " ")
    path = take(page, "SVG", tmp_path)
    picture = drawn(path)
    texts = words_in(picture)
    assert not set(filter(None, map(str.strip, screen))) - {text.strip() for text in texts}
    assert picture.findtext(f"{SVG}title") == CAT
    told = json.loads(picture.findtext(f"{SVG}metadata") or "")
    assert (told["reader"], told["link"], told["step"]) == (reader, page.url, 8)
    assert said[:40] in " ".join(texts).replace("\xa0", " ")
    bands = len(page.evaluate("document.querySelector('.gw-plot').data"))
    images = list(picture.iter(f"{SVG}image"))
    assert len(images) == bands
    links = [value for each in picture.iter() for key, value in each.items() if "href" in key]
    assert len(links) == bands
    assert all(value.startswith("data:image/png") for value in links)
    assert picture.findtext(f"{SVG}style", "").count("@font-face") == 3
    for style in (value for each in picture.iter() for value in each.attrib.values()):
        assert "var(" not in style
        assert "color(srgb" not in style
    faces = offline(path).evaluate(
        "document.fonts.ready.then((all) => [...all].map(f => f.status))"
    )
    assert faces == ["loaded"] * 3


def pixels(page: Page, png: Path, places: list[tuple[float, float]]) -> list[tuple[int, ...]]:
    """Return the size of a PNG and then its colours at some places, as shares of its size."""
    data = base64.b64encode(png.read_bytes()).decode()
    found: list[list[int]] = page.evaluate(
        """async ([data, places]) => {
            const image = new Image();
            image.src = "data:image/png;base64," + data;
            await image.decode();
            const { width, height } = image;
            const canvas = Object.assign(document.createElement("canvas"), { width, height });
            const pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0);
            const at = ([x, y]) => [...pen.getImageData(x * width, y * height, 1, 1).data];
            return [[width, height], ...places.map((each) => at(each).slice(0, 3))]; }""",
        [data, places],
    )
    return [tuple(each) for each in found]


def labels(png: bytes) -> dict[str, str]:
    """Return the texts within a PNG, after checking its checksums."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, texts = 8, {}
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        typed = png[at + 4 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(typed)
        if typed[:4] == b"iTXt":
            keyword, rest = typed[4:].split(b"\0", 1)
            texts[keyword.decode()] = rest[4:].decode()
        at += 12 + size
    return texts


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_shows_the_stage_in_its_theme(
    walk: Walk, tmp_path: Path, scheme: Scheme
) -> None:
    page = walk(theme=scheme)
    sheet, tab = (page.locator(name).bounding_box() for name in (".gw-scroller", ".gw-tab"))
    assert sheet
    assert tab
    path = take(page, "PNG", tmp_path)
    size, *_ = pixels(page, path, [])
    width = size[0] / 2
    x = (tab["x"] - sheet["x"] + 20 + 8) / width
    y = (tab["y"] - sheet["y"] + 20 + 8) / (size[1] / 2)
    _, corner, at_tab = pixels(page, path, [(0.002, 0.002), (x, y)])
    assert corner == (PAPER_DARK if scheme == "dark" else (251, 250, 247))
    assert at_tab == ((255, 111, 168) if scheme == "dark" else ACCENT)
    told = labels(path.read_bytes())
    assert (told["Title"], told["Source"]) == (CAT, page.url)
    assert told["Software"] == f"Gatewalk {cells.__version__}"


def whole(text: str) -> str:
    """Return the word that is too long for its column."""
    return "cabinets" if text == "cabin…" else text


def test_a_long_sentence_is_drawn_whole(walk: Walk, tmp_path: Path) -> None:
    page = walk(sentence=LONG, step="70")
    before = page.locator(".gw-scroller").evaluate("(e) => e.scrollLeft")
    assert before > 0
    picture = drawn(take(page, "SVG", tmp_path))
    count = len(cells.tokenize(LONG))
    words = [text for text in words_in(picture) if whole(text) in cells.tokenize(LONG)]
    assert " ".join(map(whole, words[:count])) == " ".join(cells.tokenize(LONG))
    assert len([text for text in words_in(picture) if text.startswith("×")]) == count
    width = float(picture.attrib["width"])
    assert width > 64 * count
    ends = [float(i.attrib["x"]) + float(i.attrib["width"]) for i in picture.iter(f"{SVG}image")]
    assert max(ends) <= width
    png = take(page, "PNG", tmp_path)
    (size,) = pixels(page, png, [])
    assert max(size) <= 16_000
    assert page.locator(".gw-scroller").evaluate("(e) => e.scrollLeft") == before
    assert page.locator(".gw-board").count() == 1


def test_typed_markup_is_text_in_every_file(walk: Walk, offline: Opened, tmp_path: Path) -> None:
    page = walk(sentence=HOSTILE, step="1")
    texts = words_in(drawn(take(page, "SVG", tmp_path)))
    words = list(cells.tokenize(HOSTILE))
    assert set(words) <= set(texts)
    alone = offline(take(page, "HTML", tmp_path))
    assert alone.locator(".gw-words text.word").all_text_contents() == words
    assert alone.locator("body script").count() == 4
    expect(alone.locator(".gw-sentence")).to_contain_text("</script><script>alert(1)")


def shown(page: Page | FrameLocator) -> tuple[str, str]:
    return page.locator(".gw-counter").inner_text(), page.locator(".gw-said").inner_text()


def test_the_whole_walk_works_without_network_and_server(
    walk: Walk, offline: Opened, tmp_path: Path
) -> None:
    page = walk(reader="lstm")
    path = take(page, "HTML", tmp_path)
    page.keyboard.press("Escape")
    alone = offline(path)
    assert shown(alone) == shown(page)
    for key in ("ArrowRight", "ArrowRight", "Home", "End", "ArrowLeft"):
        page.keyboard.press(key)
        alone.keyboard.press(key)
        assert shown(alone) == shown(page)
    for choice, value in (("Unit", "5"), ("Pair of words", "is/are"), ("Unit", "9")):
        page.get_by_label(choice).select_option(value)
        alone.get_by_label(choice).select_option(value)
        at_home = page.locator(".gw-said")
        expect(at_home).not_to_have_text("…")
        until(page, "(p) => location.search.includes(p)", arg=quote(value, safe=""))
        page.locator(".gw.gw-awaits").wait_for(state="detached")
        expect(page.locator(".gw-expected h3 select")).to_have_value(
            alone.locator(".gw-expected h3 select").input_value()
        )
        expect(alone.locator(".gw-said")).to_have_text(at_home.inner_text(), use_inner_text=True)
    expect(alone.locator(".gw-plot .main-svg").first).to_be_visible()
    before = shown(alone)
    alone.reload()
    expect(alone.locator(".gw-counter")).to_have_text(before[0], use_inner_text=True)
    assert shown(alone) == before
    assert path.stat().st_size < 7_000_000


def test_a_file_works_inside_another_page_and_is_taken_away_from_but_for_what_needs_a_server(
    walk: Walk, offline: Opened, tmp_path: Path
) -> None:
    page = walk()
    path = take(page, "HTML", tmp_path)
    alone = offline(path)
    (tmp_path / "again").mkdir()
    again = drawn(take(alone, "SVG", tmp_path / "again"))
    first = drawn(take(page, "SVG", tmp_path))
    assert words_in(again)[:40] == words_in(first)[:40]
    with np.load(take(alone, "NPZ", tmp_path / "again")) as held:
        np.testing.assert_array_equal(held["update"], cells.load("gru").read(CAT)["update"])
    for name in ("HTML", "QR code"):
        expect(alone.get_by_role("button", name=name)).to_have_count(0)
    address = alone.get_by_label("Link to this step").input_value()
    assert address == page.url
    expect(alone.get_by_role("link", name="open in Gatewalk")).to_be_visible()

    outer = path.parent / "slides.html"
    outer.write_text(
        f'<svg></svg><iframe sandbox="allow-scripts" src="{path.name}" width=1200 height=800>'
    )
    slides = offline(outer)
    frame = slides.frame_locator("iframe")
    expect(frame.locator(".gw-counter")).to_have_text("8 / 11", use_inner_text=True)
    frame.locator(".gw-board").focus()
    slides.keyboard.press("ArrowRight")
    expect(frame.locator(".gw-counter")).to_have_text("9 / 11", use_inner_text=True)
    frame.get_by_label("Unit", exact=True).select_option("4")
    expect(frame.locator(".gw-said")).to_contain_text("unit 4")


def test_everything_is_reached_by_keyboard_and_on_a_phone(walk: Walk, tmp_path: Path) -> None:
    page = walk()
    page.get_by_role("button", name="take away").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Take away")).to_be_visible()
    names = []
    for _ in range(10):
        names.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Tab")
    assert {"Close", "Copy link", "QR code", "Let a class follow …"} <= set(names)
    assert {"PNG", "SVG", "CSV", "NPZ", "HTML"} <= set(names)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".gw-counter b")).to_have_text("8")
    assert page.evaluate("document.activeElement.textContent") == "take away"
    phone = walk(PHONE)
    picture = drawn(take(phone, "SVG", tmp_path))
    assert set(cells.tokenize(CAT)) <= set(words_in(picture))
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    for button in phone.locator(".gw-take button").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 390
