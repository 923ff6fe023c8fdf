"""The sources of a brand in a period: what each owes by its rhythm, what is covered, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.derived.filled_cells import RECORDS
from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine.periods import Period
from kpis.engine.query import scope_ctes
from kpis.engine.scope import Scope
from kpis.lineage.coverage import WITHOUT_CHANNEL


@dataclass(frozen=True)
class SourceState:
    """`due`, `read`: readings owed in the period by the rhythm, and made. `covered`: days. `records`: kept, of these days.

    `last_day`: the last day that it covers; of a weekly or monthly source the end of its last period that was read.
    """

    table: str
    brand: str
    channel: str | None
    format: str
    rhythm: str
    due: int
    read: int
    covered: int
    days: int
    records: int
    last_day: date

    @property
    def is_complete(self) -> bool:
        return self.read >= self.due

    @property
    def holds_a_week(self) -> bool:
        """Whether a week waits for it: sources that are read monthly or on demand hold none back."""
        return self.rhythm in ("daily", "weekly")


def states(store: Store, brand: str, period: Period, today: date) -> tuple[SourceState, ...]:
    """The sources of the brand and of the brands compared with it that live in the period, those of the brand first."""
    ctes, parameters = scope_ctes(
        catalogue()["data_completeness"], Scope(period.since, period.until, today=today), "all", "brand"
    )
    sql = f"""
        with {", ".join(ctes)}
        select
            s.table_name,
            s.brand,
            s.channel,
            any_value(r.format) as format,
            any_value(s.rhythm) as rhythm,
            count(*) filter (where s.is_due) as due,
            count(*) filter (where s.is_due and s.is_read) as read,
            count(*) filter (where s.is_covered) as covered,
            count(*) as days,
            max(s.day) filter (where s.is_read) as read_to,
            any_value(r.last_day) as last_day
        from source_readings s
        join main.source_rhythms r
          on concat_ws(' · ', r.table_name, r.brand, r.channel, r.format) = s.source
        where s.day between $first and $last
        group by s.source, s.table_name, s.brand, s.channel
        order by s.brand <> $ours, s.brand, s.table_name, s.channel nulls first, format
    """
    rows = store.rows(sql, {**parameters, "first": period.since, "last": period.until, "ours": brand})
    return tuple(
        SourceState(
            table=row["table_name"],
            brand=row["brand"],
            channel=row["channel"],
            format=row["format"],
            rhythm=row["rhythm"],
            due=row["due"],
            read=row["read"],
            covered=row["covered"],
            days=row["days"],
            records=_records(store, row, period),
            last_day=row["last_day"] if row["rhythm"] == "daily" else max(_day(row["read_to"]), row["last_day"]),
        )
        for row in rows
    )


def missing(found: tuple[SourceState, ...]) -> tuple[SourceState, ...]:
    """The sources that a week waits for and that are not complete."""
    return tuple(one for one in found if one.holds_a_week and not one.is_complete)


def _day(moment: date | None) -> date:
    return moment.date() if hasattr(moment, "date") else moment or date.min  # type: ignore[union-attr]


def _records(store: Store, row: dict, period: Period) -> int:
    table = RECORDS[row["table_name"]]
    channel = "" if table in WITHOUT_CHANNEL or row["channel"] is None else "and r.channel = $channel"
    sql = f"""
        select count(*)
        from {table} r
        join upload_parts p on p.upload_id = r.upload_id and p.part = r.part and p.table_name = $table
        where r.state = 'kept' and r.brand = $brand and r.day between $since and $until and p.format = $format {channel}
    """
    values = {"table": row["table_name"], "brand": row["brand"], "since": period.since, "until": period.until}
    values |= {"format": row["format"], **({"channel": row["channel"]} if channel else {})}
    return int(store.value(sql, values))
