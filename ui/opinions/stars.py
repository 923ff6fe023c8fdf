"""The reviews of the period: by stars, by site, and those that nobody answered. Each row opens what it counts."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.opinions import reviews
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing, nothing_loaded
from ui.evidence import behind, dialog
from ui.figures import cached
from ui.session import say, say_plural
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped

SHOWN = "★★★★★☆☆☆☆☆"
RATING, ANSWERED = "review_rating", "review_response_rate"  # the KPIs of a mean of stars, and of answers


def show(store: Store, view: View) -> None:
    """The reviews by stars and by site, side by side; what would tell of them where no export does."""
    wanted = reviews.counted(view.brand, view.period, view.channels)
    sites = reviews.by_site(store, wanted)
    if sites.empty:
        with st.container(border=True):
            st.markdown(f"**{say('Stars')}** :gray[· {scope_view.week_dates(view)}]")
            _none(store, view)
        return
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True):
        _by_stars(store, view)
    with right, st.container(border=True):
        _by_site(view, sites)


def _none(store: Store, view: View) -> None:
    known = store.value("select max(day) from mentions where brand = ? and rating is not null", [view.brand])
    if known is None:
        nothing_loaded(
            say("No export with stars is loaded."),
            remedy=say(
                "Load the reviews of Google, Trustpilot, an app store or another site, or a sheet of mentions with a column Stars."
            ),
        )
        return
    nothing(say("No review in these days; the last one is of {day}.", day=numbers.day(known, session.language())))


def _by_stars(store: Store, view: View) -> None:
    wanted = reviews.counted(view.brand, view.period, view.channels)
    rows = reviews.by_stars(store, wanted)
    total = int(rows["reviews"].sum())
    language = session.language()
    count = say_plural("{count} review", "{count} reviews", total)
    st.markdown(f"**{say('Stars')}** :gray[· {count} · {scope_view.week_dates(view)}]")
    place = doors.table(
        pd.DataFrame(
            {
                say("Stars"): [_stars(one) for one in rows["stars"]],
                say("Share"): 100 * rows["reviews"] / total,
                say("Reviews"): [numbers.number(one, language) for one in rows["reviews"]],
                say("Answered"): [_answered(row) for row in rows.itertuples()],
            }
        ),
        column_config={
            **table_columns.shares(say("Share")),
            **table_columns.right_aligned(say("Reviews"), say("Answered")),
        },
        alt=say("Reviews by stars"),
        key="reviews by stars",
        height="content",
    )
    if place is not None:
        stars = int(rows["stars"].iloc[place])
        least, below = (0.0 if stars == 1 else float(stars)), float(stars + 1)
        found = reviews.behind(wanted, "r.rating >= $least and r.rating < $below", least=least, below=below)
        name = f"{view.brand} {say('reviews')} {stars} {view.since} {view.until}"
        behind.records(store, f"{_stars(stars)} · {escaped(view.brand)}", found, name=name)


def _by_site(view: View, rows: pd.DataFrame) -> None:
    st.markdown(f"**{say('Sites')}** :gray[· {scope_view.week_dates(view)}]")
    language = session.language()
    rating = cached.kpi(RATING)
    place = doors.table(
        pd.DataFrame(
            {
                say("Site"): [one if isinstance(one, str) else say("not given") for one in rows["source"]],
                say("Average"): [amounts.amount(one, rating, language) for one in rows["rating"]],
                say("Reviews"): [numbers.number(one, language) for one in rows["reviews"]],
                say("Answered"): [_answered(row) for row in rows.itertuples()],
            }
        ),
        column_config=table_columns.right_aligned(say("Average"), say("Reviews"), say("Answered")),
        alt=say("Reviews by site"),
        key="reviews by site",
        height="content",
    )
    if place is not None and isinstance(rows["source"].iloc[place], str):
        wanted = reviews.counted(view.brand, view.period, view.channels)
        dialog.go(replace(wanted, source=(rows["source"].iloc[place],)))


def unanswered(store: Store, view: View) -> None:
    """The reviews without an answer, those with the fewest stars first."""
    wanted = reviews.unanswered(view.brand, view.period, view.channels)
    rows = reviews.worst(store, wanted)
    with st.container(border=True):
        st.markdown(
            f"**{say('Reviews without an answer')}** :gray[· {say('fewest stars first')} · {scope_view.week_dates(view)}]"
        )
        if rows.empty:
            _all_answered(store, view)
            return
        language = session.language()
        place = doors.table(
            pd.DataFrame(
                {
                    say("Stars"): [_stars(one) for one in rows["rating"]],
                    say("Day"): [numbers.day(one, language, pattern="d MMM y") for one in rows["day"]],
                    say("Site"): rows["source"],
                    say("Author"): rows["author"],
                    say("Text"): rows["text"],
                    say("Address"): rows["url"],
                }
            ),
            column_config={
                say("Text"): st.column_config.TextColumn(say("Text"), width="large"),
                say("Address"): st.column_config.LinkColumn(say("Address"), display_text=say("open"), width=70),
            },
            alt=say("Reviews without an answer"),
            key="unanswered reviews",
            height="content",
            placeholder="–",
        )
        if st.button(say("All in Mentions"), icon=":material/list:", type="tertiary", key="unanswered in mentions"):
            dialog.go(wanted)
    if place is not None:
        row = rows.iloc[place]
        one = reviews.behind(wanted, "cast(r.identity as varchar) = $identity", identity=row["identity"])
        title = f"{_stars(row['rating'])} · {escaped(row['source'] or '')}"
        behind.records(store, title, one, name=f"{view.brand} {say('review')} {row['day'].date()}")


def _all_answered(store: Store, view: View) -> None:
    counted = reviews.by_site(store, reviews.counted(view.brand, view.period, view.channels))
    if counted.empty:
        nothing(say("No review in these days."))
    elif not counted["told"].sum():
        nothing(say("The exports of these reviews do not tell whether anybody answered."))
    else:
        nothing(say("None: every review of which an export tells was answered."))


def _answered(row) -> str:
    """'12 of 14'; of the reviews whose export tells."""
    if not row.told:
        return "–"
    language = session.language()
    told = {"answered": numbers.number(row.answered, language), "told": numbers.number(row.told, language)}
    return say("{answered} of {told}", **told)


def _stars(value: float) -> str:
    """'★★★★☆'."""
    whole = max(0, min(5, int(value)))
    return SHOWN[5 - whole : 10 - whole]
