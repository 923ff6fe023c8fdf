"""Figures for the screens, kept per state of what they read (kpis/engine/kept_states.py), the rest per store version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from threading import Lock
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from data.decisions.brands import brands
from data.store import Store, time_zone
from kpis import compute as computing
from kpis.analysis import benchmarks, director, period_scorecard
from kpis.analysis import drivers as driving
from kpis.analysis import episodes as watching
from kpis.analysis import explanation as explaining
from kpis.analysis.benchmarks import Benchmarks
from kpis.analysis.episodes import Episode
from kpis.analysis.explanation import Explanation
from kpis.analysis.period_scorecard import Look
from kpis.catalogue import Kpi, article_sentences, catalogue
from kpis.engine import depends, kept_weeks, periods
from kpis.engine.contents import WINDOWS
from kpis.engine.kept_states import Kept
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from kpis.inputs import registry
from kpis.objectives import objectives
from kpis.objectives import scorecard as scoring
from kpis.objectives.scorecard import Line
from locales import LANGUAGES
from locales.numbers import month, number
from ui.session import say
from ui.view import offered
from ui.view.view import View

WEEKS = 13


def warm_up() -> None:
    """Read what every screen needs; many that read a file of Babel's for the first time at once wait for one another."""
    catalogue()
    for language in LANGUAGES:
        month(date(2026, 1, 1), language)
        number(1, language)


def kpi(name: str) -> Kpi:
    """A KPI of the catalogue."""
    return catalogue()[name]


def series(store: Store, name: str, scope: Scope, *, grain: str, by: str = "brand") -> pd.DataFrame:
    """One row per period and series, periods as dates."""
    frame = _series.get(
        store,
        (name, scope, grain, by),
        lambda: depends.state(store, catalogue()[name], scope, by=by),
        lambda: computing.compute(store, name, scope, grain=grain, by=by),
    )
    return frame.assign(period=[moment.date() if hasattr(moment, "date") else moment for moment in frame["period"]])


def weeks_of(
    store: Store,
    name: str,
    *,
    brand: str,
    monday: date,
    today: date,
    weeks: int = WEEKS,
    channels: tuple[str, ...] = (),
) -> pd.DataFrame:
    """A brand's KPI per week, over the `weeks` weeks up to that of `monday`."""
    scope = Scope(
        since=monday - timedelta(days=7 * (weeks - 1)),
        until=monday + timedelta(days=6),
        brands=(brand,),
        channels=channels,
        today=today,
    )
    return series(store, name, scope, grain="week")


def role_lines(store: Store, view: View) -> tuple[Line, ...]:
    """The scorecard of the view's role: one line per KPI of its objectives."""
    return _role_lines(str(store.path), store.version, view.look, _store=store)


def signed_from(store: Store, view: View) -> date | None:
    """The first day after the view's start on which a signed objective of the role takes effect; None if none does."""
    signed = objectives.in_force(objectives.recorded(store))
    mine = [one for one in signed if one.role == view.role and one.brand in (None, view.brand)]
    return min((one.valid_from for one in mine if one.valid_from > view.since), default=None)


def benchmarks_of(store: Store, line: Line, view: View) -> Benchmarks:
    """The benchmarks of a scorecard line (kpis/analysis/benchmarks.py)."""
    channels = (line.channel,) if line.channel else ()
    scope = Scope(view.since, view.until, (view.brand,), channels, today=view.today, role=view.role)
    known = brands(store)
    competitors = tuple(known.loc[known["role"] == "competitor", "brand"])
    return _benchmarks.get(
        store,
        (line.kpi, scope, competitors),
        lambda: depends.state(store, line.kpi, replace(scope, brands=(view.brand, *competitors))),
        lambda: benchmarks.benchmarks(store, line.kpi, scope, competitors=competitors),
    )


def scorecard_lines(store: Store, names: tuple[str, ...], view: View) -> tuple[Line, ...]:
    """The scorecard lines of these KPIs over the view's period, in the order of `names`."""
    return _scorecard_lines(str(store.path), store.version, view.look, _store=store)(names)


