"""What is deployed: the files that name each other are there, and the defaults hold together."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from deploy import serve
from web import patience

DEPLOY = Path(serve.__file__).parent
ROOT = DEPLOY.parent


def test_the_compose_file_parses_and_names_files_that_are_there() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = composed["services"]
    assert {"redis", "nginx", "app1", "app2"} == set(services)
    for volume in services["nginx"]["volumes"]:
        assert (DEPLOY / volume.split(":")[0]).is_file()
    build = services["app1"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    replicas = (DEPLOY / "container" / "replicas.conf").read_text("utf-8")
    assert set(re.findall(r"server (\w+):8501", replicas)) == set(services) - {"redis", "nginx"}
    assert set(services["nginx"]["depends_on"]) == {"app1", "app2"}


def test_the_container_holds_all_that_the_app_imports() -> None:
    written = (DEPLOY / "Containerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (\S+)", written, re.MULTILINE)
    assert all((ROOT / name).exists() for name in copied)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"benchmarks", "deploy", "tests"} <= set(copied)
    assert patience.SETTING in written


def test_nginx_includes_what_is_written_for_it() -> None:
    included = set(re.findall(r"include (\S+);", serve.CONFIG.read_text("utf-8")))
    assert included == {path.name for path in (DEPLOY / "container").iterdir()}


def test_nginx_takes_uploads_as_large_as_the_app_does() -> None:
    app = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    (most,) = re.findall(r"maxUploadSize = (\d+)", app)
    assert f"client_max_body_size {most}m;" in serve.CONFIG.read_text("utf-8")


def test_a_folder_for_nginx_is_laid_out(tmp_path: Path) -> None:
    serve.lay_out(tmp_path, "127.0.0.1", 8500, [8601, 8602])
    assert (tmp_path / "replicas.conf").read_text("utf-8").count("server 127.0.0.1:86") == 2
    packed = [*(tmp_path / "files" / "static" / "js").glob("*.js.gz")]
    assert packed
    assert all(each.with_suffix("").is_file() for each in packed)


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack no files, which takes a second."""
    monkeypatch.setattr(serve, "pack", lambda _: None)


@pytest.mark.usefixtures("no_files")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_nginx_listens_on_this_machine_alone(tmp_path: Path, host: str) -> None:
    serve.lay_out(tmp_path, host, 8500, [8601])
    assert (tmp_path / "listen.conf").read_text("utf-8") == "listen 127.0.0.1:8500;\n"


@pytest.mark.usefixtures("no_files")
@pytest.mark.parametrize("host", ["192.168.1.5", "0.0.0.0", "[::]"])  # noqa: S104
def test_nginx_listens_where_it_is_told_and_where_it_is_asked_for(
    tmp_path: Path, host: str
) -> None:
    serve.lay_out(tmp_path, host, 8500, [8601])
    lines = (tmp_path / "listen.conf").read_text("utf-8").splitlines()
    assert lines == [f"listen {host}:8500;", "listen 127.0.0.1:8500;"]


def ended() -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process


def test_an_nginx_that_ends_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    fleet = serve.Fleet(0, tmp_path)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "nginx.log").write_text("first\n" * 99 + "it could not\n", "utf-8")
    fleet.nginx = ended()
    with pytest.raises(serve.DeployError, match=r"nginx has ended, by 0\. Its log ends:\n") as told:
        fleet.watch()
    assert str(told.value).endswith("first\nit could not")
    assert str(told.value).count("first") < serve.LAST_LINES


def test_apps_that_drain_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(patience.SETTING, "40")
    given: list[float] = []
    monkeypatch.setattr(serve, "end", lambda _group, _ending, seconds: given.append(seconds))
    serve.Fleet(0, tmp_path).stop()
    assert given == [serve.STOP_SECONDS, serve.STOP_SECONDS + 40, serve.STOP_SECONDS]


def test_nginx_closes_websockets_before_it_would_be_killed() -> None:
    (seconds,) = re.findall(r"worker_shutdown_timeout (\d+)s;", serve.CONFIG.read_text("utf-8"))
    assert 0 < int(seconds) < serve.STOP_SECONDS


def test_what_is_missing_is_said_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(serve.DeployError, match="apt-get install nginx"):
        serve.found("nginx")


def test_all_processes_share_one_secret_and_keep_one_that_is_set() -> None:
    name = "STREAMLIT_SERVER_COOKIE_SECRET"
    assert len(serve.settings({})[name]) == 64
    assert serve.settings({})[name] != serve.settings({})[name]
    assert serve.settings({name: "mine"})[name] == "mine"
