"""Rows of a table that are no records: total rows, rows of descriptions, footers, as a format's `aside` tells them.

They are neither read nor rejected: a note counts them, and a total row is a check of the records, never data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from data.sentences import Sentence, sentence
from data.store import quote
from loaders import reading, records
from loaders.formats import Format


@dataclass(frozen=True)
class Rows:
    """The staged rows of a table: `record`, then what `selected` names over the cells c1…cN of the file."""

    table: str
    selected: tuple[str, ...]
    width: int


def set_apart(
    cursor: duckdb.DuckDBPyConnection, rows: Rows, prepared: reading.Prepared, format: Format
) -> tuple[str, reading.Prepared, tuple[Sentence, ...]]:
    """The table without the rows set aside, what was prepared without them, and what to say of them."""
    if format.aside is None:
        return rows.table, prepared, ()
    kept, apart = f"{rows.table}_kept", f"{rows.table}_aside"
    cursor.execute(f"create table {apart} as select * from {rows.table} where {format.aside}")
    _add_ragged(cursor, rows, prepared, apart=apart, aside=format.aside)
    left_out = {record for (record,) in cursor.execute(f"select record from {apart}").fetchall()}
    if not left_out:
        return rows.table, prepared, ()
    cursor.execute(f"create view {kept} as select * from {rows.table} where not coalesce({format.aside}, false)")
    ragged = tuple(one for one in prepared.ragged if one.record not in left_out)
    notes = [
        sentence(
            "Rows that are no records (totals, descriptions, lines without a figure) are left out: {count}, the first of them row {row}.",
            count=len(left_out), row=min(left_out),
        ),
        *(note for name in format.totals if (note := _compared(cursor, name, kept=kept, apart=apart)) is not None),
    ]  # fmt: skip
    return kept, replace(prepared, records=prepared.records - len(left_out), ragged=ragged), tuple(notes)


def _add_ragged(
    cursor: duckdb.DuckDBPyConnection, rows: Rows, prepared: reading.Prepared, *, apart: str, aside: str
) -> None:
    """Footers often have fewer cells than the header: those are looked at as well."""
    narrow = [one for one in prepared.ragged if not one.misquoted and len(one.cells) <= rows.width]
    if not narrow:
        return
    columns = [f"c{place}" for place in range(1, rows.width + 1)]
    cursor.execute(
        f"create or replace temp table narrow (record bigint, {', '.join(f'{column} varchar' for column in columns)})"
    )
    cells = [[one.record, *one.cells, *[None] * (rows.width - len(one.cells))] for one in narrow]
    cursor.executemany(f"insert into narrow values ({', '.join('?' * (rows.width + 1))})", cells)
    cursor.execute(
        f"insert into {apart} select * from (select record, {', '.join(rows.selected)} from narrow) where {aside}"
    )


def _compared(cursor: duckdb.DuckDBPyConnection, name: str, *, kept: str, apart: str) -> Sentence | None:
    """Whether a total row tells the sum of the records; nothing to say where either cannot be read."""
    cell = quote(name)
    totals = [
        total
        for (total,) in cursor.execute(f"select whole({cell}) from {apart} order by record").fetchall()
        if total is not None
    ]
    unread = records.number(
        cursor, f"select count(*) from {kept} where known({cell}) is not null and whole({cell}) is null"
    )
    if not totals or unread:
        return None
    found = records.number(cursor, f"select coalesce(sum(whole({cell})), 0) from {kept}")
    if found in totals:
        return sentence("The total row agrees with the records: {column} = {total}.", column=name, total=found)
    return sentence(
        "The total row says {column} = {total}, but the records add up to {sum}: the export may be cut off, or count some of them twice.",
        column=name, total=totals[0], sum=found,
    )  # fmt: skip
