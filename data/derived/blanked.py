"""Records whose texts, author or both were deleted: what was derived from their words is kept in their place.

Stories, near-duplicates, topics by rule, labels of the scorer and own voices follow from texts and authors. Before these are
deleted, what followed from them is written down (`blanked_records`), and every derivation takes it from there: each figure
stays as it was, whatever is derived again later. What no longer can be told is told no more: a rule that is changed finds
nothing in a text that is gone, and an export of another tool that brings the mention again without its id is one more.
"""

from __future__ import annotations

import duckdb

from data.derived import enrichment, key_messages
from data.derived.refresh import LONE_REPOST

TABLE = "blanked_records"
KEYS = ("upload_id", "part", "record", "identity")


def same(one: str, other: str) -> str:
    """SQL condition: both are of one record."""
    return " and ".join(f"{one}.{name} = {other}.{name}" for name in KEYS)


def hold(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Write down what follows from the words of records, before these go. Needs the temporary table `blanking` of their keys
    (upload_id, part, record, identity); records that are blanked already stay as they are."""
    fresh = (
        f"from blanking k join {table} r on {same('r', 'k')} "
        f"where not exists (select 1 from {TABLE} b where b.table_name = '{table}' and {same('b', 'k')})"
    )
    if table != "mention_records":
        day = "r.day"
        cursor.execute(
            f"insert into {TABLE} (table_name, upload_id, part, record, identity, brand, day) "
            f"select '{table}', k.upload_id, k.part, k.record, k.identity, r.brand, {day} {fresh}"
        )
        return
    cursor.execute(f"create or replace temp table changed_days as select distinct r.brand, r.day {fresh}")
    enrichment.match_topics(cursor)
    key_messages.find(cursor)
    cursor.execute(
        f"""
        insert into {TABLE}
        with told as (
            select identity, list(distinct topic order by topic) as topics from matched where origin = 'rule' group by identity
        ),
        labels as (
            select r.identity, any_value(l.sentiment) as sentiment
            from mention_records r
            join changed_days c on c.brand = r.brand and c.day = r.day
            join model_labels l on l.text_key = {enrichment.TEXT_KEY} and l.language = r.language
             and l.model = '{enrichment.MODEL}'
            where r.state = 'kept' and (r.text is not null or r.title is not null)
            group by r.identity
        ),
        own as (select identity from mention_marks where is_own),
        carried as (
            select t.identity, coalesce(list(c.key_message) filter (where c.key_message is not null), []) as key_messages
            from tier_one_mentions t
            left join carried_messages c on c.identity = t.identity
            group by t.identity
        ),
        reviewed as (select identity from mention_marks where work = 'site')
        select
            'mention_records', k.upload_id, k.part, k.record, k.identity, r.brand, r.day, null, null, null, null, labels.sentiment,
            told.topics, k.identity in (select identity from own), {LONE_REPOST}, carried.key_messages,
            k.identity in (select identity from reviewed)
        from blanking k
        join mention_records r on {same("r", "k")}
        left join told on told.identity = k.identity
        left join labels on labels.identity = k.identity
        left join carried on carried.identity = k.identity
        where not exists (select 1 from {TABLE} b where b.table_name = 'mention_records' and {same("b", "k")})
        """
    )
