"""What the records of an upload and of others state of their keys, and which identities share one.

For `data/derived/same_records.py`, which says which of them are one.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.derived import filled_cells

CROWD = 200  # identities of one wording and moment, beyond which they are not compared one by one


@dataclass(frozen=True)
class Kind:
    """The columns that tell records of a table apart beside id and address; `null` where it has none."""

    moment: str
    text: str = "text"
    title: str = "null"
    author: str = "null"
    source: str = "null"
    may_be_bare: bool = True  # a record without words stands for itself by its moment

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(name for name in (self.text, self.title, self.author, self.source) if name != "null")


KINDS = {
    "mention_records": Kind("published_at", title="title", author="author", source="source", may_be_bare=False),
    "post_records": Kind("published_at", title="title", author="account"),
    "conversation_records": Kind("received_at", author="author_key"),
}


def write_stated(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Temporary table `stated`: what each record's own export states of its keys, as hashes, null where it does not."""
    kind = KINDS[table]
    said = ", ".join(
        f"case when not coalesce(list_contains(f.names, '{name}'), false) then r.{name} end as {name}"
        for name in ("platform_id", "url", *kind.said)
    )
    worded = [f"nullif(wording({name}), '')" for name in (kind.text, kind.title)]
    # a source read off the address is not stated
    source = "case when source is distinct from site(url) then lower(source) end" if kind.source != "null" else "null"
    hashed = ", ".join(
        f"case when {cell} is not null then hash({cell}) end as {name}"
        for name, cell in {
            "address": "coalesce(canonical_url(url), url)",
            "text": worded[0],
            "title": worded[1],
            "author": f"lower(cast({kind.author} as varchar))",
            "source": source,
        }.items()
    )
    cursor.execute(
        f"""
        create or replace temp table stated as
        with filled as (
            select
                upload_id, part, record, identity, list(column_name) as names,
                cast(max(own) filter (column_name = '{kind.moment}') as timestamp) as moment,
                cast(max(own) filter (column_name = 'day') as date) as day
            from filled_cells
            where table_name = '{table}'
            group by all
        ),
        said as (
            select
                r.upload_id, r.part, r.record, r.identity, coalesce(a.own_identity, r.identity) as own_identity,
                m.brand, m.channel, coalesce(f.moment, r.{kind.moment}) as moment, coalesce(f.day, r.day) as day, {said}
            from {table} r
            join mixed m on m.brand = lower(r.brand) and m.channel = r.channel and r.day between m.since and m.until
            left join filled f on {same("f", "r")}
            left join adopted_identities a on a.table_name = '{table}' and {same("a", "r")}
            where r.state <> 'part' and not exists (
                -- what tells a record apart was deleted: it stays what it was found to be
                select 1 from blanked_records b where b.table_name = '{table}' and {same("b", "r")}
            )
        )
        select
            upload_id, part, record, identity, own_identity, hash(brand, channel) as place, day,
            platform_id is not null as has_id, {hashed},
            case when {filled_cells.states_hour("moment")} then epoch(date_trunc('minute', moment)) end as minute
        from said
        """
    )


def pair(cursor: duckdb.DuckDBPyConnection, kind: Kind) -> bool:
    """Temporary tables `pairs` of identities that share a key, and `members`, their groups, each alone at first.

    Keys: 0 an address; 1 a text, 2 any wording (or none at all), of a minute or of a day; 3 a minute or a day, where
    they have no words to compare, which joins nothing but gives a doubt.
    """
    bare = "text is null and title is null"
    none = f"case when {bare} then 0 end" if kind.may_be_bare else "null"
    cursor.execute(
        f"""
        create or replace temp table shared_keys as
        with said as (
            select
                own_identity as node, hash(upload_id, part) as teller, has_id, place, day, minute, {bare} as is_bare,
                text is not null as has_text, title is not null as has_title,
                unnest([
                    {{'kind': 0, 'word': address}}, {{'kind': 1, 'word': text}}, {{'kind': 2, 'word': text}},
                    {{'kind': 2, 'word': title}}, {{'kind': 2, 'word': {none}}}, {{'kind': 3, 'word': 0}}
                ], recursive := true)
            from stated
        ),
        keyed as materialized (
            select
                node, teller, has_id, minute is not null as has_hour, is_bare, has_text, has_title, kind, is_of_day,
                case
                    when kind = 0 then hash(place, word)
                    when is_of_day then hash(place, kind, word, day)
                    else hash(place, kind, word, minute)
                end as key
            from (select *, unnest([false, true]) as is_of_day from said)
            where word is not null and case
                when kind = 0 then not is_of_day
                when is_of_day then kind = 3 or not is_bare
                else minute is not null
            end
        ),
        crowds as (
            select kind, is_of_day, key, count(distinct node) as crowd
            from keyed
            group by all
            having min(node) <> max(node) and not bool_and(has_id) and not (is_of_day and bool_and(has_hour))
               and (kind < 3 or not (bool_and(has_text) or bool_and(has_title)))
        )
        select * from keyed join crowds using (kind, is_of_day, key)
        """
    )
    cursor.execute(
        f"""
        create or replace temp table pairs as
        with few as (
            select distinct node, has_id, has_hour, has_text, has_title, kind, is_of_day, key
            from shared_keys
            where crowd <= {CROWD}
        )
        select
            x.node as a, y.node as b, bool_or(x.kind = 0) as is_address, bool_or(x.kind = 1) as is_text,
            bool_or(x.kind = 2) as is_wording, max(x.kind) = 3 and min(x.kind) = 3 as is_moment
        from few x
        join few y
          on y.key = x.key and y.kind = x.kind and y.is_of_day = x.is_of_day and x.node < y.node
        where not (x.has_id and y.has_id) and not (x.is_of_day and x.has_hour and y.has_hour)
          and (x.kind < 3 or not (x.has_text and y.has_text or x.has_title and y.has_title))
        group by x.node, y.node
        """
    )
    cursor.execute(
        "create or replace temp table members as "
        "select distinct node, node as grp from (select a as node from pairs union all select b from pairs)"
    )
    cursor.execute(
        f"""
        insert into doubtful
        select distinct k.node, o.node
        from shared_keys k
        join (
            select key, kind, is_of_day, teller, min(node) as node from shared_keys
            where crowd > {CROWD} and kind < 3
            group by all
        ) o on o.key = k.key and o.kind = k.kind and o.is_of_day = k.is_of_day and o.teller <> k.teller
        where k.node <> o.node
        """
    )
    return cursor.execute("select 1 from pairs limit 1").fetchone() is not None


def same(one: str, other: str) -> str:
    """SQL condition: both are of one record."""
    return " and ".join(f"{one}.{name} = {other}.{name}" for name in ("upload_id", "part", "record", "identity"))
