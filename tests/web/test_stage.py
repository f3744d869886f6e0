"""The script that mounts a stage: which places it knows, and which of an upload it must not."""

import json
import re
from typing import Any

import pytest

from web import stage


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Mount both stages; return the script of each, by the name of its component."""
    scripts: dict[str, str] = {}

    def noted(script: str, name: str = "gatewalk.stage") -> Any:
        scripts[name] = script
        return lambda **_: None

    monkeypatch.setattr(stage, "_component", noted)
    stage.show(b"", "visit", begun=False)
    stage.show_own(b"")
    return scripts


def _places(script: str) -> Any:
    (written,) = re.findall(r"Object\.entries\((\{.*?\})\)", script)
    return json.loads(written)


def test_the_stage_of_an_upload_knows_no_way_to_show_it_elsewhere(mounted: Any) -> None:
    known, own = _places(mounted["gatewalk.stage"]), _places(mounted["gatewalk.own"])
    assert set(own) == {"plotly", "fonts", "page"}
    assert set(known) - set(own) == {"qr", "live", "join"}
    assert all(known.values())
    for name in set(known) - set(own):
        assert json.dumps(known[name]) not in mounted["gatewalk.own"]
    assert '...{"home": "", "reads": true}' in mounted["gatewalk.own"]
    assert "reads" not in mounted["gatewalk.stage"]


def test_a_script_is_no_path_and_has_all_its_styles(mounted: Any) -> None:
    for script in mounted.values():
        assert "\n" in script
        assert len(re.findall(r"assets/\w+/[a-z]+\.css", script)) == 5  # four styles and the fonts
        assert "%(" not in script
