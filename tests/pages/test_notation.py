"""Notations and the cell as a diagram, in a real browser."""

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

import cells
from cells.notation import CONVENTIONS, symbols
from tests.pages.panel import Walk, choose, letters, said, speaks, told
from tests.visits import PHONE, PROJECTOR, address, settle
from views import numbers
from views.bands import bands
from views.conventions import conventions, number, sentence, value
from views.narration import facts, narrate
from views.reading import Reading

LAPTOP = ViewportSize(width=1366, height=768)
PIPE = 24


def shown(reading: Reading, convention: str, step: int, unit: int = 0) -> tuple[list[str], ...]:
    """Return the numbers under the memory equation, and those beside the other equations."""
    wiring, trace = reading.trace.wiring, reading.trace
    table, sent = symbols(wiring, convention), conventions(wiring)[convention]
    memory = [number(trace, table["cell"], "cell", unit, step)] if sent["memory"] else []
    for _, name, back, rest in (factor for term in sent["memory"] for factor in term):
        raw = float(trace[name][step - back, unit]) if step >= back else 0.0
        if name not in cells.GATES:
            memory.append(numbers.two(raw))
        elif rest:
            memory.append(numbers.rest(raw) if table[name].complement else numbers.gate(1 - raw))
        else:
            memory.append(numbers.gate(raw))
    others = [b.quantity for b in bands(wiring) if b.quantity in sent["equations"]]
    return memory, [number(trace, table[name], name, unit, step) for name in others]


# Presses an arrow key from the first word to the last and reads some texts off every step.
READ_ALL = """([words, places]) => {
    const press = (key) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press("Home");
    return [...Array(words).keys()].map((step) => {
        if (step) press("ArrowRight");
        const texts = (place) => [...document.querySelectorAll(place)].map((e) => e.textContent);
        return [document.querySelector(".gw-counter b").textContent, ...places.map(texts)]; }); }"""


@pytest.mark.parametrize("reader", ["gru-own-forget", "lstm"])
def test_every_notation_shows_its_own_symbols_numbers_and_sentences(
    walk: Walk, reader: str
) -> None:
    page, reading = walk(reader=reader, unit="0"), told(reader)
    wiring, trace = reading.trace.wiring, reading.trace
    for convention in CONVENTIONS:
        choose(page, convention)
        table = symbols(wiring, convention)
        places = [".gw-memory .gw-chip", ".gw-gates .gw-chip", ".gw-said"]
        on_screen = page.evaluate(READ_ALL, [len(reading), places])
        for step, (count, *numbers_shown, (said_so,)) in enumerate(on_screen):
            assert count == str(step + 1)
            assert numbers_shown == list(shown(reading, convention, step))
            told_so = sentence(narrate(facts(reading, 0, step)), trace, 0, step, table)
            assert letters(said_so).startswith(letters(told_so))
        labels = letters("|".join(page.locator(".gw-gutter text").all_text_contents()))
        for band in bands(wiring, convention):
            assert letters(f"{''.join(band.symbol)}|{band.title}") in labels
            values = [
                numbers.two(value(trace, table[band.quantity], band.quantity, 0, step))
                for step in range(len(reading))
            ]
            assert "|".join(values) in "|".join(
                page.locator(".gw-values text.value").all_text_contents()
            )


def test_switching_is_a_matter_of_the_browser_alone(walk: Walk) -> None:
    page = walk()
    page.evaluate(
        """() => { window.runs = 0; new MutationObserver(() => { window.runs += 1; }).observe(
            document.querySelector("[data-testid=stApp]"),
            { attributes: true, attributeFilter: ["data-test-script-state"] }); }"""
    )
    before = page.locator(".gw-drawing").inner_html()
    for convention in CONVENTIONS:
        choose(page, convention)
        assert speaks(page) == convention
        assert parse_qs(urlsplit(address(page)).query)["notation"] == [convention]
        assert page.locator(".gw-drawing").inner_html() == before  # geometry and its colours
    page.wait_for_timeout(800)
    assert page.evaluate("window.runs") == 0


