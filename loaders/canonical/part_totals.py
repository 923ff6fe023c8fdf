"""Rows that give the whole beside its parts: a row Total of a column that breaks a day down, or of the whole table."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.sentences import Sentence, sentence
from loaders.canonical import telling_columns
from loaders.canonical.additive import BY_METRIC, MEASURES
from loaders.canonical.records import TableKey, number
from loaders.reading.file import Prepared
from loaders.recognition.signatures import Match


@dataclass(frozen=True)
class Totals:
    """Rows that give the whole of their key, beside its parts."""

    keys: int  # that have one
    lacking: int  # keys without one
    told: str  # a cell that says so
    # the first key whose parts add up to something else: total, sum of the parts, day
    differing: tuple[float, float, str] | None


def totals(cursor: duckdb.DuckDBPyConnection, key: TableKey, width: int) -> Totals | None:
    """The rows of `parts` that give the whole of their key; None when there are none. `width`: columns of the parts."""
    measures = MEASURES[key.table.name]
    added = measures.all if key.table.name in BY_METRIC else measures.adds
    sums = ", ".join(
        f"sum({name}) filter (where wholes = {width}) as whole_{name}, "
        f"sum({name}) filter (where wholes = 0) as parts_{name}"
        for name in added
    )
    # sums of decimals may differ in the last digits
    differ = " or ".join(f"abs(whole_{name} - parts_{name}) > 1e-6 * greatest(1, abs(whole_{name}))" for name in added)
    if not added:
        return None
    cursor.execute(
        f"""
        create or replace temp table compared as
        select
            identity,
            any_value(class) as class,
            count(*) filter (where wholes = {width}) as totals,
            min(record) as first,
            min(list_extract(cells, 1)) filter (where wholes = {width}) as told,
            {sums}
        from parts
        group by identity
        """
    )
    keys, lacking, told = cursor.execute(
        "select count(*) filter (where totals = 1), count(*) filter (where totals <> 1), min(told) from compared"
    ).fetchall()[0]
    if not keys:
        return None
    whole = ", ".join(f"whole_{name}" for name in added)
    part = ", ".join(f"parts_{name}" for name in added)
    found = cursor.execute(
        f"""
        select [{whole}], [{part}], cast(r.day as varchar)
        from compared c
        join {key.table.records} r on {key.rows_of("r")} and r.record = c.first and r.identity = c.identity
        where class = 'adds' and totals = 1 and ({differ})
        order by first, c.identity
        limit 1
        """
    ).fetchone()
    differing = None
    if found is not None:
        pairs = zip(found[0], found[1], strict=True)
        one, other = next(
            (one, other) for one, other in pairs if one is not None and other is not None and one != other
        )
        differing = (_number(one), _number(other), found[2])
    return Totals(keys, lacking, str(told), differing)


def compared_with_total_row(cursor: duckdb.DuckDBPyConnection, match: Match, prepared: Prepared) -> list[Sentence]:
    """The note on whether the excluded total row of a table, if any, equals the sum of its whole numbers.

    Needs the views `upload` and `excluded`. A column that the format compares with its total row has its note already.
    """
    noted = {column for name in match.format.totals for column in match.columns.get(name, ())}
    columns = sorted(telling_columns.measure_columns(match) - noted)
    if not columns or not number(cursor, "select count(*) from excluded"):
        return []
    cells = ", ".join(
        f"list(whole(c{column + 1})) filter (where record in (select record from excluded)), "
        f"sum(whole(c{column + 1})) filter (where record in (select record from upload))"
        for column in columns
    )
    found = cursor.execute(f"select {cells} from {prepared.sql}").fetchall()[0]
    notes = []
    for place, column in enumerate(columns):
        totals = [total for total in found[2 * place] or () if total is not None]
        added = found[2 * place + 1]
        if not totals or added is None:
            continue
        name = match.header[column].strip()
        if added in totals:
            notes.append(
                sentence("The total row agrees with the records: {column} = {total}.", column=name, total=added)
            )
        else:
            notes.append(
                sentence(
                    "The total row gives {column} = {total}, but the records add up to {sum}: the export may be "
                    "truncated, or count some of them twice.",
                    column=name,
                    total=totals[0],
                    sum=int(added),
                )
            )
    return notes


def _number(value: float) -> float:
    return int(value) if float(value).is_integer() else float(value)
