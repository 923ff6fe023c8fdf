"""Issues the reports that are due and delivers them, in the background of the server.

A round fails alone: what went wrong is logged whole, recorded with the delivery, and tried again an hour later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from commands import report_mail
from commands.background import Background
from data import private
from data.reports import outbox
from data.reports.outbox import File
from data.sentences import Refusal, Sentence, sentence
from data.store import Store, time_zone
from loaders import report_log
from reports.weekly import due, issuing
from reports.weekly.due import Due
from reports.weekly.faces import DELIVERED, files_of, look_of
from reports.weekly.model import Report

log = logging.getLogger(__name__)

WHO = "schedule"
EVERY = 60.0  # seconds
RETRY = timedelta(hours=1)  # after a failure


@dataclass
class Rounds(Background):
    """A thread that makes a round of the due reports every minute, until the store closes."""

    name: str = "reports"
    every: float = EVERY

    def round(self) -> tuple[int, ...]:
        done = make_round(self.store, self.clock(), is_stopped=self.stopped.is_set)
        report_mail.send_waiting(self.store, self.clock(), is_stopped=self.stopped.is_set)
        return done


def make_round(
    store: Store, at: datetime, *, faces: tuple[str, ...] = (), is_stopped: Callable[[], bool] = lambda: False
) -> tuple[int, ...]:
    """Issue and deliver every report that is due at a moment and ready; returns the numbers of the deliveries."""
    done = []
    for one in due.due(store, at):
        if is_stopped():
            break
        if not one.is_ready(at):
            log.info("%s waits for %s sources of %s", one.recipients.name, len(one.missing), one.period.since)
            continue
        if _failed_lately(store, one, at):
            continue
        try:
            done.append(_served(store, one, at, faces=faces))
        except Exception as error:  # one report fails alone: logged whole, and stated with its delivery
            log.exception("report of %s for %s", one.period.since, one.recipients.name)
            done.append(_failed(store, one, error))
    _log_silence(store, at)
    return tuple(done)


def _log_silence(store: Store, at: datetime) -> None:
    """Record what was due and never issued, as late; an issue that comes after all completes the record."""
    zone = ZoneInfo(time_zone(store))
    for asked, schedule in due.never_issued(store, at):
        report_log.log_report(store, **due.record(asked, schedule, None, zone=zone), who=WHO)


def _served(store: Store, one: Due, at: datetime, *, faces: tuple[str, ...]) -> int:
    """Issue the report, unless it was issued already, and deliver it."""
    asked, recipients = one.request(at), one.recipients
    row = issuing.issued(store, asked, recipients.language)
    if row is None:
        rows = issuing.issue(store, asked, titles=report_log.titles(), who=WHO, log=report_log.log_report)
        row = rows[recipients.language]
    report = issuing.reopened(row, zone=ZoneInfo(time_zone(store)))
    files = files_of(report, faces or DELIVERED, look_of(store))
    if recipients.place == "folder":
        _write(Path(recipients.folder), files)
        return _record(store, one, report=row.report, subject=_subject(report), status="written")
    return _record(store, one, report=row.report, subject=_subject(report), status="waiting", files=files)


def _subject(report: Report) -> str:
    return f"{report.label(f'report {report.kind}')} · {report.brand} · {report.period_text}"


def _write(folder: Path, files: tuple[File, ...]) -> None:
    """Write the files, each whole or not at all. Raises Refusal where the folder cannot be written."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            private.for_others(folder)
        for one in files:
            partial = folder / f".{one.name}.part"
            try:
                partial.write_bytes(one.content)
                private.for_others(partial)
                partial.replace(folder / one.name)
            finally:
                partial.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(
            "The report could not be written to the folder {folder}: {reason}.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ) from error


def _failed(store: Store, one: Due, error: Exception) -> int:
    reason = (
        error.sentence
        if isinstance(error, Refusal)
        else sentence("The report could not be made: the log of the server says why.")
    )
    return _record(store, one, report=0, subject=one.recipients.name, status="failed", reason=reason)


def _failed_lately(store: Store, one: Due, at: datetime) -> bool:
    last = outbox.failed_at(store, one.recipients.name, one.recipients.kind, one.period.since)
    return last is not None and last.replace(tzinfo=UTC) > at - RETRY


def _record(
    store: Store,
    one: Due,
    *,
    report: int,
    subject: str,
    status: str,
    reason: Sentence | None = None,
    files: tuple[File, ...] = (),
) -> int:
    recipients = one.recipients
    return outbox.add(
        store,
        recipient=recipients.name,
        kind=recipients.kind,
        since=one.period.since,
        report=report,
        language=recipients.language,
        place=recipients.place,
        addresses=recipients.addresses if recipients.place == "outbox" else (recipients.folder,),
        subject=subject,
        status=status,
        reason=reason,
        files=files,
    )
