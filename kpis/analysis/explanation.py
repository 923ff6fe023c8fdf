"""Why a figure is what it is, and why it moved: both periods compared, the judgement of the change, and its parts.

The figures, the periods compared and the judgement are those of the scorecard (kpis/analysis/period_scorecard.py):
whether chance explains a change is decided there, once. Contributions are given only where they add up to the change;
a figure that is no sum of parts has the figure of each part now and before instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from data.sentences import Sentence, sentence
from data.store import Store
from kpis.analysis import decomposition
from kpis.analysis.comparison import same_weekdays
from kpis.analysis.parts import CELL, NOT_LISTED, Window, dimensions, parts
from kpis.analysis.period_scorecard import AVERAGED, OPEN, Look, figure_of, is_comparable, redefined, window
from kpis.catalogue import Kpi
from kpis.compute import compute
from kpis.engine.change import Change
from kpis.engine.figure import Figure, is_known
from kpis.engine.figure import figure_of as of_row
from kpis.engine.periods import Period
from kpis.objectives import weekly_verdicts
from kpis.objectives.scorecard import Line

EXACT = 1e-9  # how far the sum of the contributions may be from the change
NO_SUM = sentence("This figure is no sum of parts: the figure of each part stands beside it, and they do not add up.")
NO_PARTS = sentence("This figure has no parts: it is one for the brand as a whole.")
DISAGREE = sentence("The rows do not add up to the figure: its change is not divided among them.")
NOT_KNOWN = sentence("There is no figure for these days, and so nothing to explain.")
NOT_COVERED = sentence("The days compared with are not wholly covered: the change is not known, and not divided.")
NOT_OVER = sentence(
    "The period is not wholly covered: it is not compared with a whole one, and its change not divided."
)
NO_EARLIER = sentence("This figure is not compared with another period.")
BY = ("channel", "source", "topic")  # what a figure that is no sum is shown by
OF_A_SERIES = ("watch_days", "burst_days", "alert_terms", "term_weeks")  # a judgement of a whole series has no parts


@dataclass(frozen=True)
class Side:
    """A figure with its own days, and its numerator and denominator where it is a sum or a ratio.

    `periods`: of how many periods it is the mean.
    """

    since: date
    until: date
    figure: Figure
    windows: tuple[Window, ...]
    numerator: float | None = None
    denominator: float | None = None
    periods: int = 1


@dataclass(frozen=True)
class Explanation:
    """`parts`: dimension -> one row per item: numerator, denominator, rows, the same `_before`, value, value_before.

    Where the change is divided (`is_divided`) also contribution, volume and rate, the largest first; else `reason` says
    why not. `before` is None without a period that can be compared. `change`: as the scorecard judges it.
    """

    kpi: Kpi
    brand: str
    now: Side
    before: Side | None
    change: Change | None
    parts: dict[str, pd.DataFrame] = field(default_factory=dict)
    is_divided: bool = False
    reason: Sentence | None = None

    @property
    def is_over_four_weeks(self) -> bool:
        """Whether the figure of a week is over the four weeks that end with it."""
        return self.kpi.weeks == 4 and (self.now.until - self.now.since).days == 27


def explain(store: Store, line: Line, look: Look) -> Explanation:
    """The explanation of a scorecard line in the period and comparison of the look."""
    now, before, reason = _sides(store, line, look)
    plain = Explanation(line.kpi, look.brand, now, before, line.change, reason=reason)
    if not is_known(now.figure.value):
        return replace(plain, before=None, reason=NOT_KNOWN)
    if not line.kpi.parts:
        return _by_figure(store, plain)
    verdicts = _verdicts(store, line.kpi, now, before)
    found = _gathered(store, line.kpi, now, verdicts)
    earlier = _gathered(store, line.kpi, before, verdicts) if before is not None else None
    both = decomposition.beside(found, earlier)
    now = _with_totals(now, found)
    before = _with_totals(before, earlier) if before is not None and earlier is not None else None
    sides = replace(plain, now=now, before=before)
    if not _agrees(line.kpi, now) or (before is not None and not _agrees(line.kpi, before)):
        both, now, before = _with_rest(line.kpi, both, now, before)
        sides = replace(plain, now=now, before=before)
        if not _agrees(line.kpi, now) or (before is not None and not _agrees(line.kpi, before)):
            return replace(sides, parts=_split(line.kpi, both), reason=DISAGREE)
    if before is None:
        return replace(sides, parts=_split(line.kpi, both))
    divided = _divided(line.kpi, both, now, before)
    return replace(sides, parts=_split(line.kpi, divided), is_divided=True, reason=None)


def _sides(store: Store, line: Line, look: Look) -> tuple[Side, Side | None, Sentence | None]:
    """The two periods compared; no second one, and why, where what is counted was redefined in between."""
    now, before, reason = _compared(store, line, look)
    if before is None:
        return now, before, reason
    crossings = redefined(store, line.kpi, look, *(Period(one.since, one.until) for one in (now, before)))
    return (now, None, crossings[0].not_compared) if crossings else (now, before, reason)


def _compared(store: Store, line: Line, look: Look) -> tuple[Side, Side | None, Sentence | None]:
    """The two periods compared, as the scorecard compares them; no second one, and why, where it cannot."""
    kpi = line.kpi
    is_week = look.period.grain == "week"
    is_plain = look.against is None and not look.channels
    if is_week and is_plain and line.state in OPEN and look.compare == "previous":
        return _so_far(store, line, look)
    now = _side(store, line, look, look.period)
    if now.figure.state != "complete":
        return now, None, NOT_OVER
    if "verdicts" in kpi.needs and (not is_week or look.compare == "four" or look.against is not None):
        return now, None, NO_EARLIER
    step = kpi.weeks if is_week else 1
    if look.against is not None:
        if not is_comparable(kpi, look):
            return now, None, NO_EARLIER
        return now, *_known(_side(store, line, look, look.against))
    if look.compare == "year":
        return now, *_known(_side(store, line, look, look.period.year_before()))
    if look.compare == "previous":
        return now, *_known(_side(store, line, look, look.period.back(step)))
    earlier = [look.period.back(step * number) for number in range(1, 5)]
    if kpi.class_ == "max":
        return now, None, NO_EARLIER
    if kpi.class_ in AVERAGED:
        return now, *_mean([_side(store, line, look, one) for one in earlier])
    whole = Period(earlier[-1].evaluated(kpi).since, earlier[0].until)
    return now, *_known(_computed(store, kpi, look, whole))


def _so_far(store: Store, line: Line, look: Look) -> tuple[Side, Side | None, Sentence | None]:
    """A week that is not over, or not covered to its end: its days so far and the same weekdays of the week before."""
    kpi = line.kpi
    if kpi.weeks == 1 and "verdicts" not in kpi.needs:
        found = same_weekdays(store, kpi.id, look.scope(look.period))
        if found is not None:
            sides = [
                Side(one.since, one.until, one.figure, (Window(look.scope(Period(one.since, one.until)), "all"),))
                for one in found
            ]
            return sides[0], sides[1], None
    return _side(store, line, look, look.period), None, NOT_OVER


def _side(store: Store, line: Line, look: Look, period: Period) -> Side:
    """The figure of a period: from the line's history where that has it, so that nothing is computed twice.

    The history of a pace has sums so far, which are no figures of the weeks.
    """
    kpi = line.kpi
    scope, grain = window(kpi, replace(look, period=period))
    days = period.evaluated(kpi)
    figure = None
    is_pace = line.objective is not None and line.objective.mode == "pace"
    if grain != "all" and len(line.history) and not is_pace:
        rows = line.history[pd.to_datetime(line.history["period"]) == pd.Timestamp(period.since)]
        figure = of_row(rows.iloc[0]) if len(rows) else None
    return Side(
        days.since,
        days.until,
        figure or figure_of(store, kpi, replace(look, period=period)),
        (Window(scope, grain),),
    )


def _computed(store: Store, kpi: Kpi, look: Look, period: Period) -> Side:
    """The figure of several periods as one."""
    scope = look.scope(period)
    rows = compute(store, kpi.id, scope, grain="all")
    rows = rows[rows["series"] == look.brand]
    figure = of_row(rows.iloc[-1]) if len(rows) else Figure(None, state="missing")
    return Side(period.since, period.until, figure, (Window(scope, "all"),))


def _mean(sides: list[Side]) -> tuple[Side | None, Sentence | None]:
    if not all(_is_whole(one) for one in sides):
        return None, NOT_COVERED
    value = sum(float(one.figure.value) for one in sides) / len(sides)  # type: ignore[arg-type]
    windows = tuple(window for one in sides for window in one.windows)
    return Side(sides[-1].since, sides[0].until, Figure(value), windows, periods=len(sides)), None


def _known(side: Side) -> tuple[Side | None, Sentence | None]:
    return (side, None) if _is_whole(side) else (None, NOT_COVERED)


def _is_whole(side: Side) -> bool:
    return side.figure.state == "complete" and is_known(side.figure.value)


def _verdicts(store: Store, kpi: Kpi, now: Side, before: Side | None) -> pd.DataFrame | None:
    """The verdicts of both sides, computed once."""
    scope, grain = now.windows[0].scope, now.windows[0].grain
    if "verdicts" not in kpi.needs or grain != "week":
        return None
    first = scope.since if before is None else before.windows[0].scope.since
    return weekly_verdicts.verdicts(store, replace(scope, since=first), grain=grain)


def _gathered(store: Store, kpi: Kpi, side: Side, verdicts: pd.DataFrame | None) -> pd.DataFrame:
    """The parts of a side; of several periods their mean."""
    each = [parts(store, kpi, one, verdicts=verdicts) for one in side.windows]
    if len(each) == 1:
        return each[0]
    summed = pd.concat(each).groupby(["dimension", "item"], as_index=False).sum()
    return summed.assign(**{name: summed[name] / side.periods for name in decomposition.COLUMNS})


def _with_totals(side: Side, found: pd.DataFrame) -> Side:
    """The side with its numerator and denominator: those of the rows; without any row both are 0."""
    whole = found[found["dimension"] == ""]
    if whole.empty:
        return replace(side, numerator=0.0, denominator=0.0)
    row = whole.iloc[0]
    return replace(side, numerator=float(row["numerator"]), denominator=float(row["denominator"]))


def _agrees(kpi: Kpi, side: Side) -> bool:
    """Whether the rows give the figure itself."""
    value, told = _value(kpi, side.numerator, side.denominator), side.figure.value
    if value is None or not is_known(told):
        return False
    return abs(value - float(told)) <= EXACT * max(1.0, abs(float(told)))  # type: ignore[arg-type]


def _value(kpi: Kpi, numerator: float | None, denominator: float | None) -> float | None:
    if numerator is None:
        return None
    if kpi.class_ != "ratio":
        return numerator
    return numerator / denominator if denominator else None


def _with_rest(kpi: Kpi, both: pd.DataFrame, now: Side, before: Side | None) -> tuple[pd.DataFrame, Side, Side | None]:
    """With what daily counts of tone add that no listed mention stands for, as a part of its own."""
    if kpi.needs != ("sentiment_days",):
        return both, now, before
    wholes = [_of_figure(one) if one is not None else None for one in (now, before)]
    if wholes[0] is None or (before is not None and wholes[1] is None):
        return both, now, before
    rest: dict[str, float] = {}
    for end, side, whole in (("", now, wholes[0]), ("_before", before, wholes[1])):
        for name, told in zip(("numerator", "denominator"), whole or (np.nan, np.nan), strict=True):
            rest[f"{name}{end}"] = told - (getattr(side, name) if side is not None else np.nan)
        rest[f"rows{end}"] = 0.0
    added = pd.DataFrame(
        [{"dimension": one, "item": NOT_LISTED, **rest} for one in dict.fromkeys(("", *dimensions(kpi)))]
    )
    whole = both["dimension"] == ""
    summed = pd.concat([both[whole], added[added["dimension"] == ""]]).drop(columns=["dimension", "item"]).sum()
    table = pd.concat(
        [both[~whole], added[added["dimension"] != ""], pd.DataFrame([{"dimension": "", "item": "", **summed}])],
        ignore_index=True,
    )
    now = replace(now, numerator=wholes[0][0], denominator=wholes[0][1])
    if before is not None and wholes[1] is not None:
        before = replace(before, numerator=wholes[1][0], denominator=wholes[1][1])
    return table, now, before


def _of_figure(side: Side) -> tuple[float, float] | None:
    """Numerator and denominator of a share of which n is the denominator."""
    if not is_known(side.figure.value) or not side.figure.n:
        return None
    return float(side.figure.value) * float(side.figure.n), float(side.figure.n)  # type: ignore[arg-type]


def _divided(kpi: Kpi, both: pd.DataFrame, now: Side, before: Side) -> pd.DataFrame:
    if kpi.class_ != "ratio":
        return decomposition.of_sum(both)
    totals = [(float(one.numerator), float(one.denominator)) for one in (now, before)]  # type: ignore[arg-type]
    return (decomposition.of_share if kpi.across else decomposition.of_ratio)(both, *totals)


def _split(kpi: Kpi, table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Dimension -> its items, those that add most to the change first; without a change, the largest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        for end in ("", "_before"):
            n, d = table[f"numerator{end}"].to_numpy(float), table[f"denominator{end}"].to_numpy(float)
            rate = np.where(d != 0, n / np.where(d != 0, d, 1.0), np.nan)
            table = table.assign(**{f"value{end}": rate if kpi.class_ == "ratio" else n})
    size = "contribution" if "contribution" in table else "denominator" if kpi.class_ == "ratio" else "numerator"
    ordered = table.assign(_size=table[size].abs()).sort_values(
        ["_size", "rows", "item"], ascending=[False, False, True]
    )
    return {
        name: ordered[ordered["dimension"] == name].drop(columns=["dimension", "_size"]).reset_index(drop=True)
        for name in dimensions(kpi)
    }


def _by_figure(store: Store, plain: Explanation) -> Explanation:
    """Of a figure that is no sum: the figure of each part now and before."""
    found = {}
    is_judged = bool(set(plain.kpi.needs) & set(OF_A_SERIES))
    for by in () if is_judged else (name for name in BY if name in plain.kpi.by):
        now = _figures(store, plain.kpi, plain.now, by)
        before = None if plain.before is None or plain.before.periods > 1 else plain.before
        earlier = None if before is None else _figures(store, plain.kpi, before, by, only_whole=True)
        both = now.join(earlier.add_suffix("_before"), how="outer") if earlier is not None else now
        for name in ("value", "n", "value_before", "n_before"):
            if name not in both:
                both[name] = np.nan
        both = both.dropna(subset=["value", "value_before"], how="all").rename_axis("item").reset_index()
        if len(both):
            found[by] = both.sort_values(["n", "item"], ascending=[False, True]).reset_index(drop=True)
    return replace(plain, parts=found, reason=plain.reason or (NO_SUM if found else NO_PARTS))


def _figures(store: Store, kpi: Kpi, side: Side, by: str, *, only_whole: bool = False) -> pd.DataFrame:
    """Item -> value and n."""
    one = side.windows[0]
    scope = one.scope if one.grain == "all" else replace(one.scope, since=side.since, until=side.until)
    rows = compute(store, kpi.id, scope, grain="all", by=by)
    if only_whole:
        rows = rows[rows["state"] == "complete"]
    rows = rows.assign(series=rows["series"].where(rows["series"] != "unknown", ""))
    return rows.set_index("series")[["value", "n"]]


def largest(found: Explanation) -> tuple[str, pd.Series] | None:
    """The dimension and the part that adds most to the change: of the first dimension with two parts or more."""
    if not found.is_divided:
        return None
    for name in (CELL,) if found.kpi.across and found.kpi.parts["of"] == "mentions" else dimensions(found.kpi):
        table = found.parts[name]
        if len(table) > 1 and table["contribution"].iloc[0] != 0:
            return name, table.iloc[0]
    return None
