"""Records of one post, message or mention that their own exports identify differently: one lacks the id, or the address.

An identity is of the strongest key that a record's own export states: platform id, else address, else moment and wording
(loaders/canonical). A later export without its id column gives the same post another identity. Here such identities are
found to be one, and their records take the identity of the strongest key; `adopted_identities` keeps what each had.

Identities are compared on what both state. They differ when both have an id; when both have addresses, texts, titles or
authors and share none; and when one file holds both, for it tells them apart. Equal addresses join them, or one wording
of one channel and minute (of one day, where an export gives no hour). Of several that fit, none is joined: they are
counted, for the receipt.

What is joined depends only on the records that are in the store, not on the order in which they came: the links within
the days of an upload are found again when it comes or goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from data.derived import filled_cells, shared_keys

Reach = Sequence[tuple[str, date, date]]  # brands in lower case, with their first and last day

# what two groups must share to be joined, pass by pass: the surest first, so that a weaker one never hides it
_PASSES = (
    "bool_or(is_address) and bool_or(is_text or is_wording)",
    "bool_or(is_address)",
    "bool_or(is_text)",
    "bool_or(not is_moment)",
)


@dataclass(frozen=True)
class Links:
    """What became of records; of those of the upload being loaded, how many."""

    changed: bool = False  # whether any record has another identity now
    joined: int = 0  # that are those of other uploads, told by address or by moment and wording
    doubtful: int = 0  # that may be the same as several of other uploads: none is joined
    files: tuple[str, ...] = ()  # where the doubtful ones may stand


def reach(cursor: duckdb.DuckDBPyConnection, table: str, own: str) -> Reach:
    """Brands and days of the uploads of `own`, an SQL condition over `c`, where other uploads cover days too."""
    if table not in shared_keys.KINDS:
        return ()
    return cursor.execute(
        f"""
        select lower(c.brand), min(c.covered_from) - 1, max(c.covered_to) + 1
        from coverage c
        where c.table_name = ? and {own} and exists (
            select 1 from coverage o
            where o.table_name = c.table_name and lower(o.brand) = lower(c.brand)
              and (o.upload_id <> c.upload_id or o.part <> c.part)
              and o.covered_from <= c.covered_to + 1 and o.covered_to >= c.covered_from - 1
        )
        group by 1
        """,
        [filled_cells.canonical(table)],
    ).fetchall()


def relink(cursor: duckdb.DuckDBPyConnection, table: str, within: Reach, *, own: str | None = None) -> Links:
    """Join the identities that are one among the records of these brands and days, and part those that no longer are.

    `own`: SQL condition over `s`, the record belongs to the upload being loaded. Where any changed, leaves the temporary
    table `relinked` (identity): those whose records changed, to be settled by `filled_cells.settle`.
    """
    if not within or not _find_mixed(cursor, table, within):
        return Links()
    shared_keys.write_stated(cursor, table)
    cursor.execute("create or replace temp table doubtful (grp ubigint, other ubigint)")
    if shared_keys.pair(cursor, shared_keys.KINDS[table]):
        for share in _PASSES:
            _join(cursor, share)
    changed = _write(cursor, table)
    return _links(cursor, own, changed=changed) if own else Links(changed)


def relink_all(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Join the identities of a whole table, and settle them."""
    everything = cursor.execute(f"select lower(brand), min(day), max(day) from {table} group by 1").fetchall()
    if relink(cursor, table, everything).changed:
        cursor.execute("create or replace temp table merging as select identity from relinked")
        filled_cells.settle(cursor, table)


def _find_mixed(cursor: duckdb.DuckDBPyConnection, table: str, within: Reach) -> bool:
    """Temporary table `mixed`: the channels whose records state different keys; elsewhere nothing can be joined."""
    kind = shared_keys.KINDS[table]
    cursor.execute("create or replace temp table reached (brand varchar, since date, until date)")
    cursor.executemany("insert into reached values (?, ?, ?)", [list(row) for row in within])
    flags = ", ".join(f"r.{name} is not null" for name in kind.said)
    found = cursor.execute(
        f"""
        create or replace temp table mixed as
        select lower(r.brand) as brand, r.channel, any_value(w.since) as since, any_value(w.until) as until
        from {table} r
        join reached w on w.brand = lower(r.brand) and r.day between w.since and w.until
        where r.state <> 'part'
        group by lower(r.brand), r.channel
        having count(distinct case
            when r.platform_id is not null then 'id'
            when r.url is not null then 'address'
            else concat_ws('|', {flags}, {filled_cells.states_hour(f"r.{kind.moment}")})
        end) > 1 or bool_or(r.identity in (select identity from adopted_identities where table_name = '{table}'))
        """
    ).fetchone()
    return found is not None and found[0] > 0