def director_names(store: Store) -> tuple[str, ...]:
    """The KPIs of the Overview screen, in its order."""
    return director.names(store)


def explanation(store: Store, line: Line, view: View) -> Explanation:
    """Why a figure moved (kpis/analysis/explanation.py): computed when its evidence is opened."""
    key = (line.kpi.id, line.channel, line.change, line.state)
    return _explanation(str(store.path), store.version, key, view.look, _store=store, _line=line)


def targets(store: Store, name: str, scope: Scope) -> dict[date, float | None]:
    """Monday -> target of that week, for the scope's role and brand."""
    return _targets(str(store.path), store.version, name, scope, _store=store)


def drivers(store: Store, view: View, *, by: str, kind: str = "all") -> pd.DataFrame:
    """The items whose mentions changed most since the previous period (kpis/analysis/drivers.py)."""
    return _drivers(store, view.brand, view.period, view.compared, by, kind, view.channels)


def words_of_day(store: Store, view: View, *, day: date, before: tuple[date, date], by: str) -> pd.DataFrame:
    """The items said more or less often on a day than on the mean of the days before it."""
    return _drivers(store, view.brand, Period(day, day), Period(*before), by, "all", view.channels)


def watch_days(store: Store, view: View, *, days: int) -> pd.DataFrame:
    """The last `days` days of the view, evaluated for spikes (kpis/analysis/episodes.py)."""
    scope = Scope(view.until - timedelta(days=days - 1), view.until, (view.brand,), view.channels, today=view.today)
    return _watch_days.get(store, scope, partial(_watch, store, scope), partial(watching.watched, store, scope)).copy()


def episodes(store: Store, view: View, *, days: int) -> tuple[Episode, ...]:
    """The episodes of the last `days` days of the view, newest first (kpis/analysis/episodes.py)."""
    scope = Scope(view.until - timedelta(days=days - 1), view.until, (view.brand,), view.channels, today=view.today)
    return _episodes.get(
        store, scope, partial(_watch, store, scope), lambda: watching.episodes(watch_days(store, view, days=days))
    )


def ordinary(store: Store, view: View, *, days: int, signal: str) -> pd.DataFrame:
    """What is ordinary for a signal on these days (kpis/analysis/episodes.py)."""
    scope = Scope(view.until - timedelta(days=days - 1), view.until, (view.brand,), view.channels, today=view.today)
    return _ordinary.get(
        store, (scope, signal), partial(_watch, store, scope), partial(watching.ordinary, store, scope, signal)
    ).copy()


def article(one: Kpi) -> tuple[str, ...]:
    """The sentences of the article behind a KPI, in the original French."""
    return tuple(article_sentences()[name] for name in one.article)


def folding_rule() -> str:
    """The definition of a unique mention."""
    return say(
        "Unique: of mentions of a brand with the same text and language, the first within 72 hours counts; reprints "
        "and reposts are folded into it."
    )


def renewing(store: Store) -> Iterator[Callable[[], object] | None]:
    """Steps that compute what the screens show first, then what was looked at before, then the other brands.

    For the start of a server and after each write (commands/renewal.py).
    """
    catalogue()
    if not store.value("select count(*) from uploads where status = 'loaded'"):
        return
    today = datetime.now(ZoneInfo(time_zone(store))).date()
    monday = offered.last_complete_monday(store, today)
    if monday is None:
        return
    first, known = offered.first_brand(store), kept_weeks.asked(store)
    yield from _figures_of(store, first, monday, today)
    look = Look(first, periods.week(monday), offered.roles(store)[0], today)
    yield lambda: _scorecard_lines(str(store.path), store.version, look, _store=store)(tuple(catalogue()))
    for request in known:
        yield partial(registry.renew, store, request)
    yield partial(kept_weeks.flush, store)
    yield None
    for brand in offered.compared_brands(store, first)[1:]:
        yield from _figures_of(store, brand, monday, today)
    yield partial(kept_weeks.flush, store)


