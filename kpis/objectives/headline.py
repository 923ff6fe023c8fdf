"""How a role stands, casquette by casquette: every objective that is signed, one idea counted once.

A share of "objectives met" among those judged moves when a source is withdrawn, or by signing easy ones: the whole is
what is signed, and what is not judged is counted as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kpis.catalogue import CASQUETTES, counts_verdicts
from kpis.objectives.scorecard import Line

# of KPIs of one idea the first of these statuses that one of them has is that of the idea
STATUSES = ("behind", "near", "undecided", "unjudged", "met")


@dataclass(frozen=True)
class Idea:
    """The lines whose KPIs are of one family (or a single one), and the one that decides its status."""

    status: str
    line: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Tally:
    """The ideas of a casquette. `is_signed`: false where nothing is signed yet and the starting values stand."""

    casquette: str
    ideas: tuple[Idea, ...]
    is_signed: bool

    @property
    def counts(self) -> dict[str, int]:
        """Status -> number of ideas, in the order met, near, behind, undecided, unjudged."""
        found = Counter(idea.status for idea in self.ideas)
        return {status: found[status] for status in ("met", "near", "behind", "undecided", "unjudged")}


def headline(lines: Sequence[Line]) -> tuple[Tally, ...]:
    """The tallies of a role's scorecard lines; casquettes without an objective are left out.

    Of signed objectives, or, while none is signed, of the starting ones. Objectives that count the others do not count.
    """
    aimed = [line for line in lines if line.has_target and not counts_verdicts(line.kpi.id)]
    signed = [line for line in aimed if line.objective is not None and line.objective.is_signed]
    groups: dict[tuple[str, str | None], list[Line]] = {}
    for line in signed or aimed:
        groups.setdefault((line.kpi.family or line.kpi.id, line.channel), []).append(line)
    ideas = [_idea(group) for group in groups.values()]
    return tuple(
        Tally(name, mine, bool(signed))
        for name in CASQUETTES
        if (mine := tuple(idea for idea in ideas if idea.line.casquette == name))
    )


def to_mend(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines whose signed objective cannot hold, each with the reason in its verdict."""
    return tuple(
        line for line in lines if line.verdict.is_to_mend and line.objective is not None and line.objective.is_signed
    )


def status_of(line: Line) -> str:
    """The status of a line with an objective: that of its verdict, unjudged without one."""
    return "unjudged" if line.verdict.status == "none" else line.verdict.status


def _idea(lines: list[Line]) -> Idea:
    first = min(lines, key=lambda line: STATUSES.index(status_of(line)))
    return Idea(status_of(first), first, tuple(lines))
