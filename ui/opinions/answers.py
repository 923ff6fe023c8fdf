"""What assistants answer to the fixed prompts: by assistant, by prompt, whom they name, what they cite, what is wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.lineage.records import Records
from kpis.opinions import assistants
from locales import numbers
from ui import doors, session, table_columns
from ui.empty_state import nothing, nothing_loaded
from ui.evidence import behind
from ui.figures import cached, trend_events
from ui.session import say, say_code, say_plural
from ui.view.view import View
from wording import amounts
from wording.markdown import escaped

SHARE = "ai_answer_share"


def show(store: Store, view: View) -> None:
    """The tables of the days that the figures of the cards are of: four weeks, of a week."""
    since = first_day(view)
    found = assistants.answers(store, view.brand, since, view.until)
    days = numbers.date_range(since, view.until, session.language())
    if not found["asked"]:
        with st.container(border=True):
            st.markdown(f"**{say('Answers of assistants')}** :gray[· {days}]")
            _none(store, view)
        return
    st.subheader(say("What assistants answer"), anchor=False)
    asked = say_plural("{count} answer", "{count} answers", found["asked"])
    counted = say_plural("{count} names us or a competitor", "{count} name us or a competitor", found["counted"])
    judged = say_plural("{count} answer judged", "{count} answers judged", found["judged"])
    st.caption(f"{days} · {asked} · {counted} · {judged}")
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True):
        _by_assistant(store, view, since)
    with right, st.container(border=True):
        _named(store, view, since)
    with st.container(border=True):
        _by_prompt(store, view, since)
    left, right = st.columns([2, 3], gap="small")
    with left, st.container(border=True):
        _cited(store, view, since)
    with right, st.container(border=True):
        _wrong(store, view, since, judged=found["judged"])


def first_day(view: View) -> date:
    """The first day that the figures over four weeks are of, which end with the week shown."""
    return view.since - timedelta(days=21) if view.period.grain == "week" else view.since


def _none(store: Store, view: View) -> None:
    known = store.value("select max(day) from ai_answers where brand = ?", [view.brand])
    if known is None:
        nothing_loaded(
            say("No answers of assistants are loaded."),
            remedy=f"{trend_events.export_for(cached.kpi(SHARE))} {say('Uploads has a template for it.')}",
        )
        return
    nothing(say("No answer in these days; the last ones are of {day}.", day=numbers.day(known, session.language())))


def _by_assistant(store: Store, view: View, since: date) -> None:
    rows = assistants.by_assistant(store, view.brand, since, view.until)
    st.markdown(f"**{say('By assistant')}** :gray[· {say('share of the answers that name us or a competitor')}]")
    kpi, language = cached.kpi(SHARE), session.language()
    place = doors.table(
        pd.DataFrame(
            {
                say("Assistant"): [
                    " · ".join(one for one in pair if one) for pair in zip(rows["engine"], rows["model"], strict=True)
                ],
                say("Share"): 100 * rows["share"],
                say("Interval"): [_interval(row) for row in rows.itertuples()],
                say("Answers"): [numbers.number(one, language) for one in rows["counted"]],
            }
        ),
        column_config={
            **table_columns.shares(say("Share")),
            **table_columns.right_aligned(say("Interval"), say("Answers")),
        },
        alt=f"{kpi.title[language]}, {say('By assistant')}",
        key="answers by assistant",
        height="content",
        placeholder="–",
    )
    if place is not None:
        row = rows.iloc[place]
        _open(
            store, view, since, row["engine"], "names_us or names_competitor", engine=row["engine"], model=row["model"]
        )


def _by_prompt(store: Store, view: View, since: date) -> None:
    rows = assistants.by_prompt(store, view.brand, since, view.until)
    st.markdown(f"**{say('By prompt')}** :gray[· {say('where we are named least, first')}]")
    language = session.language()
    place = doors.table(
        pd.DataFrame(
            {
                say("Prompt"): rows["prompt"],
                say("Share"): 100 * rows["share"],
                say("Naming us"): [numbers.number(one, language) for one in rows["named"]],
                say("Answers"): [numbers.number(one, language) for one in rows["counted"]],
                say("Named instead"): rows["instead"],
            }
        ),
        column_config={
            say("Prompt"): st.column_config.TextColumn(say("Prompt"), width="large"),
            **table_columns.shares(say("Share")),
            **table_columns.right_aligned(say("Naming us"), say("Answers")),
        },
        alt=say("Answers by prompt"),
        key="answers by prompt",
        height="content",
        placeholder="–",
    )
    if place is not None:
        prompt = str(rows["prompt"].iloc[place])
        _open(store, view, since, prompt, "names_us or names_competitor", prompt=prompt)


def _named(store: Store, view: View, since: date) -> None:
    rows = assistants.named(store, view.brand, since, view.until)
    st.markdown(f"**{say('Who is named')}** :gray[· {say('answers, and of these the ones without us')}]")
    if rows.empty:
        nothing(say("No answer names a brand."))
        return
    language = session.language()
    place = doors.table(
        pd.DataFrame(
            {
                say("Brand"): rows["name"],
                say("Role"): [
                    say_code(one) if one in ("own", "competitor") else say("not declared") for one in rows["role"]
                ],
                say("Answers"): [numbers.number(one, language) for one in rows["answers"]],
                say("Without us"): [numbers.number(one, language) for one in rows["without_us"]],
            }
        ),
        column_config=table_columns.right_aligned(say("Answers"), say("Without us")),
        alt=say("Who is named"),
        key="brands named",
        height="content",
    )
    if place is not None:
        name = str(rows["name"].iloc[place])
        _open_records(store, view, assistants.naming(view.brand, since, view.until, name), name)


def _cited(store: Store, view: View, since: date) -> None:
    rows = assistants.cited(store, view.brand, since, view.until)
    st.markdown(f"**{say('Sources cited most')}**")
    if rows.empty:
        nothing(say("The exports of these answers do not tell their sources."))
        return
    language = session.language()
    place = doors.table(
        pd.DataFrame(
            {
                say("Site"): rows["site"],
                say("Answers"): [numbers.number(one, language) for one in rows["answers"]],
                say("Naming us"): [numbers.number(one, language) for one in rows["naming_us"]],
            }
        ),
        column_config=table_columns.right_aligned(say("Answers"), say("Naming us")),
        alt=say("Sources cited most"),
        key="sources cited",
        height="content",
    )
    if place is not None:
        site = str(rows["site"].iloc[place])
        _open_records(store, view, assistants.citing(view.brand, since, view.until, site), site)


def _wrong(store: Store, view: View, since: date, *, judged: int) -> None:
    rows = assistants.wrong(store, view.brand, since, view.until)
    st.markdown(f"**{say('Wrong answers')}** :gray[· {say('the newest first')}]")
    if rows.empty:
        if judged:
            nothing(say("None of the answers that were judged is wrong."))
        else:
            nothing(say("Nobody judged these answers: fill the column “correct” of the template."))
        return
    language = session.language()
    place = doors.table(
        pd.DataFrame(
            {
                say("Day"): [numbers.day(one, language, pattern="d MMM") for one in rows["day"]],
                say("Assistant"): rows["engine"],
                say("Its answer"): rows["answer"],
                say("Prompt"): rows["prompt"],
            }
        ),
        column_config={
            say("Day"): st.column_config.TextColumn(say("Day"), width=70),
            say("Assistant"): st.column_config.TextColumn(say("Assistant"), width=90),
            say("Its answer"): st.column_config.TextColumn(say("Its answer"), width="large"),
        },
        alt=say("Wrong answers"),
        key="wrong answers",
        height="content",
        placeholder="–",
    )
    if place is not None:
        row = rows.iloc[place]
        day = row["day"].date()
        same = {name: row[name] for name in ("engine", "model", "prompt", "run")}
        found = assistants.behind(view.brand, day, day, "not is_right", **same)
        behind.records(store, escaped(row["prompt"]), found, name=f"{view.brand} {row['engine']} {day}")


def _interval(row) -> str:
    """'[35,1 ; 62,0]'; '–' of a single prompt."""
    if pd.isna(row.low):
        return "–"
    kpi, language = cached.kpi(SHARE), session.language()
    low, high = (amounts.bound(one, kpi, language) for one in (row.low, row.high))
    return numbers.interval(low, high, language)


def _open(store: Store, view: View, since: date, title: str, condition: str, **equal: str) -> None:
    _open_records(store, view, assistants.behind(view.brand, since, view.until, f"({condition})", **equal), title)


def _open_records(store: Store, view: View, found: Records, title: str) -> None:
    behind.records(store, escaped(title), found, name=f"{view.brand} {title} {view.until}")
