"""The evidence of a figure: the records that its KPI counts in a scope, and the files that they came from.

For a KPI of mentions these are the mentions of its sample, by the filter in its header; for other tables, their
records; for a KPI of the coverage or of verdicts, the windows that the uploads declare. Their number is the figure's n,
unless the header states an exception (`evidence`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine.scope import Scope
from kpis.lineage import mentions as listed_mentions
from kpis.lineage.mention_filter import Filter, origin, where
from kpis.tables import MENTION_SOURCES, OF_SEVERAL, RECORDS, TABLES

Query = tuple[str, dict[str, object]]
_WITH_LAST_DAY = ("business_records", "interest_records")
# daily counts of sentiment are used only where no mention log that tells tone covers brand, channel and day: the two are
# never added
_WITHOUT_LOG = """
    not exists (
        select 1
        from coverage
        join toned_logs
          on toned_logs.upload_id = coverage.upload_id
         and toned_logs.part = coverage.part
        where coverage.table_name = 'mentions'
          and coverage.brand = r.brand
          and r.day between coverage.covered_from and coverage.covered_to
          and (coverage.channel is null or coverage.channel = r.channel or r.channel = '')
    )
"""


@dataclass(frozen=True)
class Records:
    """Queries of the records of one table.

    `table`: a table of records, or `coverage`. `rows`: as stored, with file, record and, of a sum, the records that are
    its parts. `files`: one row per file and part, with the first and last record.
    `count`: the number of rows. `cases`: the number of cases that they report; for the table that a KPI counts, its n.
    `filled`: the cells that another file states than the record's, one row per column and file, with their number.
    """

    table: str
    rows: Query
    files: Query
    count: Query
    cases: Query
    filled: Query


def counted_scope(kpi: Kpi, scope: Scope, grain: str) -> Scope:
    """The scope with the days whose rows the KPI counts for the figure of the last period: none after today."""
    until = min(scope.until, scope.reference)
    if kpi.looks_back:
        return replace(scope, since=until - timedelta(days=kpi.looks_back - 1), until=until)
    if "term_weeks" in kpi.needs:  # words are counted by whole weeks, each in the period that it ends in
        monday = scope.since - timedelta(days=scope.since.weekday())
        sunday = scope.until - timedelta(days=(scope.until.weekday() + 1) % 7)
        first, last = (monday, sunday) if monday < sunday else (scope.since, scope.until)
        return replace(scope, since=first, until=min(last, until))
    first = scope.until - timedelta(days=27 if grain == "four weeks" else 0)
    return replace(scope, since=min(scope.since, first), until=until)


def mentions(kpi: Kpi, scope: Scope, grain: str) -> Filter | None:
    """The sample of a KPI of mentions, for the first brand of the scope; None for other KPIs."""
    if not any(TABLES[table].source in MENTION_SOURCES for table in kpi.needs):
        return None
    days, brand = counted_scope(kpi, scope, grain), scope.brands[0]
    return Filter(brand, days.since, days.until, channel=scope.channels, **kpi.counts)  # type: ignore[arg-type]


def listed(kpi: Kpi, scope: Scope, grain: str) -> tuple[Filter, Filter] | None:
    """The mentions that the evidence lists, and the whole that they are part of; None for KPIs of other tables.

    For a share of mentions: its numerator, of the sample. For others: the sample, of all mentions of the days.
    """
    sample = mentions(kpi, scope, grain)
    if sample is None:
        return None
    if kpi.numerator:
        return replace(sample, **kpi.numerator), sample  # type: ignore[arg-type]
    share = "unique" if sample.share == "unique" else ""
    return sample, replace(sample, sentiment=(), has=(), kind=(), share=share)


def files_of(wanted: Filter) -> Query:
    """The query of the files that the mentions came from, one row per file and part."""
    condition, parameters = where(wanted)
    return _files(f"{origin(wanted)} where {condition}"), parameters


def records(kpi: Kpi, scope: Scope, grain: str) -> tuple[Records, ...]:
    """The records of the KPI's tables other than mentions; of the table that it counts, those of its sample."""
    days = counted_scope(kpi, scope, grain)
    # the count of followers that applies may be earlier than the days
    with_history = replace(days, since=min(days.since, scope.since - timedelta(days=kpi.history)))
    found: dict[str, Records] = {}
    for table in kpi.reads:
        for name, which in OF_SEVERAL.get(table, {RECORDS.get(table): ""}).items():
            if name and name not in found:
                days_read = with_history if name == "follower_records" else days
                sample = _sample_of(table, kpi, which)
                found[name] = _of_table(name, table, kpi, days_read, sample, ends=scope.until)
    if not found and any(table in ("source_days", "verdicts") for table in kpi.needs):
        return (_of_coverage(scope),)
    return tuple(found.values())


