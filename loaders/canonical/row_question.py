"""The question about rows that share a key and differ: which they are, what tells them apart, and what they may be."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.sentences import Sentence, sentence
from loaders.canonical import column_twice, part_totals, records, telling_columns
from loaders.canonical.records import TableKey
from loaders.canonical.telling_columns import Telling
from loaders.questions import Question
from loaders.recognition.signatures import Match

QUESTION = "rows"
SUM, SUM_ALL, ACCOUNTS, TOTAL = "sum", "sum with people", "accounts", "total"
LAST, FIRST, LEAVE_OUT = "last", "first", "leave out"


@dataclass(frozen=True)
class RowQuestion:
    """The question about rows that share a key: its id and options follow from what tells the rows apart."""

    key: TableKey
    match: Match
    is_after_accounts: bool  # whether the accounts were read by the answer
    telling: Telling
    headers: list[str]
    totals: part_totals.Totals | None
    named: bool  # whether the rows name their account already
    adds: bool
    has_people: bool
    not_added: list[str]

    @property
    def id(self) -> str:
        """After the accounts are read, rows of one account may still be parts."""
        return f"{QUESTION}_of_account" if self.is_after_accounts and self.named else QUESTION

    @property
    def options(self) -> tuple[str, ...]:
        sums = (SUM,) if self.adds else ()
        if self.adds and self.has_people:
            sums = (SUM, SUM_ALL)
        if not self.telling.columns:
            return (LAST, FIRST, *sums[:1], LEAVE_OUT)
        if self.telling.is_time:  # several hours: a stock is read anew, events add up
            stock = self.key.table.name == "followers"
            return (LAST, FIRST, LEAVE_OUT) if stock else (*sums, LAST, LEAVE_OUT)
        if not self.telling.tells_all:
            return (*sums, LEAVE_OUT)
        accounts = (ACCOUNTS,) if self.key.table.has("account") and not self.named and not self.totals else ()
        wholes = (TOTAL,) if self.totals and not self.totals.lacking else ()
        first = (*accounts, *sums) if self.telling.is_account else (*wholes, *sums, *accounts)
        return (*first, LEAVE_OUT)

    def question(self, cursor: duckdb.DuckDBPyConnection) -> Question:
        first, second, what, column, one, other = _example(cursor, self.key, self.match, self.telling)
        told = {"first": first, "second": second, "what": what, "column": column, "one": one, "other": other}
        return Question(self.id, self.key.part, self._text(told), self.options, None)

    def _text(self, told: dict[str, object]) -> Sentence:
        if not self.telling.columns:
            return sentence(
                "Records {first} and {second} are both of {what} and differ: column {column} is {one} and {other}. No "
                "other column tells them apart. Which counts: the last, the first, or their sum?",
                **told,
            )
        if self.totals is not None and self.totals.differing is not None:
            whole, parts, day = self.totals.differing
            return sentence(
                "Records {first} and {second} are both of {what} and differ: column {column} is {one} and {other}. The "
                "rows '{total}' give {whole} on {day}, but the other rows add up to {parts}. Which counts: the total, "
                "or the sum of the other rows?",
                total=self.totals.told,
                whole=whole,
                parts=parts,
                day=day,
                **told,
            )
        if ACCOUNTS in self.options:
            return sentence(
                "Records {first} and {second} are both of {what} and differ: column {column} is {one} and {other}. Are "
                "such rows parts of one total, to be added, or separate accounts?",
                **told,
            )
        if not self.adds:
            return sentence(
                "Records {first} and {second} are both of {what} and differ: column {column} is {one} and {other}. The "
                "table is broken down, and these figures do not add up: {measures}. Load the export without this "
                "column.",
                measures=", ".join(self.not_added),
                **told,
            )
        return sentence(
            "Records {first} and {second} are both of {what} and differ: column {column} is {one} and {other}. Are such "
            "rows parts of one total, to be added?",
            **told,
        )


def names_accounts(cursor: duckdb.DuckDBPyConnection, key: TableKey) -> bool:
    """Whether the inserted rows name their account."""
    if not key.table.has("account"):
        return False
    return bool(records.number(cursor, f"select count(nullif(account, '')) from {key.table.records} where {key.own}"))


def _example(
    cursor: duckdb.DuckDBPyConnection, key: TableKey, match: Match, telling: Telling
) -> tuple[int, int, str, str, str, str]:
    """The first two rows that differ: their records, what they are both of, the column that differs and its cells."""
    identity, first, second = cursor.execute(
        """
        with compared as (
            select *, min_by(cells, record) over (partition by identity) as one, min(record) over (partition by identity) as start
            from parts
        )
        select identity, start, min(record) filter (where record > start and (cells is distinct from one or len(cells) = 0))
        from compared
        group by identity, start
        order by 3 is null, start, identity
        limit 1
        """
    ).fetchall()[0]
    if second is None:  # no column tells them apart: the next row of the key
        second = records.number(
            cursor, f"select min(record) from parts where identity = {identity} and record > {first}"
        )
    columns = (
        telling.columns or tuple(sorted(telling_columns.measure_columns(match))) or tuple(range(len(match.header)))
    )
    listed = ", ".join(f"coalesce(trim(c{column + 1}), '')" for column in columns)
    pair = dict(cursor.execute(f"select record, [{listed}] from twins where record in ({first}, {second})").fetchall())
    differing = [place for place, cell in enumerate(pair[first]) if cell != pair[second][place]]
    place = differing[0] if differing else 0
    header = match.header[columns[place]].strip() or column_twice.letters(columns[place])
    what = _what(cursor, key, identity, first)
    return first, second, what, header, pair[first][place] or "–", pair[second][place] or "–"


def _what(cursor: duckdb.DuckDBPyConnection, key: TableKey, identity: int, record: int) -> str:
    """What a row is of: its day, and the item, term or post that it names."""
    named = [name for name in ("url", "platform_id") if key.table.name == "posts" and key.table.has(name)]
    also = [name for name in ("item", "term", "source") if key.table.name != "posts" and key.table.has(name)]
    what = f"coalesce({', '.join([*named, 'cast(day as varchar)'])})"
    (found,) = cursor.execute(
        f"select concat_ws(', ', {', '.join([what, *also])}) from {key.table.records} "
        f"where {key.own} and identity = {identity} and record = {record} limit 1"
    ).fetchall()[0]
    return str(found)
