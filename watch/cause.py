"""The cause card of an episode: what is told of it, each figure with the mentions that it counts. Reads, writes nothing.

Counted are the mentions of the signal that peaked, as the watch counts them: unique ones of a tone or topic, or with
their copies. Topics are those of the mentions' export, of a correction or of the topic rules: a mention may have several.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from data.store import Store, time_zone
from kpis.analysis import episodes
from kpis.analysis.episodes import Episode
from kpis.engine.scope import Scope
from kpis.inputs.expectation import HORIZON
from kpis.lineage.mention_filter import Filter
from watch import past
from watch.counting import condition, counted
from watch.past import Past

FIRST = 5  # mentions listed
NAMED = 2  # topics where none stands for most of them
LEAST_TOLD = 0.5  # share of mentions whose reach must be told

_OF_EPISODE = """
    brand = $brand
    and day between $since and $until
    and (len($channels) = 0 or list_contains($channels, channel))
"""
_FIRST = """
    -- the first mentions that the signal counts
    select
        (published_at at time zone 'UTC') at time zone $zone as published,
        day,
        channel,
        coalesce(source, '') as source,
        coalesce(author, '') as author,
        coalesce(title, text, '') as text,
        cast(story as varchar) as story
    from mentions
    where {episode} and {counted}
    order by published_at, identity
    limit {most}
"""
_COPIED = """
    -- the story with most mentions, copies included; its text is that of its first mention
    select
        cast(story as varchar) as story,
        arg_min(coalesce(title, text, ''), (published_at, identity)) as text,
        count(*) as mentions,
        count(distinct author_key) as authors,
        sum(count(*)) over () as every
    from mentions
    where {episode}
    group by story
    order by mentions desc, min(published_at), story
    limit 1
"""
_TOPICS = """
    -- one row per topic of the mentions of a day, and one without for all of them
    with counted as (
        select identity, topic from mentions where {episode} and {counted}
    ),
    told as (
        select identity, topic from counted where topic <> ''
        union
        select c.identity, t.topic
        from counted c
        join mention_topics t on t.identity = c.identity and t.brand = $brand
    )
    select topic, count(*) as mentions from told group by topic
    union all
    select '', count(*) from counted
    order by mentions desc, topic
"""
_REACH = """
    -- the mentions of each day that the signal counts, those whose reach is told, and their reach
    select
        day,
        count(*) as mentions,
        count(reach) as told,
        coalesce(sum(reach), 0) as reach
    from mentions
    where {episode} and {counted}
    group by day
"""


@dataclass(frozen=True)
class First:
    """A mention. `published`: by the organisation's clock. `rows`: that mention."""

    published: datetime
    channel: str
    source: str
    author: str
    text: str
    rows: Filter


@dataclass(frozen=True)
class Copied:
    """The text with most mentions in the episode. every: the mentions of the episode, whatever their text."""

    text: str
    mentions: int
    authors: int
    every: int
    rows: Filter


@dataclass(frozen=True)
class Topic:
    """A topic of the peak: how many of its `of` mentions have it."""

    topic: str
    mentions: int
    of: int
    rows: Filter

    @property
    def is_most(self) -> bool:
        """Whether it is the topic of more than half of them."""
        return 2 * self.mentions > self.of


@dataclass(frozen=True)
class Reach:
    """The reach of the episode's `days` known days, and of as many ordinary ones; None where too few mentions tell it.

    told, of: mentions of the episode whose reach is told, and all; ordinary_*: of the `ordinary_days`.
    """

    days: int
    observed: float | None
    usual: float | None
    told: int
    of: int
    ordinary_days: int
    ordinary_told: int
    ordinary_of: int

    @property
    def difference(self) -> float | None:
        return None if self.observed is None or self.usual is None else self.observed - self.usual


@dataclass(frozen=True)
class Cause:
    """The card. Of the peak: observed, expected and `limit`, the largest count that would not have rung; None: unknown.

    window: the first and last day that the peak is compared with. days_used: known ordinary days of it. peak, usual,
    episode: the mentions of the peak, of the window and of the whole episode.
    """

    brand: str
    one: Episode
    last: date
    limit: float | None
    window: tuple[date, date]
    days_used: int
    peak: Filter
    usual: Filter
    episode: Filter
    first: tuple[First, ...]
    copied: Copied | None
    topics: tuple[Topic, ...]
    reach: Reach
    past: Past

    @property
    def topic(self) -> str:
        """The topic of more than half of the mentions of the peak; '' where none has as many."""
        return self.topics[0].topic if self.topics and self.topics[0].is_most else ""


