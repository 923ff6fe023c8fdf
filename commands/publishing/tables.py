"""What the published tables hold, batch by batch: figures, verdicts and episodes of the complete weeks, and every mention.

Figures are those of `kpis.compute`, verdicts those of the scorecard (kpis/analysis/period_scorecard.py): nothing is
computed here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa

from commands import scorecards
from commands.publishing.columns import EPISODES, FIGURES, KPIS, MENTIONS, VERDICTS, Table
from data.decisions.brands import own_brands
from data.store import Store, time_zone
from kpis.analysis import episodes as watch
from kpis.analysis.period_scorecard import Look
from kpis.catalogue import Kpi, catalogue, counts_verdicts
from kpis.compute import compute
from kpis.engine import periods
from kpis.engine.complete_weeks import complete_and_typical
from kpis.engine.scope import Scope
from kpis.lineage.mention_filter import SENTIMENT, TOPIC
from kpis.objectives import objectives
from kpis.objectives.scorecard import Line
from wording import amounts

WEEK = timedelta(days=7)
MOST_WEEKS = 156  # of figures and episodes, up to the last complete one: three years
SCORED_WEEKS = 13  # of verdicts: as many as a line of the scorecard shows
BATCH = 10_000  # rows

Batches = Iterator[pa.RecordBatch]
Stopped = Callable[[], None]  # raises where the caller is to stop


@dataclass(frozen=True)
class Span:
    """The weeks that are published, Monday to Sunday. `is_complete`: every daily or weekly source tells what it owes of the
    last one; else it is the week that the screens open with."""

    since: date
    until: date
    is_complete: bool

    @property
    def mondays(self) -> list[date]:
        return [self.since + WEEK * number for number in range(((self.until - self.since).days + 1) // 7)]


def span(store: Store, today: date) -> Span | None:
    """The whole weeks from the first covered day to the last complete week; None where nothing is covered."""
    complete, typical = complete_and_typical(store, today)
    last = complete or typical
    first = store.value("select min(covered_from) from coverage")
    if last is None or first is None:
        return None
    whole = first + timedelta(days=-first.weekday() % 7)
    since = max(whole, last[0] - WEEK * (MOST_WEEKS - 1))
    return Span(min(since, last[0]), last[1], complete is not None)


@dataclass(frozen=True)
class Asked:
    """Of which store the tables are. `roles_of`: brand -> own or competitor."""

    store: Store
    span: Span | None
    today: date
    scored_weeks: int
    look_up: Stopped

    @property
    def brands(self) -> dict[str, str | None]:
        rows = self.store.rows("select brand, role from brands order by brand")
        return {row["brand"]: row["role"] for row in rows}


def batches(table: Table, asked: Asked) -> Batches:
    """The rows of a table."""
    if table is MENTIONS:
        yield from _mentions(asked)
        return
    rows = {
        FIGURES.name: _figures,
        VERDICTS.name: _verdicts,
        EPISODES.name: _episodes,
        KPIS.name: _kpis,
    }[table.name](asked)
    for some in rows:
        asked.look_up()
        yield from pa.Table.from_pylist(some, schema=table.schema).to_batches(max_chunksize=BATCH)


# Figures -------------------------------------------------------------------------------------------


def depends_on_role(kpi: Kpi) -> bool:
    """Whether its figure is another one for each role: what counts verdicts, or measures by what a role promised."""
    return counts_verdicts(kpi.id) or "promises" in kpi.reads


def _figures(asked: Asked) -> Iterator[list[dict[str, Any]]]:
    if asked.span is None:
        return
    store, brands = asked.store, asked.brands
    for kpi in catalogue().values():
        for role in objectives.roles(store) if depends_on_role(kpi) else (None,):
            # figures of brands by name are kept for the screens too (kpis/engine/kept_weeks.py)
            scope = Scope(asked.span.since, asked.span.until, tuple(brands), today=asked.today, role=role)
            grain = "four weeks" if kpi.weeks == 4 else "week"
            asked.look_up()
            frame = compute(store, kpi.id, scope, grain=grain)
            yield [_figure(kpi, row, role, brands, network=None) for row in frame.to_dict("records")]
            for brand in brands if "channel" in kpi.by else ():
                asked.look_up()
                of_brand = Scope(scope.since, scope.until, (brand,), today=asked.today, role=role)
                frame = compute(store, kpi.id, of_brand, grain=grain, by="channel")
                yield [
                    _figure(kpi, {**row, "series": brand}, role, brands, network=row["series"])
                    for row in frame.to_dict("records")
                ]


def _figure(
    kpi: Kpi, row: dict[str, Any], role: str | None, brands: dict[str, str | None], *, network: str | None
) -> dict[str, Any]:
    monday = row["period"].date()
    return {
        "kpi": kpi.id,
        "brand": row["series"],
        "brand_role": brands.get(row["series"]),
        "network": network,
        "role": role,
        "week": monday,
        "period_from": monday - WEEK * (kpi.weeks - 1),
        "period_to": monday + timedelta(days=6),
        "unit": kpi.unit,
        **{name: known(row[name]) for name in ("value", "n", "low", "high")},
        "state": row["state"],
        "covered_days": int(row["covered_days"]),
        "days": int(row["days"]),
        "at_least": known(row.get("least")),
    }


# Verdicts ------------------------------------------------------------------------------------------


def _verdicts(asked: Asked) -> Iterator[list[dict[str, Any]]]:
    if asked.span is None:
        return
    brands = asked.brands
    for monday in asked.span.mondays[-asked.scored_weeks :]:
        for role in objectives.roles(asked.store):
            for brand in own_brands(asked.store):
                asked.look_up()
                look = Look(brand, periods.week(monday), role, asked.today)
                lines = scorecards.lines_of(asked.store, look)
                yield [_verdict(line, look, brands[brand]) for line in lines if line.objective is not None]


def _verdict(line: Line, look: Look, brand_role: str | None) -> dict[str, Any]:
    told = scorecards.row_of(line, look)
    reason = line.verdict.reason
    return {
        **{name: told.get(name) for name in VERDICTS.schema.names},
        "role": look.role,
        "brand": look.brand,
        "brand_role": brand_role,
        "week": look.period.since,
        "network": line.channel,
        "unit": line.kpi.unit,
        "is_signed": told["signed"],
        "verdict": amounts.status(line),
        "reason_fr": amounts.in_words(reason, "fr") if reason is not None else None,
    }


# Episodes and indicators ---------------------------------------------------------------------------


def _episodes(asked: Asked) -> Iterator[list[dict[str, Any]]]:
    if asked.span is None:
        return
    for brand, role in asked.brands.items():
        asked.look_up()
        scope = Scope(asked.span.since, asked.span.until, (brand,), today=asked.today)
        found = watch.episodes(watch.watched(asked.store, scope))
        yield [{"brand": brand, "brand_role": role, **episode_row(one)} for one in reversed(found)]


def episode_row(one: watch.Episode) -> dict[str, Any]:
    """An episode as plain values; what is not known is None."""
    peak = one.peak
    return {
        "since": one.since,
        "until": one.until,
        "is_open": one.is_open,
        "days": one.days,
        "level": one.level,
        "signal": peak.signal,
        "peak_day": peak.day,
        **{name: known(getattr(peak, name)) for name in ("observed", "expected", "z")},
        "signals": ", ".join(each.signal for each in one.signals) or None,
        "why": ", ".join(one.why) or None,
    }


def _kpis(_asked: Asked) -> Iterator[list[dict[str, Any]]]:
    yield [
        {
            "kpi": one.id,
            "casquette": one.casquette,
            **{
                f"{name}{end}": getattr(one, name)[language]
                for name in ("title", "question", "formula")
                for end, language in (("", "en"), ("_fr", "fr"))
            },
            "unit": one.unit,
            "better": one.better,
            "weeks": one.weeks,
        }
        for one in catalogue().values()
    ]


# Mentions ------------------------------------------------------------------------------------------

_MENTIONS = f"""
    select
        r.brand,
        b.role as brand_role,
        coalesce(k.is_own, false) as is_by_brand,
        r.day,
        (r.published_at at time zone 'UTC') at time zone $zone as published,
        r.published_at as published_utc,
        r.channel as network,
        r.source_type as kind,
        r.source,
        r.author,
        r.author_followers,
        r.title,
        r.text,
        case when regexp_matches(r.url, '^https?://') then r.url end as url,
        r.language,
        r.country,
        {TOPIC} as topic,
        {SENTIMENT} as sentiment,
        coalesce(k.sentiment_origin, r.sentiment_origin) as sentiment_origin,
        r.reach,
        r.engagement,
        r.rating,
        r.is_repost,
        r.is_unique,
        cast(r.story as varchar) as story,
        u.name as file,
        r.upload_id,
        r.part,
        r.record
    from mention_records r
    join uploads u on u.upload_id = r.upload_id
    left join brands b on b.brand = r.brand
    left join mention_marks k on k.identity = r.identity and k.brand = r.brand and k.day = r.day
    where r.state = 'kept'
    order by r.brand, r.day, r.published_at, r.upload_id, r.part, r.record
"""


def _mentions(asked: Asked) -> Batches:
    with asked.store.reading() as cursor:
        found = cursor.execute(_MENTIONS, {"zone": time_zone(asked.store)}).to_arrow_reader(BATCH)
        for batch in found:
            asked.look_up()
            yield batch.cast(MENTIONS.schema)


def known(value: object) -> float | None:
    """A number, or None for what is not known or no number of a table: NaN, infinity."""
    if value is None or value is pd.NA:
        return None
    number = float(value)  # type: ignore[arg-type]
    return number if math.isfinite(number) else None


def rows_of(batch: pa.RecordBatch) -> Iterator[Sequence[object]]:
    """The rows of a batch as Python values."""
    yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
