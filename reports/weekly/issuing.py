"""Drafts, issues and later looks at a report: edited messages, the frozen content and its hash, what was revised since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from data.reports import issued as kept
from data.reports import messages as written
from data.reports.issued import Issued
from data.reports.settings import schedules
from data.sentences import Refusal
from data.store import Store, time_zone
from kpis.engine.periods import Period
from locales import numbers, translator
from locales.typography import typeset
from reports.weekly import built, due
from reports.weekly.model import Figure, Report, content_of, digest_of, report_of
from reports.weekly.request import Request
from reports.weekly.tables import Titles

UTC = ZoneInfo("UTC")
SAME = 1e-9  # a figure that differs by less is the same


@dataclass(frozen=True)
class Revised:
    """A figure that is no longer what was issued: both values, and both as they are printed."""

    kpi: str
    channel: str
    label: str
    issued: float | None
    issued_text: str
    today: float | None
    today_text: str


def draft(store: Store, request: Request, *, titles: Titles) -> dict[str, Report]:
    """Language -> the report as it stands, with the messages that people edited. Raises Refusal."""
    return {
        language: _edited(store, report, request)
        for language, report in built.build(store, request, titles=titles).items()
    }


def edit(store: Store, request: Request, language: str, page: str, text: str | None, *, who: str) -> None:
    """Keep a message for a page of the draft; None restores the generated one. Raises Refusal."""
    written.write(store, period_of(request), language, page, text, who=who)


def issue(
    store: Store, request: Request, *, titles: Titles, who: str, log: Callable[..., object] | None = None
) -> dict[str, Issued]:
    """Freeze the report in every language and keep it; returns language -> the issue.

    A report that was issued before has a further edition: the earlier ones stay as they are. `log`: what writes a record
    of the report log (loaders/report_log.py), for a first edition that a schedule says was due. Raises Refusal.
    """
    if request.period.since > request.today:
        raise Refusal(
            "The period from {since} to {until} has not begun: a report of it can be issued from its first day on.",
            since=request.period.since,
            until=request.period.until,
        )
    reports = draft(store, request, titles=titles)
    contents = {}
    for language, report in reports.items():
        content = content_of(report)
        contents[language] = content, digest_of(content)
    definitions = next(iter(reports.values())).definitions
    rows = kept.add(store, period_of(request), contents, definitions=definitions, who=who)
    if log is not None and rows[0].edition == 1:
        schedule = schedules(store).get(request.kind)
        if schedule is not None:
            log(store, **due.record(request, schedule, rows[0].issued_at, zone=ZoneInfo(time_zone(store))), who=who)
    return {row.language: row for row in rows}


def issued(store: Store, request: Request, language: str) -> Issued | None:
    """The last edition of a report; None where it was never issued."""
    return kept.latest(store, period_of(request), language)


def reopened(row: Issued, *, zone: ZoneInfo = UTC) -> Report:
    """The report as it was issued; each page says on which day, in this zone, a person's data were erased from it.

    Raises Refusal when its content is no longer the one that was issued.
    """
    if digest_of(row.content) != row.sha256:
        raise Refusal(
            "The report {report} of {brand} ({since} to {until}) is not shown: its content is no longer the one that was "
            "issued on {day}. Restore the store from a backup.",
            report=row.report,
            brand=row.brand,
            since=row.since,
            until=row.until,
            day=row.issued_at.date(),
        )
    try:
        return _marked(row, report_of(row.content), zone)
    except ValueError:
        raise Refusal(
            "The report {report} was issued by a newer version of this program: update the program to open it.",
            report=row.report,
        ) from None


def _marked(row: Issued, report: Report, zone: ZoneInfo) -> Report:
    if row.redacted_at is None:
        return report
    say, redacted_on = translator(row.language), row.redacted_at.replace(tzinfo=UTC).astimezone(zone).date()
    line = say("redacted on {day}: a person's data were erased").format(day=numbers.day(redacted_on, row.language))
    return replace(report, footer=typeset(f"{report.footer} · {line}", row.language))


def revised(before: Report, today: Report) -> tuple[Revised, ...]:
    """The figures of an issued report whose value, or what is known of it, is another today, each once."""
    now = _figures(today)
    found = []
    for key, one in _figures(before).items():
        other = now.get(key)
        value, text = (None, "") if other is None else (other.value, other.text)
        if _differs(one.value, value):
            found.append(Revised(one.kpi, one.channel, one.label, one.value, one.text, value, text))
    return tuple(found)


def request_of(row: Issued, today: date) -> Request:
    """The request of an issued report as one would ask for it today, to compare its figures with those of today."""
    against = Period(row.compared_since, row.compared_until) if row.kind == "comparison" else None
    return Request(row.kind, row.brand, row.role, Period(row.since, row.until), today, against)


def period_of(request: Request) -> kept.Period:
    """The request as the store keeps it."""
    compared = request.compared
    return kept.Period(
        request.kind,
        request.brand,
        request.role,
        request.period.since,
        request.period.until,
        compared.since,
        compared.until,
    )


def _edited(store: Store, report: Report, request: Request) -> Report:
    """The report with the messages that people wrote, shown as edited, with who did and when in the store's time."""
    zone = ZoneInfo(time_zone(store))
    by_page = written.messages(store, period_of(request), report.language)

    def at(moment: datetime) -> str:
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None, microsecond=0).isoformat()

    return replace(
        report,
        messages=tuple(
            replace(
                one,
                text=by_page[one.page].text,
                edited_by=by_page[one.page].set_by,
                edited_at=at(by_page[one.page].set_at),
            )
            if one.page in by_page and by_page[one.page].text != one.written
            else one
            for one in report.messages
        ),
    )


def _figures(report: Report) -> dict[tuple[str, str], Figure]:
    """KPI and network -> its figure."""
    every = [*report.figures, *(one for group in report.casquettes for one in group.figures)]
    return {(one.kpi, one.channel): one for one in every}


def _differs(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > SAME * max(1.0, abs(one), abs(other))
