"""The benchmarks of a figure: a year before, the competitors' median, and published references."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pandas as pd

from data.store import Store
from kpis.catalogue import Kpi, counts_verdicts
from kpis.engine import breaks
from kpis.engine.scope import Scope
from kpis.inputs.registry import run_filled

YEAR = timedelta(days=364)


@dataclass(frozen=True)
class Reference:
    """A published figure, in the scale of the KPI's values; a range from `low` to `high`, or `low` alone."""

    kpi: str
    channel: str | None
    low: float
    high: float | None
    source: dict[str, str]


@dataclass(frozen=True)
class Benchmarks:
    """`peers`: the median of the `peer_count` competitors with a complete figure. `year_before`: None too where what is
    counted was redefined since."""

    year_before: float | None
    peers: float | None
    peer_count: int
    references: tuple[Reference, ...]


@cache
def references() -> tuple[Reference, ...]:
    """The published references, kpis/analysis/references.toml."""
    rows = tomllib.loads((Path(__file__).parent / "references.toml").read_text(encoding="utf-8"))["reference"]
    return tuple(Reference(one["kpi"], one.get("channel"), one["low"], one.get("high"), one["source"]) for one in rows)


def benchmarks(store: Store, kpi: Kpi, scope: Scope, *, competitors: tuple[str, ...]) -> Benchmarks:
    """The benchmarks of the scope's one brand in the week that ends with the scope, from complete periods only.

    A competitor that is looked at is compared with the other competitors.
    """
    published = tuple(
        one
        for one in references()
        if one.kpi == kpi.id and (not scope.channels or one.channel in (None, *scope.channels))
    )
    if counts_verdicts(kpi.id):
        return Benchmarks(None, None, 0, published)
    brand = scope.brands[0]
    competitors = tuple(name for name in competitors if name != brand)
    now = replace(scope, since=scope.until - timedelta(days=6), brands=(brand, *competitors))
    then = replace(scope, since=now.since - YEAR, until=now.until - YEAR)
    peers = _complete(store, kpi, now)
    days = ((one.since - timedelta(days=7 * (kpi.weeks - 1)), one.until) for one in (now, then))
    crossings = breaks.crossed(store, kpi, () if kpi.across else (brand,), scope.channels, *days)
    year_before = None if crossings else _finite(_complete(store, kpi, then).get(brand))
    values = [peers[name] for name in competitors if name in peers]
    return Benchmarks(year_before, _finite(_median(values)), len(values), published)


def _median(values: list[float]) -> float | None:
    return float(pd.Series(values).median()) if values else None


def _finite(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else value


def _complete(store: Store, kpi: Kpi, scope: Scope) -> dict[str, float]:
    """Brand -> its value of the last period, for the brands whose period is complete; ∞ for a median not reached.

    Of one brand after the other: the weeks of each are kept for its own screens, and a write to one leaves the others'.
    """
    found: dict[str, float] = {}
    for brand in scope.brands:
        alone = replace(scope, brands=(brand,))
        rows = run_filled(store, kpi, alone, grain="four weeks" if kpi.weeks == 4 else "week", spread=False)
        if "least" in rows:
            is_open = rows["least"].notna()
            rows = rows.assign(
                value=rows["value"].where(~is_open, math.inf), state=rows["state"].where(~is_open, "complete")
            )
        last = rows[(rows["period"] == rows["period"].max()) & (rows["state"] == "complete") & rows["value"].notna()]
        found |= {row.series: float(row.value) for row in last.itertuples()}
    return found
