"""What a report is made of, gathered from the store once for both languages: the figures and judgements of the screens.

Nothing is computed here that a screen does not show: the scorecard of the period, the watch, the explanation of the
change, the brands compared, the lists and the decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from data.decisions.annotations import Annotation, annotations
from data.decisions.brands import brands
from data.decisions.figure_comments import Message, messages
from data.store import Store
from kpis.analysis import definitions as defining
from kpis.analysis import director, drivers, episodes, explanation, period_scorecard, standing, top_lists
from kpis.analysis.episodes import Episode
from kpis.analysis.explanation import Explanation
from kpis.analysis.period_scorecard import Look
from kpis.analysis.significance import Moved, beyond_chance
from kpis.catalogue import Kpi, catalogue, counts_verdicts
from kpis.compute import compute
from kpis.engine import periods
from kpis.engine.figure import Figure, figure_of, is_known
from kpis.engine.periods import YEAR, Period
from kpis.engine.scope import Scope
from kpis.lineage import source_state
from kpis.lineage.source_state import SourceState
from kpis.objectives import headline, objectives, role_profiles
from kpis.objectives.headline import Tally
from kpis.objectives.scorecard import Line
from reports.weekly.request import Request

WATCHED = 182  # days of the watch, as its screen looks at them
HISTORY = 800  # days: the longest series of a report is of eight quarters
MENTIONS = 8
FEW = 5  # of the director's figures: with fewer, others that are known fill their places
SCREENS = (
    "sentiment",
    "visibility",
    "audience",
    "relation",
    "activity",
    "impact",
    "search",
    "reviews",
)  # whose figures these are
OF_BRANDS = ("mention_volume_unique", "followers_total", "followers_growth_rate")
TONE = "net_sentiment_score"
VOICE, VOLUME = "share_of_voice", "mention_volume_unique"
DEMONSTRATION = "demonstration"  # the origin of its uploads, and the author of its annotations


@dataclass(frozen=True)
class Gathered:
    """`lines`: every KPI over the period. `of_role`: the lines of the role. `year`: (KPI, network) -> a year before.

    `year_points`: KPI -> first day of a period of its history -> the value a year before. `of_brands`: KPI -> brand ->
    figure, and `brands_before` of the period compared with. `reading`: the explanation of the figure that moved most.
    `signal`: of the peak of the watch, else negative mentions, and `limits` its largest ordinary count of each day.
    `annotations`: of the period; `noted`: of every day of its series.
    """

    request: Request
    lines: dict[str, Line]
    of_role: tuple[Line, ...]
    director: tuple[Line, ...]
    main: tuple[str, ...]
    tallies: tuple[Tally, ...]
    tested: int
    moved: tuple[Moved, ...]
    reading: Explanation | None
    reading_line: Line | None
    year: dict[tuple[str, str | None], Figure]
    year_points: dict[str, dict[date, float]]
    watch: pd.DataFrame
    standing: standing.Standing
    signal: str
    limits: dict[date, float]
    topic: str
    episodes: tuple[Episode, ...]
    brands: tuple[str, ...]
    of_brands: dict[str, dict[str, Figure]]
    brands_before: dict[str, dict[str, Figure]]
    mentions: pd.DataFrame
    annotations: tuple[Annotation, ...]
    noted: tuple[Annotation, ...]
    comments: dict[str, Message]
    topics: pd.DataFrame
    sources: tuple[SourceState, ...]
    definitions: str
    is_demonstration: bool

    @property
    def is_young(self) -> bool:
        """Whether no figure of the cover could be compared, and most objectives have no verdict: a first file."""
        ideas = [idea for tally in self.tallies for idea in tally.ideas]
        compared = any(
            line.change is not None and line.change.reason is None
            for line in self.director
            if not counts_verdicts(line.kpi.id)
        )
        return not compared and 2 * sum(idea.status == "unjudged" for idea in ideas) >= len(ideas)

    @property
    def is_open(self) -> bool:
        """Whether the period still runs on the day of looking."""
        return self.request.period.until >= self.request.today

    @property
    def data_date(self) -> date | None:
        """The last day up to the end of the period that every source read daily or weekly covers."""
        found = [one.last_day for one in self.sources if one.holds_a_week]
        return min([*found, self.request.period.until]) if found else None


def gather(store: Store, request: Request) -> Gathered:
    """Everything that the report of a checked request says."""
    look, period = request.look, request.period
    lines = {line.kpi.id: line for line in period_scorecard.period_scorecard(store, tuple(catalogue()), look)}
    of_role = _of_role(store, look, lines)
    tested, moved = beyond_chance([lines[name] for name in period_scorecard.tested()])
    reading, reading_line = _reading(store, look, lines, moved)
    scope = Scope(period.until - timedelta(days=WATCHED - 1), period.until, (request.brand,), today=request.today)
    watch = episodes.watched(store, scope)
    now = standing.standing(watch, period.since, period.until)
    signal = now.episode.peak.signal if now.episode is not None else "negative"
    compared = _compared_brands(store, request.brand)
    tallies = headline.headline(of_role)
    first = _first(tuple(lines[name] for name in director.names(store)), lines, tallies)
    year = {
        (line.kpi.id, line.channel): found
        for line in dict.fromkeys(_keys(first, of_role))
        if (found := _year_before(store, lines, line, look)) is not None
    }
    return Gathered(
        request=request,
        lines=lines,
        of_role=of_role,
        director=first,
        main=role_profiles.first_kpis(role_profiles.profile_of(store, request.role, request.brand)),
        tallies=tallies,
        tested=tested,
        moved=moved,
        reading=reading,
        reading_line=reading_line,
        year=year,
        year_points=_year_points(store, look, (*first, *((reading_line,) if reading_line else ()))),
        watch=watch,
        standing=now,
        signal=signal,
        limits=episodes.limits(store, scope, signal),
        topic=_topic(store, request, now),
        episodes=episodes.episodes(watch),
        brands=compared,
        of_brands=_of_brands(store, look, compared),
        brands_before={
            name: _of_brands(store, _before(look, name), compared, only=(name,))[name] for name in (VOICE, TONE)
        },
        mentions=top_lists.top_mentions(store, request.brand, period, most=MENTIONS),
        annotations=annotations(store, request.brand, period.since, period.until),
        noted=annotations(store, request.brand, period.until - timedelta(days=HISTORY), period.until),
        topics=drivers.drivers(
            store, request.brand, now=period, before=request.compared, by="topic", kind="all", limit=20
        ),
        comments=messages(store, request.brand, period.since, period.until),
        sources=source_state.states(store, request.brand, period, request.today),
        definitions=defining.digest(store),
        is_demonstration=bool(
            store.value("select exists (select 1 from uploads where status = 'loaded' and origin = ?)", [DEMONSTRATION])
        ),
    )


@dataclass(frozen=True)
class _Key:
    kpi: Kpi
    channel: str | None


def _before(look: Look, name: str) -> Look:
    """The look at the period that a figure of the brands is compared with: over four weeks, the four before."""
    step = catalogue()[name].weeks if look.period.grain == "week" else 1
    return replace(look, period=look.against or look.period.back(step), against=None)


def _keys(*groups: tuple[Line, ...]) -> list[_Key]:
    return [_Key(line.kpi, line.channel) for group in groups for line in group]


def _first(director_lines: tuple[Line, ...], lines: dict[str, Line], tallies: tuple[Tally, ...]) -> tuple[Line, ...]:
    """The figures of the cover: the director's, and where few of them are known (a first file), others that are.

    A share of the objectives met is none of these while most of them have no verdict.
    """
    total = sum(len(tally.ideas) for tally in tallies)

    def tells(line: Line) -> bool:
        if counts_verdicts(line.kpi.id):
            return is_known(line.value) and 2 * (line.n or 0) >= total
        return is_known(line.value)

    known = [line for line in director_lines if tells(line)]
    if len(known) >= FEW:
        return director_lines
    taken = {line.kpi.id for line in known}
    others = [
        lines[name]
        for screen in SCREENS
        for name, kpi in catalogue().items()
        if kpi.screen == screen and name not in taken and is_known(lines[name].value)
    ]
    return tuple([*known, *others][: len(director_lines)])


def _of_role(store: Store, look: Look, lines: dict[str, Line]) -> tuple[Line, ...]:
    """The lines of the role: of a week those of its scorecard, else those of its KPIs over the period."""
    if look.period.grain == "week" and look.against is None:

        def known(names: tuple[str, ...], asked: Look) -> tuple[Line, ...]:
            if asked.channels:
                return period_scorecard.period_scorecard(store, names, asked)
            return tuple(lines[name] for name in names)

        return period_scorecard.role_scorecard(store, look, known)
    effective = objectives.effective(store)
    shown = objectives.in_force_on(look.period.last_monday, effective, role=look.role, brand=look.brand)
    whole = tuple(lines[name] for name in catalogue() if (name, None) in shown)
    if all(channel is None for _, channel in shown):
        return whole
    return (*whole, *period_scorecard.networks_scorecard(store, look))


def _reading(
    store: Store, look: Look, lines: dict[str, Line], moved: tuple[Moved, ...]
) -> tuple[Explanation | None, Line | None]:
    """The explanation of the figure that moved most and that is made of parts; where none moved, of the mentions."""
    candidates = [one.line for one in moved if one.line.kpi.parts] or [lines[VOLUME]]
    for line in candidates:
        found = explanation.explain(store, line, look)
        if found.is_divided and explanation.largest(found) is not None:
            return found, line
    return explanation.explain(store, candidates[0], look), candidates[0]


def _topic(store: Store, request: Request, now: standing.Standing) -> str:
    """The topic of most mentions of the peak, as the screen of the watch names it."""
    kind = standing.KINDS.get(now.episode.peak.signal) if now.episode is not None else None
    if kind is None or now.episode is None:
        return ""
    peak = now.episode.peak
    rows = drivers.drivers(
        store,
        request.brand,
        now=Period(peak.day, peak.day),
        before=Period(peak.day, peak.day).back(),
        by="topic",
        kind=kind,
        limit=20,
    )
    return standing.topic_of(peak, rows)


def _year_before(store: Store, lines: dict[str, Line], key: _Key, look: Look) -> Figure | None:
    """The figure of the same period a year before; None unless that is complete."""
    if "verdicts" in key.kpi.needs:
        return None
    asked = replace(look, against=None, compare="year", channels=(key.channel,) if key.channel else ())
    days = (look.period.evaluated(key.kpi), *period_scorecard.compared_days(key.kpi, asked))
    if period_scorecard.redefined(store, key.kpi, asked, *days):
        return None
    return period_scorecard.compared(store, key.kpi, asked)


def _year_points(store: Store, look: Look, lines: tuple[Line, ...]) -> dict[str, dict[date, float]]:
    """Of the weeks, months or quarters of these histories, the complete ones of the year before."""
    found: dict[str, dict[date, float]] = {}
    for line in lines:
        if line.history.empty or "verdicts" in line.kpi.needs or line.kpi.id in found:
            continue
        grain = look.period.grain if look.period.grain in ("month", "quarter") else "week"
        first = pd.Timestamp(line.history["period"].iloc[0]).date()
        earlier = Period(_year_back(first, grain), _year_back(look.period.until, grain))
        kpi_grain = "four weeks" if grain == "week" and line.kpi.weeks == 4 else grain
        rows = compute(store, line.kpi.id, look.scope(earlier), grain=kpi_grain)
        rows = rows[(rows["series"] == look.brand) & (rows["state"] == "complete") & rows["value"].notna()]
        now = Period(first, look.period.until)
        crossings = period_scorecard.redefined(store, line.kpi, replace(look, channels=()), earlier, now)
        pairs = {_year_on(day, grain): (day, float(row.value)) for row in rows.itertuples() for day in [_day_of(row)]}
        found[line.kpi.id] = {
            day: value
            for day, (before, value) in pairs.items()
            if not any(one.of.is_between(before, _last_day(day, grain)) for one in crossings)
        }
    return found


def _day_of(row) -> date:
    return pd.Timestamp(row.period).date()


def _last_day(day: date, grain: str) -> date:
    return {"month": periods.month, "quarter": periods.quarter}.get(grain, periods.week)(day).until


def _year_back(day: date, grain: str) -> date:
    if grain == "week":
        return day - YEAR
    return (
        day.replace(year=day.year - 1, day=min(day.day, 28))
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


def _year_on(day: date, grain: str) -> date:
    return day + YEAR if grain == "week" else day.replace(year=day.year + 1)


def _compared_brands(store: Store, brand: str) -> tuple[str, ...]:
    """The brand, and those that its share of voice is a share of: our own and the declared competitors, else every one."""
    known = brands(store)
    named = known if not (known["role"] == "competitor").any() else known[known["role"].isin(("own", "competitor"))]
    return (brand, *(name for name in named["brand"] if name != brand))


def _of_brands(
    store: Store, look: Look, compared: tuple[str, ...], *, only: tuple[str, ...] = (VOICE, TONE, *OF_BRANDS)
) -> dict[str, dict[str, Figure]]:
    """KPI -> brand -> its figure of the period."""
    found: dict[str, dict[str, Figure]] = {}
    for name in only:
        scope, grain = period_scorecard.window(catalogue()[name], look)
        rows = compute(store, name, replace(scope, brands=compared), grain=grain)
        each = {brand: rows[rows["series"] == brand] for brand in compared}
        found[name] = {
            brand: figure_of(mine.iloc[-1])
            for brand, mine in each.items()
            if len(mine) and is_known(mine.iloc[-1]["value"])
        }
    return found
