"""What a later export may change: only what it states. The kept record of an identity is filled, cell by cell.

An identity in several records (of several exports, or said twice in one) has one kept record, of the most recent export.
For each column the kept record holds the value of the most recent record that states one: a column that an export lacks,
and an empty cell, change nothing. `filled_cells` says which cells are another record's, and whose, so that what each
record says itself is known, and the precedence can be settled again from there when an upload comes or goes.

Reading pays nothing: records hold the merged values.
"""

from __future__ import annotations

import math

import duckdb

from data.derived import refresh as derived_tables
from data.store import literal

# canonical table -> its table of records
RECORDS = {
    "mentions": "mention_records",
    "followers": "follower_records",
    "sentiment": "sentiment_records",
    "posts": "post_records",
    "account_days": "account_day_records",
    "conversations": "conversation_records",
    "relations": "relation_records",
    "alerts": "alert_records",
    "search_audits": "search_audit_records",
    "ai_answers": "ai_answer_records",
    "surveys": "survey_records",
    "business": "business_records",
    "reports": "report_records",
    "web": "web_records",
    "search": "search_records",
    "interest": "interest_records",
    "links": "link_records",
}
Columns = dict[str, str]  # column -> SQL condition over `r`: the record states it
Change = tuple[str, int, int, int]  # column; cells of other uploads that a load changes, adds to, leaves alone

# Only the columns that may be empty, and that the identity does not fix, can lack in one export and stand in another
_PLAIN = {
    "mention_records": (
        "author", "author_followers", "url", "title", "text", "language", "country", "topic", "sentiment",
        "sentiment_origin", "reach", "engagement", "platform_id", "rating", "replied_at",
    ),
    "follower_records": ("followers", "gained", "lost"),
    "sentiment_records": ("mixed", "unknown"),
    "post_records": (
        "account", "platform_id", "url", "title", "text", "post_type", "impressions", "reach", "views", "reactions",
        "comments", "shares", "saves", "clicks", "engagement", "is_paid",
    ),
    "account_day_records": ("account",),
    "conversation_records": (
        "platform_id", "kind", "topic", "text", "url", "treated_at", "resolved_at", "needs_answer", "is_answered",
        "is_resolved", "is_satisfied", "needs_routing", "routed_to", "routed_at", "sentiment", "last_sentiment",
        "author_key",
    ),
    "relation_records": ("person", "url", "note"),
    "alert_records": ("topic", "first_mention_at", "informed_at", "is_confirmed"),
    "search_audit_records": ("engine", "rank", "url", "sentiment"),
    "ai_answer_records": ("model", "run", "rank", "answer", "sources", "is_correct"),
    "survey_records": ("channel", "answers", "answer_id"),
    "business_records": ("channel", "source", "visits", "conversions", "revenue", "model"),
    "report_records": ("sent_at",),
    "search_records": ("engine", "item", "clicks", "impressions", "position", "volume"),
    "interest_records": ("geo",),
    "link_records": ("source_url", "target_url", "anchor", "authority", "lost", "is_follow"),
}  # fmt: skip

# midnight in the organisation's time zone is a day without an hour
_ZONE = "(select coalesce(arg_max(value, rowid), 'Europe/Paris') from settings where name = 'time_zone')"


def states_hour(moment: str) -> str:
    """SQL: the moment, in UTC, is not just a day."""
    return f"(cast(timezone({_ZONE}, timezone('UTC', {moment})) as time) <> time '00:00:00')"


_REPLY = "r.first_reply_at is not null or r.first_reply_minutes is not null"
# one fact in two columns goes together, as moment and day do; a currency says something of an amount only
_STATED = {
    "mention_records": {
        # a source read off the address, and 'no repost', which most tools do not distinguish from 'unknown', give way
        "source": "r.source is distinct from site(r.url) and r.source is not null",
        "is_repost": "r.is_repost",
        # an answer that one export saw is given, whatever an export of before, loaded later, does not see
        "is_answered": "r.is_answered",
        "published_at": states_hour("r.published_at"),
        "day": states_hour("r.published_at"),
    },
    "post_records": {"published_at": states_hour("r.published_at"), "day": states_hour("r.published_at")},
    "conversation_records": {
        "first_reply_at": _REPLY,
        "first_reply_minutes": _REPLY,
        "received_at": states_hour("r.received_at"),
        "day": states_hour("r.received_at"),
    },
    "business_records": {"currency": "r.currency is not null and r.revenue is not null"},
}
# columns whose cells are filled though the record holds something: what it held is stored, to be restored
_OWN = {
    "mention_records": {
        "source": "varchar",
        "is_repost": "boolean",
        "is_answered": "boolean",
        "published_at": "timestamp",
        "day": "date",
    },
    "post_records": {"published_at": "timestamp", "day": "date"},
    "conversation_records": {"received_at": "timestamp", "day": "date"},
    "business_records": {"currency": "varchar"},
}
_WORDED = ("author", "url", "title", "text", "platform_id")  # of a mention: what its story and its author's key follow
UNSAID = ("sentiment_origin", "author_key", "day")  # columns that follow from others: no receipt lists them

