"""Settings of the topics, built-in ones included: name, words, exclusions."""

from __future__ import annotations

import re

import streamlit as st

from data.decisions import topics
from data.derived.topic_matching import Topic
from data.store import Store
from ui import identity, table_columns
from ui.confirmation import attempt
from ui.session import say, say_code, say_plural
from wording.markdown import escaped


def show(store: Store) -> None:
    """One form per topic in force, and one for a new topic. A change matches every mention again."""
    st.caption(
        say(
            "A mention has a topic when its text contains one of the words. Accents and capitals are ignored; a * "
            "stands for any ending; words inside an exclusion do not count. Saving reads every mention again, and "
            "past figures of topics change."
        )
    )
    counts = {
        row["topic"]: row["n"] for row in store.rows("select topic, count(*) as n from mention_topics group by topic")
    }
    for one in topics.topics(store):
        found = say_plural("{count} mention", "{count} mentions", counts.get(one.name, 0))
        kind = f" · :orange[▲ {say('sensitive')}]" if one.is_sensitive else ""
        with st.expander(f"**{escaped(say_code(one.name))}**{kind} · {found} · {_by(one)}"):
            _form(store, one)
    with st.expander(say("New topic"), icon=":material/add:"):
        _form(store, None)


def _by(one: Topic) -> str:
    if one.set_at is None:
        return say("built-in")
    return f"{escaped(table_columns.person(one.set_by))}, {table_columns.local_day(one.set_at)}"


def _form(store: Store, one: Topic | None) -> None:
    key = one.name if one else "new"
    with st.form(f"topic {key} {store.version}", border=False):
        name = one.name if one else st.text_input(say("Name"), max_chars=60)
        words = st.text_area(
            say("Words and expressions, one per line"), value="\n".join(one.words) if one else "", height=140
        )
        exclusions = st.text_area(
            say("Exclusions, one per line"), value="\n".join(one.exclusions) if one else "", height=80
        )
        sensitive = st.checkbox(say("Sensitive: counts for the crisis watch"), value=bool(one and one.is_sensitive))
        with st.container(horizontal=True):
            save = st.form_submit_button(say("Save"), type="primary")
            drop = one is not None and st.form_submit_button(say("Withdraw"))
    if save:
        with st.spinner(say("Reading the mentions again")):
            attempt(
                lambda: topics.set_topic(
                    store,
                    name,
                    words=re.split(r"[\n;]", words),
                    exclusions=re.split(r"[\n;]", exclusions),
                    is_sensitive=sensitive,
                    who=identity.who(),
                ),
                say("Saved."),
            )
    elif drop and one is not None:
        with st.spinner(say("Reading the mentions again")):
            attempt(lambda: topics.withdraw_topic(store, one.name, who=identity.who()), say("Withdrawn."))
