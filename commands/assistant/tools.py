"""The tools of an assistant, over an open store: each gives one answer of commands/assistant/answers.py.

Figures are those of `kpis.compute`, the scorecard and the watch; nothing is computed here, and no SQL comes from who asks.
Every function raises Refusal for what does not exist: indicator, brand, network, role, day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from commands import explanations, scorecards
from commands.assistant import answers
from commands.publishing.tables import episode_row, known
from data.sentences import Refusal
from data.store import Store, time_zone
from kpis.analysis import explanation as explaining
from kpis.analysis import period_scorecard
from kpis.analysis.episodes import Episode, episodes, watched
from kpis.analysis.period_scorecard import Look
from kpis.catalogue import CASQUETTES, Kpi, article_sentences, catalogue
from kpis.compute import compute
from kpis.engine import periods
from kpis.engine.check import find_kpi
from kpis.engine.complete_weeks import complete_and_typical, typical_week
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from kpis.lineage import mentions as listed_mentions
from kpis.lineage import records as lineage
from kpis.objectives import headline, objectives
from kpis.objectives.scorecard import Line
from locales import translator
from wording import amounts, crisis_sentence, explanation, figure_sentence
from wording.markdown import plain
from wording.vocabulary import label

MOST_FIGURES = 400
MOST_ITEMS, MOST_RECORDS, MOST_FILES, MOST_EPISODES = 50, 50, 50, 50
LONGEST_TEXT = 600  # characters of a quoted text
WATCHED = timedelta(days=181)  # before the last day, without a first one: what the crisis watch shows
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_NAMED = ("channel", "brand", "post_type", "rating")  # dimensions whose items nobody outside names


# What can be asked ---------------------------------------------------------------------------------


def list_kpis(store: Store, *, casquette: str, language: str) -> answers.Known:
    if casquette and casquette not in CASQUETTES:
        raise Refusal(
            "There is no casquette called {name}. Known ones: {known}.", name=casquette, known=", ".join(CASQUETTES)
        )
    complete, _ = complete_and_typical(store, _today(store))
    covered = store.rows("select min(covered_from) as since, max(covered_to) as until from coverage")[0]
    return answers.Known(
        **_head(store),
        kpis=[
            answers.Listed(
                kpi=one.id,
                title=one.title[language],
                question=one.question[language],
                casquette=one.casquette,
                unit=one.unit,
                better=one.better,
                weeks=one.weeks,
                by=list(one.by),
            )
            for one in catalogue().values()
            if casquette in ("", one.casquette)
        ],
        brands=_brands(store),
        networks=_networks(store),
        roles=list(objectives.roles(store)),
        covered_from=_iso(covered["since"]),
        covered_to=_iso(covered["until"]),
        last_complete_week=_iso(complete[0]) if complete else None,
    )


def define(store: Store, *, kpi: str) -> answers.Defined:
    one = find_kpi(kpi)
    told = {
        f"{name}{end}": getattr(one, name)[language]
        for name in ("title", "question", "formula")
        for end, language in (("", "en"), ("_fr", "fr"))
    }
    return answers.Defined(
        **_head(store),
        kpi=one.id,
        **told,
        casquette=one.casquette,
        unit=one.unit,
        better=one.better,
        kind=one.class_,
        interval=one.interval,
        weeks=one.weeks,
        by=list(one.by),
        needs=list(one.needs),
        sample=one.sample,
        sql=one.sql,
        article=[article_sentences()[number] for number in one.article],
    )


# Figures -------------------------------------------------------------------------------------------


def compute_kpi(
    store: Store,
    *,
    kpi: str,
    since: str,
    until: str,
    brands: Sequence[str],
    networks: Sequence[str],
    grain: str,
    by: str,
    role: str,
    language: str,
) -> answers.Computed:
    one, period = find_kpi(kpi), _period(store, since, until)
    _check_brands(store, brands)
    _check_networks(store, networks)
    scope = Scope(
        period.since,
        period.until,
        brands=tuple(brands),
        channels=tuple(networks),
        today=_today(store),
        role=_role(store, role) if role else None,
    )
    if grain == "screens":
        grain = "four weeks" if one.weeks == 4 else "week"
    frame = compute(store, one.id, scope, grain=grain, by=by)
    rows = frame.to_dict("records")
    kept = rows[-MOST_FIGURES:]
    return answers.Computed(
        **_head(store),
        kpi=one.id,
        title=one.title[language],
        grain=grain,
        by=by,
        brands=list(brands),
        networks=list(networks),
        figures=[_figure(one, row, scope, grain, language) for row in kept],
        in_all=len(rows),
        left_out=len(rows) - len(kept),
    )


def _figure(kpi: Kpi, row: dict[str, Any], scope: Scope, grain: str, language: str) -> answers.Figure:
    first = row["period"].date()
    whole = {
        "day": Period(first, first),
        "week": periods.week(first),
        "month": periods.month(first),
        "quarter": periods.quarter(first),
        "four weeks": Period(first - timedelta(days=21), first + timedelta(days=6)),
        "all": Period(scope.since, scope.until),
    }[grain]
    # weeks, months and quarters at the ends of the days asked are cut there
    cut = whole if grain == "four weeks" else Period(max(whole.since, scope.since), min(whole.until, scope.until))
    return answers.Figure(
        since=cut.since.isoformat(),
        until=cut.until.isoformat(),
        series=str(row["series"]),
        **_estimate(kpi, row, language),
    )


def scorecard(store: Store, *, brand: str, role: str, week: str, compare: str, language: str) -> answers.Scorecard:
    named = _role(store, role)
    _check_brands(store, (brand,))
    look = Look(brand, _week(store, week), named, _today(store), compare=compare)
    lines = [line for line in scorecards.lines_of(store, look) if line.objective is not None]
    return answers.Scorecard(
        **_head(store),
        brand=brand,
        role=named,
        since=look.period.since.isoformat(),
        until=look.period.until.isoformat(),
        compared_with=compare,
        headline=[
            answers.Tally(casquette=one.casquette, ideas=len(one.ideas), counts=one.counts)
            for one in headline.headline(lines)
        ],
        lines=[_judged(line, look, language) for line in lines],
    )


def _judged(line: Line, look: Look, language: str) -> answers.Judged:
    told, kpi, say = scorecards.row_of(line, look), line.kpi, translator(language)
    status = amounts.status(line)
    history = line.history.iloc[-1].to_dict() if len(line.history) else {}
    figure = {name: told[name] for name in ("value", "low", "high", "n", "state")}
    reasons = {
        name: amounts.in_words(one, language) if one is not None else None
        for name, one in (
            ("reason", line.verdict.reason),
            ("arrow_reason", line.change.reason if line.change is not None else None),
        )
    }
    return answers.Judged(
        **_estimate(kpi, {**history, **figure}, language, written=amounts.figure(line, language)),
        kpi=kpi.id,
        title=kpi.title[language],
        network=line.channel,
        casquette=line.casquette,
        family=kpi.family or kpi.id,
        objective=str(told["objective"]),
        is_signed=bool(told["signed"]),
        target=known(told["target"]),
        target_high=known(told["target_high"]),
        target_in_words=amounts.target(line, language),
        baseline=known(told["baseline"]),
        verdict=status,
        verdict_in_words=say(amounts.STATUS_WORDS[status]),
        **reasons,
        arrow=told["arrow"],
        difference=known(told["difference"]),
        p_value=known(told["p_adjusted"] if told["p_adjusted"] is not None else told["p_value"]),
        sentence=figure_sentence.sentence_of(line, language),
    )


# Why, and on what it rests ------------------------------------------------------------------------


def why(
    store: Store,
    *,
    kpi: str,
    brand: str,
    since: str,
    until: str,
    networks: Sequence[str],
    role: str,
    compare: str,
    by: str,
    limit: int,
    language: str,
) -> answers.Why:
    one, look = find_kpi(kpi), _look(store, brand, since, until, networks, role, compare)
    (line,) = period_scorecard.period_scorecard(store, (one.id,), look)
    found = explaining.explain(store, line, look)
    if by and by not in found.parts:
        raise Refusal(
            "{kpi} cannot be broken down by {by}: use {known}.", kpi=one.id, by=by, known=", ".join(found.parts) or "–"
        )
    told = explanations.as_json(found, only=by or None)
    change = found.change
    judgement = "not compared"
    if told["difference"] is not None and change is not None and change.reason is None:
        judgement = "moved" if change.significant else "undecided"
    return answers.Why(
        **_head(store),
        kpi=one.id,
        title=one.title[language],
        brand=brand,
        networks=list(networks),
        now=_side(store, one, found.now, look, language),
        before=_side(store, one, found.before, look, language) if found.before is not None else None,
        difference=known(told["difference"]),
        judgement=judgement,
        p_value=known(told["adjusted_p"] if told["adjusted_p"] is not None else told["p"]),
        adds_up=found.is_divided,
        reason=amounts.in_words(found.reason, language) if found.reason is not None else None,
        in_words=_clean(plain(explanation.answer(found, language))),
        parts={name: _items(name, rows, limit, language) for name, rows in told["parts"].items()},  # type: ignore[attr-defined]
    )


def _side(store: Store, kpi: Kpi, side: explaining.Side, look: Look, language: str) -> answers.Side:
    figure = {name: getattr(side.figure, name) for name in ("value", "low", "high", "n", "state")}
    covered = _coverage_of(store, kpi, replace(look, period=Period(side.since, side.until)))
    return answers.Side(
        **_estimate(kpi, {**covered, **figure}, language),
        since=side.since.isoformat(),
        until=side.until.isoformat(),
        numerator=known(side.numerator),
        denominator=known(side.denominator),
    )


def _items(dimension: str, rows: list[dict[str, Any]], limit: int, language: str) -> answers.Items:
    names = ("value", "value_before", "contribution", "volume", "rate")
    listed = [
        answers.Item(
            quoted_third_party=_named(dimension, row["item"], language),
            **{name: known(row[name]) for name in names if name in row},
        )
        for row in rows[:limit]
    ]
    return answers.Items(in_all=len(rows), left_out=len(rows) - len(listed), items=listed)


def _named(dimension: str, item: str | None, language: str) -> str | None:
    if item is None or dimension in _NAMED:
        return item
    return _quoted(item)


def evidence(
    store: Store, *, kpi: str, brand: str, since: str, until: str, networks: Sequence[str], limit: int, language: str
) -> answers.Evidence:
    one, look = find_kpi(kpi), _look(store, brand, since, until, networks, "senior", "previous")
    scope, grain = period_scorecard.window(one, look)
    figure = period_scorecard.figure_of(store, one, look)
    told = {name: getattr(figure, name) for name in ("value", "low", "high", "n", "state")}
    listed = lineage.listed(one, scope, grain)
    exception = one.evidence[language] if isinstance(one.evidence, dict) else one.evidence or None
    days = lineage.counted_scope(one, scope, grain)
    tables = [] if listed is None else [_mentions(store, listed[0], limit)]
    return answers.Evidence(
        **_head(store),
        kpi=one.id,
        title=one.title[language],
        brand=brand,
        networks=list(networks),
        since=days.since.isoformat(),
        until=days.until.isoformat(),
        figure=answers.Estimate(**_estimate(one, {**_coverage_of(store, one, look), **told}, language)),
        sample=one.sample,
        exception=exception,
        tables=[*tables, *(_records(store, each, limit) for each in lineage.records(one, scope, grain))],
    )


def _mentions(store: Store, wanted: listed_mentions.Filter, limit: int) -> answers.Table:
    per_day = listed_mentions.daily(store, wanted)
    page = listed_mentions.page(store, wanted, number=1, days=per_day, size=limit)
    columns = (
        "published",
        "channel",
        "source",
        "author",
        "title",
        "text",
        "sentiment",
        "topic",
        "language",
        "url",
        "reach",
    )
    count = sum(number for _, number in per_day)
    return _table(
        store, "mentions", count, float(count), lineage.files_of(wanted), page.to_dict("records"), columns
    )  # fmt: skip


def _records(store: Store, of: lineage.Records, limit: int) -> answers.Table:
    count = int(store.value(*of.count))
    cases = known(store.value(*of.cases))
    page = lineage.page(store, of.rows, number=1, size=limit)
    columns = [name for name in page.columns if name not in ("file", "part", "record", "author_key", "parts")]
    return _table(store, of.table.removesuffix("_records"), count, cases, of.files, page.to_dict("records"), columns)


def _table(
    store: Store,
    name: str,
    count: int,
    cases: float | None,
    files: lineage.Query,
    rows: list[dict[str, Any]],
    columns: Iterable[str],
) -> answers.Table:
    sources = lineage.page(store, files, number=1, size=MOST_FILES).to_dict("records")
    return answers.Table(
        table=name,
        in_all=count,
        cases=cases,
        files_in_all=int(store.value(f"select count(*) from ({files[0]})", files[1])),
        files=[
            answers.Source(
                file=_quoted(row["file"]),
                part=_quoted(row["part"]),
                rows=int(row["rows"]),
                first_record=_whole(row["first_record"]),
                last_record=_whole(row["last_record"]),
            )
            for row in sources
        ],
        records=[
            answers.Record(
                file=_quoted(row["file"]),
                part=_quoted(row["part"]),
                record=int(row["record"]),
                quoted_third_party={
                    column: cell for column in columns if (cell := _cell(row.get(column), column)) is not None
                },
            )
            for row in rows
        ],
    )  # fmt: skip


# Episodes ------------------------------------------------------------------------------------------


def list_episodes(store: Store, *, brand: str, since: str, until: str, language: str) -> answers.Episodes:
    _check_brands(store, (brand,))
    last = _day(until, "until") if until else (typical_week(store, _today(store)) or (None, _today(store)))[1]
    first = _day(since, "since") if since else last - WATCHED
    if last < first:
        raise Refusal("The last day ({until}) is before the first day ({since}).", until=last, since=first)
    rows = watched(store, Scope(first, last, (brand,), today=_today(store)))
    found = episodes(rows)
    crisis = rows[(rows["signal"] == "crisis") & rows["level"].notna()]
    kept = found[:MOST_EPISODES]
    return answers.Episodes(
        **_head(store),
        brand=brand,
        since=first.isoformat(),
        until=last.isoformat(),
        days=(last - first).days + 1,
        judged_days=int(crisis["day"].nunique()),
        in_all=len(found),
        left_out=len(found) - len(kept),
        episodes=[_spell(one, language) for one in kept],
    )


def _spell(one: Episode, language: str) -> answers.Spell:
    told, say = episode_row(one), translator(language)
    words = [crisis_sentence.because(one, language)]
    if known(one.peak.observed) is not None and known(one.peak.expected) is not None:
        words.insert(0, crisis_sentence.sentence_of(one.peak, language))
    return answers.Spell(
        **{
            **told,
            "since": one.since.isoformat(),
            "until": _iso(one.until),
            "peak_day": one.peak.day.isoformat(),
            "signals": [each.signal for each in one.signals],
            "why": list(one.why),
        },
        level_in_words=say(label(f"level {one.level}")),
        in_words=plain(" ".join(each for each in words if each)),
    )


# What every answer has -----------------------------------------------------------------------------


def _head(store: Store) -> dict[str, str]:
    moment = store.as_of or datetime.now(UTC).replace(tzinfo=None)
    return {
        "as_of": f"{moment.isoformat(timespec='seconds')}Z",
        "today": _today(store).isoformat(),
        "time_zone": time_zone(store),
    }


def _estimate(kpi: Kpi, row: dict[str, Any], language: str, *, written: str = "") -> dict[str, Any]:
    """`row`: value, low, high, n, state, covered_days, days; `written`: the value as a screen writes it."""
    value, low, high, n = (known(row.get(name)) for name in ("value", "low", "high", "n"))
    text = written or amounts.amount(value, kpi, language)
    sample = amounts.sample(n, low, high, kpi, language)
    return {
        "value": value,
        "low": low,
        "high": high,
        "n": n,
        "unit": kpi.unit,
        "interval": kpi.interval,
        "state": row["state"],
        "coverage": answers.Coverage(covered_days=_whole(row.get("covered_days")), days=_whole(row.get("days"))),
        "in_words": f"{text} · {sample}" if sample else text,
    }


def _coverage_of(store: Store, kpi: Kpi, look: Look) -> dict[str, Any]:
    """The covered days of a figure of the look."""
    scope, grain = period_scorecard.window(kpi, look)
    rows = compute(store, kpi.id, scope, grain=grain)
    mine = rows[rows["series"] == look.brand]
    return {} if mine.empty else {name: mine.iloc[-1][name] for name in ("covered_days", "days")}


def _today(store: Store) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(time_zone(store))).date()


def _brands(store: Store) -> dict[str, str]:
    return {row["brand"]: row["role"] for row in store.rows("select brand, role from brands order by brand")}


def _networks(store: Store) -> list[str]:
    tables = ("mention", "follower", "post", "account_day", "conversation", "survey", "business")
    every = " union ".join(f"select distinct channel from {one}_records where state = 'kept'" for one in tables)
    rows = store.rows(f"select channel from ({every}) where channel <> '' order by channel")
    return [row["channel"] for row in rows]


def _check_brands(store: Store, named: Iterable[str]) -> None:
    there = _brands(store)
    for one in named:
        if one not in there:
            raise Refusal("There is no brand called {brand}. Known brands: {known}.", brand=one, known=", ".join(there))


def _check_networks(store: Store, named: Iterable[str]) -> None:
    there = _networks(store) if named else []
    for one in named:
        if one not in there:
            raise Refusal(
                "There is no network called {network}. Known networks: {known}.", network=one, known=", ".join(there)
            )


def _role(store: Store, named: str) -> str:
    role, there = scorecards.ROLE_NAMES.get(named, named), objectives.roles(store)
    if role not in there:
        raise Refusal("There is no role called {role}. Known roles: {known}.", role=role, known=", ".join(there))
    return role


def _look(
    store: Store, brand: str, since: str, until: str, networks: Sequence[str], role: str, compare: str
) -> Look:  # fmt: skip
    _check_brands(store, (brand,))
    _check_networks(store, networks)
    return Look(brand, _period(store, since, until), _role(store, role), _today(store), compare, tuple(networks))


def _period(store: Store, since: str, until: str) -> Period:
    """The days asked; without any the last complete week, of one day alone the days to, or from, the end of that week."""
    first, last = (_day(written, name) if written else None for written, name in ((since, "since"), (until, "until")))
    today = _today(store)
    week = (typical_week(store, today) or (today, today)) if first is None or last is None else (first, last)
    found = Period(first or min(week[0], last or week[0]), last or max(week[1], first or week[1]))
    if found.until < found.since:
        raise Refusal("The last day ({until}) is before the first day ({since}).", until=found.until, since=found.since)
    return found


def _week(store: Store, written: str) -> Period:
    if written:
        return periods.week(_day(written, "week"))
    found = typical_week(store, _today(store))
    return periods.week(found[0]) if found else periods.week(_today(store)).back()


def _day(written: str, name: str) -> date:
    if not DAY.fullmatch(written):
        raise Refusal("{option} {given}: write the day as 2026-01-31.", option=name, given=written)
    return periods.day_asked(written, name)


def _quoted(text: object) -> str:
    """A text of somebody else, without signs that nobody sees, and not longer than LONGEST_TEXT."""
    clean = _clean(str(text))
    return clean if len(clean) <= LONGEST_TEXT else clean[: LONGEST_TEXT - 1] + "…"


def _clean(text: str) -> str:
    return _UNSEEN.sub("", text)


def _cell(value: object, column: str) -> str | float | None:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) or hasattr(value, "dtype"):
        return known(value)
    if isinstance(value, date | datetime):
        is_day = column.endswith("day") or column.startswith("covered_")
        return value.isoformat()[:10] if is_day else value.isoformat()
    return _quoted(value)


def _whole(value: object) -> int | None:
    number = known(value)
    return None if number is None else int(number)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