def cause(store: Store, scope: Scope, one: Episode) -> Cause:
    """The card of an episode of the scope's one brand; its last day is that of the scope where it is not over.

    `scope`: as the episode was told by it, so that its days are judged once.
    """
    brand, signal, day = scope.brands[0], one.peak.signal, one.peak.day
    last = one.until or scope.until
    window = (day - timedelta(days=HORIZON), day - timedelta(days=1))
    seen = replace(scope, since=min(one.since, day) - timedelta(days=HORIZON))
    of_episode = counted(brand, signal, one.since, last, scope.channels)
    topics = topics_of(store, brand, signal, day, scope.channels)
    return Cause(
        brand=brand,
        one=one,
        last=last,
        limit=episodes.limits(store, seen, signal).get(day),
        window=window,
        days_used=one.peak.history_days,
        peak=replace(of_episode, since=day, until=day),
        usual=replace(of_episode, since=window[0], until=window[1]),
        episode=of_episode,
        first=_first(store, of_episode, signal),
        copied=_copied(store, of_episode),
        topics=topics,
        reach=_reach(store, seen, of_episode, signal),
        past=past.past(store, brand, one, topics[0].topic if topics and topics[0].is_most else ""),
    )


def topics_of(store: Store, brand: str, signal: str, day: date, channels: tuple[str, ...] = ()) -> tuple[Topic, ...]:
    """The topic of most of the mentions of a day; else the two foremost ones; empty where no mention has one."""
    rows = counted(brand, signal, day, day, channels)
    told = store.rows(_TOPICS.format(episode=_OF_EPISODE, counted=condition(signal)), _of(rows))
    every = next(row["mentions"] for row in told if row["topic"] == "")
    found = [
        Topic(row["topic"], row["mentions"], every, replace(rows, topic=(row["topic"],)))
        for row in told
        if row["topic"] != ""
    ]
    return tuple(found[:1] if found and found[0].is_most else found[:NAMED])


def _first(store: Store, of_episode: Filter, signal: str) -> tuple[First, ...]:
    sql = _FIRST.format(episode=_OF_EPISODE, counted=condition(signal), most=FIRST)
    found = []
    for row in store.rows(sql, {**_of(of_episode), "zone": time_zone(store)}):
        told = {name: (row[name],) for name in ("source", "author") if row[name]}
        alone = Filter(
            of_episode.brand, row["day"], row["day"], channel=(row["channel"],), story=(row["story"],),
            share=of_episode.share, **told,
        )  # fmt: skip
        found.append(First(row["published"], row["channel"], row["source"], row["author"], row["text"], alone))
    return tuple(found)


def _copied(store: Store, of_episode: Filter) -> Copied | None:
    """None where no text was told twice."""
    for row in store.rows(_COPIED.format(episode=_OF_EPISODE), _of(of_episode)):
        if row["mentions"] > 1:
            rows = Filter(
                of_episode.brand, of_episode.since, of_episode.until, channel=of_episode.channel,
                story=(row["story"],), sort="oldest",
            )  # fmt: skip
            return Copied(row["text"], int(row["mentions"]), int(row["authors"]), int(row["every"]), rows)
    return None


def _reach(store: Store, seen: Scope, of_episode: Filter, signal: str) -> Reach:
    """A ratio of sums: the reach of the ordinary days of the twelve weeks before, brought to the days of the episode."""
    watched = episodes.watched(store, seen)
    known = set(watched.loc[(watched["signal"] == "all") & watched["observed"].notna(), "day"])
    rang = set(watched.loc[(watched["signal"] == "crisis") & (watched["level"] >= 1), "day"])
    during = {day for day in known if of_episode.since <= day <= of_episode.until}
    before = of_episode.since - timedelta(days=HORIZON)
    ordinary = {day for day in known if before <= day < of_episode.since} - rang
    told = store.rows(
        _REACH.format(episode=_OF_EPISODE, counted=condition(signal)), {**_of(of_episode), "since": before}
    )

    def summed(name: str, days: set[date]) -> float:
        return sum(float(row[name]) for row in told if row["day"] in days)

    of, of_told = int(summed("mentions", during)), int(summed("told", during))
    usual_of, usual_told = int(summed("mentions", ordinary)), int(summed("told", ordinary))
    is_told = bool(of) and of_told >= LEAST_TOLD * of
    is_usual_told = bool(ordinary) and usual_told >= LEAST_TOLD * usual_of
    return Reach(
        days=len(during),
        observed=summed("reach", during) if is_told else None,
        usual=summed("reach", ordinary) / len(ordinary) * len(during) if is_usual_told else None,
        told=of_told,
        of=of,
        ordinary_days=len(ordinary),
        ordinary_told=usual_told,
        ordinary_of=usual_of,
    )


def _of(rows: Filter) -> dict[str, object]:
    return {"brand": rows.brand, "since": rows.since, "until": rows.until, "channels": list(rows.channel)}
