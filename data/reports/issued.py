"""Issued reports as they were issued: rows that are added and read; an erasure alone changes them (data/personal/reports.py)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from data.store import Store, insert, now


@dataclass(frozen=True)
class Period:
    """Which report: kind, brand, role, its days, and the days compared with."""

    kind: str
    brand: str
    role: str
    since: date
    until: date
    compared_since: date
    compared_until: date


@dataclass(frozen=True)
class Issued:
    """An issued report in one language. `report`: the number that its languages share. `issued_at` in UTC."""

    report: int
    edition: int
    kind: str
    brand: str
    role: str
    since: date
    until: date
    compared_since: date
    compared_until: date
    language: str
    content: str
    sha256: str
    definitions: str
    issued_at: datetime
    issued_by: str
    redacted_at: datetime | None = None  # when somebody's data were erased from it, in UTC
    first_sha256: str | None = None  # the hash that it was issued with, where it was redacted since


_COLUMNS = ", ".join(Issued.__dataclass_fields__)


def add(
    store: Store, period: Period, contents: dict[str, tuple[str, str]], *, definitions: str, who: str
) -> tuple[Issued, ...]:
    """Add an issue. `contents`: language -> content and its hash."""
    with store.writing() as cursor:
        found = cursor.execute("select coalesce(max(report), 0) + 1 from issued_reports").fetchone()
        last = cursor.execute(
            f"select coalesce(max(edition), 0) + 1 from issued_reports where {_SAME}", asdict(period)
        ).fetchone()
        assert found is not None
        assert last is not None
        rows = tuple(
            Issued(
                int(found[0]),
                int(last[0]),
                **asdict(period),
                language=language,
                content=content,
                sha256=sha256,
                definitions=definitions,
                issued_at=now(),
                issued_by=who,
            )
            for language, (content, sha256) in contents.items()
        )
        for row in rows:
            insert(cursor, "issued_reports", asdict(row))
    return rows


def latest(store: Store, period: Period, language: str) -> Issued | None:
    """The last edition of a report; None where it was never issued."""
    rows = store.rows(
        f"select {_COLUMNS} from issued_reports where {_SAME} and language = $language order by edition desc limit 1",
        {**asdict(period), "language": language},
    )
    return Issued(**rows[0]) if rows else None


def read(store: Store, report: int, language: str) -> Issued | None:
    """An issued report by its number."""
    rows = store.rows(f"select {_COLUMNS} from issued_reports where report = ? and language = ?", [report, language])
    return Issued(**rows[0]) if rows else None


def issues(store: Store, *, brand: str = "", most: int = 200) -> tuple[dict[str, object], ...]:
    """One row per issue, the newest first, without contents: report, edition, kind, brand, role, since, until, …"""
    rows = store.rows(
        """
        select
            report,
            any_value(edition) as edition,
            any_value(kind) as kind,
            any_value(brand) as brand,
            any_value(role) as role,
            any_value(since) as since,
            any_value(until) as until,
            any_value(compared_since) as compared_since,
            any_value(compared_until) as compared_until,
            list_sort(list(language)) as languages,
            any_value(issued_at) as issued_at,
            any_value(issued_by) as issued_by,
            max(redacted_at) as redacted_at
        from issued_reports
        where $brand = '' or brand = $brand
        group by report
        order by report desc
        limit $most
        """,
        {"brand": brand, "most": most},
    )
    return tuple(rows)


_SAME = " and ".join(f"{name} = ${name}" for name in Period.__dataclass_fields__)
