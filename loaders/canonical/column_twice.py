"""Two columns that feed one figure: a header written twice, two tables pasted side by side, two headers of one measure.

Cells that are the same, or of which one is empty, are one statement. Where they differ, the analyst is asked which
column counts. A format that numbers its repeated headers (`Post URL #2`), or says that the
first counts, has said what each of them is.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.sentences import Refusal, sentence
from data.store import quote
from loaders.canonical.records import TableKey
from loaders.column_types import decimals
from loaders.questions import Question
from loaders.reading.file import Prepared
from loaders.recognition.catalogue import sources, unpivoted_by_name
from loaders.recognition.headers import plain
from loaders.recognition.signatures import Match
from loaders.tables import TABLES

QUESTION = "column_twice"
_KINDS = ("count", "decimal", "day", "moment")


@dataclass(frozen=True)
class _Differing:
    """Columns that feed one figure, and the first record in which they differ."""

    columns: tuple[int, ...]  # from 0
    record: int


def choose_columns(
    cursor: duckdb.DuckDBPyConnection, match: Match, prepared: Prepared, *, part: str, answers: dict[str, str]
) -> list[Question]:
    """Make the view `upload` read the chosen one of several columns under one header; or return what is to be asked."""
    questions: list[Question] = []
    chosen: dict[int, _Differing] = {}  # the column that counts -> those that it is one of
    for number, found in enumerate(_differing(cursor, match, prepared), 1):
        id = QUESTION if number == 1 else f"{QUESTION}.{number}"
        if id not in answers:
            questions.append(_question(cursor, match, prepared, found, id=id, part=part))
        else:
            chosen[_chosen(match, found.columns, answers[id], id)] = found
    if chosen:
        _read_only(cursor, match, prepared, chosen)
    return questions


def choose_rows(
    cursor: duckdb.DuckDBPyConnection,
    key: TableKey,
    match: Match,
    prepared: Prepared,
    *,
    mark: str,
    answers: dict[str, str],
) -> Question | None:
    """Of the rows that one record gives for one figure, keep one; the question when they differ.

    Needs the table `doubled`. `mark`: the decimal mark of the figures.
    """
    records = key.table.records
    same = f"{records}.identity = t.identity and {records}.record = t.record"
    found = cursor.execute(
        f"""
        create or replace temp table twice as
        select identity, record, min(value) as least, max(value) as greatest, max(rowid) as place
        from {records}
        where {key.own} and identity in (select identity from doubled)
        group by identity, record
        having count(*) > 1
        """
    ).fetchone()
    if not found or not found[0]:
        return None
    differing = cursor.execute(
        "select record, least, greatest from twice where least <> greatest order by record, identity limit 1"
    ).fetchone()
    if differing is not None:
        record, least, greatest = differing
        columns = _columns_with(cursor, match, prepared, record, (least, greatest), mark)
        id = f"{QUESTION}.figure"
        told = _Differing(columns, record)
        if id not in answers:
            return _question(cursor, match, prepared, told, id=id, part=key.part)
        cell = f"f.c{_chosen(match, columns, answers[id], id) + 1}"
        cursor.execute(
            f"""
            create or replace temp table chosen as
            select t.identity, t.record, {decimals.decimal_sql(cell, mark)} as value
            from twice t join {prepared.sql} f on f.record = t.record
            """
        )
        cursor.execute(
            f"delete from {records} using chosen t where {key.own} and {same} "
            f"and t.value is not null and {records}.value <> t.value"
        )
    # what is said twice in one record is one row
    cursor.execute(
        f"""
        delete from {records} using (
            select identity, record, max(rowid) as place from {records}
            where {key.own} and (identity, record) in (select (identity, record) from twice)
            group by all
        ) t
        where {key.own} and {same} and {records}.rowid < t.place
        """
    )
    return None


def _differing(cursor: duckdb.DuckDBPyConnection, match: Match, prepared: Prepared) -> list[_Differing]:
    """The columns that feed one figure under one header and differ in a record, by their place in the header."""
    groups = _groups(match)
    if not groups:
        return []
    first = ", ".join(f"min(record) filter (where {_differ(columns)})" for columns in groups)
    found = cursor.execute(f"select {first} from {prepared.sql}").fetchone()
    assert found is not None
    return [_Differing(columns, record) for columns, record in zip(groups, found, strict=True) if record is not None]


def _groups(match: Match) -> list[tuple[int, ...]]:
    spelled: dict[str, list[int]] = {}
    for column, cell in enumerate(match.header):
        spelled.setdefault(plain(cell), []).append(column)
    measured = set(unpivoted_by_name(match.format))
    settled = match.format.repeated | set(match.format.first_counts)
    table = TABLES[match.format.table]
    for field, names in sources(match.format).items():
        if table.has(field) and table.field(field).kind in _KINDS:
            measured.update(names)
    groups = {tuple(spelled[plain(match.header[column])]) for column in match.unpivoted}
    for name in measured:
        columns = match.columns.get(name, ())
        if name.removesuffix(" #2") in settled or not columns:
            continue
        alike = {other for column in columns for other in spelled[plain(match.header[column])]}
        groups.add(tuple(sorted({*columns, *alike})))
    return sorted(group for group in groups if len(group) > 1)


def _differ(columns: tuple[int, ...]) -> str:
    """SQL: whether the known cells of a record differ."""
    cells = ", ".join(f"known(c{column + 1})" for column in columns)
    return f"len(list_distinct([{cells}])) > 1"  # list_distinct drops nulls


def _read_only(
    cursor: duckdb.DuckDBPyConnection, match: Match, prepared: Prepared, chosen: dict[int, _Differing]
) -> None:
    """Make `upload` read one column only of those that feed a figure."""
    dropped = {column for one in chosen.values() for column in one.columns} - set(chosen)
    places = [str(place) for place, column in enumerate(match.unpivoted, 1) if column in dropped]
    replaced = (
        [f"list_filter(u.wide, lambda cell, place: place not in ({', '.join(places)})) as wide"] if places else []
    )
    replaced += [
        f"f.c{column + 1} as {quote(name)}"
        for column, one in chosen.items()
        for name, columns in match.columns.items()
        if set(columns) & set(one.columns)
    ]
    cursor.execute("create or replace temp table upload_read as select * from upload")
    cursor.execute(
        f"create or replace temp table upload_chosen as select u.* replace ({', '.join(replaced)}) "
        f"from upload_read u join {prepared.sql} f on f.record = u.record"
    )
    cursor.execute("create or replace temp view upload as select * from upload_chosen")


def _columns_with(
    cursor: duckdb.DuckDBPyConnection,
    match: Match,
    prepared: Prepared,
    record: int,
    values: tuple[float, float],
    mark: str,
) -> tuple[int, ...]:
    """The columns whose cells gave these two values of a record, preferably of one header."""
    named = [column for name in unpivoted_by_name(match.format) for column in match.columns.get(name, ())]
    columns = sorted({*match.unpivoted, *named})
    cells = ", ".join(decimals.decimal_sql(f"c{column + 1}", mark) for column in columns)
    (numbers,) = cursor.execute(f"select {cells} from {prepared.sql} where record = {record}").fetchall()
    with_value = [
        [column for column, number in zip(columns, numbers, strict=True) if number == value] for value in values
    ]
    pairs = [(one, other) for one in with_value[0] for other in with_value[1]]
    pairs.sort(key=lambda pair: (plain(match.header[pair[0]]) != plain(match.header[pair[1]]), pair))
    return tuple(sorted(pairs[0])) if pairs else tuple(columns)


def _question(
    cursor: duckdb.DuckDBPyConnection, match: Match, prepared: Prepared, found: _Differing, *, id: str, part: str
) -> Question:
    cells = ", ".join(f"c{column + 1}" for column in found.columns)
    (shown,) = cursor.execute(f"select {cells} from {prepared.sql} where record = {found.record}").fetchall()
    options = tuple(option(match, column) for column in found.columns)
    text = sentence(
        "The columns {columns} give the same figure twice and differ: in record {record} they are {values}. Which one "
        "counts?",
        columns=", ".join(options),
        record=found.record,
        values=" · ".join(cell or "–" for cell in shown),
    )
    return Question(id, part, text, options, None)


def option(match: Match, column: int) -> str:
    """A column as it is offered: its header cell and its letter in a spreadsheet."""
    return f"{match.header[column].strip()} (column {letters(column)})"


def letters(column: int) -> str:
    """The letters of a column, from 0, as a spreadsheet shows them."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _chosen(match: Match, columns: tuple[int, ...], answer: str, id: str) -> int:
    """The column that an answer names, by its option or its letters. Raises Refusal for another one."""
    for column in columns:
        if answer.strip().lower() in (option(match, column).lower(), letters(column).lower()):
            return column
    raise Refusal(
        "The answer '{value}' to {question} is not one of its options: {options}.",
        value=answer,
        question=id,
        options=", ".join(option(match, column) for column in columns),
    )
