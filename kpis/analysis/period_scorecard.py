"""The scorecard of any period: value, change against a chosen comparison, target of the role, verdict and history.

A week is taken from the scorecard (kpis/objectives/scorecard.py), so that a figure and its verdict are the same on
every screen. A month, a quarter or any other days are computed over their own days; figures are never averaged.
An objective is set for a week (or for four) and all networks: sums over other days, and figures of selected networks,
have no verdict. The changes of all KPIs of a brand, period and comparison are judged together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import pandas as pd

from data.sentences import Sentence, sentence
from data.store import Store
from kpis.analysis.comparison import same_weekdays
from kpis.analysis.significance import judged_together
from kpis.catalogue import Kpi, catalogue
from kpis.compute import compute
from kpis.engine import breaks, statistics
from kpis.engine.breaks import Crossing
from kpis.engine.change import Change, change, not_compared
from kpis.engine.figure import Figure
from kpis.engine.figure import figure_of as of_row
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from kpis.objectives import scorecard, weekly_verdicts
from kpis.objectives.absence import absence_of
from kpis.objectives.scorecard import Line
from kpis.objectives.verdict import Verdict, verdict_of

COMPARISONS = ("previous", "four", "year")  # the period before, the mean of the four before, the same a year before
AVERAGED = ("flow", "distinct", "stock")  # of four periods their mean; of other classes the four periods as one
OPEN = ("partial", "running")  # states of a week that is compared by its days so far
SCALED = ("flow", "distinct")  # classes whose value grows with the length of the period
HISTORY = {"week": 13, "month": 13, "quarter": 8, "days": 13}


LinesOf = Callable[[tuple[str, ...], "Look"], tuple[Line, ...]]


@dataclass(frozen=True)
class Look:
    """Brand, period, role and comparison of the figures. `channels`: empty for all.

    `against`: any other period to compare with, in place of `compare`.
    """

    brand: str
    period: Period
    role: str
    today: date
    compare: str = "previous"
    channels: tuple[str, ...] = ()
    against: Period | None = None

    def scope(self, period: Period) -> Scope:
        return Scope(
            since=period.since,
            until=period.until,
            brands=(self.brand,),
            channels=self.channels,
            today=self.today,
            role=self.role,
        )


def period_scorecard(store: Store, names: tuple[str, ...], look: Look) -> tuple[Line, ...]:
    """One scorecard line per KPI, in the order of the names.

    Where one of them is tested, all that are tested are computed: they are judged together.
    """
    needed = tuple(dict.fromkeys([*names, *tested()])) if set(names) & set(tested()) else names
    lines = scorecard.scorecard(
        store,
        role=look.role,
        brand=look.brand,
        period_start=look.period.last_monday,
        today=look.today,
        compare="year" if look.compare == "year" else "previous",
        only=needed,
    )
    by_name = {line.kpi.id: _over_period(store, line, look) for line in lines}
    by_name = {line.kpi.id: line for line in judged_together(by_name[name] for name in needed)}
    return tuple(by_name[name] for name in names)


def role_scorecard(store: Store, look: Look, lines_of: LinesOf | None = None, *, weeks: int = 13) -> tuple[Line, ...]:
    """The scorecard of the look's role in its week, with the changes that `period_scorecard` gives.

    An objective of a single network has the change of a look at that network. `lines_of`: `period_scorecard` of the
    store, if the caller keeps its lines. `weeks`: the length of each line's history.
    """
    lines = scorecard.scorecard(
        store, role=look.role, brand=look.brand, period_start=look.period.since, today=look.today, weeks=weeks
    )
    lines_of = lines_of or partial(period_scorecard, store)
    changes = {}
    for channel in dict.fromkeys(line.channel for line in lines):
        of_channel = look if channel is None else replace(look, channels=(channel,))
        names = tuple(line.kpi.id for line in lines if line.channel == channel)
        changes |= {(line.kpi.id, channel): line.change for line in lines_of(names, of_channel)}
    return tuple(replace(line, change=changes[line.kpi.id, line.channel]) for line in lines)


def networks_scorecard(store: Store, look: Look) -> tuple[Line, ...]:
    """The lines of the role's objectives of a single network, over a period that is no week; their changes are judged
    together."""
    lines = scorecard.scorecard(
        store, role=look.role, brand=look.brand, period_start=look.period.last_monday, today=look.today
    )
    found = [
        _over_period(store, line, replace(look, channels=(line.channel,))) for line in lines if line.channel is not None
    ]
    return tuple(judged_together(found))


def tested() -> tuple[str, ...]:
    """The KPIs whose changes are tested: they are judged together, whichever of them a screen shows."""
    return tuple(kpi.id for kpi in catalogue().values() if kpi.is_tested)


def window(kpi: Kpi, look: Look) -> tuple[Scope, str]:
    """The scope and grain that compute the figure of the period."""
    if look.period.grain == "week":
        return look.scope(look.period), "four weeks" if kpi.weeks == 4 else "week"
    return look.scope(look.period), "all"


def figure_of(store: Store, kpi: Kpi, look: Look) -> Figure:
    """The figure of the period, in any state; its value is None where it is missing."""
    scope, grain = window(kpi, look)
    rows = compute(store, kpi.id, scope, grain=grain)
    rows = rows[rows["series"] == look.brand]
    if rows.empty:
        return Figure(None, state="missing")
    return of_row(rows.iloc[-1])


def compared(store: Store, kpi: Kpi, look: Look) -> Figure | None:
    """The figure to compare with; None unless its period is complete."""
    if look.against is not None:
        if not is_comparable(kpi, look):
            return None
        return _complete(figure_of(store, kpi, replace(look, period=look.against, against=None)))
    if look.compare == "year":
        return _complete(figure_of(store, kpi, replace(look, period=look.period.year_before())))
    # a figure over four weeks is compared with one without a week in common
    step = kpi.weeks if look.period.grain == "week" else 1
    if look.compare == "previous":
        return _complete(figure_of(store, kpi, replace(look, period=look.period.back(step))))
    return _mean_of_four(store, kpi, look, step)


def compared_days(kpi: Kpi, look: Look) -> tuple[Period, ...]:
    """The periods whose figures `compared` reads, each with all the days of its figure."""
    if look.against is not None:
        return (look.against.evaluated(kpi),)
    if look.compare == "year":
        return (look.period.year_before().evaluated(kpi),)
    step = kpi.weeks if look.period.grain == "week" else 1
    last = 1 if look.compare == "previous" else 4
    return tuple(look.period.back(step * number).evaluated(kpi) for number in range(1, last + 1))


def redefined(store: Store, kpi: Kpi, look: Look, *periods: Period) -> tuple[Crossing, ...]:
    """What was redefined between (or within) periods of the look's brand and networks, the latest first."""
    brands = () if kpi.across else (look.brand,)
    return breaks.crossed(store, kpi, brands, look.channels, *((one.since, one.until) for one in periods))


