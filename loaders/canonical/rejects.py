"""Rejected records, written into the ledger with position, value, reason and the whole record."""

from __future__ import annotations

import json

import duckdb

from data.store import literal
from loaders.canonical.records import TableKey
from loaders.column_types import types as column_types
from loaders.reading import file as file_reader
from loaders.receipt import Reject
from loaders.recognition.signatures import Match, header_cell_of

SHOWN = 50
COLUMNS = 500  # of which a statement writes the cells at once
_NUMBERS = {"count": "{}_count", "decimal": "{}_number"}  # kind -> the typed column of a field


def reject(
    cursor: duckdb.DuckDBPyConnection, prepared: file_reader.Prepared, match: Match, key: TableKey, typed: str
) -> None:
    """Write the faulty records of the query `typed` and the ragged ones into the ledger."""
    _ragged(cursor, prepared, match, key)
    first = "distinct on (record) *" if match.format.repeats else "*"  # of a record's rows, the first faulty one
    cursor.execute(f"create or replace temp table typed as select {first} from ({typed}) where fault is not null")
    _faulty(cursor, prepared, match, key)
    if match.format.repeats:
        _without_a_row(cursor, prepared, match, key)


def shown(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> tuple[Reject, ...]:
    """The first SHOWN rejected records of a table."""
    found = cursor.execute(
        "select record, column_name, value, reason from rejects "
        "where upload_id = ? and part = ? order by record limit ?",
        [key.upload_id, key.part, SHOWN],
    ).fetchall()
    return tuple(Reject(*row) for row in found)


def _ragged(cursor: duckdb.DuckDBPyConnection, prepared: file_reader.Prepared, match: Match, key: TableKey) -> None:
    if not prepared.ragged:
        return
    width, names = len(match.header), cell_names(match.header)
    reasons = [
        column_types.REASONS["misquoted" if one.misquoted else "wide" if one.width > width else "narrow"]
        for one in prepared.ragged
    ]
    cursor.execute(  # one statement for all of them: one for each took a hundred times as long
        """
        insert into rejects
        select ?, ?, record, '', cast(width as varchar), reason, cells
        from (
            select
                unnest(cast(? as bigint[])) as record,
                unnest(cast(? as bigint[])) as width,
                unnest(cast(? as varchar[])) as reason,
                unnest(cast(? as varchar[])) as cells
        )
        """,
        [
            key.upload_id,
            key.part,
            [one.record for one in prepared.ragged],
            [one.width for one in prepared.ragged],
            reasons,
            [_as_json(names, one.cells) for one in prepared.ragged],
        ],
    )


def _faulty(cursor: duckdb.DuckDBPyConnection, prepared: file_reader.Prepared, match: Match, key: TableKey) -> None:
    have = {row[0] for row in cursor.execute("select column_name from (describe typed)").fetchall()}
    fields = [field for field in key.table.fields if f"{field.name}_text" in have or field.required]
    value = _by_fault({field.name: f"{field.name}_text" for field in fields if f"{field.name}_text" in have})
    written = _by_fault({field.name: literal(header_cell_of(match, field.name)) for field in fields})
    reasons = _by_fault({field.name: literal(column_types.REASONS[field.kind]) for field in fields})
    numbers = {field.name: _NUMBERS[field.kind].format(field.name) for field in fields if field.kind in _NUMBERS}
    beyond = _by_fault({name: f"{number} > 0 or {number} < 0" for name, number in numbers.items() if number in have})
    whole = _whole(cursor, prepared, match, "select record from typed where fault is not null")
    cursor.execute(
        f"""
        insert into rejects
        with faulty as (
            select
                record, {written} as column_name, {value} as value, {reasons} as reason,
                cast({beyond} as boolean) as is_beyond
            from typed
            where fault is not null
        )
        select
            ?, ?, f.record, f.column_name, f.value,
            case
                when cell(f.value) is null then {literal(column_types.REASONS["name"])}
                when f.reason = {literal(column_types.REASONS["count"])} and whole(f.value) < 0
                    then {literal(column_types.REASONS["negative"])}
                when f.is_beyond or f.reason = {literal(column_types.REASONS["count"])}
                 and regexp_full_match(cell(f.value), '[+]?[0-9]{{19,}}')
                    then {literal(column_types.REASONS["beyond"])}
                when f.reason in ({literal(column_types.REASONS["moment"])}, {literal(column_types.REASONS["day"])})
                 and period_days(f.value, 'week') is not null
                    then {literal(column_types.REASONS["period"])}
                else f.reason
            end,
            w.cells
        from faulty f
        left join {whole} w on w.record = f.record
        """,
        [key.upload_id, key.part],
    )


def _without_a_row(
    cursor: duckdb.DuckDBPyConnection, prepared: file_reader.Prepared, match: Match, key: TableKey
) -> None:
    """Reject the records of which the format makes no row: none of their columns contains a figure."""
    whole = _whole(cursor, prepared, match, "select record from upload except select record from mapped")
    cursor.execute(
        f"insert into rejects select ?, ?, record, '', null, {literal(column_types.REASONS['bare'])}, cells from {whole}",
        [key.upload_id, key.part],
    )


def _whole(cursor: duckdb.DuckDBPyConnection, prepared: file_reader.Prepared, match: Match, records: str) -> str:
    """A query of some records (`records`: a query of their numbers): record, and cells as JSON.

    Some columns at a time: a statement has room for 2,048 rows of every column that it names, however few it reads, and one
    of four thousand columns takes more memory than the store has.
    """
    names = list(enumerate(cell_names(match.header), 1))
    if len(names) <= COLUMNS:
        return f"(select record, {_object(names)} as cells from {prepared.sql} where record in ({records}))"
    cursor.execute("create or replace temp table cells_of_rejects (record bigint, part integer, cells varchar)")
    for part, begin in enumerate(range(0, len(names), COLUMNS)):
        cursor.execute(
            f"insert into cells_of_rejects select record, {part}, cast({_object(names[begin : begin + COLUMNS])} as varchar) "
            f"from {prepared.sql} where record in ({records})"
        )
    inner = "string_agg(cells[2:-2], ',' order by part)"
    return f"(select record, cast('{{' || {inner} || '}}' as json) as cells from cells_of_rejects group by record)"


def _object(names: list[tuple[int, str]]) -> str:
    return f"json_object({', '.join(f'{literal(name)}, c{column}' for column, name in names)})"


def _by_fault(values: dict[str, str]) -> str:
    cases = " ".join(f"when '{name}' then {value}" for name, value in values.items())
    return f"case fault {cases} end" if cases else "cast(null as varchar)"


def cell_names(header: tuple[str, ...]) -> list[str]:
    """Header cells as keys: an empty one gets its position, a repeated one a number."""
    counts: dict[str, int] = {}
    names = []
    for column, cell in enumerate(header, 1):
        name = cell.strip() or f"column {column}"
        counts[name] = counts.get(name, 0) + 1
        names.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return names


def _as_json(names: list[str], cells: list[str | None]) -> str:
    further = (f"column {column}" for column in range(len(names) + 1, len(cells) + 1))
    return json.dumps(dict(zip((*names, *further), cells, strict=False)), ensure_ascii=False)
