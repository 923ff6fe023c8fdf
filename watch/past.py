"""What similar past episodes of a brand did: how long they took, what they turned out to be, what people did.

Similar: the same kind of signal (tone, sensitive topics, spread, volume), the same topic, and both an alert or both none.
Where no episode on record has that topic, those of other topics are told, and said to be that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.decisions import annotations
from data.decisions.annotations import Annotation
from data.store import Store
from data.watch import episodes
from data.watch.episodes import Action, Kept
from kpis.analysis.episodes import Episode
from kpis.inputs import crisis
from watch.counting import COUNTED

MOST = 10  # the newest ones
DONE = ("acknowledge", "assign", "note", "inform")

_CASES = " ".join(f"when '{signal}' then {condition}" for signal, condition in COUNTED.items())
_TOPICS = f"""
    -- the topic of more than half of the mentions of each peak, as its signal counts them
    with peaks as (
        select unnest($episodes) as episode, unnest($days) as day, unnest($signals) as signal
    ),
    counted as (
        select p.episode, m.identity, m.topic
        from peaks p
        join mentions m on m.day = p.day and m.brand = $brand
        where case p.signal {_CASES} end
    ),
    told as (
        select episode, identity, topic from counted where topic <> ''
        union
        select c.episode, c.identity, t.topic
        from counted c
        join mention_topics t on t.identity = c.identity and t.brand = $brand
    ),
    sizes as (
        select episode, count(*) as every from counted group by episode
    )
    select t.episode, t.topic
    from told t
    join sizes s on s.episode = t.episode
    group by t.episode, t.topic, s.every
    having 2 * count(*) > s.every
    qualify row_number() over (partition by t.episode order by count(*) desc, t.topic) = 1
"""


@dataclass(frozen=True)
class Similar:
    """A past episode. recovered: days from its peak to the third calm day in a row; None while it is not over."""

    kept: Kept
    topic: str
    recovered: int | None
    actions: tuple[Action, ...]
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True)
class Past:
    """The similar past episodes, the newest first. has_topic: they have the topic of this one; every: the past episodes
    on record, similar or not."""

    similar: tuple[Similar, ...]
    has_topic: bool
    every: int

    @property
    def majority(self) -> tuple[int, int] | None:
        """Of the similar ones, how many were over within how many days: the fewest days of more than half of them."""
        need = len(self.similar) // 2 + 1
        days = sorted(one.recovered for one in self.similar if one.recovered is not None)
        return (sum(one <= days[need - 1] for one in days), days[need - 1]) if len(days) >= need else None

    def verdicts(self, verdict: str) -> tuple[Similar, ...]:
        return tuple(one for one in self.similar if one.kept.verdict == verdict)


def past(store: Store, brand: str, one: Episode, topic: str) -> Past:
    """What is on record of episodes that began before this one."""
    held = [
        kept
        for kept in episodes.kept(store, brand)
        if not kept.is_gone and kept.since.date() < one.since and not _is_same(kept, one)
    ]
    alike = [
        kept
        for kept in held
        if kind(kept.signal) == kind(one.peak.signal) and (kept.level >= crisis.ALERT) == (one.level >= crisis.ALERT)
    ]
    topics = _topics(store, brand, alike) if alike else {}
    same = [kept for kept in alike if topics.get(kept.episode, "") == topic]
    chosen = (same or alike)[:MOST]
    done = episodes.actions(store, *(kept.episode for kept in chosen)) if chosen else ()
    noted = annotations.in_force(store) if chosen else ()
    return Past(
        tuple(_similar(kept, topics.get(kept.episode, ""), done, noted) for kept in chosen), bool(same), len(held)
    )


def kind(signal: str) -> str:
    """tone | sensitive | spread | volume: signals of one kind rise together."""
    return crisis.KINDS.get(signal, "volume")


def _is_same(kept: Kept, one: Episode) -> bool:
    """Whether an episode on record is the one asked about, which a later export may have begun earlier."""
    return kept.until is None or kept.until.date() >= one.since


def _topics(store: Store, brand: str, held: Iterable[Kept]) -> dict[int, str]:
    peaks = list(held)
    rows = store.rows(
        _TOPICS,
        {
            "brand": brand,
            "episodes": [one.episode for one in peaks],
            "days": [one.peak_at.date() for one in peaks],
            "signals": [one.signal for one in peaks],
        },
    )
    return {row["episode"]: row["topic"] for row in rows}


def _similar(kept: Kept, topic: str, done: Iterable[Action], noted: Iterable[Annotation]) -> Similar:
    last = date.max if kept.until is None else kept.until.date()
    recovered = None if kept.until is None else (kept.until.date() - kept.peak_at.date()).days + crisis.CALM_DAYS
    return Similar(
        kept=kept,
        topic=topic,
        recovered=recovered,
        actions=tuple(one for one in done if one.episode == kept.episode and one.action in DONE),
        annotations=tuple(
            one
            for one in noted
            if one.first_day <= last and one.last_day >= kept.since.date() and one.brand in (None, kept.brand)
        ),
    )
