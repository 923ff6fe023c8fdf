"""Which reports are due, to whom, and what they wait for. A report is known by its period, never by the hour.

A period is served once: clocks that go back, a second server or a restart find it served. One that was missed while
nothing ran is still due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.decisions.brands import brands
from data.reports import outbox, settings
from data.reports.settings import Recipients, Schedule
from data.store import Store, time_zone
from kpis.engine.periods import Period
from kpis.lineage import source_state
from kpis.lineage.source_state import SourceState
from locales import translator
from reports.weekly import request as requests
from reports.weekly.labels import LABELS
from reports.weekly.request import Request
from wording.vocabulary import label

CAUGHT_UP = 8  # most periods that are issued after a stop
LOGGED = 60  # periods back of which the log says that their report was never issued
LEAD = timedelta(minutes=5)  # before its hour a report is drawn, so that it is there by then


@dataclass(frozen=True)
class Due:
    """A report that is due and not served. `due_at`, `waits_until`: with their zone. `missing`: what it waits for."""

    recipients: Recipients
    period: Period
    due_at: datetime
    waits_until: datetime
    missing: tuple[SourceState, ...]

    def is_ready(self, at: datetime) -> bool:
        """Whether it is issued now: its sources are there, or it waited long enough and says what is missing."""
        return not self.missing or at >= self.waits_until

    def request(self, at: datetime) -> Request:
        """The report, looked at on the organisation's day of `at`."""
        one = self.recipients
        return Request(one.kind, one.brand, one.role, self.period, at.astimezone(self.due_at.tzinfo).date())


def due(store: Store, at: datetime) -> tuple[Due, ...]:
    """The reports that are due at a moment (with its zone) and were not served, the oldest period first."""
    schedules = settings.schedules(store)
    zone = ZoneInfo(time_zone(store))
    found = []
    for one in settings.recipients(store):
        schedule = schedules.get(one.kind)
        if schedule is None:
            continue
        begin = _began(store, one)
        for period in _past(one.kind, at.astimezone(zone).date()):
            moment = due_at(period, schedule, zone)
            if moment - LEAD > at or moment < begin or outbox.is_served(store, one.name, one.kind, period.since):
                continue
            lacking = missing(store, one.brand, period, at.astimezone(zone).date())
            # hours that pass, whatever the clocks do meanwhile
            patience = (moment.astimezone(UTC) + timedelta(hours=schedule.patience)).astimezone(zone)
            found.append(Due(one, period, moment, patience, lacking))
    return tuple(sorted(found, key=lambda one: (one.period.since, one.recipients.name)))


def never_issued(store: Store, at: datetime) -> tuple[tuple[Request, Schedule], ...]:
    """The reports that were due before a moment, that nobody issued, and that the report log does not hold: silence is
    late too. Each once, whoever receives it; those of a brand that the store does not know are left out."""
    schedules, zone = settings.schedules(store), ZoneInfo(time_zone(store))
    known = set(brands(store)["brand"])
    logged = {tuple(row.values()) for row in store.rows("select distinct name, brand, due_at from reports")}
    issued = {tuple(row.values()) for row in store.rows("select distinct kind, brand, role, since from issued_reports")}
    found: dict[tuple, tuple[Request, Schedule]] = {}
    for one in settings.recipients(store):
        schedule = schedules.get(one.kind)
        if schedule is None or one.brand not in known:
            continue
        begin = _began(store, one)
        for period in _past(one.kind, at.astimezone(zone).date(), count=LOGGED):
            moment = due_at(period, schedule, zone)
            request = Request(one.kind, one.brand, one.role, period, at.astimezone(zone).date())
            key = log_name(request), one.brand, moment.astimezone(UTC).replace(tzinfo=None)
            if (
                begin <= moment < at
                and key not in logged
                and (one.kind, one.brand, one.role, period.since) not in issued
            ):
                found[key] = request, schedule
    return tuple(found.values())


def _began(store: Store, one: Recipients) -> datetime:
    """Since when these recipients receive reports by the schedule."""
    return max(
        settings.in_force_since(store, settings.RECIPIENTS, one.name),
        settings.in_force_since(store, settings.SCHEDULE, one.kind),
    ).replace(tzinfo=UTC)


def missing(store: Store, brand: str, period: Period, today: date) -> tuple[SourceState, ...]:
    """The daily and weekly sources that do not tell the whole period; the report log is written by reports themselves."""
    found = source_state.missing(source_state.states(store, brand, period, today))
    return tuple(one for one in found if one.table != "reports")


def due_at(period: Period, schedule: Schedule, zone: ZoneInfo) -> datetime:
    """When the report of a period is due: on the schedule's day after it, by the clock of the organisation.

    An hour that the change to summer time skips is the one after it; of an hour that comes twice, the first.
    """
    day = period.until + timedelta(days=schedule.day)  # of a week the first is Monday, of a month or quarter the 1st
    local = datetime.combine(day, time(schedule.hour, schedule.minute), zone)
    return local.astimezone(UTC).astimezone(zone)


def record(request: Request, schedule: Schedule, issued_at: datetime | None, *, zone: ZoneInfo) -> dict[str, object]:
    """The report in the report log. `issued_at`: in UTC; None: it was not. It covers as many days as its period has, up to the due one."""
    moment = due_at(request.period, schedule, zone)
    return {
        "name": log_name(request),
        "brand": request.brand,
        "due_at": moment,
        "sent_at": None if issued_at is None else issued_at.replace(tzinfo=UTC),
        "covered": (moment.date() - timedelta(days=request.period.days - 1), moment.date()),
    }


def log_name(request: Request) -> str:
    """'Weekly report · senior': in English, as the log is one for readers of every language."""
    say = translator("en")
    return f"{say(LABELS[f'report {request.kind}'])} · {say(label(request.role))}"


def _past(kind: str, today: date, *, count: int = CAUGHT_UP) -> list[Period]:
    """The last periods that are over, the newest first."""
    last = requests.last_of(kind, today)
    return [last, *(last.back(steps) for steps in range(1, count))]
