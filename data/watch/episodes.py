"""The episodes that the crisis watch found, and what people did about them.

An evaluation tells the episodes of a brand anew, from its first day on. One that overlaps an episode on record is that
episode, whatever its days were when it was first found: a later export may move its beginning or its peak.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

import duckdb

from data.sentences import Refusal
from data.store import Store, insert, now

ACTIONS = ("acknowledge", "assign", "note", "inform", "close", "reopen")
VERDICTS = ("confirmed", "false")
LONGEST = 1000  # characters of a note


@dataclass(frozen=True)
class Found:
    """An episode as an evaluation tells it: the columns of `watch_episodes` that the data decide (data/schema.sql).

    minutes: the length of the window that the peak counts, which ends with the step of `peak_at`, or is its day.
    """

    clock: str
    since: datetime
    until: datetime | None
    level: int
    peak_at: datetime
    signal: str
    observed: float | None
    expected: float | None
    threshold: float | None
    z: float | None
    history: int
    reasons: tuple[str, ...] = ()
    first_mention_at: datetime | None = None
    minutes: int = 1440
    peak_clock: str = "day"


@dataclass(frozen=True, kw_only=True)
class Kept(Found):
    """An episode on record, with what people did. acknowledged_at, closed_at, informed_at in UTC; None: not done.

    level_at: when its present level was found; taken_at: when it was acknowledged last, in UTC. What was done before a
    higher level was found does not stand for that.

    verdict: '' while it is open or closed by nobody, else confirmed or false. assigned_to: '' nobody.
    """

    episode: int
    brand: str
    found_at: datetime
    level_at: datetime
    seen_until: datetime
    is_gone: bool
    taken_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    assigned_to: str = ""
    informed_at: datetime | None = None
    verdict: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""

    @property
    def needs_someone(self) -> bool:
        """Whether nobody has acknowledged or closed it since its present level was found."""
        done = (self.taken_at, self.closed_at if self.verdict else None)
        return not self.is_gone and all(at is None or at < self.level_at for at in done)


@dataclass(frozen=True)
class Action:
    """`done_at` in UTC."""

    episode: int
    action: str
    value: str
    done_at: datetime
    done_by: str


@dataclass(frozen=True)
class Change:
    """What an evaluation changed of an episode: its highest level before (0: it is new) and now."""

    episode: int
    before: int
    found: Found


_KEPT = """
    -- one row per episode, with the latest of what was done; a reopening takes the verdict back
    with done as (
        select
            episode,
            min(done_at) filter (where action = 'acknowledge') as acknowledged_at,
            max(done_at) filter (where action = 'acknowledge') as taken_at,
            arg_min(done_by, (done_at, rowid)) filter (where action = 'acknowledge') as acknowledged_by,
            arg_max(value, rowid) filter (where action = 'assign') as assigned_to,
            min(done_at) filter (where action = 'inform') as informed_at,
            arg_max(value, rowid) filter (where action in ('close', 'reopen')) as verdict,
            arg_max(done_at, rowid) filter (where action in ('close', 'reopen')) as closed_at,
            arg_max(done_by, rowid) filter (where action in ('close', 'reopen')) as closed_by
        from watch_actions
        group by episode
    )
    select
        e.*,
        done.acknowledged_at,
        done.taken_at,
        coalesce(done.acknowledged_by, '') as acknowledged_by,
        coalesce(done.assigned_to, '') as assigned_to,
        done.informed_at,
        coalesce(done.verdict, '') as verdict,
        case when done.verdict <> '' then done.closed_at end as closed_at,
        case when done.verdict <> '' then done.closed_by else '' end as closed_by
    from watch_episodes e
    left join done on done.episode = e.episode
    where (len($brands) = 0 or list_contains($brands, e.brand))
      and ($episode is null or e.episode = $episode)
    order by e.since desc, e.episode desc