def test_where_z_keeps_every_number_says_so(walk: Walk) -> None:
    page, reading = walk(notation="cho", step="2"), told()
    gutter = page.locator(".gw-gutter")
    expect(gutter).to_contain_text("gate 1−z")
    expect(gutter).to_contain_text("f = z")
    kept = 1 - float(reading.trace["update"][1, 0])
    plot = page.locator(".gw-plot").bounding_box()
    assert plot
    pitch = plot["height"] / 4
    page.mouse.move(plot["x"] + plot["width"] * 1.5 / 11, plot["y"] + pitch + 14)
    expect(page.locator(".gw-plot .hoverlayer")).to_contain_text(f"z update {kept:.4f}")
    colour = page.locator(".gw-memory [data-why=update]").last
    pale = page.locator(".gw-memory [data-why=update]").first
    assert colour.evaluate("(e) => e.style.color") != pale.evaluate("(e) => e.style.color")
    expect(page.locator(".gw-notes")).to_contain_text("z = 1 keeps")
    page.get_by_role("button", name="table").click()
    table = page.get_by_role("dialog")
    assert "z update" in table.get_by_role("columnheader").all_inner_texts()
    column = [row.get_by_role("cell").nth(2) for row in table.get_by_role("row").all()[1:]]
    z = symbols(reading.trace.wiring, "cho")["update"]
    assert [cell.inner_text() for cell in column] == [
        number(reading.trace, z, "update", 0, step) for step in range(len(reading))
    ]
    assert any(cell.inner_text().startswith("1−") for cell in column)


def test_torch_is_told_apart_from_the_cell_of_the_course(walk: Walk) -> None:
    page = walk(notation="torch")
    expect(page.locator(".gw-notes")).to_contain_text("PyTorch's own GRU lets r act after")
    expect(page.locator(".gw-notes")).to_contain_text("the course's cell")
    choose(page, "chung")
    expect(page.locator(".gw-notes")).to_be_empty()


def test_the_notation_survives_reload_back_another_reader_and_another_page(walk: Walk) -> None:
    page = walk()
    choose(page, "keras")
    page.reload()
    settle(page)
    page.locator(".gw-counter").wait_for()
    assert speaks(page) == "keras"
    page.get_by_role("radio", name="LSTM").click()
    expect(page.locator(".gw-gutter")).to_contain_text("forget")
    assert speaks(page) == "keras"
    page.go_back()
    expect(page.get_by_role("radio", name="GRU", exact=True)).to_be_checked()
    expect(page.locator(".gw-gutter")).to_contain_text("gate 1−z")
    assert speaks(page) == "keras"
    page.get_by_role("link", name="Readers").click()
    page.get_by_role("link", name="Back to the walk").click()
    page.locator(".gw-counter").wait_for()
    expect(page.locator(".gw-gutter")).to_contain_text("gate 1−z")
    assert speaks(page) == "keras"
    assert "notation=keras" in page.url


@pytest.mark.parametrize("wanted", ["klingon", "", "constructor", "__proto__"])
def test_an_unknown_notation_is_ng(walk: Walk, wanted: str) -> None:
    page = walk(notation=wanted)
    assert speaks(page) == "ng"
    assert "Γu = " in said(page)


def test_n_goes_round_the_notations_and_the_switch_works_by_keyboard(walk: Walk) -> None:
    page = walk()
    order = list(CONVENTIONS)
    for convention in [*order[1:], order[0]]:
        page.keyboard.press("n")
        assert speaks(page) == convention
    page.locator("[data-notation=cho]").focus()
    page.keyboard.press("Enter")
    assert speaks(page) == "cho"
    page.keyboard.press("ArrowRight")
    expect(page.locator(".gw-counter b")).to_have_text("9")
    assert speaks(page) == "cho"


@pytest.mark.parametrize("reader", ["gru", "lstm"])
def test_no_equation_runs_into_its_number(walk: Walk, reader: str) -> None:
    page = walk(reader=reader, step="11")
    for size, convention in product((PROJECTOR, LAPTOP), CONVENTIONS):
        page.set_viewport_size(size)
        choose(page, convention)
        gaps = page.locator(".gw-gates dt .formula").evaluate_all(
            """(all) => all.map((e) => e.parentElement.nextElementSibling.firstElementChild
                .getBoundingClientRect().left - e.getBoundingClientRect().right)"""
        )
        assert min(gaps) >= 0, convention
        row = page.locator(".gw-equation")
        assert row.evaluate("(e) => e.scrollWidth - e.clientWidth") <= 0, convention
        assert row.locator(".gw-chip").evaluate_all(
            """(all) => all.every((e, i) => i === 0 || e.getBoundingClientRect().left
                > all[i - 1].getBoundingClientRect().right)"""
        ), convention


