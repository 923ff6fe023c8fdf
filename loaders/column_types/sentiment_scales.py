"""Scales of numeric sentiments: which numbers are positive, neutral and negative.

The middle of a scale is neutral: its middle fifth (1..5: 3; 0..100: 40 to 60; 0..10: 4 to 6), on a scale from -n to n
zero alone, and on -1..1 and -100..100, whose scores are fine, what is nearer to zero than a twentieth of the end (as
VADER does: ±0.05). A scale written downwards (6..1) has its best number last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# offered in this order: the narrowest first
SCALES = (
    "0..1", "-1..1", "0,2,4", "1..5", "0..5", "-5..5", "1..10", "0..10", "-10..10", "0..100", "-100..100",
)  # fmt: skip
_WRITTEN = re.compile(r"([-−]?\d+(?:\.\d+)?) ?\.\. ?([-−+]?\d+(?:\.\d+)?)")
_FINE = (1.0, 100.0)  # ends of the scales from -n to n whose numbers near zero are neutral
_EDGE = 1e-9  # 0.4 of a scale is not exactly 0.4


@dataclass(frozen=True)
class Scale:
    """A scale from its worst to its best number; `points`: the only numbers that it has (None: all between)."""

    worst: float
    best: float
    points: tuple[float, ...] | None = None

    def __str__(self) -> str:
        if self.points is not None:
            return ",".join(f"{point:g}" for point in self.points)
        return f"{self.worst:g}..{self.best:g}"

    def has(self, number: float) -> bool:
        if self.points is not None:
            return number in self.points
        return min(self.worst, self.best) <= number <= max(self.worst, self.best)

    def label(self, number: float) -> str | None:
        """positive, neutral or negative; None for a number outside the scale."""
        if not self.has(number):
            return None
        low, high = self._bounds()
        if number < low:
            return "negative" if self.worst < self.best else "positive"
        if number > high:
            return "positive" if self.worst < self.best else "negative"
        return "neutral"

    def label_sql(self, number: str) -> str:
        """SQL for the label of a number; null outside the scale."""
        low, high = self._bounds()
        below, above = ("negative", "positive") if self.worst < self.best else ("positive", "negative")
        inside = (
            f"{number} in ({', '.join(map(repr, self.points))})"
            if self.points is not None
            else f"{number} between {min(self.worst, self.best)!r} and {max(self.worst, self.best)!r}"
        )
        return (
            f"case when not ({inside}) then null when {number} < {low!r} then '{below}' "
            f"when {number} > {high!r} then '{above}' else 'neutral' end"
        )

    def _bounds(self) -> tuple[float, float]:
        """Below the first number and above the second, a number is not neutral."""
        least, greatest = min(self.worst, self.best), max(self.worst, self.best)
        if least == -greatest:
            edge = greatest / 20 - _EDGE if greatest in _FINE else 0.0
            return -edge, edge
        fifth = (greatest - least) / 5
        return least + 2 * fifth - _EDGE, greatest - 2 * fifth + _EDGE


SIGNS = Scale(-1.0, 1.0, points=(-1.0, 0.0, 1.0))


def scale(written: str) -> Scale | None:
    """The scale written as `1..5`, `-1..1` or `0,2,4`; None when it is none."""
    if written.strip() == "0,2,4":
        return Scale(0.0, 4.0, points=(0.0, 2.0, 4.0))
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    worst, best = (float(end.replace("−", "-")) for end in found.groups())
    return Scale(worst, best) if worst != best else None


def proved(numbers: set[float], *, percent: bool) -> Scale | None:
    """The scale that the numbers of a column prove, None when several could be meant."""
    least, greatest = min(numbers), max(numbers)
    if least < 0:
        return _signed(numbers, max(-least, greatest), percent=percent)
    return scale("0,2,4") if numbers == {0.0, 2.0, 4.0} else None


def _signed(numbers: set[float], end: float, *, percent: bool) -> Scale | None:
    """Numbers on both sides of zero. A lone -1 or -9 among grades may mean `no answer`: it proves nothing."""
    if numbers <= {-1.0, 0.0, 1.0}:
        return SIGNS if not percent else None
    if without_answer(numbers) is not None:
        return None
    ends = (100.0,) if percent else (1.0, 5.0, 100.0)
    found = next((one for one in ends if end <= one), None)
    return None if found is None or (found == 100.0 and end <= 10 and not percent) else Scale(-found, found)


def without_answer(numbers: set[float]) -> float | None:
    """The number that may mark an absent answer: the only negative one, -1, -9, -99 or -999, among positive grades."""
    negative = {number for number in numbers if number < 0}
    if len(negative) == 1 and negative <= {-1.0, -9.0, -99.0, -999.0} and max(numbers) > 1:
        return negative.pop()
    return None


def possible(numbers: set[float]) -> list[Scale]:
    """The usual scales that have all the numbers, or all but the one that may mark an absent answer."""
    absent = without_answer(numbers)
    found = []
    for name in SCALES:
        one = scale(name)
        assert one is not None
        if all(one.has(number) or number == absent for number in numbers):
            found.append(one)
    return found