def is_comparable(kpi: Kpi, look: Look) -> bool:
    """Whether a figure of the look's period may be compared with that of `against`: a sum only over as many days.

    Two months, or two quarters, are compared although one is longer, as a month is with the one before it.
    """
    if look.against is None or kpi.class_ not in SCALED:
        return True
    return look.period.days == look.against.days or look.period.grain == look.against.grain != "days"


def _mean_of_four(store: Store, kpi: Kpi, look: Look, step: int) -> Figure | None:
    """For counts the mean of the four periods before; for rates and medians the four as one; None for a maximum."""
    before = [look.period.back(step * number) for number in range(1, 5)]
    if kpi.class_ in AVERAGED:
        each = [_complete(figure_of(store, kpi, replace(look, period=one))) for one in before]
        values = [one.value for one in each if one is not None]
        return Figure(sum(values) / 4) if len(values) == 4 else None
    if kpi.class_ == "max":
        return None
    first = before[-1].evaluated(kpi)
    rows = compute(store, kpi.id, look.scope(Period(first.since, before[0].until)), grain="all")
    rows = rows[rows["series"] == look.brand]
    if rows.empty:
        return None
    return _complete(of_row(rows.iloc[-1]))


def _over_period(store: Store, line: Line, look: Look) -> Line:
    """The line of the week's scorecard, or the same KPI over other days, networks or against another comparison."""
    kpi, is_week = line.kpi, look.period.grain == "week" and not look.channels
    is_plain = is_week and look.against is None
    if is_plain and line.state in OPEN and look.compare == "previous":
        return replace(line, change=_so_far(store, kpi, look))
    if is_plain and look.compare != "four":
        return line
    if "verdicts" in kpi.needs:
        return _of_verdicts(line, look)
    if is_week:
        return replace(line, change=_change(store, line.week, compared(store, kpi, look), kpi, look))
    history = _history(store, kpi, look)
    now = _varying(figure_of(store, kpi, look), kpi, history)
    moved = _change(store, now, compared(store, kpi, look), kpi, look)
    # what has no target is told so: that a target is of a week is no reason there
    reason = absence_of(now, kpi) or (
        _without_verdict(kpi, look, channel=line.channel) or _redefined_since(store, line, look)
        if line.target is not None
        else None
    )
    target = line.target if reason is None and line.target_value is not None else None
    verdict = verdict_of(now, target, kpi) if target is not None else Verdict("none", reason or line.verdict.reason)
    return replace(
        line,
        value=now.value,
        n=now.n,
        low=now.low,
        high=now.high,
        state=now.state,
        week=now,
        change=moved,
        verdict=verdict,
        target_value=target.value if target else None,
        target_high=target.high if target else None,
        history=history,
        redefined=redefined(store, kpi, look, *_drawn(kpi, look, history)),
    )


