"""Corrections of a mention's sentiment or topic by hand: appended with date and author, and undone by another row.

The record keeps its tool's label. A correction belongs to the mention's identity, and so to each later export of it; of
several on one field, the last one that was not undone is in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.derived import refresh as derived_tables
from data.sentences import Refusal
from data.store import Store, insert, now

FIELDS = ("sentiment", "topic")
SENTIMENTS = ("positive", "neutral", "negative", "mixed")


@dataclass(frozen=True)
class Correction:
    """`value` None: not qualified, or no topic. `undone_at`, `undone_by`: when it was undone (UTC), and by whom."""

    correction: int
    identity: int
    field: str
    value: str | None
    set_at: datetime
    set_by: str
    undone_at: datetime | None
    undone_by: str | None


def correct(store: Store, identity: int, *, field: str, value: str | None, who: str) -> Correction:
    """Correct a field of a mention. Raises Refusal for an unknown mention, field or sentiment."""
    (number,) = correct_all(store, [identity], field=field, value=value, who=who)
    return next(one for one in corrections(store, identity) if one.correction == number)


def correct_all(store: Store, identities: Sequence[int], *, field: str, value: str | None, who: str) -> tuple[int, ...]:
    """Correct a field of several mentions alike, all or none. Returns the numbers of the corrections.

    Raises Refusal for an unknown mention, field or sentiment.
    """
    value = (value or "").strip() or None
    if field not in FIELDS:
        raise Refusal("'{field}' cannot be corrected by hand: use {known}.", field=field, known=", ".join(FIELDS))
    if field == "sentiment" and value is not None and value not in SENTIMENTS:
        raise Refusal("'{value}' is not a valid sentiment: use {known}.", value=value, known=", ".join(SENTIMENTS))
    with store.writing() as cursor:
        for identity in identities:
            if cursor.execute("select 1 from mentions where identity = ? limit 1", [identity]).fetchone() is None:
                raise Refusal(
                    "This mention no longer counts: its upload was withdrawn or replaced. Open the list again."
                )
        numbers = tuple(_append(cursor, who, identity=one, field=field, value=value) for one in identities)
        _derive(cursor, list(identities))
    return numbers


def undo(store: Store, correction: int, *, who: str) -> None:
    """Undo a correction: the one before it, or the tool's label, counts again. Raises Refusal for an unknown one."""
    undo_all(store, [correction], who=who)


def undo_all(store: Store, undone: Sequence[int], *, who: str) -> None:
    """Undo several corrections, all or none. Raises Refusal when one is unknown or undone already."""
    with store.writing() as cursor:
        identities = []
        for correction in undone:
            found = cursor.execute(
                """
                select identity from mention_corrections
                where correction = $1 and undoes is null
                  and $1 not in (select undoes from mention_corrections where undoes is not null)
                """,
                [correction],
            ).fetchone()
            if found is None:
                raise Refusal("There is no correction {correction} to undo.", correction=correction)
            _append(cursor, who, undoes=correction)
            identities.append(found[0])
        _derive(cursor, identities)


def corrections(store: Store, identity: int | None = None) -> tuple[Correction, ...]:
    """Every correction, or those of one mention, oldest first."""
    rows = store.rows(
        """
        select
            c.correction, c.identity, c.field, c.value, c.set_at, c.set_by,
            u.set_at as undone_at, u.set_by as undone_by
        from mention_corrections c
        left join mention_corrections u on u.undoes = c.correction
        where c.undoes is null and ($1 is null or c.identity = $1)
        order by c.correction
        """,
        [identity],
    )
    return tuple(Correction(**row) for row in rows)


def _append(cursor: duckdb.DuckDBPyConnection, who: str, **values: object) -> int:
    found = cursor.execute("select coalesce(max(correction), 0) + 1 from mention_corrections").fetchone()
    assert found is not None
    insert(cursor, "mention_corrections", {"correction": found[0], **values, "set_at": now(), "set_by": who})
    return int(found[0])


def _derive(cursor: duckdb.DuckDBPyConnection, identities: list[int]) -> None:
    """Update the days of the mentions."""
    derived_tables.start(cursor)
    cursor.execute(
        """
        insert into touched_days
        select distinct brand, day from mention_records where list_contains(?::ubigint[], identity) and state = 'kept'
        """,
        [identities],
    )
    derived_tables.recount(cursor)
