"""Annotations: dated actions and events that explain a curve, by brand, channel and topic. Every change appends a row.

An action is what we did (a campaign, a change of tone, a post that took off); an event is what happened to us.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import duckdb

from data.sentences import Refusal
from data.store import Store, insert, now

KINDS = ("action", "event")
LONGEST = 120  # characters of a title, which is shown in charts


@dataclass(frozen=True)
class Annotation:
    """One action or event, from its first to its last day. `brand`, `channel`, `topic` None: all of them."""

    annotation: int
    kind: str
    title: str
    first_day: date
    last_day: date
    brand: str | None = None
    channel: str | None = None
    topic: str | None = None
    note: str | None = None
    is_withdrawn: bool = False
    recorded_at: datetime = datetime(1900, 1, 1)
    recorded_by: str = ""


def annotations(store: Store, brand: str | None, since: date, until: date) -> tuple[Annotation, ...]:
    """The annotations in force that overlap the days from `since` to `until`, in order of days.

    Those of the brand and those without brand; `brand` None: of any brand.
    """
    return tuple(
        one
        for one in in_force(store)
        if one.first_day <= until and one.last_day >= since and (brand is None or one.brand in (None, brand))
    )


def in_force(store: Store) -> tuple[Annotation, ...]:
    """The latest row of each annotation that is not withdrawn, in order of days."""
    latest = {one.annotation: one for one in history(store)}
    kept = [one for one in latest.values() if not one.is_withdrawn]
    return tuple(sorted(kept, key=lambda one: (one.first_day, one.annotation)))


def history(store: Store) -> tuple[Annotation, ...]:
    """Every row, oldest first: who wrote, changed or withdrew what, and when."""
    rows = store.rows_once(
        "select annotation, kind, title, first_day, last_day, brand, channel, topic, note, is_withdrawn, recorded_at, "
        "recorded_by from annotations order by rowid"
    )
    return tuple(Annotation(**row) for row in rows)


def annotate(
    store: Store,
    kind: str,
    title: str,
    *,
    first_day: date,
    last_day: date | None = None,
    brand: str | None = None,
    channel: str | None = None,
    topic: str | None = None,
    note: str | None = None,
    who: str,
) -> Annotation:
    """Add an annotation; `last_day` None: of one day. Raises Refusal for an invalid kind, title or days."""
    one = Annotation(
        0, kind, title, first_day, last_day or first_day, brand or None, channel or None, topic or None, note or None
    )
    with store.writing() as cursor:
        found = cursor.execute("select coalesce(max(annotation), 0) + 1 from annotations").fetchone()
        assert found is not None
        return _append(cursor, replace(one, annotation=int(found[0])), who=who)


def change(store: Store, annotation: int, *, who: str, **changes: object) -> Annotation:
    """Change fields of an annotation by a new row under its number. Raises Refusal when it is not in force."""
    with store.writing() as cursor:
        return _append(cursor, replace(_known(store, annotation), **changes), who=who)  # type: ignore[arg-type]


def withdraw(store: Store, annotation: int, *, who: str) -> None:
    """Withdraw an annotation; its history stays. Raises Refusal when it is not in force."""
    with store.writing() as cursor:
        _append(cursor, replace(_known(store, annotation), is_withdrawn=True), who=who)


def restore(store: Store, annotation: int, *, who: str) -> Annotation:
    """Undo a withdrawal. Raises Refusal for an unknown number."""
    latest = {one.annotation: one for one in history(store)}
    if annotation not in latest:
        raise Refusal("There is no annotation number {number}.", number=annotation)
    with store.writing() as cursor:
        return _append(cursor, replace(latest[annotation], is_withdrawn=False), who=who)


def _known(store: Store, annotation: int) -> Annotation:
    held = next((one for one in in_force(store) if one.annotation == annotation), None)
    if held is None:
        raise Refusal("There is no annotation number {number} in force.", number=annotation)
    return held


def _append(cursor: duckdb.DuckDBPyConnection, one: Annotation, *, who: str) -> Annotation:
    title = " ".join(one.title.split())
    if one.kind not in KINDS:
        raise Refusal("'{kind}' is not a valid kind of annotation: use {known}.", kind=one.kind, known=", ".join(KINDS))
    if not title or len(title) > LONGEST:
        raise Refusal("An annotation needs a title of at most {most} characters.", most=LONGEST)
    if one.last_day < one.first_day:
        raise Refusal(
            "The last day ({last}) of the annotation '{title}' is before its first day ({first}).",
            title=title,
            last=one.last_day,
            first=one.first_day,
        )
    written = replace(one, title=title, recorded_at=now(), recorded_by=who)
    insert(cursor, "annotations", asdict(written))
    return written
