"""From typed fields to records of the store: identity, folding, precedence over earlier uploads.

Identity of a mention: the platform's id when it is intact, else the canonical address, else brand, source, author,
minute and wording. An address with several texts in one file, of several authors, of none, or of several minutes, is a
page, not a mention, and identifies nothing.
Of several records with one identity, the last one of a file is kept; of several uploads, that of the one covering the
latest day, and on a tie of the one loaded last. What it does not state it takes from the others
(data/derived/filled_cells.py). Exports that identify one record differently, since one lacks the id or the address, are
told to be of one record by what both state (data/derived/same_records.py).

Records are inserted first, in one pass; the few repeated ones are settled afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data import secret
from data.derived import filled_cells, people, same_records
from data.derived import refresh as derived_tables
from data.store import literal
from loaders.canonical import erased, plain_tables
from loaders.canonical.keys import TableKey
from loaders.column_types import types as column_types
from loaders.tables import TABLES, Table


@dataclass(frozen=True)
class Counts:
    kept: int
    folded: int
    replaced: int
    pages: int  # addresses with several mentions
    outdated: int  # rows that a more recent export, loaded earlier, replaces at once
    changes: tuple[filled_cells.Change, ...]  # what became of the cells of earlier uploads
    links: same_records.Links  # what became of records that other uploads identify otherwise


def insert(
    cursor: duckdb.DuckDBPyConnection,
    key: TableKey,
    typed: str,
    *,
    present: set[str],
    rules: column_types.Rules,
    repeats: bool,
) -> int:
    """Insert the records without fault of the query `typed`, as kept. Returns their number.

    `repeats`: the query may give several rows of one record.
    """
    columns, who = "", people.of(cursor)
    if key.table.name == "mentions":
        ready = _mentions(typed, present, rules, who)
    elif key.table.identity:
        ready = plain_tables.rows(key.table, typed, present, rules=rules, who=who)
        columns = f"(upload_id, part, record, state, identity, {', '.join(plain_tables.columns(key.table))})"
    elif key.table.name == "followers":
        account = "coalesce(account, '')" if "account" in present else "''"
        # a count of followers and a gain on the same day are two facts: neither replaces the other
        kind = "case when followers_count is null then 'gain' else 'stock' end" if "followers" in present else "'gain'"
        ready = _days(typed, ("brand", "channel_channel", account, kind), _followers(present, account))
    else:
        channel = "coalesce(channel_channel, '')" if "channel" in present else "''"
        ready = _days(typed, ("brand", channel), _sentiment(present, channel))
    if who.has_erased and key.table.name in erased.BLANKED:
        erased.insert(cursor, key, ready, columns)
        return number(cursor, f"select count(distinct record) from {key.table.records} where {key.own}")
    inserted = number(
        cursor,
        f"insert into {key.table.records} {columns} "
        f"select {literal(key.upload_id)}, {literal(key.part)}, ready.* from ({ready}) ready",
    )
    if not repeats:
        return inserted
    return number(cursor, f"select count(distinct record) from {key.table.records} where {key.own}")


def settle(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> Counts:
    """Settle which record of each identity is kept, and its cells. Needs the coverage, and the table `doubled`."""
    records = key.table.records
    is_doubled = number(cursor, "select count(*) from doubled") > 0
    pages = _separate_pages(cursor, key) if is_doubled and key.table.name == "mentions" else 0
    if pages:
        is_doubled = find_doubled(cursor, key) > 0
    if is_doubled:
        unique = ", is_unique = false" if key.table.name == "mentions" else ""
        cursor.execute(
            f"update {records} set state = 'folded'{unique} from doubled d "
            f"where {key.own} and state = 'kept' and {records}.identity = d.identity and {records}.record < d.last_record"
        )
    # a record may have several rows (one per metric, or per column of a wide table): it counts once
    found = cursor.execute(
        "select count(*) filter (where is_kept), count(*) from ("
        f"select record, bool_or(state <> 'folded') as is_kept from {records} where {key.own} group by record)"
    ).fetchone()
    assert found is not None
    kept, read = found
    reached = same_records.reach(cursor, records, key.rows_of("c"))
    links = same_records.relink(cursor, records, reached, own=key.rows_of("s"))
    replaced, outdated, changes = _settle_overlap(cursor, key, is_doubled=is_doubled, is_relinked=links.changed)
    return Counts(kept, read - kept, replaced, pages, outdated, changes, links)


def touch(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> None:
    """List the days and stories that these mentions change, for `data.derived.refresh`."""
    cursor.execute(f"insert into touched_days select distinct brand, day from mention_records where {key.own}")
    # a first upload has every record there is: its stories need not be looked for among those of others
    own = f"and story in (select story from mention_records where {key.own} and state = 'kept')"
    cursor.execute(
        f"""
        insert into touched_stories
        select story from mention_records
        where state = 'kept' {own if _has_others(cursor, key) else ""}
        group by story
        having count(*) > 1
        """
    )


def _has_others(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> bool:
    """Whether other uploads, or other tables of this one, have records of the canonical table. Needs the coverage."""
    found = cursor.execute(
        f"select 1 from coverage where table_name = {literal(key.table.name)} and not {key.rows_of('coverage')} limit 1"
    ).fetchone()
    return found is not None


def find_doubled(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> int:
    """Write the table `doubled`: the identities that several inserted rows share. Returns their number."""
    found = cursor.execute(
        f"""
        create or replace temp table doubled as
        select identity, max(record) as last_record from {key.table.records}
        where {key.own} and state = 'kept'
        group by identity
        having count(*) > 1
        """
    ).fetchone()
    assert found is not None
    return int(found[0])


def _separate_pages(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> int:
    """Identify records that share an address, but not their wording, without it. Returns how many pages.

    One author's wording of one minute at one address is one mention, which was edited.
    """
    cursor.execute(
        f"""
        create or replace temp table pages as
        select identity from mention_records
        where {key.own} and platform_id is null and url is not null and identity in (select identity from doubled)
        group by identity
        having count(distinct wording(coalesce(text, title, ''))) > 1
           and (count(distinct author) <> 1 or count(distinct published_at) > 1)
        """
    )
    found = number(cursor, "select count(*) from pages")
    if found:
        cursor.execute(
            f"""
            update mention_records set identity = {identity_sql("null", "null", "wording(coalesce(text, title, ''))")}
            where {key.own} and identity in (select identity from pages)
            """
        )
    return found


def _settle_overlap(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, *, is_doubled: bool, is_relinked: bool
) -> tuple[int, int, tuple[filled_cells.Change, ...]]:
    """Settle the identities that the part shares with others, or has twice.

    Returns how many of its records replace earlier ones, how many rows more recent ones replace, and what it does to the
    cells of others.
    """
    records = key.table.records
    is_shared = False
    if _has_others(cursor, key):
        shared = cursor.execute(
            f"""
            create or replace temp table merging as
            select distinct identity from {records}
            where state <> 'part' and not {key.own}
              and identity in (select identity from {records} where {key.own} and state <> 'part')
            """
        ).fetchone()
        is_shared = shared is not None and shared[0] > 0
    else:
        cursor.execute("create or replace temp table merging (identity ubigint)")
    if not is_shared and not is_doubled and not is_relinked:
        return 0, 0, ()
    if is_doubled:
        cursor.execute("insert into merging select identity from doubled except select identity from merging")
    if is_relinked:
        cursor.execute("insert into merging select identity from relinked except select identity from merging")
    changes = filled_cells.settle(cursor, records, own=key.rows_of("r"))
    if not is_shared:
        return 0, 0, ()
    create_replacing(cursor)
    cursor.execute(
        """
        insert into replacing
        select distinct upload_id, part, record from places
        where is_own and place = 1 and identity in (select identity from places where not is_own and state = 'kept')
        """
    )
    replaced = number(cursor, f"select count(*) from replacing where {key.rows_of('replacing')}")
    return (
        replaced,
        number(cursor, "select count(*) from places where is_own and state = 'kept' and place > 1"),
        changes,
    )


def create_replacing(cursor: duckdb.DuckDBPyConnection) -> None:
    """Create the temporary table of the records of this load that replace records of earlier uploads."""
    cursor.execute("create temp table if not exists replacing (upload_id varchar, part varchar, record bigint)")


def _mentions(typed: str, present: set[str], rules: column_types.Rules, who: people.People) -> str:
    """The query for the rows of mention_records, after upload and part; with a last column `is_erased` where some people
    are."""
    day, utc = column_types.local_and_utc("published", rules)
    has = {field.name: field.name in present for field in TABLES["mentions"].fields}

    def column(name: str, expression: str, kind: str = "varchar") -> str:
        return expression if has[name] else f"cast(null as {kind})"

    def of_url(macro: str) -> str:
        return column("url", f"{macro}(url)")

    url, title, text = column("url", "url"), column("title", "title"), column("text", "text")
    author = column("author", "author")
    known_as, joined, erased_as = author, "", ""
    if who.has_erased:
        joined = people.alias_join("channel_channel", author)
        erased_as = f"{people.alias_of(author)} as alias,"
    if who.is_pseudonymous:
        known_as = secret.pseudonym("channel_channel", author)
        if has["url"]:  # a step of its own: what follows names the address many times
            typed = f"select * replace ({people.hidden_url('url')} as url) from ({typed})"
    replied = column_types.local_and_utc("replied", rules)[1] if has["replied"] else "cast(null as timestamp)"
    return f"""
        with typed as ({typed}),
        selected as (
            select
                record,
                brand,
                {erased_as}
                channel_channel                                 as channel,
                coalesce({column("source", "source")}, {of_url("site")}) as source,
                {known_as}                                      as author,
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
                {column("rating", "rating_number", "double")}   as rating,
                {column("is_answered", "is_answered", "boolean")} as is_answered,
                {replied}                                       as replied_at,
                coalesce({column("platform_id", "platform_id_sound")}, {of_url("status_id")}) as platform_id,
                {of_url("canonical_url")}                       as address,
                wording(coalesce({text}, {title}, ''))          as wording
            from typed
            {joined}
            where fault is null
        ),
        ready as (
        select
            {"alias, wording," if who.has_erased else ""}
            record, 'kept' as state, {identity_sql("platform_id", "address", "wording")} as identity, brand, channel,
            source_type_of(channel) as source_type, source, author, author_followers, published_at, day, url, title,
            text, language, country, topic, sentiment,
            case when sentiment is not null then 'tool' end as sentiment_origin, reach, engagement,
            coalesce(repost, false) as is_repost, platform_id,
            {derived_tables.story_sql(wording="wording", address="address", platform_id="platform_id")} as story,
            not (coalesce(repost, false) and length(wording) < {derived_tables.SHORT_WORDING}) as is_unique,
            {derived_tables.AUTHOR_KEY} as author_key, rating, is_answered, replied_at
        from selected
        )
        {erased.MENTIONS if who.has_erased else "select * from ready"}
    """


def identity_sql(platform_id: str, address: str, wording: str) -> str:
    """SQL for the identity of a mention, over its brand, channel, source, author and moment."""
    return f"""
        key_of(concat_ws(
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
            key_of(concat_ws('|', {identity}, cast(day_day as varchar))) as identity,
            {columns}
        from typed
        where fault is null
    """


def named_identity(table: Table, place: str) -> str:
    """SQL over stored rows for their identity if `place`, in SQL, were their account or site."""
    if table.identity:
        return plain_tables.identity_sql(table, place=place)
    kind = "case when followers is null then 'gain' else 'stock' end"
    parts = ", ".join(f"lower({one})" for one in ("brand", "channel", f"coalesce({place}, '')", kind))
    return f"key_of(concat_ws('|', {parts}, cast(day as varchar)))"


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
