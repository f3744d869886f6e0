"""Style sheets close what they open: else what follows holds for some screens alone."""

import re
from pathlib import Path

import pytest

SHEETS = sorted((Path(__file__).parents[1] / "assets").rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_is_closed_before_the_next_section(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    depth = 0
    for line in text.splitlines():
        assert not (line.startswith("@media") and depth), line
        depth += line.count("{") - line.count("}")
    assert depth == 0
