"""Two processes behind nginx: who sits where, what is cached and told, and one that is killed."""

import json
import re
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from benchmarks.habits import Room
from benchmarks.replicas import killed
from deploy.processes import comes
from deploy.serve import READY_SECONDS, Fleet, ready
from tests.room import WALK, Ports, opened, run
from web import routes

pytestmark = pytest.mark.load

VISITORS = 16
COOKIE = re.compile(r"gatewalk=([0-9a-f]{32}); Path=/; HttpOnly; SameSite=Lax")


def asked(port: int, path: str, **headers: str) -> HTTPResponse:
    """Return the answer of this machine to a request, all of it read."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_a_visitor_gets_one_cookie_for_the_session_and_keeps_it(fleet: Fleet) -> None:
    (given,) = asked(fleet.port, "/").headers.get_all("set-cookie") or []
    found = COOKIE.fullmatch(given)
    assert found
    assert asked(fleet.port, "/", Cookie=f"gatewalk={found[1]}").headers["set-cookie"] is None
    forged = asked(fleet.port, "/", Cookie="gatewalk=everybody").headers["set-cookie"]
    assert COOKIE.fullmatch(forged)


def test_files_are_packed_and_kept_by_nginx(fleet: Fleet) -> None:
    page = max(Path(fleet.folder, "files/static/js").glob("*.js"), key=lambda f: f.stat().st_size)
    answer = asked(fleet.port, f"/static/js/{page.name}", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < page.stat().st_size / 2  # as it lies on the disk
    assert "immutable" in answer.headers["cache-control"]
    plotly = f"/{routes.address(routes.PLOTLY)}"
    told = [asked(fleet.port, plotly, Accept_Encoding="gzip") for _ in range(2)]
    assert [each.headers["content-encoding"] for each in told] == ["gzip", "gzip"]
    assert told[1].headers["x-gatewalk-cache"] == "HIT"
    assert asked(fleet.port, plotly).headers["content-encoding"] is None


def test_the_log_of_nginx_has_no_query_strings(fleet: Fleet) -> None:
    for path in ("/?sentence=secretkitten", "/live/secretkitten/events?secretkitten"):
        asked(fleet.port, path, Referer="http://x/?secretkitten", User_Agent="secretkitten")
    time.sleep(0.5)  # a line is written when its request is over
    text = Path(fleet.folder, "logs/access.log").read_text("utf-8")
    assert {json.loads(line)["place"] for line in text.splitlines()} >= {"/", "/live"}
    logs = [each.read_text("utf-8", "replace") for each in Path(fleet.folder, "logs").iterdir()]
    assert not [log for log in logs if "secretkitten" in log]


def test_visitors_of_a_killed_process_go_on_elsewhere_and_others_notice_nothing(
    fleet: Fleet,
) -> None:
    room = Room(VISITORS, 1, 9, pace=0.4, least=3)
    loss = killed(fleet, room, after=6)
    assert loss.log.errors == []
    back = loss.log.seconds["return"]
    assert 0 < len(back) < VISITORS  # each is where it was, and the others never lost a connection
    assert max(back) < 10
    assert Path(fleet.folder, "logs/nginx.log").read_text("utf-8") == ""  # it had no alerts
    fleet.mend()
    assert comes(lambda: ready(fleet.ports[0]), READY_SECONDS, fleet.apps[0])


async def led(ports: Ports) -> None:
    """See what a lecturer does on a student's stream, and the votes on the desk's, as it comes."""
    async with opened(ports) as room:
        token = await room.join()
        async with room.follow(token) as student, room.desk() as desk:
            assert (await room.lead(walk=WALK))[0] == 200
            while (event := await student.next())["walk"] is None:
                pass
            assert event["walk"]["step"] == WALK["step"]
            await room.ask()
            assert (await desk.until(votes=[0, 0]))["poll"]


def test_nothing_that_is_pushed_to_a_class_or_a_desk_is_held_back(fleet: Fleet) -> None:
    run(led((fleet.port, fleet.port)))


def test_a_redis_that_ends_is_started_anew_on_its_port(fleet: Fleet) -> None:
    assert fleet.redis is not None
    fleet.redis.kill()
    fleet.redis.wait()
    fleet.mend()

    def led_again() -> bool:
        with suppress(AssertionError, TimeoutError, EOFError, OSError):
            run(led((fleet.port, fleet.port)))
            return True
        return False

    assert comes(led_again, 60, fleet.redis)
