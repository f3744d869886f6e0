"""The rules of the house: which way imports point, how long things may be, what no file names."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import cells

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (
    ".ci",
    ".streamlit",
    "assets",
    "benchmarks",
    "cells",
    "examples",
    "pages",
    "tests",
    "training",
    "views",
    "web",
)
PACKAGES = ("cells", "training", "views", "web", "pages")

MAY_NOT_IMPORT = {
    "cells": {"views", "web", "pages", "training", "tests", "app", "streamlit", "plotly"},
    "training": {"views", "web", "pages", "tests", "app", "streamlit", "plotly"},
    "views": {"web", "pages", "training", "tests", "app", "streamlit"},
    "web": {"pages", "training", "tests", "app"},
    "pages": {"training", "tests", "app"},
}
PAGE_LINES, FILE_LINES, FUNCTION_LINES = 60, 400, 60

MACHINE_PATHS = r"(?<![\w.])/(?:work|tmp|root|home|Users|opt|var|mnt)/\w"
REGISTRY_HOSTS = (
    r"pypi\.org|pythonhosted\.org|download\.pytorch|npmjs\.|debian\.org/|ubuntu\.com/|anaconda\.org"
    r"|proxy\.golang|crates\.io|rubygems\."
)
PIN = re.compile(r"[A-Za-z0-9][\w.-]*==[\w.+!-]+ +# \S.+")


def modules(*packages: str) -> list[Path]:
    """List the Python files of these packages, never none."""
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    assert found, f"no Python files in {packages}"
    return found


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of whatever a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the repository, and what it says."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in top + below:
        if "__pycache__" not in path.parts and "runs" not in path.relative_to(ROOT).parts:
            try:
                yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def pyproject() -> dict[str, dict[str, Any]]:
    """Read pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> list[str]:
    """List the lines of a requirements file that pin a package."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-r "))]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name in imported(path)
        if name.split(".")[0] in MAY_NOT_IMPORT[package] or name.startswith("..")
    ]
    assert not wrong


def test_importing_the_library_brings_in_no_web_framework() -> None:
    code = "import cells, sys; print(*sorted({'streamlit', 'plotly'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""


def test_the_library_imports_only_what_its_wheel_asks_for() -> None:
    declared = {Requirement(line).name for line in pyproject()["project"]["dependencies"]}
    owners = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("cells", "views")
        for name in imported(path)
        if (top := name.split(".")[0]) not in {*sys.stdlib_module_names, "cells", "views", ""}
        and not declared & set(owners.get(top, ()))
    }
    assert not missing


def test_pages_are_thin() -> None:
    pages = modules("pages")
    assert any(f.name == "page" for p in pages for f in functions(p))
    long = {p.name: n for p in pages if (n := len(p.read_text("utf-8").splitlines())) > PAGE_LINES}
    assert not long


def test_files_and_functions_are_short() -> None:
    long = []
    for path in [ROOT / "app.py", *modules(*PACKAGES, "benchmarks", "tests")]:
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for function in functions(path):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > FUNCTION_LINES:
                long.append(f"{path.relative_to(ROOT)}: {function.name} has {lines} lines")
    assert not long


def test_every_file_is_named_by_what_it_holds() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base"}
    assert not [path for path in modules(*PACKAGES, "tests") if path.stem in vague]


@pytest.mark.parametrize("forbidden", [MACHINE_PATHS, REGISTRY_HOSTS], ids=["path", "host"])
def test_no_file_names_a_machine_or_a_registry(forbidden: str) -> None:
    named = [
        f"{path}: {match.group()}"
        for path, text in texts()
        for match in re.finditer(forbidden, text)
    ]
    assert not named


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("see /" + "work/main", MACHINE_PATHS),
        ('open("/' + 'tmp/x")', MACHINE_PATHS),
        ("https://pypi" + ".org/simple", REGISTRY_HOSTS),
    ],
)
def test_the_search_for_machines_and_registries_finds_them(text: str, forbidden: str) -> None:
    assert re.search(forbidden, text)


def test_the_version_is_that_of_the_project() -> None:
    assert cells.__version__ == pyproject()["project"]["version"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_exact_and_reasoned(name: str) -> None:
    assert pins(name)
    assert [line for line in pins(name) if not PIN.fullmatch(line)] == []


def test_the_app_is_pinned_within_what_the_library_accepts() -> None:
    pinned = {r.name: r for r in (Requirement(p.split("#")[0]) for p in pins("requirements.txt"))}
    for line in pyproject()["project"]["dependencies"]:
        wanted = Requirement(line)
        version = str(pinned[wanted.name].specifier).removeprefix("==")
        assert wanted.specifier.contains(version), f"{line} refuses {version}"


def test_streamlit_knows_every_setting() -> None:
    from streamlit import config

    known = config.get_config_options()
    for section, settings in tomllib.loads(
        (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    ).items():
        for key, value in settings.items():
            inner = value if isinstance(value, dict) else {"": value}
            unknown = [k for k in inner if f"{section}.{key}.{k}".rstrip(".") not in known]
            assert not unknown, f"[{section}] {key}"
