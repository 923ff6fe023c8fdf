"""Evaluates the watched brands: their episodes are brought up to date, and what has to be told is put into the outbox.

Both in one transaction: an episode is never on record without its messages. An evaluation is told by the data alone, so
that it may run as often as one likes; one that finds what the record holds writes nothing.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import duckdb

from data.decisions.brands import own_brands
from data.reports.settings import links_of
from data.sentences import sentence
from data.store import Store, time_zone
from data.watch import channels, episodes, messages
from data.watch.channels import Channel
from data.watch.episodes import Change, Found, Kept
from watch import cause, clocks
from watch import messages as texts

log = logging.getLogger(__name__)

FRESH = timedelta(days=14)  # an episode that is over for longer when it is found is kept, and rings nowhere
READS = ("mention_records", "search_audit_records", "decisions", "mention_days", "coverage", "settings", "brand_roles", "mention_corrections", "own_voices", "topic_rules")  # fmt: skip


@dataclass(frozen=True)
class Evaluated:
    """What an evaluation of a brand found: its episodes, those that are new or higher, and the messages put."""

    brand: str
    found: tuple[Found, ...]
    changes: tuple[Change, ...]
    messages: tuple[int, ...]


def evaluate(store: Store, at: datetime, *, brands: tuple[str, ...] = ()) -> tuple[Evaluated, ...]:
    """Evaluate our own brands, or those named. `at`: the moment, with its zone."""
    done = []
    for brand in brands or own_brands(store):
        try:
            done.append(_evaluate(store, brand, at))
        except Exception:  # one brand fails alone, and what is due to others is sent: logged whole
            log.exception("evaluation of %r", brand)
    return tuple(done)


def _evaluate(store: Store, brand: str, at: datetime) -> Evaluated:
    days = clocks.covered(store, brand)
    found = clocks.told(store, brand, *days) if days else ()
    seen = datetime.combine(days[1], time()) if days else datetime(1900, 1, 1)
    told_from = clocks.hours_from(days[1]) if days else seen
    kept = episodes.kept(store, brand)
    settled = [one for one in kept if episodes.is_settled(one, told_from)]
    kept = [one for one in kept if one not in settled]
    # days tell an episode for ever, its hours only for a while: what both told stays as it was
    found = tuple(one for one in found if not any(episodes.overlap(one, held) for held in settled if not held.is_gone))
    is_own = brand in own_brands(store)
    if not differs(kept, found, seen_until=seen):
        return Evaluated(brand, found, (), _tell_the_rest(store, brand, at) if is_own else ())
    moment = at.astimezone(UTC).replace(tzinfo=None)
    put: list[int] = []
    with store.writing() as cursor:
        changes, gone = episodes.record(cursor, brand, found, seen_until=seen, told_from=told_from, at=moment)
        messages.cancel(cursor, gone, moment, sentence("The data no longer tell this episode."))
        for change in changes:
            if is_own and is_fresh(change.found, seen, at, _zone(store)):
                put += ring(store, cursor, brand, change.episode, change.found, at, reason="level")
    return Evaluated(brand, found, changes, (*put, *(_tell_the_rest(store, brand, at) if is_own else ())))


def _tell_the_rest(store: Store, brand: str, at: datetime) -> tuple[int, ...]:
    """Put the messages of open episodes that nobody took in hand for recipients who were added or changed since, or whose
    message was taken back."""
    open_ones = [one for one in episodes.kept(store, brand) if one.until is None and one.needs_someone]
    put: list[int] = []
    for one in open_ones:
        if not is_fresh(one, one.seen_until, at, _zone(store)):
            continue
        told = {
            (row.channel, row.address)
            for row in messages.messages(store, episode=one.episode, most=10_000)
            if row.reason == "level" and row.level == one.level and row.status != "cancelled"
        }
        missing = [
            channel
            for channel in channels.channels(store)
            if not channel.after
            and channel.wants(brand, one.level)
            and any((channel.name, address) not in told for address in channel.addresses or ("",))
        ]
        if missing:
            with store.writing() as cursor:
                put += ring(store, cursor, brand, one.episode, one, at, reason="level", to=missing)
    return tuple(put)


def differs(kept: Iterable[Kept], found: Iterable[Found], *, seen_until: datetime) -> bool:
    """Whether the record of a brand is not what an evaluation tells; the clock is that of whichever was first."""
    names = [one.name for one in fields(Found) if one.name != "clock"]

    def told(one: Found, until: datetime) -> tuple:
        return (*(getattr(one, name) for name in names), until if one.until is None else None)

    held = Counter(told(one, one.seen_until) for one in kept if not one.is_gone)
    return held != Counter(told(one, seen_until) for one in found)


def is_fresh(found: Found, seen_until: datetime, at: datetime, zone: ZoneInfo) -> bool:
    """Whether an episode is news: it ended lately, or lasts to the end of data that are not old themselves."""
    return at.astimezone(zone).replace(tzinfo=None) - (found.until or seen_until) <= FRESH


def ring(
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    brand: str,
    episode: int,
    found: Found,
    at: datetime,
    *,
    reason: str,
    to: Iterable[Channel] | None = None,
    minutes: int = 0,
) -> list[int]:
    """Put the messages of an episode's level into the outbox, in the caller's transaction; returns their numbers.

    `to`: by default whoever is told at once. `minutes`: of an escalation, since when nobody has acknowledged it.
    """
    put = []
    moment = at.astimezone(UTC).replace(tzinfo=None)
    links, zone, closed = links_of(store), _zone(store), closings(store, brand)
    wanted = [one for one in channels.channels(store) if not one.after] if to is None else to
    wanted = [one for one in wanted if one.wants(brand, found.level)]
    topics = cause.topics_of(store, brand, found.signal, found.peak_at.date()) if wanted else ()
    for channel in wanted:
        due = channels.not_before(channel, found.level, at, zone).astimezone(UTC).replace(tzinfo=None)
        text = {
            "subject": texts.subject(brand, found, channel.language, is_escalated=reason == "escalation"),
            "body": texts.body(
                brand,
                found,
                channel.language,
                episode=episode,
                links=links,
                closed=closed,
                topics=topics,
                minutes=minutes,
            ),
        }
        for address in channel.addresses or ("",):
            number = messages.add(
                cursor, episode=episode, brand=brand, level=found.level, reason=reason, channel=channel.name,
                address=address, due_at=due, at=moment, **text,
            )  # fmt: skip
            if number is not None:
                put.append(number)
    return put


def escalate(store: Store, at: datetime) -> tuple[int, ...]:
    """Tell those who are told of what nobody acknowledged in time; returns the numbers of the messages."""
    late = [one for one in channels.channels(store) if one.after]
    put: list[int] = []
    if not late:
        return ()
    for one in episodes.kept(store, *own_brands(store)) if own_brands(store) else ():
        if not one.needs_someone or not is_fresh(one, one.seen_until, at, _zone(store)):
            continue
        minutes = int((at.astimezone(UTC).replace(tzinfo=None) - one.level_at).total_seconds() // 60)
        due = [channel for channel in late if minutes >= channel.after and channel.wants(one.brand, one.level)]
        told = {
            (row.channel, row.level)
            for row in messages.messages(store, episode=one.episode, most=10_000)
            if row.reason == "escalation" and row.status != "cancelled"
        }
        due = [channel for channel in due if (channel.name, one.level) not in told]
        if due:
            with store.writing() as cursor:
                put += ring(
                    store, cursor, one.brand, one.episode, one, at, reason="escalation", to=due, minutes=minutes
                )
    return tuple(put)


def closings(store: Store, brand: str) -> tuple[int, int]:
    """Of the episodes of a brand that people closed, how many they confirmed, and how many there are."""
    closed = [one.verdict for one in episodes.kept(store, brand) if one.verdict]
    return closed.count("confirmed"), len(closed)


def _zone(store: Store) -> ZoneInfo:
    return ZoneInfo(time_zone(store))
