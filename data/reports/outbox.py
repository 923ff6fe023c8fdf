"""What left or waits to leave: one delivery per recipient and period, with its files where it waits in the outbox."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from data.sentences import Sentence
from data.store import Store, insert, now

DONE = ("waiting", "written", "sent")  # states of a period that was served


@dataclass(frozen=True)
class File:
    """A file of a report."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Delivery:
    """`since`: the first day of the period that it serves. `addresses`: of a folder, its path. Times in UTC."""

    delivery: int
    recipient: str
    kind: str
    since: date
    report: int
    language: str
    place: str
    addresses: tuple[str, ...]
    subject: str
    status: str
    reason: str | None
    made_at: datetime
    changed_at: datetime


def deliveries(store: Store, *, most: int = 200) -> tuple[Delivery, ...]:
    """The deliveries, the newest first."""
    names = ", ".join(Delivery.__dataclass_fields__)
    rows = store.rows(f"select {names} from report_deliveries order by delivery desc limit ?", [most])
    return tuple(Delivery(**{**row, "addresses": tuple(json.loads(row["addresses"]))}) for row in rows)


def waiting(store: Store) -> tuple[Delivery, ...]:
    """What the outbox still has to send, the oldest first."""
    return tuple(one for one in reversed(deliveries(store, most=10_000)) if one.status == "waiting")


def is_served(store: Store, recipient: str, kind: str, since: date) -> bool:
    """Whether the recipients have, or will have, the report of a period: whatever the hour, a period is served once."""
    return bool(
        store.value(
            "select exists (select 1 from report_deliveries "
            "where recipient = ? and kind = ? and since = ? and list_contains(?, status))",
            [recipient, kind, since, list(DONE)],
        )
    )


def failed_at(store: Store, recipient: str, kind: str, since: date) -> datetime | None:
    """When the delivery of a period failed last, in UTC; None where it did not."""
    return store.value(
        "select max(changed_at) from report_deliveries "
        "where recipient = ? and kind = ? and since = ? and status = 'failed'",
        [recipient, kind, since],
    )


def add(
    store: Store,
    *,
    recipient: str,
    kind: str,
    since: date,
    report: int,
    language: str,
    place: str,
    addresses: tuple[str, ...],
    subject: str,
    status: str,
    reason: Sentence | None = None,
    files: tuple[File, ...] = (),
) -> int:
    """Record a delivery and its files, in place of a failed one of the same period; returns its number.

    A period that was served meanwhile is left as it is: the number of that delivery is returned.
    """
    same = "recipient = ? and kind = ? and since = ?"
    with store.writing() as cursor:
        known = cursor.execute(
            f"select delivery from report_deliveries where {same} and list_contains(?, status)",
            [recipient, kind, since, list(DONE)],
        ).fetchone()
        if known is not None:
            return int(known[0])
        cursor.execute(f"delete from report_deliveries where {same}", [recipient, kind, since])
        found = cursor.execute("select coalesce(max(delivery), 0) + 1 from report_deliveries").fetchone()
        assert found is not None
        number, at = int(found[0]), now()
        row = {
            "delivery": number,
            "recipient": recipient,
            "kind": kind,
            "since": since,
            "report": report,
            "language": language,
            "place": place,
            "addresses": json.dumps(list(addresses), ensure_ascii=False),
            "subject": subject,
            "status": status,
            "reason": None if reason is None else reason.as_json(),
            "made_at": at,
            "changed_at": at,
        }
        insert(cursor, "report_deliveries", row)
        for one in files:
            insert(cursor, "report_files", {"delivery": number, "name": one.name, "media_type": one.media_type, "content": one.content})  # fmt: skip
    return number


def files(store: Store, delivery: int) -> tuple[File, ...]:
    """The files attached to a delivery, by name."""
    rows = store.rows("select name, media_type, content from report_files where delivery = ? order by name", [delivery])
    return tuple(File(row["name"], row["media_type"], bytes(row["content"])) for row in rows)


def settle(store: Store, delivery: int, status: str, *, reason: Sentence | None = None) -> None:
    """Set what became of a delivery (sent | failed …), for what sends it."""
    with store.writing() as cursor:
        cursor.execute(
            "update report_deliveries set status = ?, reason = ?, changed_at = ? where delivery = ?",
            [status, None if reason is None else reason.as_json(), now(), delivery],
        )


def sent_to(store: Store, delivery: int) -> frozenset[str]:
    """The addresses that took a delivery."""
    rows = store.rows("select address from report_sends where delivery = ?", [delivery])
    return frozenset(row["address"] for row in rows)


def note_sent(store: Store, delivery: int, address: str, at: datetime) -> None:
    """Note that an address took a delivery. `at` in UTC."""
    store.append("report_sends", {"delivery": delivery, "address": address, "sent_at": at})


def postpone(store: Store, delivery: int, at: datetime, reason: Sentence) -> None:
    """Note why a delivery was not taken; it stays in the outbox. `at` in UTC."""
    with store.writing() as cursor:
        cursor.execute(
            "update report_deliveries set reason = ?, changed_at = ? where delivery = ? and status = 'waiting'",
            [reason.as_json(), at, delivery],
        )
