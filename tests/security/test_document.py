"""SECURITY.md names a test for every line, and each of them exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]


def test_every_line_names_a_test_that_exists() -> None:
    assert len(LINES) > 25
    for line in LINES:
        found = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", line)
        assert found, line
        for file, name in found:
            tree = ast.parse((ROOT / file).read_text("utf-8"))
            names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            assert name in names, f"{file}::{name}"


def test_it_is_one_page() -> None:
    assert len(PAGE.split()) < 1_400


def test_every_variable_that_it_names_is_one() -> None:
    code = "".join(file.read_text("utf-8") for file in (ROOT / "web").glob("*.py"))
    for variable in set(re.findall(r"GATEWALK_[A-Z]+", PAGE)):
        assert f'"{variable}"' in code
