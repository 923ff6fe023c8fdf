"""The outbox of the crisis watch: what has to be told to whom, and what came of each attempt.

A message is written in the transaction that found its episode, and stays until it was taken: a receiver that is down, a
restart or a kill delays it. One that was being sent when the program was killed is sent again, since nobody knows whether
it arrived; it carries its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from data.sentences import Sentence
from data.store import Store, insert

REASONS = ("level", "escalation", "notice", "test")
OPEN = ("waiting", "sending")  # states of a message that has still to arrive
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)  # between two attempts


@dataclass(frozen=True)
class Message:
    """Times in UTC. told: what came of the last attempt, a sentence as JSON."""

    message: int
    episode: int
    brand: str
    level: int
    reason: str
    channel: str
    address: str
    about: str
    subject: str
    body: str
    status: str
    attempts: int
    due_at: datetime
    told: str | None
    made_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Attempt:
    message: int
    tried_at: datetime
    outcome: str
    told: str | None


_NAMES = ", ".join(Message.__dataclass_fields__)


def messages(store: Store, *, episode: int | None = None, most: int = 200) -> tuple[Message, ...]:
    """The messages of an episode, or of all, the newest first."""
    sql = f"select {_NAMES} from watch_messages where $episode is null or episode = $episode order by message desc limit $most"
    return tuple(Message(**row) for row in store.rows(sql, {"episode": episode, "most": most}))


def due(store: Store, at: datetime) -> tuple[Message, ...]:
    """What has to be sent at a moment, in UTC, the oldest first."""
    sql = f"select {_NAMES} from watch_messages where status = 'waiting' and due_at <= ? order by level desc, message"
    return tuple(Message(**row) for row in store.rows(sql, [at]))


def next_due(store: Store) -> datetime | None:
    """When the next message has to be sent, in UTC."""
    return store.value("select min(due_at) from watch_messages where status = 'waiting'")


def add(
    cursor: duckdb.DuckDBPyConnection,
    *,
    episode: int,
    brand: str,
    level: int,
    reason: str,
    channel: str,
    address: str,
    subject: str,
    body: str,
    due_at: datetime,
    at: datetime,
    about: str = "",
) -> int | None:
    """Put a message into the outbox, in the caller's transaction; returns its number.

    None where the recipient has, or will have, a message of that episode, level and reason: it is told once. Tests are
    always put.
    """
    known = cursor.execute(
        "select 1 from watch_messages where episode = ? and level = ? and reason = ? and channel = ? and address = ? "
        "and brand = ? and about = ? and reason <> 'test' and status <> 'cancelled'",
        [episode, level, reason, channel, address, brand, about],
    ).fetchone()
    if known is not None:
        return None
    newest = cursor.execute("select coalesce(max(message), 0) + 1 from watch_messages").fetchone()
    assert newest is not None
    row = {
        "message": int(newest[0]),
        "episode": episode,
        "brand": brand,
        "level": level,
        "reason": reason,
        "channel": channel,
        "address": address,
        "about": about,
        "subject": subject,
        "body": body,
        "status": "waiting",
        "attempts": 0,
        "due_at": due_at,
        "told": None,
        "made_at": at,
        "changed_at": at,
    }
    insert(cursor, "watch_messages", row)
    return row["message"]


def waiting(store: Store) -> int:
    """How many messages have still to arrive."""
    return int(store.value("select count(*) from watch_messages where list_contains(?, status)", [list(OPEN)]) or 0)


def begin(store: Store, message: int, at: datetime) -> bool:
    """Note that a message is being sent; False where another sender has it, or it is no longer wanted."""
    with store.writing() as cursor:
        held = cursor.execute("select status from watch_messages where message = ?", [message]).fetchone()
        if held is None or held[0] != "waiting":
            return False
        cursor.execute(
            "update watch_messages set status = 'sending', attempts = attempts + 1, changed_at = ? where message = ?",
            [at, message],
        )
        return True


def end(store: Store, message: int, at: datetime, failure: Sentence | None) -> None:
    """Note what came of an attempt. `failure`: why it was not taken; it is tried again after a pause that grows."""
    told = None if failure is None else failure.as_json()
    with store.writing() as cursor:
        outcome = "sent" if failure is None else "failed"
        insert(cursor, "watch_attempts", {"message": message, "tried_at": at, "outcome": outcome, "told": told})
        held = cursor.execute("select attempts from watch_messages where message = ?", [message]).fetchone()
        attempts = int(held[0]) if held else 1
        next_at = at if failure is None else at + pause(attempts)
        cursor.execute(
            "update watch_messages set status = ?, told = ?, due_at = ?, changed_at = ? where message = ?",
            ["sent" if failure is None else "waiting", told, next_at, at, message],
        )


def pause(attempts: int) -> timedelta:
    """How long after so many attempts that failed the next one is made: 1, 2, 4 … minutes, an hour at most."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


def resume(store: Store, at: datetime, *, begun_before: datetime) -> int:
    """Have messages sent again whose sending began before a moment and never ended, because the program did; returns how
    many. Nobody knows whether they arrived."""
    stale = "status = 'sending' and changed_at < ?"
    if not store.value(f"select exists (select 1 from watch_messages where {stale})", [begun_before]):
        return 0
    with store.writing() as cursor:
        rows = cursor.execute(f"select message from watch_messages where {stale}", [begun_before]).fetchall()
        for (message,) in rows:
            insert(cursor, "watch_attempts", {"message": message, "tried_at": at, "outcome": "unclear", "told": None})
            cursor.execute("update watch_messages set status = 'waiting', due_at = ? where message = ?", [at, message])
        return len(rows)


def send_now(store: Store, message: int, at: datetime) -> None:
    """Have a waiting message tried at once, whatever its pause or the quiet hours."""
    with store.writing() as cursor:
        cursor.execute(
            "update watch_messages set due_at = ?, changed_at = ? where message = ? and status = 'waiting'",
            [at, at, message],
        )


def cancel(cursor: duckdb.DuckDBPyConnection, episodes: list[int], at: datetime, why: Sentence) -> None:
    """Take waiting messages of episodes back, in the caller's transaction: nobody is told what is no longer so."""
    cursor.execute(
        "update watch_messages set status = 'cancelled', told = ?, changed_at = ? "
        "where status = 'waiting' and list_contains(?, episode)",
        [why.as_json(), at, episodes],
    )


def cancel_one(store: Store, message: int, at: datetime, why: Sentence) -> None:
    """Take a waiting message back."""
    with store.writing() as cursor:
        cursor.execute(
            "update watch_messages set status = 'cancelled', told = ?, changed_at = ? "
            "where status = 'waiting' and message = ?",
            [why.as_json(), at, message],
        )


def attempts(store: Store, message: int) -> tuple[Attempt, ...]:
    """The attempts to send a message, the oldest first."""
    rows = store.rows(
        "select message, tried_at, outcome, told from watch_attempts where message = ? order by tried_at, rowid",
        [message],
    )
    return tuple(Attempt(**row) for row in rows)


def is_noticed(store: Store, brand: str, channel: str, address: str, about: str) -> bool:
    """Whether a recipient has, or will have, a notice about that."""
    return bool(
        store.value(
            "select exists (select 1 from watch_messages where reason = 'notice' and brand = ? and channel = ? "
            "and address = ? and about = ? and status <> 'cancelled')",
            [brand, channel, address, about],
        )
    )