_CANONICAL = {records: name for name, records in RECORDS.items()}
MANY = 50_000  # places
AT_ONCE = 4_000_000  # cells that are compared in one statement
_WEAK = 1_000_000  # added to the place of a record that holds a value without stating it
_KEYS = (
    "{0}.upload_id = {1}.upload_id and {0}.part = {1}.part and {0}.record = {1}.record and {0}.identity = {1}.identity"
)


def canonical(table: str) -> str:
    """The canonical table of a table of records."""
    return _CANONICAL[table]


def columns(table: str) -> Columns:
    """The columns of a table of records that are merged, each with the condition that a record states it."""
    plain = {name: f"r.{name} is not null" for name in _PLAIN.get(table, ())}
    return {**plain, **_STATED.get(table, {})}


def settle(cursor: duckdb.DuckDBPyConnection, table: str, *, own: str | None = None) -> tuple[Change, ...]:
    """Settle states and cells of the identities in the temporary table `merging` (identity).

    `own`: SQL condition over `r`, the record belongs to the upload being loaded. Returns what it did to the cells of
    other uploads, one row per column concerned: name, cells changed, cells added, cells left alone.

    Leaves the temporary table `places`: one row per record of these identities, with its state as found and its place in
    the order of precedence, 1 the most recent.
    """
    count = _rank(cursor, table, own)
    if table == "mention_records":
        _touch_merging(cursor)
    emptied = _empty(cursor, table)
    _write_states(cursor, table)
    merged = columns(table)
    if not merged:
        return ()
    done = _judge(cursor, table, merged, own=own, count=count)
    filled = _fill(cursor, table)
    if table == "mention_records" and (emptied or filled):
        _reword(cursor, {*emptied, *filled})
        _touch(cursor, "p.place = 1")
    return done


