"""Issues a report: freezes it, and writes its record in the report log where it was due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.reports import settings
from data.reports.issued import Issued
from data.reports.settings import Schedule
from data.sentences import Refusal
from data.store import Store, time_zone
from kpis.engine.periods import Period
from loaders import report_log
from loaders.recognition.catalogue import formats
from locales import translator
from reports.weekly import issuing
from reports.weekly.labels import LABELS
from reports.weekly.request import Request
from reports.weekly.tables import Titles
from wording.vocabulary import label


def titles() -> Titles:
    """Format of export -> language -> its title."""
    return {name: one.title for name, one in formats().items()}


def issue(store: Store, asked: Request, *, who: str, at: datetime | None = None) -> dict[str, Issued]:
    """Language -> the issue. Its first edition is logged where a schedule says when it was due. `at`: in UTC."""
    rows = issuing.issue(store, asked, titles=titles(), who=who)
    first = next(iter(rows.values()))
    schedule = settings.schedules(store).get(asked.kind)
    if first.edition == 1 and schedule is not None:
        zone = ZoneInfo(time_zone(store))
        due = due_at(asked.period, schedule, zone)
        report_log.log_report(
            store,
            name=log_name(asked),
            brand=asked.brand,
            due_at=due,
            sent_at=(at or first.issued_at).replace(tzinfo=UTC),
            covered=(due.date() - timedelta(days=asked.period.days - 1), due.date()),
            who=who,
        )
    return rows


def log_name(asked: Request) -> str:
    """The report in the log: 'Weekly report · senior'; in English, as the log is one for both languages."""
    say = translator("en")
    return f"{say(LABELS[f'report {asked.kind}'])} · {say(label(asked.role))}"


def due_at(period: Period, schedule: Schedule, zone: ZoneInfo) -> datetime:
    """When the report of a period is due: on the schedule's day after it, by the clock of the organisation.

    An hour that the change to summer time skips is the hour after it; of one that comes twice, the first.
    """
    day = period.until + timedelta(
        days=schedule.day
    )  # the day after a week is its day 1, Monday; after a month the 1st
    local = datetime.combine(day, time(schedule.hour, schedule.minute), zone)
    return local.astimezone(UTC).astimezone(zone)


def day_of(written: str, option: str) -> date:
    """A day of an option. Raises Refusal."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal("{option} {given}: write the day as 2026-01-31.", option=option, given=written) from None
