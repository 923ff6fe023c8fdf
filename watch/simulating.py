"""Another threshold, tried on the past: what would have rung, against what people made of the episodes on record.

Nothing is written: the threshold in force is the same afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.store import Store
from data.watch import episodes
from data.watch.episodes import Kept
from kpis.analysis import other_threshold
from kpis.analysis.other_threshold import Judged, Rung
from kpis.inputs.threshold import Threshold


@dataclass(frozen=True)
class Tried:
    """A threshold on the past of a brand. Episodes that people confirmed, or closed as false, are those of these weeks.

    found, missed: of the confirmed ones, those on whose days it would ring, and the others. ringing: of the false ones,
    those on whose days it would still ring.
    """

    judged: Judged
    found: tuple[Kept, ...]
    missed: tuple[Kept, ...]
    ringing: tuple[Kept, ...]
    silent: tuple[Kept, ...]

    @property
    def confirmed(self) -> int:
        return len(self.found) + len(self.missed)

    @property
    def false(self) -> int:
        return len(self.ringing) + len(self.silent)


@dataclass(frozen=True)
class Simulated:
    """The threshold in force beside another one. new: episodes that would ring and do not; gone: that would no more."""

    now: Tried
    then: Tried
    new: tuple[Rung, ...]
    gone: tuple[Rung, ...]


def simulated(store: Store, brand: str, threshold: Threshold) -> Simulated | None:
    """What a threshold would have done in the last 104 weeks; None for a brand without mentions."""
    before = other_threshold.judged(store, brand)
    if before is None:
        return None
    after = before if threshold == before.threshold else other_threshold.judged(store, brand, threshold)
    assert after is not None
    held = [one for one in episodes.kept(store, brand) if one.verdict and _last(one) >= before.since]
    return Simulated(
        now=_tried(before, held),
        then=_tried(after, held),
        new=_apart(after, before),
        gone=_apart(before, after),
    )


def _tried(judged: Judged, held: list[Kept]) -> Tried:
    alarms = {day for one in judged.episodes for day in one.alarms}
    rings = {one.episode: any(one.since.date() <= day <= _last(one) for day in alarms) for one in held}
    confirmed = [one for one in held if one.verdict == "confirmed"]
    false = [one for one in held if one.verdict == "false"]
    return Tried(
        judged=judged,
        found=tuple(one for one in confirmed if rings[one.episode]),
        missed=tuple(one for one in confirmed if not rings[one.episode]),
        ringing=tuple(one for one in false if rings[one.episode]),
        silent=tuple(one for one in false if not rings[one.episode]),
    )


def _apart(some: Judged, others: Judged) -> tuple[Rung, ...]:
    """The episodes of `some` that share no day with one of `others`, the newest first."""
    spans = [(one.since, one.until or date.max) for one in others.episodes]
    return tuple(
        one
        for one in reversed(some.episodes)
        if not any(since <= (one.until or date.max) and until >= one.since for since, until in spans)
    )


def _last(one: Kept) -> date:
    """The last day of an episode on record: of one that is not over, the last that was seen."""
    return (one.until or one.seen_until).date()
