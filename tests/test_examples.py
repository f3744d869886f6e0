"""The notebooks run as they stand, cell by cell, and show what they say."""

import ast
import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.ipynb"))


def executed(notebook: Path) -> list[Any]:
    """Run all cells of code in one namespace, as a notebook does; return what each shows."""
    names: dict[str, Any] = {}
    shown = []
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = body.pop() if isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), notebook.name, "exec"), names)
            if isinstance(last, ast.Expr):
                shown.append(
                    eval(compile(ast.Expression(last.value), notebook.name, "eval"), names)
                )
    return shown


@pytest.mark.parametrize("notebook", EXAMPLES, ids=lambda path: path.stem)
def test_notebooks_run_and_hold_no_outputs(notebook: Path) -> None:
    assert executed(notebook)
    for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_a_module_is_loaded_traced_and_plotted_in_ten_lines() -> None:
    (notebook,) = EXAMPLES
    shape, drawn, same, (blueprint, again), moved = executed(notebook)
    assert same
    assert again
    assert tuple(shape) == (40, 1, 16)
    assert isinstance(drawn, go.Figure)
    assert len(drawn.data) == 6
    assert "plotly" in drawn.to_html(include_plotlyjs=False).lower()
    assert (blueprint.name, blueprint.called) == ("encoder.rnn", "nn.LSTM")
    assert list(moved[:2]) == [0, 0]
    assert moved[2] > 0
    first = json.loads(notebook.read_text("utf-8"))["cells"][1]["source"]
    assert sum(bool(line.strip()) for line in first) <= 10
