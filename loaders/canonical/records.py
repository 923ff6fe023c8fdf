"""From typed fields to records of the store: identity, folding, precedence over earlier uploads.

Identity of a mention: the platform's id when it is intact, else the canonical address, else brand, source, author,
minute and wording. An address that several authors share in one file is a page, not a mention, and identifies nothing.
Of several records with one identity, the last one of a file is kept; of several uploads, that of the one covering the
latest day, and on a tie of the one loaded last.

Records are inserted first, in one pass; the few repeated ones are settled afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.derived import refresh as derived_tables
from data.store import literal
from loaders.canonical import plain_tables
from loaders.column_types import types as column_types
from loaders.tables import TABLES, Table


@dataclass(frozen=True)
class TableKey:
    """Identifies the records of one table of an upload: canonical table, upload, and name of the table in its file."""

    table: Table
    upload_id: str
    part: str

    @property
    def own(self) -> str:
        """SQL condition: the record belongs to this key."""
        return self.rows_of(self.table.records)

    def rows_of(self, table: str) -> str:
        """SQL condition: the row of `table` belongs to this key."""
        return f"({table}.upload_id = {literal(self.upload_id)} and {table}.part = {literal(self.part)})"


@dataclass(frozen=True)
class Counts:
    kept: int
    folded: int
    replaced: int
    pages: int  # addresses shared by several authors
    outdated: int  # rows that a more recent export, loaded earlier, replaces at once


def insert(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, typed: str, *, present: set[str], rules: column_types.Rules
) -> int:
    """Insert the records without fault of the query `typed`, as kept. Returns their number."""
    columns = ""
    if key.table.name == "mentions":
        ready = _mentions(typed, present, rules)
    elif key.table.identity:
        ready = plain_tables.rows(key.table, typed, present, rules=rules)
        columns = f"(upload_id, part, record, state, identity, {', '.join(plain_tables.columns(key.table))})"
    elif key.table.name == "followers":
        account = "coalesce(account, '')" if "account" in present else "''"
        # a count of followers and a gain on the same day are two facts: neither replaces the other
        kind = "case when followers_count is null then 'gain' else 'stock' end" if "followers" in present else "'gain'"
        ready = _days(typed, ("brand", "channel_channel", account, kind), _followers(present, account))
    else:
        channel = "coalesce(channel_channel, '')" if "channel" in present else "''"
        ready = _days(typed, ("brand", channel), _sentiment(present, channel))
    cursor.execute(
        f"insert into {key.table.records} {columns} "
        f"select {literal(key.upload_id)}, {literal(key.part)}, ready.* from ({ready}) ready"
    )
    return number(cursor, f"select count(distinct record) from {key.table.records} where {key.own}")


def settle(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> Counts:
    """Settle which record of each identity is kept. Needs the coverage of the upload."""
    records = key.table.records
    _find_doubled(cursor, key)
    pages = _separate_pages(cursor, key) if key.table.name == "mentions" else 0
    unique = ", is_unique = false" if key.table.name == "mentions" else ""
    cursor.execute(
        f"update {records} set state = 'folded'{unique} from doubled d "
        f"where {key.own} and {records}.identity = d.identity and {records}.record < d.last_record"
    )
    # a record may have several rows (one per metric, or per column of a wide table): it counts once
    kept = number(cursor, f"select count(distinct record) from {records} where {key.own} and state = 'kept'")
    folded = number(cursor, f"select count(distinct record) from {records} where {key.own}") - kept
    replaced = _settle_overlap(cursor, key)
    outdated = number(cursor, f"select count(*) from {records} where {key.own} and state = 'replaced'")
    return Counts(kept, folded, replaced, pages, outdated)


def touch(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> None:
    """List the days and stories that these mentions change, for `data.derived.refresh`."""
    cursor.execute(f"insert into touched_days select distinct brand, day from mention_records where {key.own}")
    cursor.execute(
        f"""
        insert into touched_stories
        select story from mention_records
        where state = 'kept' and story in (select story from mention_records where {key.own} and state = 'kept')
        group by story
        having count(*) > 1
        """
    )


def _find_doubled(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> None:
    cursor.execute(
        f"""
        create or replace temp table doubled as
        select identity, max(record) as last_record from {key.table.records}
        where {key.own}
        group by identity
        having count(*) > 1
        """
    )


def _separate_pages(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> int:
    """Identify records that share an address, but neither author nor wording, without it. Returns how many pages."""
    cursor.execute(
        f"""
        create or replace temp table pages as
        select identity from mention_records
        where {key.own} and platform_id is null and url is not null and identity in (select identity from doubled)
        group by identity
        having count(distinct author) > 1 and count(distinct wording(coalesce(text, title, ''))) > 1
        """
    )
    found = number(cursor, "select count(*) from pages")
    if found:
        cursor.execute(
            f"""
            update mention_records set identity = {_identity("null", "null", "wording(coalesce(text, title, ''))")}
            where {key.own} and identity in (select identity from pages)
            """
        )
        _find_doubled(cursor, key)
    return found


def _settle_overlap(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> int:
    """Of one identity in several uploads, keep the most recent export's. Returns how many earlier ones it replaces."""
    records = key.table.records
    precedence = "(coalesce(u.covered_to, date '1900-01-01'), u.seq)"
    cursor.execute(
        f"""
        create or replace temp table overlap as
        select
            {records}.upload_id,
            {records}.part,
            {records}.record,
            {records}.identity,
            {precedence} < (
                select {precedence} from uploads u where u.upload_id = {literal(key.upload_id)}
            ) as is_replaced
        from {records}
        join uploads u on u.upload_id = {records}.upload_id
        where {records}.state = 'kept' and not {key.own}
          and {records}.identity in (select identity from {records} where {key.own} and state = 'kept')
        """
    )
    cursor.execute("create temp table if not exists replacing (upload_id varchar, part varchar, record bigint)")
    cursor.execute(
        f"insert into replacing select distinct {literal(key.upload_id)}, part, record from {records} "
        f"where {key.own} and identity in (select identity from overlap where is_replaced)"
    )
    replaced = number(cursor, f"select count(*) from replacing where {key.rows_of('replacing')}")
    if key.table.name == "mentions":
        _touch_replaced(cursor)
    cursor.execute(
        f"""
        update {records} set state = 'replaced' from overlap o
        where o.is_replaced and {records}.upload_id = o.upload_id and {records}.part = o.part
          and {records}.record = o.record and {records}.identity = o.identity
        """
    )
    cursor.execute(
        f"update {records} set state = 'replaced' from overlap o "
        f"where {key.own} and not o.is_replaced and {records}.identity = o.identity and state = 'kept'"
    )
    return replaced


