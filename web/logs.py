"""The log: one JSON object a line, without anything that people typed.

Sentences are in addresses, in arguments of messages, and in messages of errors. So of an event only
the words of the program are written, and its numbers; of an error its kinds and places.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit import logger as streamlit_logger

from web import metrics

_LONGEST = 200
_HIDDEN = "…"
_ROOT = Path(__file__).parents[1]
_SERVERS = ("uvicorn", "uvicorn.access", "uvicorn.asgi", "uvicorn.error", "websockets", "asyncio")

_log = logging.getLogger("gatewalk")


class Line(logging.Formatter):
    """Writes a record as a line of JSON: time, level, logger, event, and what went wrong where."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event(record),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= {"errors": kinds(record.exc_info[1]), "at": places(record.exc_info[1])}
        return json.dumps(line, ensure_ascii=False)


def event(record: logging.LogRecord) -> str:
    """Return what happened in the words of the program, with its numbers alone."""
    words = str(record.msg).partition("\n")[0][:_LONGEST]
    if not isinstance(record.args, tuple) or not record.args:
        return words
    try:
        return words % tuple(shown(each) for each in record.args)
    except (TypeError, ValueError):
        return words


def shown(argument: object) -> object:
    """Return a number, and of anything else only that there is something."""
    return argument if isinstance(argument, int | float) else _HIDDEN


def kinds(error: BaseException) -> list[str]:
    """Return the types of an error and of what caused it, the last one first, without a word."""
    found: list[str] = []
    each: BaseException | None = error
    while each is not None and len(found) < 8:
        found.append(type(each).__qualname__)
        each = each.__cause__ or each.__context__
    return found


def places(error: BaseException) -> list[str]:
    """Return where an error came from, as "views/stage.py:81 pack", the innermost place last."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return [f"{_short(Path(frame.filename))}:{frame.lineno} {frame.name}" for frame in frames]


def _short(file: Path) -> str:
    """Return where a file is: in this repository, or in a package, whose name is enough."""
    if "site-packages" in file.parts:
        return "/".join(file.parts[file.parts.index("site-packages") + 1 :])
    return file.relative_to(_ROOT).as_posix() if file.is_relative_to(_ROOT) else file.name


def begin() -> None:
    """Write all logs of this process so, those of Streamlit and of its server too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line())
    handlers = [handler, metrics.Errors()]
    root = logging.getLogger()
    root.handlers, root.level = handlers, logging.WARNING

    def adopt(logger: logging.Logger) -> None:
        logger.handlers, logger.propagate = [], True

    # Streamlit gives each of its loggers a handler, whenever one is made, and offers no setting.
    known = [logging.getLogger(name) for name in (*_SERVERS, *logging.root.manager.loggerDict)]
    for logger in known:
        adopt(logger)
        logger.setLevel(logging.NOTSET)
    _log.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True  # a line a request is the proxy's to write
    streamlit_logger.get_logger = _plain
    streamlit_logger.setup_formatter = adopt
    threading.excepthook = _in_thread


def _plain(name: str) -> logging.Logger:
    return logging.getLogger("streamlit" if name == "root" else name)


def _in_thread(caught: threading.ExceptHookArgs) -> None:
    if caught.exc_value is not None:
        _log.error("an error ended a thread", exc_info=caught.exc_value)


def say(event: str, **fields: float) -> None:
    """Log something of our own, with numbers that tell more of it."""
    _log.info(event, extra={"fields": fields})
