"""Objectives: dated rows that figures are judged against. The first ones are kpis/objectives.csv; a store's own
rows, appended and never overwritten, come before them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from data.store import Store

MODES = ("absolute", "baseline_percent", "baseline_points", "range", "followed", "out_of_scope")
STEPS = {"month": 365.25 / 12, "quarter": 365.25 / 4}  # days of a step of a growing objective
_FIRST_DAY = date(1900, 1, 1)


@dataclass(frozen=True)
class Objective:
    """What a role is to reach for a KPI.

    `target` is in the KPI's unit as people write it (95 for 95 %); for baseline modes it is the percentage, or the
    points, above the baseline. `per`: the step is added again each month or quarter after the baseline's eight weeks.
    """

    role: str
    kpi: str
    mode: str
    target: float | None
    target_high: float | None
    per: str | None = None
    brand: str | None = None
    channel: str | None = None
    tolerance: float | None = None
    valid_from: date = _FIRST_DAY
    valid_to: date | None = None
    owner: str | None = None
    approver: str | None = None
    comment: str | None = None
    recorded_at: datetime = datetime(1900, 1, 1)

    @property
    def is_followed(self) -> bool:
        """Shown without a verdict: followed only, or outside the role's perimeter."""
        return self.mode in ("followed", "out_of_scope")


@cache
def starting() -> tuple[Objective, ...]:
    """The starting objectives of the two roles; a team overwrites them."""
    with (Path(__file__).parent / "objectives.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Objective(
                role=row["role"],
                kpi=row["kpi"],
                mode=row["mode"],
                target=_number(row["target"]),
                target_high=_number(row["target_high"]),
                per=row["per"] or None,
                comment=row["comment"] or None,
            )
            for row in csv.DictReader(file)
        )


def recorded(store: Store) -> tuple[Objective, ...]:
    """The objectives that people recorded, oldest first."""
    rows = store.rows(
        "select role, kpi, brand, channel, mode, target, target_high, per, tolerance, valid_from, valid_to, owner, approver, "
        "comment, recorded_at from objectives order by recorded_at, rowid"
    )
    return tuple(Objective(**row) for row in rows)


def roles(store: Store) -> tuple[str, ...]:
    """The roles that have objectives."""
    return tuple(dict.fromkeys(one.role for one in known(store)))


def held(known: tuple[Objective, ...], *, role: str, brand: str, day: date) -> dict[str, Objective]:
    """KPI -> the objective of the role for all channels of the brand that holds on a day: of several, the last recorded."""
    found: dict[str, Objective] = {}
    for one in known:
        holds = one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
        if one.role == role and one.brand in (None, brand) and one.channel is None and holds:
            found[one.kpi] = one
    return found


def aimed(known: tuple[Objective, ...], *, role: str, brand: str) -> set[str]:
    """The KPIs for which the role has, or had, something to reach for the brand."""
    return {
        one.kpi
        for one in known
        if one.role == role and one.brand in (None, brand) and one.channel is None and not one.is_followed
    }


def known(store: Store) -> tuple[Objective, ...]:
    """Every objective, the starting ones first."""
    return (*starting(), *recorded(store))


def _number(text: str) -> float | None:
    return float(text) if text else None
