"""The audit of sentiment labels: a sample labelled blind by a person, the accuracy, and the corrected shares."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pandas as pd
import streamlit as st

from data.access.acting import ANALYST
from data.decisions import label_audits
from data.decisions.brands import brands
from data.store import Store
from kpis.analysis import label_accuracy
from locales import numbers
from ui import doors, identity, session
from ui.confirmation import attempt
from ui.empty_state import nothing
from ui.session import say, say_code, say_plural
from ui.sign_in import may
from ui.sources import confusion_matrix
from ui.view import offered, url


def show(store: Store) -> None:
    """The three steps: draw a sample, label it, read the result."""
    st.markdown(
        say(
            "How reliable are the labels? Draw unique mentions at random and label them without seeing the label in "
            "use; the result shows what share of the labels was correct, and what the shares would be without their "
            "errors."
        )
    )
    if brands(store).empty or not store.value("select count(*) from mention_days"):
        nothing(say("There are no mentions to audit yet."))
        return
    drawn = store.rows(
        "select audit, min(drawn_at) as at, any_value(drawn_by) as who, count(*) as n from audit_samples group by audit order by audit desc"
    )
    _draw(store, is_first=not drawn)
    if not drawn:
        return
    known = {str(row["audit"]): row for row in drawn}
    asked = url.read("audit")
    chosen = asked if asked in known else next(iter(known))
    st.session_state["choose audit"] = chosen
    st.selectbox(
        say("Sample"),
        list(known),
        key="choose audit",
        width=420,
        format_func=lambda one: say(
            "Sample {number} of {day}, drawn by {who}",
            number=one,
            day=numbers.day(known[one]["at"].date(), session.language()),
            who=known[one]["who"],
        ),
        on_change=lambda: url.put("audit", st.session_state["choose audit"]),
    )
    left, right = st.columns([3, 2], gap="medium")
    with left.container(border=True, height="stretch"):
        _label(store, int(chosen))
    with right.container(border=True, height="stretch"):
        _result(store, int(chosen))


def _draw(store: Store, *, is_first: bool) -> None:
    if not may(ANALYST):
        return
    first, last = offered.covered(store)
    with (
        st.expander(say("Draw a new sample"), expanded=is_first, icon=":material/casino:"),
        st.form("draw", border=False),
    ):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            brand = st.selectbox(say("Brand"), offered.brand_names(store), width=180)
            days = st.date_input(
                say("Days"),
                value=(max(first, last - timedelta(days=90)), last),
                min_value=first,
                max_value=last,
                width=240,
                format=session.day_format(),
            )
            size = st.number_input(
                say("Mentions"), min_value=20, max_value=1000, value=label_audits.SIZE, step=10, width=130
            )
            wanted = st.form_submit_button(say("Draw"), type="primary")
        if wanted and len(days) == 2:
            attempt(
                lambda: url.put(
                    "audit",
                    str(
                        label_audits.draw(
                            store,
                            brand=brand,
                            since=days[0],
                            until=days[1],
                            seed=secrets.randbelow(2**31),
                            who=identity.who(),
                            size=int(size),
                        )
                    ),
                ),
                say("The sample has been drawn."),
            )


def _label(store: Store, audit: int) -> None:
    """Label one mention at a time; the label in use is not shown."""
    frame = label_audits.sample(store, audit)
    done = int(frame["label"].notna().sum())
    st.progress(
        done / max(1, len(frame)),
        text=say(
            "labelled: {done} of {all}",
            done=numbers.number(done, session.language()),
            all=numbers.number(len(frame), session.language()),
        ),
    )
    open_ = frame[frame["label"].isna()]
    key = f"audit place {audit}"
    if open_.empty:
        st.markdown(f":blue[✔] {say('All mentions of the sample are labelled.')}")
    position = int(st.session_state.get(key) or (open_["place"].iloc[0] if len(open_) else frame["place"].iloc[0]))
    row = frame[frame["place"] == position].iloc[0]
    st.caption(say("Mention {place} of {all}", place=position, all=len(frame)))
    with st.container(height=190, border=False):
        if pd.isna(row["title"]) and pd.isna(row["text"]):
            st.text(say("This mention no longer counts: its upload was withdrawn. Skip it."))
        for part in (row["title"], row["text"]):
            if pd.notna(part):
                st.text(part)
    with st.container(horizontal=True, gap="small"):
        for label in label_audits.LABELS if may(ANALYST) else ():
            st.button(
                say_code(label),
                key=f"give {audit} {label}",
                type="primary" if row["label"] == label else "secondary",
                on_click=_set_label,
                args=(store, audit, position, label),
            )
        st.button(
            say("Before"),
            key=f"back {audit}",
            type="tertiary",
            disabled=position <= 1,
            on_click=_go_to,
            args=(key, position - 1),
        )
        st.button(
            say("Next"),
            key=f"next {audit}",
            type="tertiary",
            disabled=position >= len(frame),
            on_click=_go_to,
            args=(key, position + 1),
        )


def _set_label(store: Store, audit: int, position: int, label: str) -> None:
    def act() -> None:
        label_audits.set_label(store, audit, position, label, who=identity.who())
        st.session_state.pop(f"audit place {audit}", None)

    identity.named(act)


def _go_to(key: str, position: int) -> None:
    st.session_state[key] = position


def _result(store: Store, audit: int) -> None:
    """Accuracy with its interval, confusion matrix, and corrected shares."""
    pairs = label_audits.labelled(store, audit)
    st.subheader(say("Label accuracy"), anchor=False)
    found = label_accuracy.accuracy(zip(pairs["truth"], pairs["shown"], strict=True))
    if found is None:
        nothing(say("Label some mentions: the result appears here."))
        return
    language = session.language()
    st.metric(
        say("Correct labels"),
        numbers.percent(found.accuracy, language, decimals=0),
    )
    st.caption(
        say_plural(
            "n = {count} · 95% interval {low} – {high}",
            "n = {count} · 95% interval {low} – {high}",
            found.n,
            low=numbers.percent(found.low, language, decimals=0),
            high=numbers.percent(found.high, language, decimals=0),
        )
    )
    confusion_matrix.table(found.confusion)
    _shares(store, audit, found)


def _shares(store: Store, audit: int, found: label_accuracy.Accuracy) -> None:
    """The brand's sentiment shares on the days of the sample, observed and corrected (Rogan, Gladen 1978)."""
    rows = store.rows(
        """
        select sum(d.positive) as positive, sum(d.neutral) as neutral, sum(d.negative) as negative
        from mention_days d
        join (
            select m.brand, min(m.day) as first, max(m.day) as last
            from audit_samples s
            join mentions m on m.identity = s.identity
            where s.audit = ?
            group by m.brand
        ) drawn on drawn.brand = d.brand and d.day between drawn.first and drawn.last
        """,
        [audit],
    )
    counted = rows[0] if rows and rows[0]["positive"] is not None else None
    total = sum(counted.values()) if counted else 0
    if not counted or not total:
        return
    language = session.language()

    def corrected(label: str) -> str:
        value = found.corrected(label, counted[label] / total)
        return say("n/a") if pd.isna(value) else numbers.percent(value, language, decimals=1)

    doors.frame(
        pd.DataFrame(
            {
                say("Sentiment"): [say_code(label) for label in label_accuracy.LABELS],
                say("Observed share"): [
                    numbers.percent(counted[label] / total, language, decimals=1) for label in label_accuracy.LABELS
                ],
                say("Corrected share"): [corrected(label) for label in label_accuracy.LABELS],
            }
        ),
        hide_index=True,
        alt=say("Observed and corrected shares"),
    )
    st.caption(
        say(
            "Corrected for the errors that the sample shows for each label (Rogan–Gladen); with few mentions it is "
            "only approximate."
        )
    )