def _sample_of(table: str, kpi: Kpi, which: str) -> tuple[str, str]:
    """SQL for the keys of the records that the KPI counts ('' for all), and for the cases per row of the view `v`.

    `which`: of a view over several tables of records, the rows that come from the one asked for.
    """
    if table == "sentiment_days":
        known = ("positive", "neutral", "negative", "mixed", "unknown")
        counted = [name for name in known if name in kpi.counts.get("sentiment", known)]
        return "", " + ".join("coalesce(v.mixed, 0)" if name == "mixed" else f"v.{name}" for name in counted)
    view, condition = TABLES[table].source, kpi.records or "true"
    if which:
        mine = condition if table == kpi.needs[0] else "true"
        weight = kpi.weight if table == kpi.needs[0] else ""
        return f"select (upload_id, part, record, identity) from {view} where ({mine}) and {which}", weight or "1"
    if table != kpi.needs[0]:
        return "", "1"
    if table == "business":
        return _WHOLE_PERIODS.format(condition=condition), kpi.weight or "1"
    # a record of a file may be several rows, such as an answer that names several brands
    keys = f"select (upload_id, part, record, identity) from {view} where {condition}" if kpi.records else ""
    return keys, kpi.weight or "1"


# a business row counts in the period that contains all its days; of a month and its weeks, reported by one source, the
# month
_WHOLE_PERIODS = """
    with counted as (select * from business where ({condition}) and day >= $since and last_day <= $ends)
    select (upload_id, part, record, identity)
    from counted
    where not exists (
        select 1
        from counted as longer
        where longer.brand = counted.brand
          and coalesce(longer.channel, '') = coalesce(counted.channel, '')
          and coalesce(longer.source, '') = coalesce(counted.source, '')
          and coalesce(longer.model, '') = coalesce(counted.model, '')
          and longer.day <= counted.day
          and longer.last_day >= counted.last_day
          and longer.last_day - longer.day > counted.last_day - counted.day
    )
"""


def _of_table(name: str, table: str, kpi: Kpi, scope: Scope, sample: tuple[str, str], *, ends: date) -> Records:
    """`name`: the table of records behind a table of the KPI. `ends`: the last day of the period, which may be after today; a business row may report days up to it."""
    keys, cases = sample
    parameters: dict[str, object] = {"since": scope.since, "until": scope.until}
    if "$today" in keys:
        parameters["today"] = scope.reference
    if "$ends" in keys:
        parameters["ends"] = ends
    conditions = ["r.state = 'kept'", "r.day <= $until"]
    last = "coalesce(r.last_day, r.day)" if name in _WITH_LAST_DAY else "r.day"
    conditions.append(f"{last} >= $since")
    if scope.brands and not kpi.across:
        conditions.append("list_contains($brands, r.brand)")
        parameters["brands"] = list(scope.brands)
    if scope.channels and "channel" in TABLES[table].dimensions:
        conditions.append("list_contains($channels, r.channel)")
        parameters["channels"] = list(scope.channels)
    if name == "sentiment_records":
        conditions.append(_WITHOUT_LOG)
    if keys:
        conditions.append(f"(r.upload_id, r.part, r.record, r.identity) in ({keys})")
    view = name if name == "sentiment_records" else TABLES[table].source
    if cases == "1":
        return kept(name, conditions, parameters)
    return kept(name, conditions, parameters, cases=f"sum({cases}) from {view}")


