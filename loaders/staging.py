"""A table of a file, read as text into the `staging` database, before the transaction of its upload begins."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from data.sentences import Refusal, Sentence, sentence
from data.store import Store, quote
from loaders import asides, reading, records
from loaders.claims import Match


@dataclass(frozen=True)
class Staged:
    """A table whose format is known: one row per well-formed record, the header cells that the format names as text."""

    piece: reading.Part
    match: Match
    prepared: reading.Prepared
    table: str
    apart: str | None = None  # the rows set aside


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
    rows = asides.Rows(table, tuple(selected), len(match.header))
    with store.reading() as cursor:
        table, prepared, notes = asides.set_apart(cursor, rows, prepared, match.format)
    if prepared.records == 0:
        return _empty(piece, match)
    return Staged(
        replace(piece, notes=(*piece.notes, *notes)),
        match,
        prepared,
        table,
        f"{rows.table}_aside" if match.format.aside else None,
    )


def _unpivoted(match: Match) -> str:
    """SQL for the list of the wide cells, each with its header as written."""
    cells = (f"{{'name': {_text(match.header[at].strip())}, 'value': c{at + 1}}}" for at in match.unpivoted)
    return f"[{', '.join(cells)}]"


def _empty(piece: reading.Part, match: Match) -> Sentence:
    row = reading.row_in_file(piece, match.header_row)
    return sentence("The table has a header (row {row}) and no record below it: nothing to load.", row=row)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
