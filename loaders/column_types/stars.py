"""Stars of reviews, out of 5: what a grade is out of is written in its cell, proved by its column, or asked.

A column of bare numbers of which none is above 5 is out of 5; one with a greater number may be out of 10, 20 or 100, and its
small numbers are then no stars either.
"""

from __future__ import annotations

import duckdb

from data.sentences import sentence
from loaders.questions import Question

SCALES = ("5", "10", "20", "100")
USUAL = 5


def study(cursor: duckdb.DuckDBPyConnection, column: str, *, answer: str | None, part: str) -> int | Question:
    """What the bare numbers of a column of `mapped` are out of; the question where one is above 5."""
    if answer in SCALES:
        return int(answer)
    found = cursor.execute(
        f"""
        with cells as (select distinct translate(clean({column}), ',', '.') as cell from mapped),
        grades as (select cell, try_cast(cell as double) as grade from cells)
        select arg_max(cell, grade), max(grade)
        from grades
        where regexp_full_match(cell, '[0-9]+([.][0-9]+)?') and grade > {USUAL} and grade <= {SCALES[-1]}
        """
    ).fetchone()
    assert found is not None
    example, greatest = found
    if example is None:
        return USUAL
    text = sentence(
        "The reviews have grades up to {example}: out of how many are they? They are told as stars out of 5. With 5, the "
        "records with a greater grade are rejected.",
        example=example,
    )
    options = tuple(one for one in SCALES if int(one) == USUAL or int(one) >= greatest)
    return Question("stars_scale", part, text, options, None)


def stars_sql(text: str, scale: int) -> str:
    """SQL for the stars in a cell; null where none were given, and where it cannot be read."""
    return f"nullif(stars_of({text}, scale := {scale}), -1)"


def is_unread_sql(text: str, scale: int) -> str:
    """SQL condition: what a cell says are no stars."""
    return f"known({text}) is not null and stars_of({text}, scale := {scale}) is null"
