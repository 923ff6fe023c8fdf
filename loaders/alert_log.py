"""An episode of the watch in the alert log: a record like those of the log that a team fills by hand, with its file and
receipt.

Noticed is the earlier of the first message that somebody got and the first acknowledgement. What becomes known later (the
decision makers are informed, the alert is confirmed or refuted) is a later file of the same record. An episode that the
team's own log tells is not logged again.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from data import ledger
from data.cells import csv_bytes
from data.store import Store, insert, now, time_zone
from data.watch import episodes
from data.watch.episodes import Kept
from loaders.load import load

ORIGIN = "watch"
FORMAT = "template_alerts"
LOGGED = "logged"  # the action of an episode that says what was logged
HEADER = ("alert", "brand", "acknowledged", "first mention", "informed", "topic", "confirmed")
ALERT = 2  # the level from which on an episode is an alert
BESIDE = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """An episode that somebody noticed, and when, in UTC."""

    episode: Kept
    noticed_at: datetime


def to_log(store: Store) -> tuple[Entry, ...]:
    """The episodes of which the log does not say yet what is known of them."""
    noticed = {
        row["episode"]: row["told_at"]
        for row in store.rows(
            "select episode, min(changed_at) as told_at from watch_messages "
            "where status = 'sent' and reason in ('level', 'escalation') group by episode"
        )
    }
    said = {
        row["episode"]: row["value"]
        for row in store.rows(
            "select episode, arg_max(value, rowid) as value from watch_actions where action = ? group by episode",
            [LOGGED],
        )
    }
    found = []
    for one in episodes.kept(store):
        if one.is_gone or one.level < ALERT:
            continue
        moments = [moment for moment in (one.acknowledged_at, noticed.get(one.episode)) if moment is not None]
        if not moments:
            continue
        entry = Entry(one, min(moments))
        if said.get(one.episode) != _value(entry) and not _is_told_by_hand(store, one):
            found.append(entry)
    return tuple(found)


def withdraw_outdated(store: Store) -> int:
    """Withdraw the records of episodes that the data no longer tell, or that the team's own log has come to tell; returns
    how many. What was logged may be logged again."""
    logged = store.rows("select upload_id, name from uploads where origin = ? and status = 'loaded'", [ORIGIN])
    if not logged:
        return 0
    outdated = {
        f"watch_{one.episode}.csv": one.episode
        for one in episodes.kept(store)
        if one.is_gone or _is_told_by_hand(store, one)
    }
    found = [(row["upload_id"], outdated[row["name"]]) for row in logged if row["name"] in outdated]
    for upload, episode in found:
        ledger.withdraw(store, upload, who=ORIGIN)
        with store.writing() as cursor:
            insert(cursor, "watch_actions", {"episode": episode, "action": LOGGED, "value": "", "done_at": now(), "done_by": ORIGIN})  # fmt: skip
    return len(found)


def log_alert(store: Store, entry: Entry) -> bool:
    """Load the record of an episode; whether it was taken. What was logged is noted, so that it is logged once."""
    one, zone = entry.episode, ZoneInfo(time_zone(store))

    def local(moment: datetime | None) -> str:
        return "" if moment is None else moment.replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")

    row = [
        name_of(one), one.brand, local(entry.noticed_at), local(one.first_mention_at), local(one.informed_at), "",
        {"confirmed": "yes", "false": "no"}.get(one.verdict, ""),
    ]  # fmt: skip
    content = csv_bytes((list(HEADER), row), delimiter=",")
    last = max(one.seen_until.date(), entry.noticed_at.replace(tzinfo=UTC).astimezone(zone).date())
    with tempfile.TemporaryDirectory(prefix="watch-", dir=store.work) as folder:
        path = Path(folder) / "alert.csv"
        path.write_bytes(content)
        receipt = load(
            store, path, name=f"watch_{one.episode}.csv", who=ORIGIN, origin=ORIGIN, format=FORMAT,
            covered=(min(one.since.date(), last), last), answers={"brand": one.brand},
        )  # fmt: skip
    with store.writing() as cursor:
        insert(cursor, "watch_actions", {"episode": one.episode, "action": LOGGED, "value": _value(entry), "done_at": now(), "done_by": ORIGIN})  # fmt: skip
    return receipt.status == "loaded"


def name_of(one: Kept) -> str:
    """The name of an episode in the log."""
    return f"#{one.episode} · {one.since:%Y-%m-%d}"


def _value(entry: Entry) -> str:
    one = entry.episode
    told = (entry.noticed_at, one.first_mention_at, one.informed_at, one.verdict)
    return json.dumps([str(each) if each else None for each in told])


def _is_told_by_hand(store: Store, one: Kept) -> bool:
    """Whether another log holds an alert of the brand within the days of the episode and the one beside them."""
    return bool(
        store.value(
            "select exists (select 1 from alert_records r join uploads u on u.upload_id = r.upload_id "
            "where r.state = 'kept' and u.origin <> ? and r.brand = ? and r.day between ? and ?)",
            [
                ORIGIN,
                one.brand,
                one.since.date() - BESIDE,
                (one.until or one.seen_until).date() + BESIDE,
            ],
        )
    )