def kept(name: str, conditions: list[str], parameters: dict[str, object], *, cases: str = "") -> Records:
    """The rows `r` of a table of records that meet these conditions, the state among them.

    `cases`: the sum, and the view `v` that it is of, where a row reports several cases.
    """
    found = f"{name} r where {' and '.join(conditions)}"
    # of a sum: the records of the file that it adds up
    parts = (
        f"select string_agg(cast(p.record as varchar), ', ' order by p.record) from {name} p where p.state = 'part' "
        "and p.upload_id = r.upload_id and p.part = r.part "
        "and p.identity = md5_number_lower(concat_ws('|', 'part', cast(r.identity as varchar)))"
    )
    rows = f"""
        select r.* exclude (upload_id, part, record, state, identity), u.name as file, r.part, r.record, ({parts}) as parts
        from {found.replace(" r where", " r join uploads u on u.upload_id = r.upload_id where", 1)}
        order by r.day desc, u.seq, r.part, r.record
    """
    count = f"select count(*) from {found}"
    total, _, view = cases.partition(" from ")
    counted = f"""
        select coalesce({total}, 0)
        from {view} v
        where (v.upload_id, v.part, v.record) in (select (r.upload_id, r.part, r.record) from {found})
    """
    filled = f"""
        select f.column_name, u.name as file, count(*) as cells
        from filled_cells f
        join uploads u on u.upload_id = f.from_upload
        where f.table_name = '{name}'
          and (f.upload_id, f.part, f.record, f.identity) in (
              select (r.upload_id, r.part, r.record, r.identity) from {found}
          )
        group by f.column_name, u.name
        order by f.column_name, u.name
    """
    return Records(
        name,
        rows=(rows, parameters),
        files=(_files(found), parameters),
        count=(count, parameters),
        cases=(counted if cases else count, parameters),
        filled=(filled, parameters),
    )


def _of_coverage(scope: Scope) -> Records:
    parameters: dict[str, object] = {"brands": list(scope.brands)}
    windows = """
        coverage c
        join uploads u on u.upload_id = c.upload_id
        join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name
        where (len($brands) = 0 or list_contains($brands, c.brand))
    """
    rows = f"""
        select
            c.table_name, c.brand, c.channel, c.covered_from, c.covered_to, p.format, p.read, p.kept, u.name as file,
            p.part, p.header_row as record
        from {windows}
        order by c.covered_to desc, u.seq, p.part
    """
    files = f"""
        select
            u.name as file, p.part, p.format, p.kept as rows, p.header_row + 1 as first_record,
            p.header_row + p.read as last_record, u.loaded_at, u.who, u.seq, u.upload_id
        from (select distinct c.upload_id, c.part, c.table_name from {windows}) c
        join uploads u on u.upload_id = c.upload_id
        join upload_parts p on p.upload_id = c.upload_id and p.part = c.part and p.table_name = c.table_name
        order by u.seq, p.part
    """
    count = (f"select count(*) from {windows}", parameters)
    none = ("select column_name, '' as file, 0 as cells from filled_cells where false", {})
    return Records("coverage", (rows, parameters), (files, parameters), count, count, none)


def _files(kept: str) -> str:
    """The query of the files of some records, one row per file and part: number of rows, first and last record."""
    return f"""
        select
            u.name as file, f.part, p.format, f.rows, f.first_record, f.last_record, u.loaded_at, u.who, u.seq,
            u.upload_id
        from (
            select
                r.upload_id, r.part, count(*) as rows, min(r.record) as first_record, max(r.record) as last_record
            from {kept}
            group by r.upload_id, r.part
        ) f
        join uploads u on u.upload_id = f.upload_id
        left join (
            select upload_id, part, min(format) as format from upload_parts group by upload_id, part
        ) p on p.upload_id = f.upload_id and p.part = f.part
        order by u.seq desc, f.part
    """


def filled_cells(store: Store, upload_id: str, part: str, record: int) -> pd.DataFrame:
    """The cells of a record that another file states: column_name, and the file, part and record that it is of."""
    return store.frame(
        """
        select f.column_name, u.name as file, f.from_part as part, f.from_record as record
        from filled_cells f
        join uploads u on u.upload_id = f.from_upload
        where f.upload_id = ? and f.part = ? and f.record = ?
        order by f.column_name, u.seq, f.from_part, f.from_record
        """,
        [upload_id, part, record],
    )


def page(store: Store, query: Query, *, number: int, size: int = listed_mentions.PAGE):
    """A page of a query's rows, in its order. `number`: from 1."""
    sql, parameters = query
    return store.frame(
        f"select * from ({sql}) limit $size offset $skipped",
        {**parameters, "size": size, "skipped": (number - 1) * size},
    )