def settle_all(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Settle every identity that has several records."""
    found = cursor.execute(
        f"create or replace temp table merging as select distinct identity from {table} where state <> 'kept'"
    ).fetchone()
    if found is not None and found[0]:
        settle(cursor, table)


def _rank(cursor: duckdb.DuckDBPyConnection, table: str, own: str | None) -> int:
    """The most recent record: of the export that covers the latest day, then of the one loaded last; last in its file.

    Returns the number of places.
    """
    found = cursor.execute(
        f"""
        create or replace temp table places as
        with standing as (
            select c.upload_id, c.part, max(c.covered_to) as until, max(u.seq) as seq, min(c.rowid) as position
            from coverage c
            join uploads u on u.upload_id = c.upload_id
            where c.table_name = {literal(_CANONICAL[table])}
            group by c.upload_id, c.part
        )
        select
            r.upload_id, r.part, r.record, r.identity, r.state, {own or "false"} as is_own,
            {"r.brand, r.day, r.story," if table == "mention_records" else ""}
            rank() over (
                partition by r.identity
                order by s.until desc nulls last, s.seq desc nulls last, s.position, r.record desc
            ) as place
        from {table} r
        left join standing s on s.upload_id = r.upload_id and s.part = r.part
        where r.state <> 'part' and r.identity in (select identity from merging)
        """
    ).fetchone()
    assert found is not None
    return int(found[0])


def _write_states(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    cursor.execute(
        f"""
        update {table} set state = case when p.place = 1 then 'kept' else 'replaced' end
        from places p
        where {_KEYS.format(table, "p")} and p.state <> 'folded' and (p.place = 1) <> (p.state = 'kept')
        """
    )


def _empty(cursor: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Give the records back what they say themselves. Returns the columns concerned."""
    mine = "table_name = ? and identity in (select identity from merging)"
    found = cursor.execute(f"select distinct column_name from filled_cells where {mine}", [table]).fetchall()
    names = sorted(row[0] for row in found)
    if names:
        kinds = _OWN.get(table, {})
        own = ", ".join(
            f"bool_or(column_name = '{name}') as has_{name}, "
            f"cast(max(own) filter (where column_name = '{name}') as {kinds.get(name, 'varchar')}) as {name}"
            for name in names
        )
        cells = ", ".join(
            f"{name} = case when f.has_{name} then {f'f.{name}' if name in kinds else 'null'} else {table}.{name} end"
            for name in names
        )
        cursor.execute(
            f"update {table} set {cells} from ("
            f"  select upload_id, part, record, identity, {own} from filled_cells where {mine} group by all"
            f") f where {_KEYS.format(table, 'f')}",
            [table],
        )
        cursor.execute(f"delete from filled_cells where {mine}", [table])
    return names


def _judge(
    cursor: duckdb.DuckDBPyConnection, table: str, merged: Columns, *, own: str | None, count: int
) -> tuple[Change, ...]:
    """Temporary table `fills` (identity, column_name, place): the cells to fill, and from which record.

    Returns, per column, how many cells of earlier uploads the records of `own` change, add to and leave alone. `count`: of
    the places.
    """
    names, weak = list(merged), _OWN.get(table, {})
    cursor.execute("create or replace temp table fills (identity ubigint, column_name varchar, place bigint)")
    compared, batches, only = list(enumerate(names, 1)), 1, ""
    if count > MANY:
        if cursor.execute("select max(place) = 1 from places").fetchone() == (True,):
            return ()  # what is left of an undone upload: nobody else states anything
        compared, places = _find_differing(cursor, table, merged)
        batches = max(1, math.ceil(places * len(compared) / AT_ONCE))
        only = "join differing d on d.identity = p.identity"
    if not compared:
        return ()
    cells = ", ".join(
        f"{{'col': {at}, 'k': case when {merged[name]} then p.place"
        + (f" when r.{name} is not null then p.place + {_WEAK}" if name in weak else "")
        + f" end, 'h': {f'hash(r.{name})' if own else 'null'}}}"
        for at, name in compared
    )
    listed = ", ".join(literal(name) for name in names)
    changes: dict[int, list[int]] = {}
    for batch in range(batches):
        # one row per identity and column: `k` says where its value is, m and o where the own and the other records state it
        cursor.execute(
            f"""
            create or replace temp table judged as
            select
                identity,
                cell.col as col,
                min(cell.k) as k,
                min(cell.k) filter (is_own and cell.k < {_WEAK}) as m,
                min(cell.k) filter (not is_own and cell.k < {_WEAK}) as o,
                arg_min(cell.h, cell.k) filter (is_own)
                    is distinct from arg_min(cell.h, cell.k) filter (not is_own) as differs
            from (
                select p.identity, p.is_own, unnest([{cells}]) as cell
                from places p
                {only}
                join {table} r on {_KEYS.format("r", "p")}
                {f"where p.identity % {batches} = {batch}" if batches > 1 else ""}
            )
            where cell.k is not null
            group by identity, cell.col
            """
        )
        cursor.execute(
            f"insert into fills select identity, [{listed}][col], k % {_WEAK} from judged where k % {_WEAK} <> 1"
        )
        if not own:
            continue
        for at, *counts in cursor.execute(
            """
            select
                col,
                count(*) filter (m < o and differs),
                count(*) filter (m is not null and o is null and is_shared),
                count(*) filter (m is null and o is not null and is_shared)
            from (
                select *, identity in (select identity from places where is_own)
                    and identity in (select identity from places where not is_own) as is_shared
                from judged
            )
            group by col
            """
        ).fetchall():
            changes[at] = [one + more for one, more in zip(changes.get(at, (0, 0, 0)), counts, strict=True)]
    return tuple(
        (names[at - 1], *counts)
        for at, counts in sorted(changes.items())
        if any(counts) and names[at - 1] not in UNSAID
    )


def _find_differing(
    cursor: duckdb.DuckDBPyConnection, table: str, merged: Columns
) -> tuple[list[tuple[int, str]], int]:
    """Temporary table `differing` (identity): those whose records do not all say the same.

    Returns the columns in which some differ, each with its position from 1, and the number of places of these identities. A
    second export of the same mentions says the same in most cells: to list each of them would take minutes, and more memory
    than there is.
    """
    held = cursor.execute(f"select {', '.join(f'count({name})' for name in merged)} from {table}").fetchone()
    assert held is not None
    compared = {
        at: f"r.{name}, coalesce({states}, false)"
        for at, ((name, states), some) in enumerate(zip(merged.items(), held, strict=True), 1)
        if some or states != f"r.{name} is not null"  # nobody states what nobody holds
    }
    # hashed before any join, which would carry the texts of every record
    found = cursor.execute(
        f"""
        create or replace temp table differing as
        with said as (
            select r.identity, hash({", ".join(compared.values())}) as cells
            from {table} r
            where r.state <> 'part' and r.identity in (select identity from merging)
        )
        select identity
        from said
        group by identity
        having min(cells) <> max(cells)
        """
    ).fetchone()
    if found is None or not found[0]:
        return [], 0
    places, is_ranked = cursor.execute(
        "select count(*), count(*) filter (place = 1) = count(distinct identity) from places "
        "where identity in (select identity from differing)"
    ).fetchall()[0]
    names = list(merged)
    if not is_ranked:  # a record with several rows of one identity: there is no first one to compare with
        return [(at, names[at - 1]) for at in compared], places
    said = ", ".join(f"hash({cells}) as c{at}" for at, cells in compared.items())
    said = f"""
        select p.identity, r.* exclude (upload_id, part, record, identity)
        from places p
        join (
            select r.upload_id, r.part, r.record, r.identity, {said}
            from {table} r
            where r.identity in (select identity from differing)
        ) r on {_KEYS.format("r", "p")}
        where p.place"""
    differ = ", ".join(f"coalesce(bool_or(a.c{at} <> b.c{at}), false)" for at in compared)
    some = cursor.execute(
        f"select {differ} from ({said} > 1) b join ({said} = 1) a on a.identity = b.identity"
    ).fetchone()
    assert some is not None
    return [(at, names[at - 1]) for at, is_some in zip(compared, some, strict=True) if is_some], places


def _fill(cursor: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Write the cells of `fills` into the kept records, and whose they are. Returns the columns concerned."""
    names = sorted(row[0] for row in cursor.execute("select distinct column_name from fills").fetchall())
    if not names:
        return []
    kinds = [name for name in _OWN.get(table, {}) if name in names]
    own = " ".join(f"when '{name}' then cast(r.{name} as varchar)" for name in kinds)
    cursor.execute(
        f"""
        insert into filled_cells
        select
            '{table}', f.column_name, t.upload_id, t.part, t.record, t.identity, s.upload_id, s.part, s.record,
            {f"case f.column_name {own} end" if kinds else "null"}
        from fills f
        join places t on t.identity = f.identity and t.place = 1
        join places s on s.identity = f.identity and s.place = f.place
        {f"join {table} r on {_KEYS.format('r', 't')}" if kinds else ""}
        """
    )
    values = ", ".join(
        f"bool_or(f.column_name = '{name}') as has_{name}, any_value(r.{name}) filter (where f.column_name = '{name}') as {name}"
        for name in names
    )
    cells = ", ".join(f"{name} = case when v.has_{name} then v.{name} else {table}.{name} end" for name in names)
    cursor.execute(
        f"""
        update {table} set {cells}
        from (
            select t.upload_id, t.part, t.record, t.identity, {values}
            from fills f
            join places t on t.identity = f.identity and t.place = 1
            join places s on s.identity = f.identity and s.place = f.place
            join {table} r on {_KEYS.format("r", "s")}
            group by all
        ) v
        where {_KEYS.format(table, "v")}
        """
    )
    return names


def _touch_merging(cursor: duckdb.DuckDBPyConnection) -> None:
    """List the days and stories of what is or was kept, for `data.derived.refresh`."""
    records = "from places where place = 1 or state = 'kept'"
    cursor.execute(f"insert into touched_days select distinct brand, day {records}")
    cursor.execute(f"insert into touched_stories select distinct story {records}")


def _touch(cursor: duckdb.DuckDBPyConnection, which: str) -> None:
    """List the days and stories of these places, for `data.derived.refresh`."""
    records = f"from mention_records r join places p on {_KEYS.format('r', 'p')} where {which}"
    cursor.execute(f"insert into touched_days select distinct r.brand, r.day {records}")
    cursor.execute(f"insert into touched_stories select distinct r.story {records}")


def _reword(cursor: duckdb.DuckDBPyConnection, names: set[str]) -> None:
    """Stories and keys of authors follow from the merged cells, and from a record's own where it was emptied."""
    if names & set(_WORDED):
        derived_tables.write_stories(
            cursor, "select upload_id, part, record, identity from places where place = 1 or state = 'kept'"
        )
