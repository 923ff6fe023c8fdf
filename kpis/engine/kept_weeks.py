"""The weekly figures of a KPI over a store's whole history, computed once per state of the store and cut for each request.

A week's figure does not depend on the weeks beside it (tests/kpis/test_invariants.py), and most of what a statement
costs is planning it: one over two years costs little more than one over a week, and gives the weeks shown, the earlier
weeks that say how much they vary, the week compared with and those of a baseline.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from weakref import WeakKeyDictionary

import pandas as pd

from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine import query
from kpis.engine.check import Request
from kpis.engine.scope import Scope

BEFORE, AFTER = timedelta(weeks=20), timedelta(weeks=6)  # of the covered days, so that weeks without data are there too
LONGEST = timedelta(weeks=156)
MOST = 600  # frames of a store, of some 30 kB each; the one unused for longest goes first
NEVER = {"verdicts", "term_weeks"}  # input tables that cost as much as the weeks they are asked for


class _Kept:
    """The frames of one state of a store."""

    def __init__(self) -> None:
        self.version: int | None = None
        self.turn = threading.Lock()
        self.span: tuple[date, date] | None = None
        self.frames: OrderedDict[object, pd.DataFrame] = OrderedDict()


_stores: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_opening = threading.Lock()


def figures(store: Store, request: Request, run: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """The frame of `run(request)`: cut from that of the whole history where the request is one of whole weeks."""
    if not _is_of_weeks(request):
        return run(request)
    kept, version = _of(store), store.version
    with kept.turn:
        if kept.version != version:
            kept.version, kept.span = version, _span(store)
            kept.frames.clear()
        span = kept.span
    scope = request.scope
    if span is None or scope.since < span[0] or scope.until > span[1]:
        return run(request)
    role = scope.role if "promises" in request.kpi.reads else None
    whole = replace(request, scope=replace(scope, since=span[0], until=span[1], today=scope.reference, role=role))
    key = (whole.kpi.id, whole.kpi.sql, whole.scope, whole.grain)
    frame = kept.frames.get(key) if kept.version == version else None
    if frame is None:
        frame = run(whole, prepared_history=longest_history())
        with kept.turn:
            if kept.version == version:
                kept.frames[key] = frame
                while len(kept.frames) > MOST:
                    kept.frames.popitem(last=False)
    return _cut(frame, scope)


def _is_of_weeks(request: Request) -> bool:
    scope = request.scope
    return (
        request.grain in ("week", "four weeks")
        and request.by == "brand"  # other series are those that the days of the scope have
        and bool(scope.brands)
        and not request.is_blank
        and scope.known_from is None
        and scope.since.weekday() == 0
        and scope.until.weekday() == 6
        and not NEVER & set(request.kpi.reads)
    )


@cache
def longest_history() -> int:
    """The most days before a scope that a KPI reads."""
    return max(query.history_of(kpi, "four weeks") for kpi in catalogue().values())


def _of(store: Store) -> _Kept:
    with _opening:
        return _stores.setdefault(store, _Kept())


def _span(store: Store) -> tuple[date, date] | None:
    """The whole weeks of the covered days, with some before and after; None where nothing is covered."""
    (found,) = store.rows("select min(covered_from) as first, max(covered_to) as last from coverage")
    first, last = found["first"], found["last"]
    if first is None:
        return None
    since, until = max(first, last - LONGEST) - BEFORE, last + AFTER
    return since - timedelta(days=since.weekday()), until + timedelta(days=6 - until.weekday())


def _cut(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    periods = pd.to_datetime(frame["period"])
    inside = (periods >= pd.Timestamp(scope.since)) & (periods <= pd.Timestamp(scope.until))
    return frame[inside].reset_index(drop=True)