"""


def kept(store: Store, *brands: str) -> tuple[Kept, ...]:
    """The episodes of some brands, or of all, the newest first; those that the data no longer tell included."""
    return tuple(_kept(row) for row in store.rows(_KEPT, {"brands": list(brands), "episode": None}))


def one(store: Store, episode: int) -> Kept:
    """An episode. Raises Refusal for an unknown number."""
    rows = store.rows(_KEPT, {"brands": [], "episode": episode})
    if not rows:
        raise Refusal("There is no episode number {number} of the watch.", number=episode)
    return _kept(rows[0])


def actions(store: Store, *numbers: int) -> tuple[Action, ...]:
    """What was done about some episodes, the oldest first."""
    rows = store.rows(
        "select episode, action, value, done_at, done_by from watch_actions where list_contains(?, episode) "
        "order by rowid",
        [list(numbers)],
    )
    return tuple(Action(**row) for row in rows)


def record(
    cursor: duckdb.DuckDBPyConnection,
    brand: str,
    found: Iterable[Found],
    *,
    seen_until: datetime,
    told_from: datetime,
    at: datetime,
) -> tuple[tuple[Change, ...], list[int]]:
    """Bring the record of a brand to what an evaluation tells, in the caller's transaction.

    Episodes that overlap one of those told take its days and values; of several that have become one, the oldest goes on.
    Those that the evaluation no longer tells are kept, as gone; settled ones stay as they are (`told_from`). Returns what is new or higher, and the numbers of the gone.
    """
    # an episode of hours that lasted when it was last told, of which nothing is told any more, ended then
    cursor.execute(
        "update watch_episodes set until = seen_until where brand = ? and clock <> 'day' and until is null and seen_until < ?",
        [brand, told_from],
    )
    rows = cursor.execute(
        "select episode, since, coalesce(until, seen_until + interval 1 day), case when is_gone then 0 else level end "
        "from watch_episodes "
        "where brand = ? and (clock = 'day' or until is null or until >= ?) order by episode",
        [brand, told_from],
    ).fetchall()
    newest = cursor.execute("select coalesce(max(episode), 0) from watch_episodes").fetchone()
    assert newest is not None
    number, matched, changes = int(newest[0]), set(), []
    for told in sorted(found, key=lambda told: told.since):
        last = told.until or datetime(9999, 1, 1)
        same = [
            row
            for row in rows  # by days: a day's midnight stands before the hour that began its episode
            if row[0] not in matched and row[1].date() <= last.date() and row[2].date() >= told.since.date()
        ]
        values = {
            **{name.name: getattr(told, name.name) for name in fields(Found)},
            "reasons": json.dumps(list(told.reasons)),
            "seen_until": seen_until,
            "is_gone": False,
        }
        if same:
            matched.add(same[0][0])
            values.pop("clock")  # of the clock that was first
            _update(cursor, int(same[0][0]), values)
            if told.level > same[0][3]:
                _update(cursor, int(same[0][0]), {"level_at": at})
                changes.append(Change(int(same[0][0]), int(same[0][3]), told))
            continue
        number += 1
        insert(cursor, "watch_episodes", {"episode": number, "brand": brand, **values, "found_at": at, "level_at": at})
        changes.append(Change(number, 0, told))
    gone = [int(row[0]) for row in rows if row[0] not in matched]
    if gone:
        cursor.execute(
            "update watch_episodes set is_gone = true where list_contains(?, episode) and not is_gone", [gone]
        )
    return tuple(changes), gone


def overlap(one: Found, other: Found) -> bool:
    """Whether two episodes share a day: a day's midnight stands before the hour that began its episode."""
    last, other_last = (each.until or datetime(9999, 1, 1) for each in (one, other))
    return one.since.date() <= other_last.date() and last.date() >= other.since.date()


def is_settled(one: Kept, told_from: datetime) -> bool:
    """Whether an episode of hours is over since before the first hour that is evaluated: nothing tells it any more."""
    return one.clock != "day" and one.until is not None and one.until < told_from


def act(store: Store, episode: int, action: str, value: str = "", *, who: str, at: datetime | None = None) -> None:
    """Append what was done, now or at a moment in UTC. Raises Refusal for an unknown episode, action or verdict, or an empty note."""
    held = one(store, episode)
    text = " ".join(value.split()) if action != "note" else value.strip()
    if action not in ACTIONS:
        raise Refusal("'{action}' cannot be done with an episode: use {known}.", action=action, known=", ".join(ACTIONS))  # fmt: skip
    if action == "close" and text not in VERDICTS:
        raise Refusal("An episode is closed as {known}, not as '{verdict}'.", known=", ".join(VERDICTS), verdict=text)
    if action == "note" and not text:
        raise Refusal("Write the note before you save it.")
    if len(text) > LONGEST:
        raise Refusal("A note has at most {most} characters; this one has {length}.", most=LONGEST, length=len(text))
    if action == "inform" and held.informed_at is not None:
        return  # the first one counts
    if action == "acknowledge" and held.taken_at is not None and held.taken_at >= held.level_at:
        return
    if action in ("reopen", "acknowledge", "inform"):
        text = ""
    with store.writing() as cursor:
        row = {"episode": episode, "action": action, "value": text, "done_at": at or now(), "done_by": who}
        insert(cursor, "watch_actions", row)


def _update(cursor: duckdb.DuckDBPyConnection, episode: int, values: dict[str, object]) -> None:
    """Change an episode where a value differs: a write that changes nothing would have every figure looked at again."""
    names = ", ".join(f"{name} = ?" for name in values)
    differs = " or ".join(f"{name} is distinct from ?" for name in values)
    cursor.execute(
        f"update watch_episodes set {names} where episode = ? and ({differs})",
        [*values.values(), episode, *values.values()],
    )


def _kept(row: dict) -> Kept:
    return Kept(**{**row, "reasons": tuple(json.loads(row["reasons"]))})
