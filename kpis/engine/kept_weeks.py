"""The weekly figures of a KPI over a store's whole history, computed once and cut for each request.

A week's figure does not depend on the weeks beside it (tests/kpis/test_invariants.py), and most of what a statement
costs is planning it: one over two years costs little more than one over a week, and gives the weeks shown, the earlier
weeks that say how much they vary, the week compared with and those of a baseline.

Each week is kept with a fingerprint of what it depends on (kpis/engine/depends.py), in memory and in a file beside the
store; a request computes again the weeks from the first to the last of those whose fingerprint is another one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from weakref import WeakKeyDictionary

import pandas as pd

from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine import kept_states, query
from kpis.engine.check import Request
from kpis.engine.contents import SIZE, contents
from kpis.engine.depends import tokens
from kpis.engine.figures_file import FiguresFile

BEFORE, AFTER = timedelta(weeks=20), timedelta(weeks=6)  # of the covered days, so that weeks without data are there too
LONGEST = timedelta(weeks=156)
WEEK = timedelta(days=7)
MOST = 600  # frames of a store, of some 30 kB each; the one unused for longest goes first
NEVER = {"verdicts", "term_weeks"}  # input tables that cost as much as the weeks they are asked for


@dataclass(frozen=True)
class _Weeks:
    """`frame`: by series and week, every week from `first` on. `tokens`: the fingerprint of each of these weeks."""

    first: date
    tokens: tuple[bytes, ...]
    frame: pd.DataFrame

    def fits(self, monday: date, token: bytes) -> bool:
        at = (monday - self.first).days // 7
        return 0 <= at < len(self.tokens) and self.tokens[at] == token

    def fit(self, mondays: Mapping[date, bytes]) -> bool:
        return all(self.fits(monday, token) for monday, token in mondays.items())

    def cut(self, since: date, until: date) -> pd.DataFrame:
        """The rows of the weeks from one Monday to another."""
        count, start, stop = len(self.tokens), (since - self.first).days // 7, (until - self.first).days // 7 + 1
        ranges = [self.frame.iloc[at + start : at + stop] for at in range(0, len(self.frame), count)]
        found = ranges[0] if len(ranges) == 1 else pd.concat(ranges)
        return found.reset_index(drop=True)


@dataclass
class _Kept:
    """What is kept of one store, shared by its threads."""

    file: FiguresFile
    turn: threading.Lock = field(default_factory=threading.Lock)
    span: tuple[int, tuple[date, date] | None] | None = None  # as of a version of the store
    frames: OrderedDict[bytes, _Weeks] = field(default_factory=OrderedDict)
    asked: OrderedDict[bytes, Request] = field(default_factory=OrderedDict)  # the latest request of each frame
    computing: dict[bytes, threading.RLock] = field(default_factory=dict)
    current: dict[tuple, tuple[bytes, ...]] = field(default_factory=dict)  # fingerprints, as of `of_version`
    of_version: int | None = None


_counts = {"kept": 0, "computed": 0}  # figures of this process, by where they came from
_counting = threading.Lock()
_stores: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_opening = threading.Lock()


def counts() -> dict[str, int]:
    """How many figures were asked for since this process began: cut from what is kept, or computed."""
    with _counting:
        return dict(_counts)


def _count(source: str) -> None:
    with _counting:
        _counts[source] += 1


def figures(
    store: Store, request: Request, run: Callable[..., pd.DataFrame], *, turns: int = kept_states.TURNS
) -> pd.DataFrame:
    """The frame of `run(request)`: cut from that of the whole history where the request is one of whole weeks.

    `turns`: how often a request that waited for another's while a write came asks anew, for the state of now.
    """
    if kept_states.is_off():
        return run(request)
    if not _is_of_weeks(request):
        return _not_kept(store, request, run)
    kept, version = _of(store), store.version
    span = _span(store, kept, version)
    scope = request.scope
    if span is None or scope.since < span[0] or scope.until > span[1]:
        return _not_kept(store, request, run)
    role = scope.role if "promises" in request.kpi.reads else None
    whole = replace(request, scope=replace(scope, since=span[0], until=span[1], today=scope.reference, role=role))
    wanted = _tokens(store, kept, whole, version)
    key = _key(whole)
    with kept.turn:
        kept.asked[key] = request
        kept.asked.move_to_end(key)
        while len(kept.asked) > MOST:
            kept.asked.popitem(last=False)
        known = kept.frames.get(key)
        if known is not None:
            kept.frames.move_to_end(key)
    known = known or _read(kept.file, key)
    first, last = _monday(scope.since), _monday(scope.until)
    asked = range((first - span[0]).days // 7, (last - span[0]).days // 7 + 1)
    mondays = {span[0] + WEEK * at: wanted[at] for at in asked}
    if known is None or not known.fit(mondays):
        with _computing(kept, key):
            with kept.turn:  # who computed them meanwhile?
                known = kept.frames.get(key, known)
            is_old = store.version != version
            if (known is None or not known.fit(mondays)) and not is_old:
                began = store.begun
                _count("computed")
                known = _renewed(known, whole, wanted, run)
                now = store.version
                is_same = now == version or _tokens(store, kept, whole, now) == wanted
                if began != version or not kept_states.is_of_one_state(store, began) or not is_same:
                    return run(request)  # a write became visible: nothing read now is of one state
                _keep(kept, key, known)
            elif not is_old:
                _count("kept")
        if is_old:
            return figures(store, request, run, turns=turns - 1) if turns else run(request)
    else:
        _count("kept")
        with kept.turn:
            kept.frames[key] = known
    return known.cut(first, last)


def _not_kept(store: Store, request: Request, run: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """A frame that is not kept. What its scope shares with others is, from the second KPI on that is asked for in it: a
    scorecard of a month asks for sixty."""
    _count("computed")
    scope = request.scope
    key = (scope.since, scope.until, scope.reference, scope.channels, request.grain)
    began = store.begun
    # with a history that is known from a day on, the days that may be read are not those of the others
    if scope.known_from is not None or not store.prepared.is_asked_again(key, store.version):
        return run(request)
    frame = run(request, prepared_history=longest_history())
    if not began == store.begun == store.version:  # a write became visible: not all was read of one state
        return run(request)
    return frame


@contextmanager
def _computing(kept: _Kept, key: bytes) -> Iterator[None]:
    """One thread at a time computes a frame; the others wait for it."""
    with kept.turn:
        turn = kept.computing.setdefault(key, threading.RLock())
    try:
        with turn:
            yield
    finally:
        with kept.turn:
            kept.computing.pop(key, None)


def _is_of_weeks(request: Request) -> bool:
    scope = request.scope
    return (
        request.grain in ("week", "four weeks")
        and request.by == "brand"  # other series are those that the days of the scope have
        and bool(scope.brands)
        and len(set(scope.brands)) == len(scope.brands)
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
        found = _stores.get(store)
        if found is None:
            # a copy that is only read may lie where nothing may be written
            file = FiguresFile(None if store.read_only else store.figures)
            found = _stores[store] = _Kept(file)
            before = _stores.get(store.follows) if store.follows is not None else None
            if before is not None:  # the fingerprints of its weeks say which of them still hold
                with before.turn:
                    found.frames.update(before.frames)
            store.closing.append(file.close)
        return found


def _key(whole: Request) -> bytes:
    """What tells frames apart, beside what their weeks depend on."""
    kpi, scope = whole.kpi, whole.scope
    scope = replace(scope, since=date.min, until=date.max, today=None)
    return blake2b(repr((kpi, scope, whole.grain)).encode(), digest_size=SIZE).digest()


def _tokens(store: Store, kept: _Kept, whole: Request, version: int) -> tuple[bytes, ...]:
    """The fingerprints of every week of the span."""
    scope = whole.scope
    days = scope.since, scope.until, scope.today
    key = (whole.kpi.id, whole.kpi.sql, whole.grain, scope.brands, bool(scope.sources), bool(scope.filters), *days)
    with kept.turn:
        if kept.of_version != version:
            kept.current, kept.of_version = {}, version
        known = kept.current.get(key)
    if known is None:
        count = (scope.until - scope.since).days // 7 + 1
        known = tuple(tokens(whole, contents(store), [scope.since + WEEK * at for at in range(count)]))
        with kept.turn:
            if kept.of_version == version:
                kept.current[key] = known
    return known


def _span(store: Store, kept: _Kept, version: int) -> tuple[date, date] | None:
    """The whole weeks of the covered days, with some before and after; None where nothing is covered."""
    with kept.turn:
        if kept.span is not None and kept.span[0] == version:
            return kept.span[1]
    (found,) = store.rows_once("select min(covered_from) as first, max(covered_to) as last from coverage")
    first, last = found["first"], found["last"]
    span = None
    if first is not None:
        since, until = max(first, last - LONGEST) - BEFORE, last + AFTER
        span = _monday(since), until + timedelta(days=6 - until.weekday())
    with kept.turn:
        kept.span = version, span
    return span


def _renewed(
    known: _Weeks | None, whole: Request, wanted: tuple[bytes, ...], run: Callable[..., pd.DataFrame]
) -> _Weeks:
    """The weeks of the span: those that fit as they are known, the others computed, in one statement."""
    first = whole.scope.since
    lacking = [at for at, token in enumerate(wanted) if known is None or not known.fits(first + WEEK * at, token)]
    begin, end = lacking[0], lacking[-1]
    scope = replace(whole.scope, since=first + WEEK * begin, until=first + WEEK * end + timedelta(days=6))
    computed = run(replace(whole, scope=scope), prepared_history=longest_history())
    if known is None or (begin == 0 and end == len(wanted) - 1):
        return _Weeks(first, wanted, computed)
    frames, count = [], end - begin + 1
    if begin:
        frames.append(known.cut(first, first + WEEK * (begin - 1)))
    frames.append(computed)
    if end < len(wanted) - 1:
        frames.append(known.cut(first + WEEK * (end + 1), first + WEEK * (len(wanted) - 1)))
    assert len(computed) == count * len(whole.scope.brands)
    together = pd.concat(frames).sort_values(["series", "period"], kind="stable").reset_index(drop=True)
    return _Weeks(first, wanted, together)


def _keep(kept: _Kept, key: bytes, weeks: _Weeks) -> None:
    with kept.turn:
        kept.frames[key] = weeks
        while len(kept.frames) > MOST:
            kept.frames.popitem(last=False)
    head = weeks.first.toordinal().to_bytes(4, "little")
    kept.file.write(key, head + b"".join(weeks.tokens), weeks.frame)


def _read(file: FiguresFile, key: bytes) -> _Weeks | None:
    found = file.read(key)
    if found is None:
        return None
    head, frame = found
    each = tuple(head[at : at + SIZE] for at in range(4, len(head), SIZE))
    return _Weeks(date.fromordinal(int.from_bytes(head[:4], "little")), each, frame)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def asked(store: Store) -> list[Request]:
    """The requests whose weeks are kept in memory, the latest first."""
    kept = _of(store)
    with kept.turn:
        return list(reversed(kept.asked.values()))


def flush(store: Store) -> None:
    """Write what was computed to the file beside the store."""
    _of(store).file.flush()


def forget(store: Store) -> None:
    """Forget what is kept of a store in memory, as a restart does."""
    with _opening:
        kept = _stores.pop(store, None)
    if kept is not None:
        kept.file.close()
