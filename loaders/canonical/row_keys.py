"""What is one row of a table of figures: rows of a file that share a key of the canonical table are the same, or parts.

Rows whose every cell is the same are said twice, and fold; so do those that only complete each other. Rows that share
brand, day and measure and differ are parts of something: a day by country, source, device, account. The columns that
tell them apart are found among all columns of the file, and the analyst is asked what they are; nothing is written
before. Parts of one whole are added where the measure adds up (`additive.py`): the sum is the record that counts, and
the parts stay in the store, in the state `part`, as its evidence. Rows that say Total give the whole themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from data.sentences import Refusal, Sentence, sentence
from loaders.canonical import part_sums, part_totals, records, telling_columns
from loaders.canonical.additive import BY_METRIC, MEASURES, class_sql
from loaders.canonical.records import TableKey
from loaders.canonical.row_question import (
    ACCOUNTS,
    FIRST,
    LAST,
    LEAVE_OUT,
    QUESTION,
    SUM_ALL,
    TOTAL,
    RowQuestion,
    names_accounts,
)
from loaders.canonical.telling_columns import Telling
from loaders.questions import Question
from loaders.reading.file import Prepared
from loaders.recognition.headers import plain
from loaders.recognition.signatures import Match
from loaders.tables import Table


@dataclass(frozen=True)
class Verdict:
    """What becomes of rows that share a key: a question, a table left out, accounts to be read, or notes."""

    notes: tuple[Sentence, ...] = ()
    question: Question | None = None
    left_out: Sentence | None = None
    accounts_in: int | None = None  # the column, from 0, whose cells name the accounts
    remembered: dict[str, str] = field(default_factory=dict)  # to be kept for the next file


@dataclass(frozen=True)
class File:
    """The file of a table: its columns and records, and what was answered about it, now and before."""

    match: Match
    prepared: Prepared
    answers: dict[str, str]
    known: dict[str, str]


def check(cursor: duckdb.DuckDBPyConnection, key: TableKey, file: File) -> Verdict:
    """Settle the inserted rows that share a key. Needs the table `doubled`; updates it."""
    if key.table.name not in MEASURES:
        return Verdict()
    if key.table.name == "surveys":
        note = part_sums.count_answers(cursor, key)
        if note is not None:
            records.find_doubled(cursor, key)
            return Verdict((note,))
    _write_sharing(cursor, key, file.match, file.prepared)
    if not _write_groups(cursor, key):
        records.find_doubled(cursor, key)
        return Verdict()
    telling = telling_columns.find(cursor, file.match)
    if telling is None:
        return Verdict()
    verdict = _settle(cursor, key, file, telling)
    if verdict.question is not None or verdict.left_out is not None or verdict.accounts_in is not None:
        cursor.execute(f"delete from {key.table.records} where {key.own}")
    else:
        records.find_doubled(cursor, key)
    return verdict


def remembered_name(header: str) -> str:
    """The name under which an answer about the rows that a column tells apart is remembered."""
    return f"{QUESTION} {plain(header)}"


def accounts_column(
    cursor: duckdb.DuckDBPyConnection, match: Match, table: Table, present: set[str], known: dict[str, str]
) -> int | None:
    """The column, from 0, that an analyst said to name the accounts, for a former file; None when there is none."""
    if not table.has("account") or ACCOUNTS not in known.values():
        return None
    if "account" in present and records.number(cursor, "select count(account) from mapped"):
        return None
    read = {column for columns in match.columns.values() for column in columns}
    for column, header in enumerate(match.header):
        if column not in read and known.get(remembered_name(header)) == ACCOUNTS:
            return column
    return None


def name_accounts(cursor: duckdb.DuckDBPyConnection, prepared: Prepared, column: int, present: set[str]) -> set[str]:
    """Make the view `mapped` take its accounts from a column of the file. Returns its fields."""
    others = "m.* exclude (account)" if "account" in present else "m.*"
    cursor.execute(
        f"create or replace temp table with_accounts as select {others}, f.c{column + 1} as account "
        f"from mapped m join {prepared.sql} f on f.record = m.record"
    )
    cursor.execute("create or replace temp view mapped as select * from with_accounts")
    return present | {"account"}


def accounts_note(match: Match, column: int) -> Sentence:
    """The note that a column gives the accounts."""
    return sentence("The accounts are those of the column {column}.", column=match.header[column].strip())


def _write_sharing(cursor: duckdb.DuckDBPyConnection, key: TableKey, match: Match, prepared: Prepared) -> None:
    """Write the tables `sharing`, the rows that share a key, and `twins`, the cells of their records.

    Rows that repeat every cell of a later one are folded, and leave `sharing`.
    """
    stored, measures = key.table.records, MEASURES[key.table.name].all
    by_metric = key.table.name in BY_METRIC
    metric = f"metric, {class_sql('metric')} as class" if by_metric else "null as metric, 'adds' as class"
    currency = ", currency" if key.table.name == "business" else ""
    cursor.execute(
        f"create or replace temp table sharing as select identity, record, {', '.join(measures)}{currency}, {metric} "
        f"from {stored} where {key.own} and identity in (select identity from doubled)"
    )
    cells = ", ".join(f"c{column + 1}" for column in range(len(match.header)))
    cursor.execute(
        f"create or replace temp table twins as select *, key_of(cast([{cells}] as varchar)) as cells "
        f"from {prepared.sql} where record in (select record from sharing)"
    )
    repeated = cursor.execute(
        """
        create or replace temp table said_twice as
        select s.identity, s.record
        from sharing s
        join twins t on t.record = s.record
        qualify row_number() over (partition by s.identity, t.cells order by s.record desc) > 1
        """
    ).fetchone()
    if repeated and repeated[0]:
        cursor.execute(
            f"update {stored} set state = 'folded' from said_twice t "
            f"where {key.own} and {stored}.identity = t.identity and {stored}.record = t.record"
        )
        cursor.execute("delete from sharing where (identity, record) in (select (identity, record) from said_twice)")


def _write_groups(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> bool:
    """Write the table `grouped`, one row per key with several rows. False when there are none."""
    names = MEASURES[key.table.name].all
    compared = (*names, "currency") if key.table.name == "business" else names
    differ = " or ".join(f"count(distinct {name}) > 1" for name in compared)
    # equal figures of posts are one post said twice; the sum of zeros is zero
    counts = "false" if key.table.name == "posts" else " or ".join(f"bool_or({name} <> 0)" for name in names)
    found = cursor.execute(
        f"create or replace temp table grouped as select identity, min(record) as first, {differ} as differs, "
        f"coalesce({counts}, false) as counts from sharing group by identity having count(*) > 1"
    ).fetchone()
    return bool(found and found[0])


def _settle(cursor: duckdb.DuckDBPyConnection, key: TableKey, file: File, telling: Telling) -> Verdict:
    """Apply what is known about the rows that differ; else the question."""
    headers = [file.match.header[column].strip() for column in telling.columns]
    width = len(telling.columns) or 1
    part_sums.write_parts(cursor, telling.columns)
    found = part_totals.totals(cursor, key, width) if telling.columns else None
    named = names_accounts(cursor, key)
    after_accounts = file.answers.get(QUESTION) == ACCOUNTS
    asked = RowQuestion(
        key, file.match, after_accounts, telling, headers, found, named, *part_sums.addable(cursor, key)
    )
    if found is not None and not found.lacking and found.differing is None:
        notes = part_sums.add(cursor, key, with_people=False, width=width, wholes=True)
        agreed = sentence(
            "Column {column} breaks the figures down: the rows '{total}' count, and the other rows add up to them.",
            column=", ".join(headers),
            total=found.told,
        )
        return Verdict((agreed, *notes))
    name = remembered_name(" ".join(headers))
    answer = file.answers.get(asked.id) or file.known.get(name)
    if answer is None or (asked.id not in file.answers and answer not in asked.options):
        elsewhere = stated_elsewhere(cursor, key)
        if elsewhere is not None:
            return Verdict(left_out=_breakdown(headers, elsewhere))
        return Verdict(question=asked.question(cursor))
    if answer not in asked.options:
        raise Refusal(
            "The answer '{value}' to {question} is not one of its options: {options}.",
            value=answer,
            question=asked.id,
            options=", ".join(asked.options),
        )
    remembered = {name: answer}
    if answer == LEAVE_OUT:
        return Verdict(left_out=_left_out(headers))
    if answer == ACCOUNTS:
        return Verdict(accounts_in=telling.columns[0], remembered=remembered)
    if answer in (LAST, FIRST):
        return Verdict((part_sums.choose(cursor, key, last=answer == LAST),), remembered=remembered)
    wholes = found is not None and answer == TOTAL
    notes = part_sums.add(cursor, key, with_people=answer == SUM_ALL, width=width, wholes=wholes)
    if headers:
        notes.insert(0, sentence("Rows of one day are told apart by the column {column}.", column=", ".join(headers)))
    else:
        notes += _equal_rows(cursor)
    if found is not None and found.differing is not None:
        notes.append(_both_figures(found, headers))
    notes += part_totals.compared_with_total_row(cursor, file.match, file.prepared)
    lacking = part_sums.incomplete(cursor, key, telling.columns)
    return Verdict((*notes, *((lacking,) if lacking else ())), remembered=remembered)


def _equal_rows(cursor: duckdb.DuckDBPyConnection) -> list[Sentence]:
    """The note on rows that no column tells apart and that repeat another cell by cell: they stay out of the sum."""
    repeated = records.number(cursor, "select count(*) from said_twice where identity in (select identity from parts)")
    if not repeated:
        return []
    return [sentence("Records that repeat every cell of another one count once in the sum: {count}.", count=repeated)]


def stated_elsewhere(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> str | None:
    """The other table of the upload that gives every figure of which `parts` has parts; None when there is none."""
    stored = key.table.records
    found = cursor.execute(
        f"""
        select part
        from {stored}
        where upload_id = ? and part <> ? and state = 'kept' and identity in (select identity from parts)
        group by part
        having count(distinct identity) = (select count(distinct identity) from parts)
        order by part
        limit 1
        """,
        [key.upload_id, key.part],
    ).fetchone()
    return found[0] if found else None


def _both_figures(found: part_totals.Totals, headers: list[str]) -> Sentence:
    assert found.differing is not None
    whole, parts, day = found.differing
    return sentence(
        "The rows '{total}' of column {column} give {whole} on {day}, but the other rows add up to {parts}.",
        total=found.told,
        column=", ".join(headers),
        whole=whole,
        day=day,
        parts=parts,
    )


def _left_out(headers: list[str]) -> Sentence:
    return sentence(
        "Left out as you asked: several rows give one figure differently (column {column}).",
        column=", ".join(headers) or "–",
    )


def _breakdown(headers: list[str], elsewhere: str) -> Sentence:
    return sentence(
        "Left out: its rows break down (column {column}) the figures that the table {table} gives as a whole.",
        column=", ".join(headers) or "–",
        table=elsewhere or "–",
    )
