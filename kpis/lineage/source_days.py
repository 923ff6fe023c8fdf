"""What one source holds of some days: the files that cover them, and its records, whether or not a KPI counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.derived.filled_cells import RECORDS
from data.store import Store
from kpis.lineage import records
from kpis.lineage.coverage import WITHOUT_CHANNEL
from kpis.lineage.records import Records


@dataclass(frozen=True)
class Source:
    """A canonical table, a brand and a network; `channel` None: of every network of the brand."""

    table: str
    brand: str
    channel: str | None = None


def covering(store: Store, source: Source, since: date, until: date) -> pd.DataFrame:
    """One row per file and part that covers one of the days, the newest upload first.

    Columns: upload_id, file, part, format, covered_from, covered_to, records (kept, of these days), loaded_at, who.
    """
    conditions, parameters = _kept(source, since, until)
    return store.frame(
        f"""
        with held as (
            select r.upload_id, r.part, count(*) as records
            from {RECORDS[source.table]} r
            where {" and ".join(conditions)}
            group by r.upload_id, r.part
        ),
        windows as (
            select upload_id, part, min(covered_from) as covered_from, max(covered_to) as covered_to
            from coverage
            where table_name = $table
              and brand = $brand
              and ($channel is null or channel is null or channel = $channel)
              and covered_from <= $until
              and covered_to >= $since
            group by upload_id, part
        )
        select
            windows.upload_id,
            u.name as file,
            windows.part,
            p.format,
            windows.covered_from,
            windows.covered_to,
            coalesce(held.records, 0) as records,
            u.loaded_at,
            u.who
        from windows
        join uploads u on u.upload_id = windows.upload_id
        left join upload_parts p
          on p.upload_id = windows.upload_id
         and p.part = windows.part
         and p.table_name = $table
        left join held
          on held.upload_id = windows.upload_id
         and held.part = windows.part
        order by u.seq desc, windows.part
        """,
        {**parameters, "table": source.table, "channel": source.channel},
    )


def around(store: Store, source: Source, since: date, until: date) -> tuple[date | None, date | None]:
    """The last day before these that an upload of the source covers, and the first one after; None where none does."""
    row = store.rows(
        """
        select
            max(least(covered_to, $since - 1)) filter (where covered_from < $since) as before,
            min(greatest(covered_from, $until + 1)) filter (where covered_to > $until) as after
        from coverage
        where table_name = $table
          and brand = $brand
          and ($channel is null or channel is null or channel = $channel)
        """,
        {
            "table": source.table,
            "brand": source.brand,
            "channel": source.channel,
            "since": since,
            "until": until,
        },
    )[0]
    return row["before"], row["after"]


def held(source: Source, since: date, until: date, **equal: str) -> Records:
    """The kept records of the days. `equal`: values of further columns; an empty cell of the column is taken, too."""
    conditions, parameters = _kept(source, since, until)
    for name, value in equal.items():
        conditions.append(f"coalesce(r.{name}, '') in (${name}, '')")
        parameters[name] = value
    return records.kept(RECORDS[source.table], conditions, parameters)


def of_export(table: str, export: str) -> Records:
    """The kept records of a table that came from files of a format."""
    read = "select (upload_id, part) from upload_parts where table_name = $table and format = $export"
    conditions = ["r.state = 'kept'", f"(r.upload_id, r.part) in ({read})"]
    return records.kept(RECORDS[table], conditions, {"table": table, "export": export})


def restated(table: str, upload_id: str) -> Records:
    """The kept records of an upload that stand in place of those of an earlier one, as many as `restatements` counts."""
    earlier = f"""
        select identity
        from (
            select o.identity, o.upload_id
            from {RECORDS[table]} o
            join uploads u on u.upload_id = o.upload_id
            where o.state = 'replaced'
            qualify row_number() over (partition by o.identity order by u.seq desc, o.part, o.record) = 1
        )
        where upload_id <> $upload
    """
    conditions = ["r.state = 'kept'", "r.upload_id = $upload", f"r.identity in ({earlier})"]
    return records.kept(RECORDS[table], conditions, {"upload": upload_id})


def _kept(source: Source, since: date, until: date) -> tuple[list[str], dict[str, object]]:
    conditions = ["r.state = 'kept'", "r.brand = $brand", "r.day between $since and $until"]
    parameters: dict[str, object] = {"brand": source.brand, "since": since, "until": until}
    if source.channel is not None and RECORDS[source.table] not in WITHOUT_CHANNEL:
        conditions.append("coalesce(r.channel, '') in ($network, '')")
        parameters["network"] = source.channel
    return conditions, parameters
