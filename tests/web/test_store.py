"""The stores keep the same contract: in this process, and in a real Redis that several share."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.redis_server import RedisServer, wanted
from web import store
from web.redis_store import RedisStore
from web.store import Memory, Store, StoreError

Opened = Callable[[], Store]
SHORT = 0.15


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(wanted(), tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
def opened(request: pytest.FixtureRequest) -> Opened:
    """Open a store; of Redis, as one more process would."""
    if request.param == "memory":
        memory = Memory()
        return lambda: memory
    url = request.getfixturevalue("redis").url
    return lambda: RedisStore(url)


@asynccontextmanager
async def two(opened: Opened) -> AsyncIterator[tuple[Store, Store]]:
    one, other = opened(), opened()
    yield one, other
    await one.close()
    await other.close()


def run(opened: Opened, test: Callable[[Store, Store], Coroutine[None, None, None]]) -> None:
    """Run a test with two stores that share what they hold."""

    async def tested() -> None:
        async with two(opened) as (one, other):
            await test(one, other)

    asyncio.run(tested())


def test_a_value_is_added_once_read_by_all_and_deleted(opened: Opened) -> None:
    async def test(one: Store, other: Store) -> None:
        assert await other.get("a") is None
        assert await one.add("a", b"\x00\xff", 60)
        assert not await other.add("a", b"2", 60)
        assert await other.get("a") == b"\x00\xff"
        await other.delete("a", "never")
        await other.delete()
        assert await one.get("a") is None

    run(opened, test)


def test_only_a_newer_version_is_kept(opened: Opened) -> None:
    async def test(one: Store, other: Store) -> None:
        assert await one.newest("b") is None
        late = 1_763_760_000_001
        assert await one.advance("b", late, b"two", 60)
        assert not await other.advance("b", late, b"again", 60)
        assert not await other.advance("b", late - 1, b"one", 60)
        assert not await other.advance("b", 9, b"shorter, yet higher as a text", 60)
        assert await other.newest("b") == (late, b"two")
        assert await other.advance("b", late + 1, b"three", 60)
        assert await one.newest("b") == (late + 1, b"three")

    run(opened, test)


def test_of_many_at_once_the_newest_is_kept(opened: Opened) -> None:
    async def test(one: Store, other: Store) -> None:
        versions = [*range(1, 40), *range(60, 20, -1)]
        asked = [
            (one, other)[n % 2].advance("c", version, b"%d" % version, 60)
            for n, version in enumerate(versions)
        ]
        await asyncio.gather(*asked)
        assert await one.newest("c") == (60, b"60")

    run(opened, test)


def test_fields_are_set_one_by_one(opened: Opened) -> None:
    async def test(one: Store, other: Store) -> None:
        assert await one.fields("d") == {}
        await asyncio.gather(*(one.set_field("d", f"voter-{n}", b"0", 60) for n in range(50)))
        await other.set_field("d", "voter-7", b"1", 60)
        fields = await one.fields("d")
        assert len(fields) == 50
        assert {name for name, value in fields.items() if value == b"1"} == {"voter-7"}
        fields["voter-7"] = b"9"
        assert (await one.fields("d"))["voter-7"] == b"1"

    run(opened, test)


def test_what_is_counted_together_is_forgotten_together(opened: Opened) -> None:
    async def test(one: Store, other: Store) -> None:
        counts = await asyncio.gather(*(store.count("e", SHORT) for store in (one, other) * 5))
        assert sorted(counts) == list(range(1, 11))
        assert await other.get("e") == b"10"
        await asyncio.sleep(SHORT * 1.4)
        assert await one.get("e") is None
        assert await one.count("e", SHORT) == 1

    run(opened, test)


def test_everything_expires_unless_it_is_kept(opened: Opened) -> None:
    async def test(one: Store, other: Store) -> None:
        await one.add("f", b"1", SHORT)
        await one.advance("g", 1, b"1", SHORT)
        await one.set_field("h", "x", b"1", SHORT)
        await one.add("i", b"1", SHORT)
        await other.keep(60, "i", "never")
        await asyncio.sleep(SHORT * 1.4)
        assert await other.get("f") is None
        assert await other.newest("g") is None
        assert await other.fields("h") == {}
        assert await other.get("i") == b"1"
        assert await other.get("never") is None
        assert await other.add("f", b"2", 60)
        assert await other.advance("g", 1, b"2", 60)

    run(opened, test)


def test_whoever_listens_hears_of_news_until_they_stop(opened: Opened) -> None:
    run(opened, _listens)


async def _listens(one: Store, other: Store) -> None:
    counts = {"one": 0, "other": 0, "elsewhere": 0}

    def heard(name: str) -> Callable[[], None]:
        def count() -> None:
            counts[name] += 1

        return count

    stop = await one.listen("room", heard("one"))
    await other.listen("room", heard("other"))
    await one.listen("elsewhere", heard("elsewhere"))
    await asyncio.sleep(0.3)
    before = dict(counts)
    await other.nudge("room")
    await _until(lambda: counts["one"] > before["one"] and counts["other"] > before["other"])
    assert counts["elsewhere"] == before["elsewhere"]
    await stop()
    await stop()
    before = dict(counts)
    await one.nudge("room")
    await _until(lambda: counts["other"] > before["other"])
    assert counts["one"] == before["one"]
    again = heard("one")
    await one.listen("room", again)
    await one.nudge("room")
    await _until(lambda: counts["one"] > before["one"])


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 (what is waited for has no event)
            await asyncio.sleep(0.01)


def test_a_redis_that_is_away_is_told_as_such_and_taken_up_when_back(tmp_path: Path) -> None:
    async def test() -> None:
        with RedisServer(wanted(), tmp_path) as server:
            one, heard = RedisStore(server.url), asyncio.Event()
            await one.listen("room", heard.set)
            await asyncio.sleep(0.2)
            server.stop()
            for asked in (one.get("a"), one.count("a", 1), one.advance("a", 1, b"", 1)):
                with pytest.raises(StoreError, match="cannot be reached"):
                    await asked
            heard.clear()
            server.start()
            async with asyncio.timeout(10):
                await heard.wait()  # there may have been news meanwhile
            assert await one.add("a", b"1", 60)
            heard.clear()
            await one.nudge("room")
            async with asyncio.timeout(5):
                await heard.wait()
            await one.close()

    asyncio.run(test())


def test_memory_is_bounded_and_forgets_what_expired() -> None:
    now = 0.0
    memory = Memory(most=10, clock=lambda: now)

    async def test() -> None:
        nonlocal now
        for n in range(10):
            await memory.count(f"address-{n}", 60)
        with pytest.raises(StoreError, match="as much as it can"):
            await memory.count("address-10", 60)
        assert await memory.count("address-3", 60) == 2
        for _ in range(1_000):
            await memory.keep(600, "address-3")
        assert len(memory._ends) < 200
        now = 61.0
        assert len(memory) == 1
        await memory.count("address-11", 60)
        now = 700.0
        assert len(memory) == 0

    asyncio.run(test())


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.SETTING, raising=False)
    assert isinstance(store.chosen(), Memory)
    monkeypatch.setenv(store.SETTING, "redis://127.0.0.1:1/0")
    assert isinstance(store.chosen(), RedisStore)


def test_redis_is_imported_only_where_it_is_asked_for() -> None:
    code = "import sys, web.store; web.store.chosen(); print('redis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
