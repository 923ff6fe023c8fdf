"""Objectives: dated rows that figures are evaluated against.

The starting ones are kpis/objectives/objectives.csv; the rows of a store, appended and never overwritten, take
precedence. An edit is a row that ends the one it replaces on the day before its own first day; a withdrawal is a row
too. A past week keeps the objective that was in force on its Monday, whatever was recorded since.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import duckdb

from data.sentences import Refusal
from data.store import Store, insert, now

MODES = ("absolute", "baseline_percent", "baseline_points", "range", "pace", "followed", "out_of_scope")
COMMITMENTS = ("committed", "stretch")
STEPS = {"month": 365.25 / 12, "quarter": 365.25 / 4}  # days per growth step
DAY = timedelta(days=1)
_FIRST_DAY = date(1900, 1, 1)
_COLUMNS = (
    "objective", "role", "casquette", "kpi", "brand", "channel", "mode", "target", "target_high", "per", "tolerance",
    "commitment", "baseline", "baseline_from", "baseline_to", "valid_from", "valid_to", "owner", "approver", "comment",
    "replaces", "withdraws", "recorded_at", "recorded_by",
)  # fmt: skip


@dataclass(frozen=True)
class Objective:
    """The target of a role for a KPI.

    `target`: in the KPI's unit as people write it (95 for 95 %); for baseline modes the percentage, or the points,
    above the baseline; for pace the total from `valid_from` to `valid_to`. `per`: a baseline target grows by `target`
    in each month or quarter after the baseline's weeks. `baseline`: in the scale of the KPI's values (0.95), frozen at
    signature. `brand`, `channel`: None for all. `replaces`, `withdraws`: numbers of other objectives.
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
    casquette: str | None = None
    commitment: str | None = None
    baseline: float | None = None
    baseline_from: date | None = None
    baseline_to: date | None = None
    objective: int | None = None
    replaces: int | None = None
    withdraws: int | None = None
    recorded_by: str = ""

    @property
    def is_followed(self) -> bool:
        """Without a verdict: only followed, or outside the role's perimeter."""
        return self.mode in ("followed", "out_of_scope")

    @property
    def is_signed(self) -> bool:
        """Recorded by a person, as opposed to a starting value."""
        return self.valid_from > _FIRST_DAY

    @property
    def is_stretch(self) -> bool:
        return self.commitment == "stretch"

    @property
    def key(self) -> tuple[str, str, str | None, str | None]:
        """Role, KPI, brand and channel. On one day at most one signed objective of a key is in force."""
        return self.role, self.kpi, self.brand, self.channel

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def starting() -> tuple[Objective, ...]:
    """The starting objectives of the two roles, which recorded ones override."""
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
    """Every row that people recorded, including withdrawals, oldest first."""
    rows = store.rows_once(f"select {', '.join(_COLUMNS)} from objectives order by rowid")
    return tuple(Objective(**row) for row in rows)


def in_force(rows: Iterable[Objective]) -> tuple[Objective, ...]:
    """The rows in force on some day, `valid_to` set where they were withdrawn or replaced.

    A row that was withdrawn from its first day on replaces nothing: the one before it stays in force.
    """
    ends: dict[int, date] = {}
    objectives = [one for one in rows if one.mode != "withdrawn"]
    for one in rows:
        if one.withdraws is not None:
            last = one.valid_from - DAY
            ends[one.withdraws] = min(last, ends.get(one.withdraws, last))
    cut = [_cut(one, ends) for one in objectives]
    alive = [one for one in cut if one.valid_to is None or one.valid_to >= one.valid_from]
    for one in alive:
        if one.replaces is not None:
            last = one.valid_from - DAY
            ends[one.replaces] = min(last, ends.get(one.replaces, last))
    cut = [_cut(one, ends) for one in alive]
    return tuple(one for one in cut if one.valid_to is None or one.valid_to >= one.valid_from)


def effective(store: Store) -> tuple[Objective, ...]:
    """Every objective in force on some day, the starting ones first."""
    return (*starting(), *in_force(recorded(store)))