def _touch_replaced(cursor: duckdb.DuckDBPyConnection) -> None:
    replaced = """
        from mention_records m join overlap o
          on o.is_replaced and m.upload_id = o.upload_id and m.part = o.part and m.record = o.record
    """
    cursor.execute(f"insert into touched_stories select distinct m.story {replaced}")
    cursor.execute(f"insert into touched_days select distinct m.brand, m.day {replaced}")


def _mentions(typed: str, present: set[str], rules: column_types.Rules) -> str:
    """The query for the rows of mention_records, after upload and part."""
    day, utc = column_types.local_and_utc("published", rules)
    has = {field.name: field.name in present for field in TABLES["mentions"].fields}

    def column(name: str, expression: str, kind: str = "varchar") -> str:
        return expression if has[name] else f"cast(null as {kind})"

    url, title, text = column("url", "url"), column("title", "title"), column("text", "text")
    return f"""
        with typed as ({typed}),
        selected as (
            select
                record,
                brand,
                channel_channel                                 as channel,
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
                {column("is_repost", "coalesce(is_repost, false)", "boolean")} as repost,
                coalesce({column("platform_id", "platform_id_sound")}, status_id({url})) as platform_id,
                canonical_url({url})                            as address,
                wording(coalesce({text}, {title}, ''))          as wording
            from typed
            where fault is null
        )
        select
            record, 'kept' as state, {_identity("platform_id", "address", "wording")} as identity, brand, channel,
            source_type_of(channel) as source_type, source, author, author_followers, published_at, day, url, title,
            text, language, country, topic, sentiment,
            case when sentiment is not null then 'tool' end as sentiment_origin, reach, engagement,
            coalesce(repost, false) as is_repost, platform_id,
            md5_number_lower(concat_ws(
                '|', lower(brand),
                case
                    when wording = ''
                        then concat_ws('|', 'none', coalesce(address, platform_id, cast(record as varchar)))
                    when length(wording) < {derived_tables.SHORT_WORDING}
                        then concat_ws('|', coalesce(lower(author), ''), wording)
                    else wording
                end
            )) as story,
            not (coalesce(repost, false) and length(wording) < {derived_tables.SHORT_WORDING}) as is_unique,
            case when author is not null then md5_number_lower(concat_ws('|', channel, lower(author))) end as author_key
        from selected
    """


def _identity(platform_id: str, address: str, wording: str) -> str:
    return f"""
        md5_number_lower(concat_ws(
            '|', lower(brand),
            case
                when {platform_id} is not null then concat_ws('|', 'id', channel, {platform_id})
                when {address} is not null then concat_ws('|', 'address', {address})
                else concat_ws(
                    '|', 'wording', coalesce(lower(source), ''), coalesce(lower(author), ''),
                    strftime(published_at, '%Y%m%d%H%M'), {wording}
                )
            end
        ))"""


def _days(typed: str, keys: tuple[str, ...], columns: str) -> str:
    """The query for the rows of a table of days, after upload and part."""
    identity = ", ".join(f"lower({key})" for key in keys)
    return f"""
        with typed as ({typed})
        select
            record,
            'kept' as state,
            md5_number_lower(concat_ws('|', {identity}, cast(day_day as varchar))) as identity,
            {columns}
        from typed
        where fault is null
    """


def _followers(present: set[str], account: str) -> str:
    counts = ", ".join(_count(name, present) for name in ("followers", "gained", "lost"))
    return f"brand, channel_channel as channel, {account} as account, cast(day_day as date) as day, {counts}"


def _sentiment(present: set[str], channel: str) -> str:
    counts = ", ".join(_count(name, present) for name in ("positive", "neutral", "negative", "mixed", "unknown"))
    return f"brand, {channel} as channel, cast(day_day as date) as day, {counts}"


def _count(name: str, present: set[str]) -> str:
    return f"{name}_count as {name}" if name in present else f"cast(null as bigint) as {name}"


def number(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The single whole number that a query returns."""
    found = cursor.execute(sql).fetchone()
    assert found is not None
    return int(found[0])
