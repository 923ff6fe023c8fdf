"""A figure: a value with its sample, its interval and how much of its period is covered."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SAMPLE = 10  # a share of fewer cases has no verdict


@dataclass(frozen=True)
class Figure:
    """`low`, `high`: the 95 % interval. state: complete | partial | running | missing (kpis/compute.py)."""

    value: float | None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    state: str = "complete"


def figure_of(row: object) -> Figure:
    """The figure of a row of `kpis.engine.run.run`."""
    return Figure(row.value, row.n, row.low, row.high, row.state)  # type: ignore[attr-defined]
