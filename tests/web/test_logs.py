"""What is logged: lines of JSON in the words of the program, nothing of what people typed."""

import json
import logging

import pytest

from web.logs import Line

TYPED = "the secretkitten was full"


def line(message: object, *args: object, error: BaseException | None = None) -> dict[str, object]:
    """Return the line of one record."""
    caught = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("some.where", logging.ERROR, __file__, 1, message, args, caught)
    written = Line().format(record)
    assert "\n" not in written
    found: dict[str, object] = json.loads(written)
    return found


def fallen() -> ValueError:
    """Return an error that tells what was typed, caused by another one that does."""
    try:
        read({})
    except ValueError as error:
        return error
    raise AssertionError


def read(known: dict[str, int]) -> int:
    """Fail at what was typed."""
    try:
        return known[TYPED]
    except KeyError as error:
        raise ValueError(f"cannot read {TYPED!r}") from error


def test_a_line_has_time_level_logger_and_event() -> None:
    found = line("it took %.1f s of %d", 1.25, 3)
    assert found["event"] == "it took 1.2 s of 3"
    assert (found["level"], found["logger"]) == ("error", "some.where")
    assert str(found["time"]).endswith("+00:00")


def test_an_error_is_told_by_kind_and_place_without_its_words() -> None:
    found = line("it failed", error=fallen())
    assert found["errors"] == ["ValueError", "KeyError"]
    assert str(found["at"]).endswith(" read']")
    assert "secretkitten" not in json.dumps(found)


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("asked for %s", (TYPED,)),
        ("GET %s HTTP/%s", (f"/?sentence={TYPED}", "1.1")),
        ("%r of %(name)s", (TYPED,)),
        (f"done\n<Task exception=ValueError('{TYPED}')>", ()),
        ("what %s %s", (TYPED,)),
    ],
)
def test_what_was_typed_is_left_out(message: str, args: tuple[object, ...]) -> None:
    assert "secretkitten" not in json.dumps(line(message, *args))


def test_numbers_of_our_own_events_are_fields() -> None:
    record = logging.LogRecord("gatewalk", logging.INFO, __file__, 1, "ready", (), None)
    record.fields = {"readers": 18}
    assert json.loads(Line().format(record))["readers"] == 18