def _redefined_since(store: Store, line: Line, look: Look) -> Sentence | None:
    """Why the target of the week does not judge these days: what it counts was redefined."""
    if line.objective is None:
        return None
    days = look.period.evaluated(line.kpi)
    span = (days.since, days.until)
    return weekly_verdicts.redefined(store, line.kpi, line.objective, line.baseline_days, look.scope(days), span)


def _drawn(kpi: Kpi, look: Look, history: pd.DataFrame) -> tuple[Period, ...]:
    """The days of a history, as one period."""
    if history.empty:
        return ()
    first = pd.Timestamp(history["period"].min()).date()
    return (Period(first - timedelta(days=7 * (kpi.weeks - 1)), max(first, look.period.until)),)


def _of_verdicts(line: Line, look: Look) -> Line:
    """A KPI that counts verdicts: of the period's last week and all networks, since verdicts are weekly."""
    if look.channels:
        nothing = dict.fromkeys(("value", "n", "low", "high", "change", "target_value", "target_high"))
        return replace(line, **nothing, state="missing", verdict=Verdict("none", _without_verdict(line.kpi, look)))
    return replace(line, change=None)


def _so_far(store: Store, kpi: Kpi, look: Look) -> Change | None:
    """The change of a week that is running or not covered to its end, against the same weekdays of the week before."""
    if kpi.weeks == 4 or "verdicts" in kpi.needs:
        return None
    found = same_weekdays(store, kpi.id, look.scope(look.period))
    if not found:
        return None
    days = (Period(one.since, one.until) for one in found)
    return not_compared(redefined(store, kpi, look, *days)) or change(found[0].figure, found[1].figure, kpi)


def _change(store: Store, now: Figure, before: Figure | None, kpi: Kpi, look: Look) -> Change | None:
    if before is None or now.state != "complete":
        return None
    crossings = redefined(store, kpi, look, look.period.evaluated(kpi), *compared_days(kpi, look))
    return not_compared(crossings) or change(
        now, before, kpi, periods=4 if look.compare == "four" and kpi.class_ in AVERAGED else 1
    )


def _varying(figure: Figure, kpi: Kpi, history: pd.DataFrame) -> Figure:
    """A count with the spread of the earlier periods of its grain; over any other days, of the weeks before."""
    if kpi.interval != "count" or history.empty or "spread" not in history:
        return figure
    last = of_row(history.iloc[-1])
    if last.spread is None or figure.value is None:
        return figure
    low, high = statistics.count_interval(figure.value, last.spread, last.degrees)
    known = {"spread": last.spread, "degrees": last.degrees}
    return replace(figure, **known, **({"low": float(low), "high": float(high)} if figure.state == "complete" else {}))


def _without_verdict(kpi: Kpi, look: Look, *, channel: str | None = None) -> Sentence | None:
    """Why a target judges nothing here. `channel`: the network that the objective is of."""
    if look.channels and look.channels != (channel,):
        return sentence("The target is set for all networks: a selection of them has no verdict.")
    if look.period.grain != "week" and kpi.class_ in SCALED:
        return sentence("The target is set for a week: a sum over other days has no verdict.")
    return None


def _history(store: Store, kpi: Kpi, look: Look) -> pd.DataFrame:
    """The periods that end with the one shown; for any other days the weeks up to its last day."""
    grain, count = look.period.grain, HISTORY[look.period.grain]
    if grain in ("month", "quarter"):
        first = look.period.back(count - 1)
        rows = compute(store, kpi.id, look.scope(Period(first.since, look.period.until)), grain=grain)
    else:
        monday = look.period.until - timedelta(days=look.period.until.weekday())
        weeks = Period(monday - timedelta(days=7 * (count - 1)), look.period.until)
        rows = compute(store, kpi.id, look.scope(weeks), grain="four weeks" if kpi.weeks == 4 else "week")
    return rows[rows["series"] == look.brand].reset_index(drop=True)


def _complete(figure: Figure) -> Figure | None:
    return figure if figure.state == "complete" and not pd.isna(figure.value) else None