# ---- the cell as a diagram ----


def openings(page: Page) -> list[float]:
    """Return how far every valve is open, from 0 to 1."""
    heights = page.locator(".gw-cell .valve rect:nth-child(2)").evaluate_all(
        "(all) => all.map((e) => Number(e.getAttribute('height')))"
    )
    return [height / PIPE for height in heights]


def covered(page: Page) -> list[tuple[str, str]]:
    """Return which symbols and numbers of the diagram cover another."""
    boxes = page.locator(".gw-at > *").evaluate_all(
        """(all) => all.map((e) => { const b = e.getBoundingClientRect();
            const rim = parseFloat(getComputedStyle(e).borderTopWidth);
            const cut = rim > 2 ? rim : 0;  // a rim that is felt by thumbs and not seen
            return [e.textContent, b.left, b.top + cut, b.right, b.bottom - cut]; })"""
    )
    return [
        (a[0], b[0])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[1] < b[3] - 1 and b[1] < a[3] - 1 and a[2] < b[4] - 4 and b[2] < a[4] - 4
    ]


@pytest.mark.parametrize("reader", ["rnn-reset", "gru", "lstm", "gru-own-forget"])
def test_the_diagram_has_the_gates_of_the_wiring_as_wide_open_as_they_are(
    walk: Walk, reader: str
) -> None:
    page = walk(reader=reader, unit="0", step="2")
    reading = told(reader)
    wiring, trace = reading.trace.wiring, reading.trace
    page.get_by_role("button", name="cell", exact=True).click()
    order = ("forget", "update", "output", "reset")
    gates = [gate for gate in order if getattr(wiring, gate) in ("learned", "tied")]
    for step in (1, 2):
        values = [float(trace[gate][step, 0]) for gate in gates]
        assert openings(page) == pytest.approx(values, abs=1e-5)
        told_so = page.locator(".gw-cell").get_attribute("aria-label") or ""
        for gate in wiring.learned:
            symbol = symbols(wiring, "ng")[gate]
            assert f"{symbol.plain} = {number(trace, symbol, gate, 0, step)}" in told_so
        page.keyboard.press("ArrowRight")
    for size, convention in [*product([PROJECTOR], ("ng", "cho", "torch")), (PHONE, "cho")]:
        page.set_viewport_size(size)
        choose(page, convention)
        page.wait_for_timeout(100)
        assert covered(page) == [], (size, convention)
        for element in (page.locator("html"), page.get_by_test_id("stMain")):
            assert element.evaluate("(e) => e.scrollWidth - e.clientWidth") == 0
    page.keyboard.press("d")
    expect(page.locator(".gw-cell")).to_have_count(0)


def test_the_diagram_speaks_the_notation_and_keeps_its_shape(walk: Walk) -> None:
    page = walk()
    page.keyboard.press("d")
    shape = page.locator(".gw-cell svg").inner_html()
    for convention in CONVENTIONS:
        choose(page, convention)
        assert page.locator(".gw-cell svg").inner_html() == shape
        texts = "|".join(page.locator(".gw-cell .gw-at").all_inner_texts())
        z = symbols(told().trace.wiring, convention)["update"]
        plain = "Γu" if convention == "ng" else z.plain
        written = f"1−{plain}" if z.complement else plain
        left = plain if z.complement else f"1−{plain}"
        assert re.search(rf"{left}\|[^|]*\|{written}\|", texts.replace("\n", ""))


@pytest.mark.parametrize("reader", ["lstm", "gru-own-forget"])
def test_the_panel_fits_beside_the_stage_with_either(walk: Walk, reader: str) -> None:
    page = walk(reader=reader, notation="torch")
    for _ in range(2):
        panel, controls = (
            page.locator(name).bounding_box() for name in (".gw-panel", ".gw-transport")
        )
        assert panel
        assert controls
        assert panel["y"] + panel["height"] <= controls["y"]
        words = page.locator(".gw-likely")
        assert words.evaluate("(e) => e.clientHeight") % 22 == 0
        page.keyboard.press("d")


# ---- why ----
