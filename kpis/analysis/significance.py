"""Which of many changes are significant: of sixty tested at 5 %, three are so by chance alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.engine import statistics
from kpis.objectives.scorecard import Line


@dataclass(frozen=True)
class Moved:
    """A figure with a significant change; `p` is adjusted for the number of changes (Benjamini, Hochberg 1995)."""

    line: Line
    p: float


def beyond_chance(lines: Sequence[Line]) -> tuple[int, tuple[Moved, ...]]:
    """The number of changes tested, and those that are significant after adjustment, the smallest p first."""
    known = [line for line in lines if line.change is not None and line.change.p is not None]
    adjusted = statistics.discoveries([line.change.p for line in known]) if known else []  # type: ignore[union-attr]
    found = [
        Moved(line, float(p))
        for line, p in zip(known, adjusted, strict=True)
        if p < 0.05 and line.change is not None and line.change.significant
    ]
    return len(known), tuple(sorted(found, key=lambda one: one.p))