def _join(cursor: duckdb.DuckDBPyConnection, share: str) -> None:
    """Join the groups that share this and differ in nothing, where all of them fit each other; list the others."""
    lists = ", ".join(
        f"list(distinct s.{name}) filter (s.{name} is not null) as {name}"
        for name in ("address", "text", "title", "author", "source", "minute")
    )

    def differ(name: str) -> str:
        return f"coalesce(not list_has_any(x.{name}, y.{name}), false)"

    cursor.execute(
        f"""
        create or replace temp table edges as
        with groups as materialized (
            select m.grp, bool_or(s.has_id) as has_id, list(distinct hash(s.upload_id, s.part)) as tellers, {lists}
            from stated s
            join members m on m.node = s.own_identity
            group by m.grp
        ),
        touching as materialized (
            select least(ma.grp, mb.grp) as a, greatest(ma.grp, mb.grp) as b, is_address, is_text, is_wording, is_moment
            from pairs p
            join members ma on ma.node = p.a
            join members mb on mb.node = p.b
        ),
        -- written down first: an inequality in the same join would have every two groups compared
        facing as materialized (
            select t.*, x, y
            from (from touching where a <> b) t
            join groups x on x.grp = t.a
            join groups y on y.grp = t.b
        )
        select a, b, {share} as is_shared
        from facing
        where not (x.has_id and y.has_id) and not list_has_any(x.tellers, y.tellers) and case
            -- one address with other words, of another author or moment, is a page
            when is_address then not ({differ("text")} and ({differ("author")} or {differ("minute")}))
            else not ({" or ".join(differ(one) for one in ("address", "text", "title", "author", "source", "minute"))})
        end
        group by a, b
        """
    )
    cursor.execute(
        """
        create or replace temp table joined as
        with hoods as (
            select grp, list_sort(list_append(list(distinct other), grp)) as hood
            from (
                select a as grp, b as other from edges where is_shared
                union all
                select b, a from edges where is_shared
            )
            group by grp
        ),
        -- all of them fit each other, and no other: each has the same neighbours, itself among them
        whole as (select hood from hoods group by hood having count(*) = len(hood))
        select grp, hood[1] as into_grp from hoods join whole using (hood)
        """
    )
    cursor.execute("update members set grp = j.into_grp from joined j where members.grp = j.grp")
    if share == _PASSES[-1]:
        cursor.execute(
            "insert into doubtful select a, b from edges "
            "where not is_shared or a not in (select grp from joined) or b not in (select grp from joined)"
        )


def _write(cursor: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Give the records of each group the identity of its strongest key, the others their own. Whether any changed."""
    found = cursor.execute(
        """
        create or replace temp table changes as
        with roots as (
            select m.grp, arg_max(m.node, {
                'has_id': s.has_id, 'has_address': s.address is not null,
                'stated': len(list_filter([s.text, s.title, s.author, s.source], lambda one: one is not null)),
                'node': m.node
            }) as root
            from stated s
            join members m on m.node = s.own_identity
            group by m.grp
        )
        select
            s.upload_id, s.part, s.record, s.identity, s.own_identity, m.grp,
            coalesce(r.root, s.own_identity) as now_identity
        from stated s
        left join members m on m.node = s.own_identity
        left join roots r on r.grp = m.grp
        where coalesce(r.root, s.own_identity) <> s.identity
        """
    ).fetchone()
    if found is None or not found[0]:
        return False
    cursor.execute(
        f"update {table} set identity = c.now_identity from changes c where {shared_keys.same(table, 'c')} and {table}.state <> 'part'"
    )
    for kept in ("filled_cells", "adopted_identities"):
        cursor.execute(
            f"update {kept} set identity = c.now_identity from changes c "
            f"where {kept}.table_name = '{table}' and {shared_keys.same(kept, 'c')}"
        )
    cursor.execute(f"delete from adopted_identities where table_name = '{table}' and identity = own_identity")
    cursor.execute(
        f"insert into adopted_identities select '{table}', upload_id, part, record, own_identity, now_identity "
        f"from changes where identity = own_identity"
    )
    cursor.execute(
        "create or replace temp table relinked as select identity from changes union select now_identity from changes"
    )
    return True


def _links(cursor: duckdb.DuckDBPyConnection, own: str, *, changed: bool) -> Links:
    joined = 0
    if changed:
        joined = cursor.execute(
            f"""
            select count(distinct (s.part, s.record))
            from stated s
            join members m on m.node = s.own_identity
            where {own} and m.grp in (select grp from changes)
            """
        ).fetchall()[0][0]
    doubtful = cursor.execute(
        f"""
        with sides as (select grp, other from doubtful union all select other, grp from doubtful),
        placed as (
            select s.*, coalesce(m.grp, s.own_identity) as grp
            from stated s
            left join members m on m.node = s.own_identity
        )
        select count(distinct (s.part, s.record)), list(distinct u.name order by u.name)
        from placed s
        join sides b on b.grp = s.grp
        join placed o on o.grp = b.other
        join uploads u on u.upload_id = o.upload_id
        where {own} and (o.upload_id <> s.upload_id or o.part <> s.part)
        """
    ).fetchall()[0]
    return Links(changed, joined, doubtful[0], tuple(doubtful[1] or ()))
