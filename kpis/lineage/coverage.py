"""Coverage by source and day, changes by re-uploads, withdrawals, and the fields that each source fills."""

from __future__ import annotations

from datetime import date

import pandas as pd

from data.derived.filled_cells import RECORDS
from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine.query import scope_ctes
from kpis.engine.scope import Scope

WITHOUT_CHANNEL = (
    "relation_records", "alert_records", "search_audit_records", "report_records", "web_records", "search_records",
    "interest_records", "link_records", "ai_answer_records",
)  # fmt: skip


def calendar(store: Store, since: date, until: date, today: date) -> pd.DataFrame:
    """One row per source and day that it covers or owes: table_name, brand, channel, day, state, records.

    state: covered | zero (covered, no records) | missing: a day of a daily source; of a weekly or monthly one without a
    reading, the last day of the week or month.
    """
    kpi = catalogue()["data_completeness"]
    ctes, parameters = scope_ctes(kpi, Scope(since, until, today=today), "day", "brand")
    known = store.rows("select distinct table_name from coverage")
    counts = " union all ".join(_counted(row["table_name"]) for row in known if row["table_name"] in RECORDS)
    if not counts:
        return pd.DataFrame(columns=["table_name", "brand", "channel", "day", "state", "records"])
    sql = f"""
        with {", ".join(ctes)},
        expected as (
            select table_name, brand, channel, day, bool_or(is_covered) as is_covered
            from source_readings
            where day between $since and least($until, $today)
              and (is_covered or is_due and not is_read)
            group by table_name, brand, channel, day
        ),
        counted as ({counts})
        select
            expected.table_name,
            expected.brand,
            expected.channel,
            expected.day,
            case
                when not expected.is_covered then 'missing'
                when coalesce(sum(counted.records), 0) = 0 then 'zero'
                else 'covered'
            end as state,
            coalesce(sum(counted.records), 0) as records
        from expected
        left join counted
          on counted.table_name = expected.table_name
         and counted.brand = expected.brand
         and counted.day = expected.day
         and (expected.channel is null or counted.channel is null or counted.channel = expected.channel)
        group by expected.table_name, expected.brand, expected.channel, expected.day, expected.is_covered
        order by expected.brand, expected.table_name, expected.channel nulls first, expected.day
    """
    frame = store.frame(sql, parameters)
    frame["day"] = frame["day"].dt.date
    return frame


def _counted(table: str) -> str:
    """The SELECT of the number of kept records per brand, channel and day."""
    if table == "mentions":
        rows = "select brand, channel, day, sum(mentions) as records from mention_days"
        return f"select 'mentions' as table_name, * from ({rows} where day between $since and $until group by all)"
    source = RECORDS[table]
    channel = "cast(null as varchar)" if source in WITHOUT_CHANNEL else "nullif(channel, '')"
    return f"""
        select '{table}' as table_name, brand, {channel} as channel, day, count(*) as records
        from {source}
        where state = 'kept' and day between $since and $until
        group by all
    """


def fields_by_source(store: Store) -> pd.DataFrame:
    """One row per canonical table and format: files, records, days; for mentions, how many have reach, sentiment …"""
    return store.frame(
        """
        with filled as (
            select
                r.upload_id,
                r.part,
                count(*) as mentions,
                count(r.reach) as with_reach,
                count(r.engagement) as with_engagement,
                count(r.author) as with_author,
                count(r.sentiment) as with_sentiment,
                list_sort(list(distinct r.language) filter (where r.language is not null)) as languages,
                list_sort(list(distinct r.channel)) as channels
            from mention_records r
            where r.state = 'kept'
            group by r.upload_id, r.part
        )
        select
            p.table_name,
            p.format,
            count(distinct p.upload_id) as files,
            sum(p.kept) as records,
            min(p.covered_from) as first,
            max(p.covered_to) as last,
            sum(t.mentions) as mentions,
            sum(t.with_reach) as with_reach,
            sum(t.with_engagement) as with_engagement,
            sum(t.with_author) as with_author,
            sum(t.with_sentiment) as with_sentiment,
            list_sort(list_distinct(flatten(list(t.languages)))) as languages,
            list_sort(list_distinct(flatten(list(t.channels)))) as channels
        from upload_parts p
        join uploads u on u.upload_id = p.upload_id and u.status = 'loaded'
        left join filled t on t.upload_id = p.upload_id and t.part = p.part and p.table_name = 'mentions'
        group by p.table_name, p.format
        order by p.table_name, records desc
        """
    )


def origins(store: Store) -> dict[str, int]:
    """Number of unique mentions by origin of their sentiment: tool, manual, model, none."""
    rows = store.rows(
        "select coalesce(sentiment_origin, 'none') as origin, count(*) as n from mentions "
        "where is_unique group by all order by n desc"
    )
    return {row["origin"]: row["n"] for row in rows}


# canonical table -> its records, and their figure that a later export may change
_FIGURES = {
    "mentions": ("mention_records", "engagement"),
    "followers": ("follower_records", "followers"),
    "posts": ("post_records", "engagement"),
    "sentiment": ("sentiment_records", "negative"),
}
# what the ledger and the program write beside what a file says
_NOT_SAID = (
    "upload_id", "part", "record", "state", "identity", "is_unique", "story", "author_key", "sentiment_origin", "source_type",
)  # fmt: skip


def restatements(store: Store) -> pd.DataFrame:
    """One row per upload and table that replaced records of earlier uploads: how many, on which days, what changed.

    `difference`: sum of the changes of the figure: engagements (mentions, posts), followers or negative mentions. `others`:
    records of which anything else changed, such as reach, stars or the text.
    """
    columns: dict[str, list[str]] = {}
    for row in store.rows_once("select table_name, column_name from duckdb_columns() order by column_index"):
        columns.setdefault(row["table_name"], []).append(row["column_name"])
    selects = []
    for table, (records, figure) in _FIGURES.items():
        named = {figure, "sentiment", *_NOT_SAID} if table == "mentions" else {figure, *_NOT_SAID}
        rest = [name for name in columns[records] if name not in named]
        others = " or ".join(f"o.{name} is distinct from n.{name}" for name in rest)
        relabelled = "count(*) filter (where o.sentiment is distinct from n.sentiment)" if table == "mentions" else "0"
        selects.append(
            f"""
            select
                n.upload_id,
                '{table}' as table_name,
                count(*) as updated,
                count(*) filter (where o.{figure} is distinct from n.{figure}) as changed,
                {relabelled} as relabelled,
                count(*) filter (where {others}) as others,
                cast(sum(n.{figure} - o.{figure}) as bigint) as difference,
                min(o.day) as first,
                max(o.day) as last
            from (
                select r.*
                from {records} r
                join uploads u on u.upload_id = r.upload_id
                where r.state = 'replaced'
                qualify row_number() over (partition by r.identity order by u.seq desc, r.part, r.record) = 1
            ) o
            join {records} n on n.identity = o.identity and n.state = 'kept' and n.upload_id <> o.upload_id
            group by n.upload_id
            """
        )
    return store.frame(
        f"""
        select u.name, u.loaded_at, u.who, r.*
        from ({" union all ".join(selects)}) r
        join uploads u on u.upload_id = r.upload_id
        order by u.seq desc, r.table_name
        """
    )


def withdrawals(store: Store) -> pd.DataFrame:
    """One row per withdrawn upload, the last 200."""
    return store.frame(
        """
        select name, kept, covered_from, covered_to, withdrawn_at, withdrawn_by
        from uploads
        where status = 'withdrawn'
        order by withdrawn_at desc
        limit 200
        """
    )