def _figures_of(store: Store, brand: str, monday: date, today: date) -> Iterator[Callable[[], object]]:
    """The weekly figures of a brand, one KPI a step."""
    scope = Scope(monday - timedelta(days=7 * (WEEKS - 1)), monday + timedelta(days=6), (brand,), today=today)
    for one in catalogue().values():
        if "verdicts" not in one.needs:
            grain = "four weeks" if one.weeks == 4 else "week"
            yield partial(computing.compute, store, one.id, scope, grain=grain)


_series: Kept[pd.DataFrame] = Kept(1000)
_benchmarks: Kept[Benchmarks] = Kept(600)
_driven: Kept[pd.DataFrame] = Kept(100)
_watch_days: Kept[pd.DataFrame] = Kept(50)
_episodes: Kept[tuple[Episode, ...]] = Kept(50)
_ordinary: Kept[pd.DataFrame] = Kept(50)
_OF_DRIVERS = ("mentions", "mention_days", "blanked_records", WINDOWS)  # what they read


def _watch(store: Store, scope: Scope) -> bytes:
    """What the watch depends on. Whether a network was ever told of is asked of every brand."""
    return depends.state_of(store, depends.HISTORY, () if scope.filters else scope.brands)


def _drivers(
    store: Store, brand: str, now: Period, before: Period, by: str, kind: str, channels: tuple[str, ...]
) -> pd.DataFrame:
    return _driven.get(
        store,
        (brand, now, before, by, kind, channels),
        lambda: depends.state_of(store, _OF_DRIVERS, () if channels else (brand,)),
        lambda: driving.drivers(store, brand, now=now, before=before, by=by, kind=kind, channels=channels, limit=20),
    ).copy()


@st.cache_resource(max_entries=100, show_spinner=False)
def _scorecard_lines(
    path: str, version: int, look: Look, *, _store: Store
) -> Callable[[tuple[str, ...]], tuple[Line, ...]]:
    """A function from KPI ids to scorecard lines that computes each line once."""
    known: dict[str, Line] = {}
    turn = Lock()  # a second caller waits for the figures instead of computing them again

    def lines_of(names: tuple[str, ...]) -> tuple[Line, ...]:
        with turn:
            compute_lacking(names)
        return tuple(known[name] for name in names)

    def compute_lacking(names: tuple[str, ...]) -> None:
        lacking = tuple(name for name in names if name not in known)
        # changes are judged together: compute and keep all that are tested
        if set(lacking) & set(period_scorecard.tested()):
            lacking = tuple(dict.fromkeys([*lacking, *period_scorecard.tested()]))
        # objectives met need the verdicts of all KPIs: compute and keep them all
        if any("verdicts" in catalogue()[name].needs for name in lacking) and look.period.grain == "week":
            lacking = tuple(name for name in catalogue() if name not in known)
        for line in period_scorecard.period_scorecard(_store, lacking, look) if lacking else ():
            known[line.kpi.id] = line

    return lines_of


@st.cache_data(max_entries=200, show_spinner=False)
def _targets(path: str, version: int, name: str, scope: Scope, *, _store: Store) -> dict[date, float | None]:
    return scoring.targets(_store, name, scope)


@st.cache_resource(max_entries=100, show_spinner=False)
def _explanation(path: str, version: int, key: tuple, look: Look, *, _store: Store, _line: Line) -> Explanation:
    return explaining.explain(_store, _line, look)


@st.cache_data(max_entries=100, show_spinner=False)
def _role_lines(path: str, version: int, look: Look, *, _store: Store) -> tuple[Line, ...]:
    def lines_of(names: tuple[str, ...], asked: Look) -> tuple[Line, ...]:
        return _scorecard_lines(path, version, asked, _store=_store)(names)

    return period_scorecard.role_scorecard(_store, look, lines_of, weeks=WEEKS)


def shifted(frame: pd.DataFrame, days: int) -> pd.DataFrame:
    """A frame moved some days later, to draw it over the current period; `shown` keeps the true day."""
    return frame.assign(shown=frame["period"], period=[one + timedelta(days=days) for one in frame["period"]])


def earlier(scope: Scope, days: int) -> Scope:
    """The same scope some days earlier."""
    return replace(scope, since=scope.since - timedelta(days=days), until=scope.until - timedelta(days=days))
