"""From typed columns to records of the store: identity, folding, precedence over earlier uploads.

Identity of a mention: the platform's id when it is sound, else the canonical address, else brand, source, author,
minute and wording. An address that several authors share in one file is a page, not a mention: it does not identify.
Of several records with one identity the last of a file is kept; of several uploads the one that covers the latest day,
and of two that end on the same day the one loaded last.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data import derived
from loaders import kinds
from loaders.fields import TABLES, Table


@dataclass(frozen=True)
class Counts:
    kept: int
    folded: int
    replaced: int


def ready(cursor: duckdb.DuckDBPyConnection, table: Table, present: set[str], *, rules: kinds.Rules) -> None:
    """Fill the temporary table `ready` with the sound records of `typed`, in the columns of the records table."""
    if table.name == "mentions":
        _ready_mentions(cursor, present, rules)
    elif table.name == "followers":
        account = "coalesce(account, '')" if "account" in present else "''"
        _ready_days(cursor, present, keys=("brand", "channel_channel", account), columns=_followers(present, account))
    else:
        channel = "coalesce(channel_channel, '')" if "channel" in present else "''"
        _ready_days(cursor, present, keys=("brand", channel), columns=_sentiment(present, channel))


def fold(cursor: duckdb.DuckDBPyConnection) -> int:
    """Mark all but the last record of each identity of the file as folded; how many."""
    cursor.execute(
        """
        create or replace temp table doubled as
        select identity, max(record) as last_record from ready group by identity having count(*) > 1
        """
    )
    cursor.execute(
        "update ready set state = 'folded' from doubled where ready.identity = doubled.identity and ready.record < doubled.last_record"
    )
    return _number(cursor, "select count(*) from ready where state = 'folded'")


def store(cursor: duckdb.DuckDBPyConnection, table: Table, *, upload_id: str, part: str) -> Counts:
    """Insert `ready` under its upload and settle which record of each identity is kept. The coverage row must exist."""
    folded = fold(cursor)
    kept = _number(cursor, "select count(*) from ready where state = 'kept'")
    replaced = _settle_overlap(cursor, table, upload_id)
    columns = [
        row[0]
        for row in cursor.execute(
            f"select column_name from duckdb_columns() where table_name = '{table.records}' order by column_index"
        ).fetchall()
    ]
    rest = ", ".join(columns[2:])
    cursor.execute(f"insert into {table.records} select ?, ?, {rest} from ready", [upload_id, part])
    return Counts(kept, folded, replaced)


def touch(cursor: duckdb.DuckDBPyConnection) -> None:
    """Name the days and stories that the mentions of `ready` change."""
    cursor.execute("insert into touched_days select distinct brand, day from ready")
    cursor.execute(
        """
        insert into touched_stories
        select story from mention_records
        where state = 'kept' and story in (select story from ready where state = 'kept')
        group by story
        having count(*) > 1
        """
    )


def _settle_overlap(cursor: duckdb.DuckDBPyConnection, table: Table, upload_id: str) -> int:
    """Of one identity in several uploads, keep the one of the most recent export; how many earlier rows gave way."""
    precedence = "(coalesce(u.covered_to, date '1900-01-01'), u.seq)"
    cursor.execute(
        f"""
        create or replace temp table overlap as
        select r.upload_id, r.part, r.record, r.identity,
               {precedence} < (select {precedence} from uploads u where u.upload_id = $upload) as gives_way
        from {table.records} r
        join uploads u on u.upload_id = r.upload_id
        where r.state = 'kept' and r.identity in (select identity from ready where state = 'kept')
        """,
        {"upload": upload_id},
    )
    replaced = _number(cursor, "select count(*) from overlap where gives_way")
    if table.name == "mentions":
        _touch_given_way(cursor)
    cursor.execute(
        f"""
        update {table.records} set state = 'replaced' from overlap o
        where o.gives_way and {table.records}.upload_id = o.upload_id and {table.records}.part = o.part
          and {table.records}.record = o.record
        """
    )
    cursor.execute(
        "update ready set state = 'replaced' from overlap o where not o.gives_way and ready.identity = o.identity and ready.state = 'kept'"
    )
    return replaced


def _touch_given_way(cursor: duckdb.DuckDBPyConnection) -> None:
    given_way = """
        from mention_records m join overlap o
          on o.gives_way and m.upload_id = o.upload_id and m.part = o.part and m.record = o.record
    """
    cursor.execute(f"insert into touched_stories select distinct m.story {given_way}")
    cursor.execute(f"insert into touched_days select distinct m.brand, m.day {given_way}")


def _ready_mentions(cursor: duckdb.DuckDBPyConnection, present: set[str], rules: kinds.Rules) -> None:
    day, utc = kinds.local_and_utc("published", rules)
    has = {field.name: field.name in present for field in TABLES["mentions"].fields}

    def column(name: str, expression: str, kind: str = "varchar") -> str:
        return expression if has[name] else f"cast(null as {kind})"

    url = column("url", "url")
    title, text = column("title", "title"), column("text", "text")
    cursor.execute(
        f"""
        create or replace temp table told as
        select
            record,
            brand,
            channel_channel                                 as channel,
            source_type_of(channel_channel)                 as source_type,
            coalesce({column("source", "source")}, site({url})) as source,
            {column("author", "author")}                    as author,
            {column("author_followers", "author_followers_count", "bigint")} as author_followers,
            {utc}                                           as published_at,
            {day}                                           as day,
            {url}                                           as url,
            {title}                                         as title,
            {text}                                          as text,
            {column("language", "language_code")}           as language,
            {column("country", "country_code")}             as country,
            {column("topic", "topic")}                      as topic,
            {column("sentiment", "sentiment_label")}        as sentiment,
            {column("reach", "reach_count", "bigint")}      as reach,
            {column("engagement", "engagement_count", "bigint")} as engagement,
            {column("is_repost", "is_repost", "boolean")}   as is_repost,
            coalesce({column("platform_id", "platform_id_sound")}, status_id({url})) as platform_id,
            canonical_url({url})                            as address,
            wording(coalesce({text}, {title}, ''))          as wording
        from typed
        where fault is null
        """
    )
    cursor.execute(
        """
        create or replace temp table pages as
        select brand, address from told where address is not null and platform_id is null
        group by brand, address
        having count(*) > 1 and count(distinct author) > 1 and count(distinct wording) > 1
        """
    )
    cursor.execute(
        f"""
        create or replace temp table ready as
        select
            record,
            'kept' as state,
            md5_number_lower(concat_ws(
                '|', lower(brand),
                case
                    when platform_id is not null then concat_ws('|', 'id', channel, platform_id)
                    when address is not null and (brand, address) not in (select (brand, address) from pages)
                        then concat_ws('|', 'address', address)
                    else concat_ws(
                        '|', 'wording', coalesce(lower(source), ''), coalesce(lower(author), ''),
                        strftime(published_at, '%Y%m%d%H%M'), wording
                    )
                end
            )) as identity,
            brand, channel, source_type, source, author, author_followers, published_at, day, url, title, text, language,
            country, topic, sentiment,
            case when sentiment is not null then 'tool' end as sentiment_origin,
            reach, engagement, coalesce(is_repost, false) as is_repost, platform_id,
            md5_number_lower(concat_ws(
                '|', lower(brand),
                case
                    when wording = '' then concat_ws('|', 'none', coalesce(address, platform_id, cast(record as varchar)))
                    when length(wording) < {derived.SHORT_WORDING} then concat_ws('|', coalesce(lower(author), ''), wording)
                    else wording
                end
            )) as story,
            not (coalesce(is_repost, false) and length(wording) < {derived.SHORT_WORDING}) as is_unique
        from told
        """
    )
    cursor.execute("drop table told")


def _ready_days(cursor: duckdb.DuckDBPyConnection, present: set[str], *, keys: tuple[str, ...], columns: str) -> None:
    cursor.execute(
        f"""
        create or replace temp table ready as
        select
            record,
            'kept' as state,
            md5_number_lower(concat_ws('|', {", ".join(f"lower({key})" for key in keys)}, cast(day_day as varchar))) as identity,
            {columns}
        from typed
        where fault is null
        """
    )


def _followers(present: set[str], account: str) -> str:
    counts = ", ".join(_count(name, present) for name in ("followers", "gained", "lost"))
    return f"brand, channel_channel as channel, {account} as account, day_day as day, {counts}"


def _sentiment(present: set[str], channel: str) -> str:
    counts = ", ".join(_count(name, present) for name in ("positive", "neutral", "negative", "mixed", "unknown"))
    return f"brand, {channel} as channel, day_day as day, {counts}"


def _count(name: str, present: set[str]) -> str:
    return f"{name}_count as {name}" if name in present else f"cast(null as bigint) as {name}"


def _number(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = cursor.execute(sql).fetchone()
    assert found is not None
    return int(found[0])
