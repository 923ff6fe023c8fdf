"""What one short file tells: the brands side by side, what is negative, the day that stands out, account statistics.

It takes the place of the comparison with a past that no upload covers yet. The figures are those of the KPIs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from charts import described
from charts.trend import trend
from data.store import Store
from kpis.analysis import account_days
from kpis.analysis.period_scorecard import window
from kpis.engine.breaks import crossed_by
from kpis.engine.periods import Period
from kpis.engine.scope import Scope
from kpis.lineage import source_days
from kpis.lineage.mention_filter import Filter
from kpis.lineage.source_days import Source
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing
from ui.evidence import behind, dialog
from ui.figures import brand_colours, cached, chart_export, top_lists, trend_events
from ui.report import slide
from ui.session import say, say_code
from ui.view import offered
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts, redefinitions
from wording.markdown import escaped

COMPARED = ("mention_volume_unique", "share_of_voice", "net_sentiment_score", "negative_share")
LEAST_DAYS = 3  # of a peak: a day stands out among others
PEAK = 1.2  # times the mean of the other days


def brands(store: Store, view: View) -> bool:
    """A table of every brand: mentions, share of voice, net sentiment, negative share, with intervals; False with one."""
    names = offered.compared_brands(store, view.brand)
    columns = {one: _of_brands(store, one, view, names) for one in COMPARED}
    known = [name for name in names if any(name in values for values in columns.values())]
    if len(known) < 2:
        return False
    volume = columns["mention_volume_unique"]
    known.sort(key=lambda name: -volume[name].value if name in volume else 0.0)
    language = session.language()
    cells: dict[str, list[str]] = {
        say("Brand"): [f"▸ {name}" if name == view.brand else name for name in known],
    }
    for one, values in columns.items():
        if values:
            cells[cached.kpi(one).title[language]] = [_cell(values.get(name), one) for name in known]
    with st.container(border=True, key="brands-compared"):
        st.markdown(f"**{say('The brands, side by side')}** :gray[· {scope_view.week_dates(view)}]")
        place = doors.table(
            pd.DataFrame(cells),
            column_config=table_columns.right_aligned(*list(cells)[1:]),
            alt=say("The brands, side by side"),
            key="brands compared",
        )
        st.caption(
            say("In brackets: the 95% interval. Where two of them do not meet, chance does not explain the gap.")
        )
    if place is not None:
        dialog.go(Filter(known[place], view.since, view.until, channel=view.channels, share="unique"))
    return True


def _of_brands(store: Store, name: str, view: View, names: list[str]) -> dict[str, object]:
    """Brand -> its row of the period (value, low, high), as the KPI gives it."""
    scope, grain = window(cached.kpi(name), view.look)
    frame = cached.series(store, name, replace(scope, brands=tuple(names)), grain=grain)
    if frame.empty:
        return {}
    last = frame[(frame["period"] == frame["period"].max()) & frame["value"].notna()]
    return {row.series: row for row in last.itertuples()}


def _cell(row, name: str) -> str:
    """'30,5 % [29,5 ; 31,5]'."""
    if row is None:
        return amounts.missing(session.language())
    kpi, language = cached.kpi(name), session.language()
    text = amounts.amount(row.value, kpi, language)
    if kpi.interval == "count":
        return text
    interval = amounts.sample(None, row.low, row.high, kpi, language)
    return f"{text} {interval}".strip()


def negative(store: Store, view: View) -> None:
    """What is negative and why: topics, words and sources of the negative mentions."""
    _lists(store, view, kind="negative", by=("topic", "term", "source"), title=say("What is negative, and about what"))


def all_mentions(store: Store, view: View) -> None:
    """Topics, sources and authors of all mentions."""
    # a file may give topics to its negative mentions alone: they are listed already
    shown = [cached.drivers(store, view, by="topic", kind=kind).head(top_lists.SHOWN) for kind in ("all", "negative")]
    topics = [rows[["item", "now"]] for rows in shown]
    by = ("source", "author") if topics[0].equals(topics[1]) else ("topic", "source", "author")
    _lists(store, view, kind="all", by=by, title=say("Topics, sources and authors"))


def _lists(store: Store, view: View, *, kind: str, by: tuple[str, ...], title: str) -> None:
    shown = [one for one in by if len(cached.drivers(store, view, by=one, kind=kind)) > (one == "source")]
    if not shown:
        return
    with st.container(border=True):
        st.markdown(f"**{title}** :gray[· {say('unique mentions')} · {scope_view.week_dates(view)}]")
        with st.grid(3, gap="medium", min_column_width=260):
            for one in shown:
                top_lists.driver_table(store, view, by=one, kind=kind)


def peak(store: Store, view: View) -> None:
    """The day with most mentions, if it stands out, and what was said more often than on the days before."""
    scope = Scope(view.since, view.until, (view.brand,), view.channels, today=view.today)
    days = cached.series(store, "mention_volume_unique", scope, grain="day").dropna(subset=["value"])
    if len(days) < LEAST_DAYS:
        return
    top = days.loc[days["value"].idxmax()]
    others = days[days["period"] != top["period"]]["value"].mean()
    if top["value"] < PEAK * others:
        return
    language = session.language()
    day = top["period"]
    with st.container(border=True):
        st.markdown(f"**{say('The day that stands out')}** :gray[· {numbers.day(day, language)}]")
        st.markdown(
            say(
                "{count} mentions; {mean} on the other days, on average.",
                count=numbers.number(top["value"], language),
                mean=numbers.number(others, language),
            )
        )
        first = days["period"].min()
        if day <= first:
            return
        rows = [
            cached.words_of_day(store, view, day=day, before=(first, day - timedelta(days=1)), by=by)
            for by in ("topic", "term")
        ]
        found = [frame[frame["difference"] > 0].head(6) for frame in rows]
        texts = [
            say("{heading}: {items}.", heading=heading, items=", ".join(_item(row, name) for row in frame.itertuples()))
            for heading, name, frame in zip(
                (say("Topics that rose most"), say("Words that rose most")), (say_code, str), found, strict=True
            )
            if len(frame)
        ]
        if texts:
            st.markdown("  \n".join(texts))
            st.caption(say("Compared with the mean of the days before it in the file; ✱ beyond chance."))
        else:
            nothing(say("No topic or word was said more often than on the days before."))


def _item(row, name: Callable[[str], str]) -> str:
    mark = " ✱" if row.p < 0.05 else ""
    size = numbers.signed(numbers.number(row.difference, session.language()), row.difference)
    return f"{escaped(name(row.item))} ({size}{mark})"


def account(store: Store, view: View) -> bool:
    """The statistics of an account export, day by day; False if there are none."""
    rows = account_days.metrics(store, view.brand, view.period, channels=view.channels)
    if rows.empty:
        return False
    language = session.language()
    several = rows["channel"].nunique() > 1
    table = pd.DataFrame(
        {
            say("Statistic"): [_statistic(code) for code in rows["metric"]],
            **({say("Network"): [say_code(code) for code in rows["channel"]]} if several else {}),
            say("Mean per day"): [_size(one) for one in rows["mean"]],
            say("Highest day"): [
                f"{numbers.number(row.highest, language)} ({numbers.day(row.highest_day, language, pattern='d MMM')})"
                for row in rows.itertuples()
            ],
            say("Days"): [numbers.number(one, language) for one in rows["days"]],
        }
    )
    with st.container(border=True):
        networks = ", ".join(say_code(code) for code in dict.fromkeys(rows["channel"]))
        st.markdown(f"**{say('Account statistics')}** :gray[· {networks} · {scope_view.week_dates(view)}]")
        place = doors.table(
            table,
            column_config=table_columns.right_aligned(say("Mean per day"), say("Highest day"), say("Days")),
            alt=say("Account statistics"),
            key="account statistics",
            height="content",
        )
        _each_day(store, view, rows.iloc[0])
        st.caption(say("As the network gives them. They are not added up: reach counts people, who come back."))
    if place is not None:
        _open_statistic(store, view, rows.iloc[place], view.since, view.until)
    return True


def _each_day(store: Store, view: View, first) -> None:
    """The largest statistic, day by day, over the weeks up to the end of the view."""
    since = view.until - timedelta(days=7 * cached.WEEKS - 1)
    days = account_days.daily(store, view.brand, Period(since, view.until), channel=first.channel, metric=first.metric)
    language = session.language()

    def written(value: float) -> str:
        return numbers.number(value, language)

    head = f"{_statistic(first.metric)} · {say_code(first.channel)}"
    redefined = crossed_by(store, "account_days", first.metric, (view.brand,), (first.channel,), (since, view.until))
    st.markdown(f"**{head}** :gray[· {say('per day')}]")
    chart_export.chart(
        trend(
            days,
            session.pen(),
            format_value=written,
            colour=brand_colours.of_brand(store, view.brand),
            events=trend_events.marks(redefined),
            height=240,
        ),
        key="account",
        name=chart_export.file_name(view.brand, first.metric, view.period),
        title=f"{view.brand} · {head}",
        alt=described.line(days, f"{head}, {view.brand}", format_value=written, language=language),
        data=days,
        part=lambda: slide.days(days, brand=view.brand, measure=head, today=view.today),
        on_select=lambda day: _open_statistic(store, view, first, day, day),
    )
    for text in redefinitions.each_told(redefined, language):
        st.caption(escaped(text))


def _open_statistic(store: Store, view: View, row, since: date, until: date) -> None:
    """The records of a statistic; gains and losses of followers stand in the counts of followers."""
    is_of_followers = row.metric in account_days.OF_FOLLOWERS
    source = Source("followers" if is_of_followers else "account_days", view.brand, row.channel)
    found = source_days.held(source, since, until, **({} if is_of_followers else {"metric": row.metric}))
    title = f"{escaped(_statistic(row.metric))} · {say_code(row.channel)}"
    behind.records(store, title, found, name=f"{view.brand} {row.metric} {since}")


def _statistic(code: str) -> str:
    return table_columns.capitalised(say_code(code).replace("_", " "))


def _size(value: float) -> str:
    return numbers.number(value, session.language(), decimals=0 if value >= 10 else 1)
