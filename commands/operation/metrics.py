"""Figures of the program itself in the text format of Prometheus: of this machine or of approvers alone (ui/web.py).

Labels are our own words (screens, threads, statuses): no brand, no name of a file or of a person.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from commands import background, mailbox
from data.backups import settings, shelf
from data.derived import backlog
from data.store import Store
from data.watch import messages
from kpis.engine import kept_weeks
from loaders.drop_folder import seen

KIND = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)  # seconds

_process = CollectorRegistry()
ProcessCollector(registry=_process)
_runs = Histogram(
    "ereputation_run_seconds", "Runs of a screen, until it was drawn.", ["screen"], buckets=BOUNDS, registry=_process
)
_answers = Counter("ereputation_http_answers", "Answers over HTTP, by class of status.", ["status"], registry=_process)
_lines = Counter("ereputation_log_lines", "Lines of the log that tell of a fault.", ["level"], registry=_process)


_drawing: set[object] = set()  # the runs that are not over


@contextmanager
def run_of(screen: str) -> Iterator[None]:
    """Counts a run of a screen and its seconds, however it ends."""
    began = time.monotonic()
    _drawing.add(mine := object())
    try:
        yield
    finally:
        _drawing.discard(mine)
        _runs.labels(screen).observe(time.monotonic() - began)


def is_drawing() -> bool:
    """Whether a screen is being drawn."""
    return bool(_drawing)


def answered(status: int) -> None:
    _answers.labels(f"{status // 100}xx").inc()


class Faults(logging.Handler):
    """Counts warnings and errors of the log."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            _lines.labels(record.levelname.lower()).inc()


def text(store: Store, *, sessions: Callable[[], int]) -> bytes:
    """All figures. `sessions`: how many tabs are open."""
    registry = CollectorRegistry()
    registry.register(_Of(store, sessions))
    return generate_latest(_process) + generate_latest(registry)


class _Of:
    """The figures of a store, asked when they are collected."""

    def __init__(self, store: Store, sessions: Callable[[], int]) -> None:
        self.store = store
        self.sessions = sessions

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        yield _gauge("sessions", "Tabs that are open.", self.sessions())
        yield from _of_the_store(self.store)
        yield from _of_threads(self.store)
        yield from _of_backups(self.store)
        figures = CounterMetricFamily(
            "ereputation_figures", "Figures of KPIs that were asked for, by where they came from.", labels=["source"]
        )
        for source, count in kept_weeks.counts().items():
            figures.add_metric([source], count)
        yield figures


def _of_the_store(store: Store) -> Iterator[Metric]:
    uploads = GaugeMetricFamily("ereputation_uploads", "Uploads of the store, by status.", labels=["status"])
    for row in store.rows("select status, count(*) as uploads from uploads group by status order by status"):
        uploads.add_metric([row["status"]], row["uploads"])
    yield uploads
    yield _gauge("store_bytes", "Size of the store's file.", store.size)
    yield _gauge("disk_free_bytes", "Free space of the store's disk.", shutil.disk_usage(store.path.parent).free)
    yield _gauge("store_read_only", "1 where the store is only read.", int(store.read_only))
    yield _gauge("pending_days", "Days whose near-duplicates are still to be found.", backlog.pending(store))
    yield _gauge("messages_waiting", "Messages of the watch that wait to be sent.", messages.waiting(store))
    if (look := seen.latest(store)) is not None:  # there is an inbox folder
        yield _gauge("inbox_files", "Files that wait in the inbox folder.", len(look.waiting) + len(look.arriving))
    yield _gauge("requests_waiting", "Requests of the command line that wait.", mailbox.waiting(store.path))


def _of_threads(store: Store) -> Iterator[Metric]:
    alive = GaugeMetricFamily("ereputation_thread_alive", "1 while a thread of the server lives.", labels=["thread"])
    failed = GaugeMetricFamily("ereputation_thread_failed_rounds", "Rounds in a row that failed.", labels=["thread"])
    restarts = CounterMetricFamily("ereputation_thread_restarts", "Times it was begun again.", labels=["thread"])
    ago = GaugeMetricFamily("ereputation_thread_last_round_age_seconds", "Since its last round.", labels=["thread"])
    for name, state in background.supervised(store).items():
        alive.add_metric([name], int(bool(state["alive"])))
        failed.add_metric([name], state["failed_rounds"])
        restarts.add_metric([name], state["restarts"])
        if state["last_round_seconds_ago"] is not None:
            ago.add_metric([name], state["last_round_seconds_ago"])
    yield from (alive, failed, restarts, ago)


def _of_backups(store: Store) -> Iterator[Metric]:
    last, at = shelf.latest(store.path), datetime.now(UTC)
    yield _gauge("backup_missed", "1 where a backup that was due was not made.", int(settings.is_missed(store, at)))
    if last is not None:  # without one there is no age, and no 0 either
        yield _gauge("backup_age_seconds", "Age of the last good backup.", (at - last.made_at).total_seconds())


def _gauge(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ereputation_{name}", told, value=value)
