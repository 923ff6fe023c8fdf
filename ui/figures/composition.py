"""What of the director's figures leads the Overview, what is quiet, and what has no figure. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpis.objectives.baseline import BASELINE_WEEKS
from kpis.objectives.headline import Tally
from kpis.objectives.scorecard import Line
from locales import numbers

OF_THE_DATA = ("source_days", "verdicts")  # tables of figures about the data and about the other figures


@dataclass(frozen=True)
class Composition:
    """`leading`: changed beyond chance, or short of its target; `quiet`: the other figures; `silent`: without a figure.

    `is_young`: no figure can be compared with a past yet. Every figure then leads: its own size, and the competitors'.
    """

    leading: tuple[Line, ...]
    quiet: tuple[Line, ...]
    silent: tuple[Line, ...]
    is_young: bool


def compose(lines: Sequence[Line]) -> Composition:
    """Of figures that are about the brand, in their order."""
    known = tuple(line for line in lines if has_figure(line))
    silent = tuple(line for line in lines if line not in known)
    if known and not any(is_compared(line) or has_history(line) for line in known):
        return Composition(known, (), silent, is_young=True)
    leading = tuple(line for line in known if has_changed(line) or line.verdict.status in ("near", "behind"))
    quiet = tuple(line for line in known if line not in leading)
    return Composition(leading, quiet, silent, is_young=False)


def has_figure(line: Line) -> bool:
    """Whether the period has a value, or a median that is not reached yet."""
    return not numbers.is_missing(line.value) or line.week.is_not_reached


def is_compared(line: Line) -> bool:
    """Whether it was compared with an earlier period, and the difference tested."""
    return line.change is not None and line.change.reason is None


def has_history(line: Line) -> bool:
    """Whether as many periods are known as a baseline needs."""
    return int(line.history["value"].notna().sum()) >= BASELINE_WEEKS


def has_changed(line: Line) -> bool:
    """Whether its change is beyond chance."""
    return line.change is not None and line.change.significant and line.change.reason is None


def is_fed(line: Line) -> bool:
    """Whether any period of its history has a value: its exports are loaded."""
    return bool(line.history["value"].notna().any())


def is_about_the_data(line: Line) -> bool:
    """Whether it measures the uploads, or counts verdicts, and says nothing of the brand."""
    return bool(set(line.kpi.needs) & set(OF_THE_DATA))


def filled(lines: Sequence[Line], others: Iterable[Line], *, most: int) -> tuple[Line, ...]:
    """The lines with figures; where they are fewer than `most`, others with figures follow, and the silent ones last.

    A store of one export has figures that are not among the director's: they take the places of those without inputs.
    """
    known = [line for line in lines if has_figure(line)]
    named = {line.kpi.id for line in lines}
    more = [line for line in others if line.kpi.id not in named and has_figure(line) and not is_about_the_data(line)]
    silent = [line for line in lines if not has_figure(line)]
    return (*known, *more[: max(0, most - len(known))], *silent)


def judges_the_brand(tallies: Sequence[Tally]) -> bool:
    """Whether some objective that is about more than the data themselves has a verdict."""
    return any(
        idea.status != "unjudged" and not is_about_the_data(idea.line) for tally in tallies for idea in tally.ideas
    )
