"""Exports whose rows fill two canonical tables: an account's followers and its other figures of the day, in one table.

The second format is declared `together_with` the first; its table is a part of its own. Each part counts the records for
itself; the file counts a record once.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from loaders.claims import Match, matched
from loaders.fields import TABLES
from loaders.formats import formats
from loaders.reading import Part
from loaders.receipt import Again, PartReceipt
from loaders.records import Place


def read_together(piece: Part, match: Match) -> list[tuple[Part, Match]]:
    """The table as its format reads it, then as each format reads it that is declared together with that one."""
    found = [(piece, match)]
    for one in formats().values():
        if one.together_with != match.format.id:
            continue
        second = matched(one, match)
        if second is not None:
            name = f"{piece.name} › {one.table}" if piece.name else one.table
            within = piece.name if piece.within is None else piece.within
            copy = piece.text.copy.with_suffix(f".{one.table}.csv")
            other = replace(piece, name=name, within=within, notes=(), text=replace(piece.text, copy=copy))
            found.append((other, second))
    return found


def counted_again(cursor: duckdb.DuckDBPyConnection, upload_id: str, parts: tuple[PartReceipt, ...]) -> Again:
    """What the sums over the parts of an upload count more than once."""
    known = formats()
    groups: list[list[PartReceipt]] = []
    for part in parts:
        first = known[part.format].together_with if part.format in known else None
        if first is not None and groups and groups[-1][0].format == first:
            groups[-1].append(part)
        else:
            groups.append([part])
    twice = [_again(cursor, upload_id, group) for group in groups if len(group) > 1]
    return Again(
        read=sum(one.read for one in twice),
        kept=sum(one.kept for one in twice),
        folded=sum(one.folded for one in twice),
        replaced=sum(one.replaced for one in twice),
        rejected=sum(one.rejected for one in twice),
    )


def _again(cursor: duckdb.DuckDBPyConnection, upload_id: str, group: list[PartReceipt]) -> Again:
    """The sums over parts that read the same records, less each record once, by the best that became of it."""
    places = [Place(TABLES[part.table], upload_id, part.part) for part in group]
    taken = " union all ".join(
        f"select record, state from {place.table.records} where {place.mine}" for place in places
    )
    replacing = " or ".join(place.rows_of("replacing") for place in places)
    found = cursor.execute(
        f"""
        with fates as (
            select
                record,
                bool_or(state <> 'folded') as is_kept
            from ({taken})
            group by record
        )
        select
            count(*) filter (is_kept),
            count(*) filter (not is_kept),
            (select count(distinct record) from replacing where {replacing})
        from fates
        """
    ).fetchone()
    assert found is not None
    kept, folded, replaced = found
    return Again(
        read=sum(part.read for part in group) - group[0].read,
        kept=sum(part.kept for part in group) - kept,
        folded=sum(part.folded for part in group) - folded,
        replaced=sum(part.replaced for part in group) - replaced,
        rejected=sum(part.rejected for part in group) - (group[0].read - kept - folded),
    )
