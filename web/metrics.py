"""Figures for whoever runs the server, in the text form of Prometheus; none is about a person."""

import logging

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from streamlit import runtime

from web import studio

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time, open files, time of the start

RUNS = Histogram(
    "gatewalk_run_seconds",
    "Runs of a page: what a visitor waits for, the network aside.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0),
    registry=REGISTRY,
)
PAUSES = Histogram(
    "gatewalk_collection_seconds",
    "Processor time of a collection of garbage, in which nothing else runs.",
    buckets=(0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5),
    registry=REGISTRY,
)
ERRORS = Counter("gatewalk_errors", "Errors in the log.", registry=REGISTRY)
SESSIONS = Gauge("gatewalk_sessions", "Open tabs.", registry=REGISTRY)
TRAININGS = Gauge("gatewalk_trainings", "Cells that are being trained.", registry=REGISTRY)


class Errors(logging.Handler):
    """Counts what is logged as an error, whoever logs it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, _: logging.LogRecord) -> None:
        """Count one."""
        ERRORS.inc()


def text() -> bytes:
    """Return all figures as they are now."""
    TRAININGS.set(studio.busy())
    SESSIONS.set(sessions())
    return generate_latest(REGISTRY)


def sessions() -> int:
    """Return how many tabs are open; Streamlit counts them, but tells nobody."""
    if not runtime.exists():
        return 0
    return runtime.get_instance()._session_mgr.num_active_sessions()  # noqa: SLF001
