"""Records of people who asked to be erased, when a later file brings them: counted, without a word of theirs."""

from __future__ import annotations

import json

import duckdb

from data import secret
from data.derived import people
from data.derived.refresh import SHORT_WORDING
from data.sentences import Sentence, sentence
from data.store import now
from loaders.canonical.keys import TableKey

# canonical table -> the columns that hold who wrote, what, and where
BLANKED = {
    "mentions": ("author", "author_followers", "url", "title", "text", "platform_id"),
    "conversations": ("text", "url", "platform_id"),
    "relations": ("person", "url", "note"),
}

# the rows of mentions `ready` without these; story and identity are of what the file says, as before the erasure
MENTIONS = f"""
    select
        * exclude (alias, wording, is_erased) replace (
            {", ".join(f"case when not is_erased then {name} end as {name}" for name in BLANKED["mentions"])},
            case when alias is null then author_key else key_of(concat_ws('|', alias, channel)) end as author_key
        ),
        is_erased,
        is_repost and length(wording) < {SHORT_WORDING} as is_lone_repost
    from (
        select *, alias is not null or identity in {people.known_erased("mention_records")} as is_erased from ready
    )
"""


def insert(cursor: duckdb.DuckDBPyConnection, key: TableKey, ready: str, columns: str) -> None:
    """Insert the records of the query `ready`, and note those that were blanked."""
    cursor.execute(f"create or replace temp table ready_rows as {ready}")
    more = ", is_lone_repost" if key.table.name == "mentions" else ""
    stored = key.table.records
    own = [key.upload_id, key.part]
    cursor.execute(f"insert into {stored} {columns} select ?, ?, r.* exclude (is_erased{more}) from ready_rows r", own)
    lone = "coalesce(b.is_lone_repost, r.is_lone_repost)" if more else "null"
    cursor.execute(
        f"""
        insert into blanked_records
        select
            '{stored}', ?, ?, r.record, r.identity, r.brand, r.day, null, null, cast(? as timestamp), null, b.sentiment, b.topics,
            b.is_own, {lone}, b.key_messages, b.is_of_employees
        from ready_rows r
        left join (
            select identity, any_value(sentiment) as sentiment, any_value(topics) as topics, any_value(is_own) as is_own,
                any_value(is_lone_repost) as is_lone_repost, any_value(key_messages) as key_messages,
                any_value(is_of_employees) as is_of_employees
            from blanked_records
            where table_name = '{stored}'
            group by identity
        ) b on b.identity = r.identity
        where r.is_erased
        """,
        [*own, now()],
    )


def hide_rejects(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> None:
    """Take out of the rejected records of a table what names a person: every cell with letters where names are pseudonyms,
    and records of people who were erased."""
    who = people.of(cursor)
    mine = "upload_id = ? and part = ?"
    own = [key.upload_id, key.part]
    if who.is_pseudonymous:
        cursor.execute(
            f"update rejects set cells = null, value = case when regexp_matches(value, '\\pL') then null else value end "
            f"where {mine}",
            own,
        )
        return
    if not who.has_erased:
        return
    found = cursor.execute(f"select record, value, cells from rejects where {mine}", own).fetchall()
    cells = [(record, told) for record, value, whole in found for told in {value, *_cells(whole)} if told]
    if not cells:
        return
    networks = "select distinct channel from erasures"
    named = cursor.execute(
        f"""
        select distinct record
        from (select unnest(cast($records as bigint[])) as record, unnest(cast($cells as varchar[])) as cell)
        cross join ({networks}) n
        where {secret.erased_key("n.channel", "cell")} in (select key from erasures)
        """,
        {"records": [record for record, _ in cells], "cells": [told for _, told in cells]},
    ).fetchall()
    for (record,) in named:
        cursor.execute(
            f"update rejects set value = null, cells = null, reason = ? where {mine} and record = ?",
            [people.HIDDEN, *own, record],
        )


def forget_extra_columns(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> None:
    """Delete the unused columns of records that were blanked."""
    cursor.execute(
        "delete from other_columns where upload_id = $upload and part = $part and record in (select record from blanked_records "
        "where upload_id = $upload and part = $part and erased_at is not null)",
        {"upload": key.upload_id, "part": key.part},
    )


def notes(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> tuple[Sentence, ...]:
    """What the receipt says of people."""
    who = people.of(cursor)
    found = []
    if who.is_pseudonymous and key.table.name in BLANKED:
        found.append(
            sentence("Authors are stored as pseudonyms; the raw file is not kept, nor the words of rejected records.")
        )
    if who.has_erased:
        row = cursor.execute(
            "select count(distinct record) from blanked_records where table_name = ? and upload_id = ? and part = ? "
            "and erased_at is not null",
            [key.table.records, key.upload_id, key.part],
        ).fetchone()
        if row is not None and row[0]:
            found.append(
                sentence(
                    "Records of people who were erased, stored without author, text and address: {count}. The raw file is not "
                    "kept. No rule or label can be found for their texts.",
                    count=row[0],
                )
            )
    return tuple(found)


def _cells(whole: str | None) -> list[str]:
    return [one for one in json.loads(whole).values() if isinstance(one, str)] if whole else []
