"""A table of a file, read as text into the `staging` database before the transaction of its upload begins.

Rows that are not records (totals, descriptions, footers, by the format's `aside`) are excluded: neither read nor
rejected. A note counts them; a total row is compared with the sum of the records, never read as data.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb

from data.sentences import Refusal, Sentence, sentence
from data.store import Store, literal, quote
from loaders.canonical import records
from loaders.reading import budget
from loaders.reading import file as file_reader
from loaders.recognition.catalogue import Format
from loaders.recognition.signatures import Match


@dataclass(frozen=True)
class Staged:
    """A staged table of a known format: one row per well-formed record, with the header cells of the format as text."""

    file_table: file_reader.FileTable
    match: Match
    prepared: file_reader.Prepared
    table: str
    excluded: str | None = None  # the rows that are not records


@dataclass(frozen=True)
class StagedRows:
    """The staged rows of a table: `record`, then the expressions of `selected` over the cells c1…cN of the file."""

    table: str
    selected: tuple[str, ...]
    width: int


@contextmanager
def staging(store: Store) -> Iterator[str]:
    """A new schema in the staging database, dropped at the end."""
    schema = f"staging.s{uuid.uuid4().hex}"
    with store.staging() as cursor:
        cursor.execute(f"create schema {schema}")
    try:
        yield schema
    finally:
        budget.end()
        with store.staging() as cursor:
            cursor.execute(f"drop schema if exists {schema} cascade")


def stage(
    store: Store, file_table: file_reader.FileTable, match: Match, *, schema: str, number: int
) -> Staged | Sentence:
    """Read the table; of repeated columns the first non-empty cell counts. Returns a sentence when it has no record.

    Raises Refusal when the reader's count differs from our own.
    """
    prepared = file_reader.prepare(file_table, match.dialect, match.header_row)
    if prepared.records == 0:
        return _empty(file_table, match)
    selected = []
    for name in match.format.names:
        cells = [f"c{column + 1}" for column in match.columns.get(name, ())]
        value = cells[0] if len(cells) == 1 else f"coalesce({', '.join(cells)})" if cells else "cast(null as varchar)"
        selected.append(f"{value} as {quote(name)}")
    if match.format.wide is not None:
        selected.append(f"{_unpivoted(match)} as wide")
    table = f"{schema}.t{number}"
    with store.staging() as cursor:
        if prepared.shift is None:
            cursor.execute(f"create table {table} as select record, {', '.join(selected)} from {prepared.sql}")
        else:  # numbering rows while reading would use one core; the rowid of a table is their position
            cursor.execute(f"create table {table}_rows as select {', '.join(selected)} from {prepared.rows}")
            cursor.execute(f"create view {table} as select rowid + {prepared.shift + 1} as record, * from {table}_rows")
        found = records.number(cursor, f"select count(*) from {table}") + len(prepared.ragged)
    if found != prepared.records:
        raise Refusal(
            "Records in the file: {counted}; readable: {found}. A quote or a delimiter is misplaced: open the file "
            "in a spreadsheet, check it, save it as CSV (UTF-8), and load it again.",
            counted=prepared.records,
            found=found,
        )
    rows = StagedRows(table, tuple(selected), len(match.header))
    with store.staging() as cursor:
        table, prepared, notes = _exclude(cursor, rows, prepared, match.format)
    if prepared.records == 0:
        return _empty(file_table, match)
    return Staged(
        replace(file_table, notes=(*file_table.notes, *notes)),
        match,
        prepared,
        table,
        f"{rows.table}_excluded" if match.format.aside else None,
    )


def _exclude(
    cursor: duckdb.DuckDBPyConnection, rows: StagedRows, prepared: file_reader.Prepared, format: Format
) -> tuple[str, file_reader.Prepared, tuple[Sentence, ...]]:
    """The table and its prepared records without the excluded rows, and the notes about those."""
    if format.aside is None:
        return rows.table, prepared, ()
    kept, excluded = f"{rows.table}_kept", f"{rows.table}_excluded"
    cursor.execute(f"create table {excluded} as select * from {rows.table} where {format.aside}")
    _add_ragged(cursor, rows, prepared, excluded=excluded, condition=format.aside)
    numbers = {record for (record,) in cursor.execute(f"select record from {excluded}").fetchall()}
    if not numbers:
        return rows.table, prepared, ()
    cursor.execute(f"create view {kept} as select * from {rows.table} where not coalesce({format.aside}, false)")
    ragged = tuple(one for one in prepared.ragged if one.record not in numbers)
    notes = [
        sentence(
            "Rows that are not records (totals, descriptions, lines without a figure) are excluded: {count}, the "
            "first being row {row}.",
            count=len(numbers),
            row=min(numbers),
        ),
        *(
            note
            for name in format.totals
            if (note := _compared(cursor, name, kept=kept, excluded=excluded)) is not None
        ),
    ]
    return kept, replace(prepared, records=prepared.records - len(numbers), ragged=ragged), tuple(notes)


def _add_ragged(
    cursor: duckdb.DuckDBPyConnection,
    rows: StagedRows,
    prepared: file_reader.Prepared,
    *,
    excluded: str,
    condition: str,
) -> None:
    """Also exclude ragged rows that meet the condition: footers often have fewer cells than the header."""
    narrow = [one for one in prepared.ragged if not one.misquoted and len(one.cells) <= rows.width]
    if not narrow:
        return
    columns = [f"c{number}" for number in range(1, rows.width + 1)]
    cursor.execute(
        f"create or replace temp table narrow (record bigint, {', '.join(f'{column} varchar' for column in columns)})"
    )
    widest = max(len(one.cells) for one in narrow)
    listed = [f"cells[{number}]" for number in range(1, widest + 1)] + ["null"] * (rows.width - widest)
    cursor.execute(
        f"insert into narrow select record, {', '.join(listed)} "
        "from (select unnest(cast(? as bigint[])) as record, unnest(cast(? as varchar[][])) as cells)",
        [[one.record for one in narrow], [one.cells for one in narrow]],
    )
    cursor.execute(
        f"insert into {excluded} "
        f"select * from (select record, {', '.join(rows.selected)} from narrow) where {condition}"
    )


def _compared(cursor: duckdb.DuckDBPyConnection, name: str, *, kept: str, excluded: str) -> Sentence | None:
    """A note on whether a total row equals the sum of the records; None when either cannot be read."""
    cell = quote(name)
    totals = [
        total
        for (total,) in cursor.execute(f"select whole({cell}) from {excluded} order by record").fetchall()
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
        "The total row gives {column} = {total}, but the records add up to {sum}: the export may be truncated, or "
        "count some of them twice.",
        column=name,
        total=totals[0],
        sum=found,
    )


def _unpivoted(match: Match) -> str:
    """SQL for the list of the wide cells, each with its header cell: in English where the tool's words are known."""
    cells = (f"{{'name': {literal(match.english(match.header[at]))}, 'value': c{at + 1}}}" for at in match.unpivoted)
    return f"[{', '.join(cells)}]"


def _empty(file_table: file_reader.FileTable, match: Match) -> Sentence:
    row = file_reader.row_in_file(file_table, match.header_row)
    return sentence("The table has a header (row {row}) and no records below it: nothing to load.", row=row)
