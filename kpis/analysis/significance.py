"""Which of many changes are significant: of sixty tested at 5 %, three are so by chance alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kpis.engine import statistics
from kpis.engine.change import LEVEL, Change
from kpis.objectives.scorecard import Line


@dataclass(frozen=True)
class Moved:
    """A figure with a significant change; `p` is adjusted for the number of changes (Benjamini, Hochberg 1995)."""

    line: Line
    p: float


def judged_together(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, whose changes keep their arrow only where p, adjusted for the number of tests, is under 5 %.

    To be called once on all KPIs of a brand, period and comparison, so that a figure has one arrow wherever it stands.
    """
    lines = tuple(lines)
    tested = [number for number, line in enumerate(lines) if line.change is not None and line.change.p is not None]
    adjusted = dict(zip(tested, statistics.discoveries([lines[one].change.p for one in tested]), strict=True))  # type: ignore[union-attr]
    return tuple(
        replace(line, change=_adjusted(line, float(adjusted[number]))) if number in adjusted else line
        for number, line in enumerate(lines)
    )


def _adjusted(line: Line, p: float) -> Change:
    assert line.change is not None
    return replace(line.change, adjusted=p, significant=line.change.significant and p < LEVEL)


def beyond_chance(lines: Sequence[Line]) -> tuple[int, tuple[Moved, ...]]:
    """The number of changes tested among lines judged together, and the significant ones, the smallest p first."""
    tested = [line for line in lines if line.change is not None and line.change.adjusted is not None]
    found = [Moved(line, line.change.adjusted) for line in tested if line.change.significant]  # type: ignore[union-attr,arg-type]
    return len(tested), tuple(sorted(found, key=lambda one: one.p))