def roles(store: Store) -> tuple[str, ...]:
    """The roles with objectives or a role sheet."""
    sheets = store.rows_once("select role from role_sheets order by rowid")
    return tuple(dict.fromkeys([*(one.role for one in effective(store)), *(row["role"] for row in sheets)]))


def in_force_on(
    day: date, effective: Iterable[Objective], *, role: str, brand: str
) -> dict[tuple[str, str | None], Objective]:
    """(KPI, channel) -> the objective of the role for the brand on a day.

    One for the brand takes precedence over one for every brand; of several, the last recorded.
    """
    found: dict[tuple[str, str | None], Objective] = {}
    for one in effective:
        if one.role != role or one.brand not in (None, brand) or not one.is_in_force(day):
            continue
        before = found.get((one.kpi, one.channel))
        if before is None or one.brand is not None or before.brand is None:
            found[one.kpi, one.channel] = one
    return found


def with_target(effective: Iterable[Objective], *, role: str, brand: str) -> set[tuple[str, str | None]]:
    """(KPI, channel) for which the role has a target for the brand on some day."""
    return {
        (one.kpi, one.channel)
        for one in effective
        if one.role == role and one.brand in (None, brand) and not one.is_followed
    }


# Writing ---------------------------------------------------------------------------------------------


def append(store: Store, rows: Iterable[Objective], *, who: str) -> tuple[Objective, ...]:
    """Append checked rows (kpis/objectives/signing.py), all or none. Returns them with their numbers."""
    written = []
    with store.writing() as cursor:
        number, moment = next_number(cursor), now()  # one moment for what is signed together
        for index, one in enumerate(rows):
            row = replace(one, objective=number + index, recorded_at=moment, recorded_by=who)
            insert(cursor, "objectives", {name: asdict(row)[name] for name in _COLUMNS})
            written.append(row)
    return tuple(written)


def withdraw(store: Store, objective: int, *, since: date | None = None, comment: str, who: str) -> Objective:
    """Append the withdrawal of an objective, in force no more from `since` on; None: from its first day on.

    Raises Refusal for a number that is not in force, or a day after its end.
    """
    one = next((row for row in in_force(recorded(store)) if row.objective == objective), None)
    if one is None:
        raise Refusal("There is no objective number {number} in force to withdraw.", number=objective)
    if since is not None and one.valid_to is not None and since > one.valid_to:
        raise Refusal(
            "Objective number {number} ends on {last}: it cannot be withdrawn from {day}.",
            number=objective,
            last=one.valid_to,
            day=since,
        )
    row = replace(
        one,
        mode="withdrawn",
        target=None,
        target_high=None,
        per=None,
        tolerance=None,
        commitment=None,
        baseline=None,
        baseline_from=None,
        baseline_to=None,
        valid_from=max(since or one.valid_from, one.valid_from),
        valid_to=None,
        comment=comment or None,
        replaces=None,
        withdraws=objective,
    )
    return append(store, [row], who=who)[0]


def undo_last(store: Store, role: str, *, comment: str, who: str) -> tuple[Objective, ...]:
    """Withdraw, from their first day on, the objectives of the role that were signed together last.

    Raises Refusal when none is in force.
    """
    mine = [one for one in in_force(recorded(store)) if one.role == role]
    if not mine:
        raise Refusal("The role {role} has no signed objective to undo.", role=role)
    last = mine[-1].recorded_at  # the rows come in the order of their writing
    return tuple(
        withdraw(store, one.objective, comment=comment, who=who)  # type: ignore[arg-type]
        for one in mine
        if one.recorded_at == last
    )


def next_number(cursor: duckdb.DuckDBPyConnection) -> int:
    found = cursor.execute("select greatest(coalesce(max(objective), 0), count(*)) + 1 from objectives").fetchone()
    assert found is not None
    return int(found[0])


def _cut(one: Objective, ends: dict[int, date]) -> Objective:
    end = ends.get(one.objective) if one.objective is not None else None
    if end is None or (one.valid_to is not None and one.valid_to <= end):
        return one
    return replace(one, valid_to=end)


def _number(text: str) -> float | None:
    return float(text) if text else None
