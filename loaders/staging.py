"""A table of a file, read as text into the `staging` database, before the transaction of its upload begins.

Rows that are not records (total rows, descriptions, footers, as the format's `aside` says) are excluded: neither read nor
rejected. A note counts them, and a total row is compared with the sum of the records, never read as data.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb

from data.sentences import Refusal, Sentence, sentence
from data.store import Store, literal, quote
from loaders import reading, records
from loaders.claims import Match
from loaders.formats import Format


@dataclass(frozen=True)
class Staged:
    """A table whose format is known: one row per well-formed record, the header cells that the format names as text."""

    piece: reading.Part
    match: Match
    prepared: reading.Prepared
    table: str
    apart: str | None = None  # the rows set aside


@dataclass(frozen=True)
class Rows:
    """The staged rows of a table: `record`, then what `selected` names over the cells c1…cN of the file."""

    table: str
    selected: tuple[str, ...]
    width: int


@contextmanager
def staging(store: Store) -> Iterator[str]:
    """A schema of its own in the staging database, dropped at the end."""
    schema = f"staging.s{uuid.uuid4().hex}"
    with store.reading() as cursor:
        cursor.execute(f"create schema {schema}")
    try:
        yield schema
    finally:
        with store.reading() as cursor:
            cursor.execute(f"drop schema if exists {schema} cascade")


def stage(store: Store, piece: reading.Part, match: Match, *, schema: str, place: int) -> Staged | Sentence:
    """Read the table; of repeated columns the first non-empty cell counts. A sentence when it has no record.

    Raises Refusal when the reader's count differs from our own.
    """
    prepared = reading.prepare(piece, match.dialect, match.header_row)
    if prepared.records == 0:
        return _empty(piece, match)
    selected = []
    for name in match.format.names:
        cells = [f"c{column + 1}" for column in match.places.get(name, ())]
        value = cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})" if cells else "cast(null as varchar)"
        selected.append(f"{value} as {quote(name)}")
    if match.format.wide is not None:
        selected.append(f"{_unpivoted(match)} as wide")
    table = f"{schema}.t{place}"
    with store.reading() as cursor:
        if prepared.shift is None:
            cursor.execute(f"create table {table} as select record, {', '.join(selected)} from {prepared.sql}")
        else:  # numbering rows while they are read would read them on one core; a table's rows know their place
            cursor.execute(f"create table {table}_rows as select {', '.join(selected)} from {prepared.rows}")
            cursor.execute(f"create view {table} as select rowid + {prepared.shift + 1} as record, * from {table}_rows")
        found = records.number(cursor, f"select count(*) from {table}") + len(prepared.ragged)
    if found != prepared.records:
        raise Refusal(
            "The file holds {counted} records, but {found} could be read: a quote or a delimiter is out of place. "
            "Open it in a spreadsheet, check it, save it as CSV (UTF-8), and load it again.",
            counted=prepared.records,
            found=found,
        )
    rows = Rows(table, tuple(selected), len(match.header))
    with store.reading() as cursor:
        table, prepared, notes = _set_apart(cursor, rows, prepared, match.format)
    if prepared.records == 0:
        return _empty(piece, match)
    return Staged(
        replace(piece, notes=(*piece.notes, *notes)),
        match,
        prepared,
        table,
        f"{rows.table}_aside" if match.format.aside else None,
    )


def _set_apart(
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
            count=len(left_out),
            row=min(left_out),
        ),
        *(note for name in format.totals if (note := _compared(cursor, name, kept=kept, apart=apart)) is not None),
    ]
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
        column=name,
        total=totals[0],
        sum=found,
    )


def _unpivoted(match: Match) -> str:
    """SQL for the list of the wide cells, each with its header as written."""
    cells = (f"{{'name': {literal(match.header[at].strip())}, 'value': c{at + 1}}}" for at in match.unpivoted)
    return f"[{', '.join(cells)}]"


def _empty(piece: reading.Part, match: Match) -> Sentence:
    row = reading.row_in_file(piece, match.header_row)
    return sentence("The table has a header (row {row}) and no record below it: nothing to load.", row=row)
