"""What `pip install .` brings: the library, its views and the readers, and nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

import cells

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, with the setuptools at hand: no network, no traces here."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", "app.py"):
        shutil.copy(ROOT / name, source)
    for name in ("assets", "cells", "views", "web", "pages", "tests"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", "dist", "."]
    subprocess.run([sys.executable, "-m", "pip", *build], cwd=source, check=True)
    (found,) = (source / "dist").glob("*.whl")
    return found


def test_wheel_holds_the_library_and_the_readers(wheel: Path) -> None:
    held = set(ZipFile(wheel).namelist())
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in ("cells", "views")
        for path in (*(ROOT / package).rglob("*.py"), ROOT / package / "py.typed")
    } | {
        f"cells/assets/readers/{name}/{file}"
        for name in cells.names()
        for file in ("reader.safetensors", "card.json")
    }
    expected.add("cells/assets/readers/seeds.json")
    assert {name for name in held if ".dist-info/" not in name} == expected


def test_installed_library_finds_its_readers(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    code = "import sys; sys.modules['streamlit'] = None; import views.traced, views.stage; "
    code += "import cells; print(cells.__file__, *cells.names(), cells.load('gru').units_count)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    where, *found, units = run.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert tuple(found) == cells.names()
    assert int(units) == cells.load("gru").units_count
