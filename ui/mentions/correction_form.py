"""Manual corrections of sentiment and topic of the selected mentions, and their undo."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.access.acting import ANALYST
from data.decisions import corrections, topics
from data.store import Store
from ui import identity, table_columns
from ui.confirmation import attempt
from ui.locked import for_role
from ui.session import say, say_code, say_plural
from wording.markdown import escaped


def summary(row) -> str:
    """The manual corrections of a mention: 'négatif → positif'; '' if there is none."""
    parts = []
    if row.sentiment_origin == "manual":
        parts.append(f"{say_code(row.sentiment_of_the_tool)} → {say_code(row.sentiment)}")
    if row.topic_origin == "manual":
        before = say("no topic") if pd.isna(row.topic_of_the_tool) else say_code(row.topic_of_the_tool)
        after = say("no topic") if pd.isna(row.topic) else say_code(row.topic)
        parts.append(f"{before} → {after}")
    return " · ".join(parts)


def form(store: Store, chosen: pd.DataFrame) -> None:
    """The form that corrects the selected mentions, and the history of their corrections."""
    identities = [int(one) for one in chosen["identity"]]
    with for_role(ANALYST, "correct"), st.container(border=True, key="correct"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.markdown(
                f"**{say_plural('{count} mention chosen', '{count} mentions chosen', len(identities))}**",
                width="content",
            )
            _field(store, identities, "sentiment", say("Sentiment"), [*corrections.SENTIMENTS, "unknown"])
            _field(store, identities, "topic", say("Topic"), [*dict.fromkeys(_known_topics(store)), "no topic"])
        _history(store, identities)


def _field(store: Store, identities: list[int], field: str, label: str, offered: list[str]) -> None:
    key = f"correct {field}"
    value = st.selectbox(
        label,
        offered,
        index=None,
        key=f"{key} {identities[0]} {len(identities)} {store.version}",
        format_func=lambda code: say("no topic") if code == "no topic" else say_code(code),
        placeholder=say("Choose"),
        accept_new_options=field == "topic",
        width=190,
    )
    if st.button(say("Correct"), key=f"{key} now", disabled=value is None, help=say("Correct {what}", what=label)):
        kept = None if value in ("unknown", "no topic") else value
        attempt(
            lambda: corrections.correct_all(store, identities, field=field, value=kept, who=identity.who()),
            say_plural("{count} mention corrected.", "{count} mentions corrected.", len(identities)),
        )


def _history(store: Store, identities: list[int]) -> None:
    """Who corrected what and when. Undo reverts the last correction of each field of each mention."""
    known = [one for identity in identities for one in corrections.corrections(store, identity)]
    in_force = [one for one in known if one.undone_at is None]
    for one in known[-6:]:
        value = say_code(one.value) if one.value else say("none")
        field = say("Sentiment") if one.field == "sentiment" else say("Topic")
        line = f"{field} → {escaped(value)} · {escaped(table_columns.person(one.set_by))} · {_moment(one.set_at)}"
        if one.undone_at is not None:
            line = f"~~{line}~~ · {say('undone by {who}', who=escaped(table_columns.person(one.undone_by)))} · {_moment(one.undone_at)}"
        st.caption(line)
    if not in_force:
        return
    last = {(one.identity, one.field): one.correction for one in in_force}
    if st.button(
        say_plural("Undo the correction", "Undo {count} corrections", len(last)),
        icon=":material/undo:",
        key="undo corrections",
    ):
        attempt(
            lambda: corrections.undo_all(store, sorted(last.values()), who=identity.who()),
            say("The previous values are back in force."),
        )


def _known_topics(store: Store) -> list[str]:
    return [one.name for one in topics.topics(store)]


def _moment(moment) -> str:
    return table_columns.local_times([moment])[0]
