"""A figure: a value with its sample, its interval and how much of its period is covered."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SAMPLE = 10  # a share of fewer cases has no verdict


@dataclass(frozen=True)
class Figure:
    """`low`, `high`: the 95 % interval. state: complete | partial | running | missing (kpis/compute.py).

    `spread`, `degrees`: how much the KPI varies over ordinary periods (kpis/engine/dispersion.py): of a count the
    deviation of its square root, of a share or score the excess of its variance, else the deviation of its values; NaN
    or None where the history is too short.
    """

    value: float | None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    state: str = "complete"
    spread: float | None = None
    degrees: float | None = None


def figure_of(row: object) -> Figure:
    """The figure of a row of `kpis.engine.run.run`."""
    spread, degrees = getattr(row, "spread", None), getattr(row, "degrees", None)
    return Figure(row.value, row.n, row.low, row.high, row.state, spread, degrees)  # type: ignore[attr-defined]
