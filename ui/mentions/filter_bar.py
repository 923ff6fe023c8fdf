"""The filters of the Mentions screen: widgets that write into the URL, and named filters."""

from __future__ import annotations

from urllib.parse import parse_qsl

import streamlit as st

from data.access.acting import ANALYST
from data.decisions import log as decision_log
from data.store import Store
from kpis.lineage import mention_filter, mentions
from kpis.lineage.mention_filter import Filter
from kpis.tables import HAS
from locales import numbers
from ui import identity, session, table_columns
from ui.confirmation import attempt, confirm
from ui.empty_state import nothing
from ui.figures import cached
from ui.session import say, say_code, say_plural
from ui.sign_in import may
from ui.view import url
from ui.view.view import View
from wording.markdown import escaped

SENTIMENTS = ("positive", "neutral", "negative", "mixed", "unknown")
KIND = "filter"  # of decision
_CODED = ("channel", "kind", "sentiment", "topic", "has")


def filter_of_url(view: View) -> Filter:
    """The filter of the URL."""
    texts = {name: url.read(name) for name in mention_filter.NAMES}
    return mention_filter.from_address(texts, brand=view.brand, since=view.since, until=view.until)


def clear() -> None:
    """Remove all filters but brand and days; the sort order stays."""
    for name in (*mention_filter.NAMES, "page"):
        if name != "sort":
            url.put(name, None)


def bar(store: Store, view: View, wanted: Filter) -> None:
    """One row: days, search, networks, sentiments, and a button for the other columns."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        _days(view)
        _text("q", say("Text contains"), width=220, help=_search_help(), placeholder=say('recall -drill "hand brake"'))
        _list(store, "channel", say("Networks"), wanted, width=166)
        _list(store, "sentiment", say("Sentiments"), wanted, width=166, known=list(SENTIMENTS))
        _share(wanted)
        others = _count(wanted)
        label = say("More filters") if not others else say("More filters ({count})", count=others)
        with st.popover(label, icon=":material/tune:", width=164, key="more filters"):
            _others(store, wanted)


def chips(store: Store, wanted: Filter) -> str:
    """The active filters as text."""
    parts = []
    for name in ("kind", "source", "author", "language", "country", "topic"):
        parts += [escaped(say_code(one) if name in _CODED else one) for one in getattr(wanted, name)]
    parts += [say("with {what}", what=say_code(one)) for one in wanted.has]
    known = mentions.files(store, wanted) if wanted.file else {}
    parts += [escaped(known.get(one, one)) for one in wanted.file]
    parts += [say("copies of one text")] * len(wanted.story)
    for name, label in (("reach", say("reach")), ("engagement", say("engagements"))):
        least, most = getattr(wanted, name)
        if least is not None:
            parts.append(f"{label} ≥ {numbers.number(least, session.language())}")
        if most is not None:
            parts.append(f"{label} ≤ {numbers.number(most, session.language())}")
    return " · ".join(parts)


def _days(view: View) -> None:
    st.session_state["filter days"] = (view.since, view.until)

    def keep() -> None:
        picked = st.session_state["filter days"]
        if len(picked) == 2:  # only the first day is picked yet
            _put("since", picked[0].isoformat())
            _put("until", picked[1].isoformat())

    st.date_input(
        say("Days"),
        key="filter days",
        on_change=keep,
        format=session.day_format(),
        width=222,
        **session.day_bounds(view.since, view.until),
    )


def _put(name: str, value: str | None) -> None:
    url.put(name, value)
    url.put("page", None)


def _text(name: str, label: str, *, width: int, help: str | None = None, placeholder: str | None = None) -> None:
    key = f"filter {name}"
    st.session_state[key] = url.read(name)
    st.text_input(
        label,
        key=key,
        width=width,
        help=help,
        placeholder=placeholder,
        on_change=lambda: _put(name, st.session_state[key]),
    )


def _list(
    store: Store, name: str, label: str, wanted: Filter, *, width: int | str = "stretch", known: list[str] | None = None
) -> None:
    """A multiselect of a column's values; a selected value without mentions in these days stays in the list."""
    key = f"filter {name}"
    chosen = list(getattr(wanted, name))
    names = mentions.files(store, wanted) if name == "file" else {}
    offered = list(names) if name == "file" else known or _values(store, name, wanted)
    st.session_state[key] = chosen
    st.multiselect(
        label,
        [*offered, *(one for one in chosen if one not in offered)],
        key=key,
        format_func=lambda one: names.get(one) or (say_code(one) if name in _CODED else one),
        placeholder=say("All"),
        width=width,
        on_change=lambda: _put(name, mention_filter.joined(st.session_state[key])),
    )


def _share(wanted: Filter) -> None:
    words = {
        "": say("All mentions"),
        "unique": say("Unique"),
        "reposts": say("Repeats"),
        "corrected": say("Corrected"),
    }
    st.session_state["filter share"] = wanted.share
    st.selectbox(
        say("Show"),
        list(words),
        key="filter share",
        format_func=words.__getitem__,
        help=cached.folding_rule(),
        width=148,
        on_change=lambda: _put("share", st.session_state["filter share"]),
    )


def _others(store: Store, wanted: Filter) -> None:
    left, right = st.columns(2)
    with left:
        _list(store, "kind", say("Source types"), wanted)
        _list(store, "source", say("Sources"), wanted)
        _list(store, "author", say("Authors"), wanted)
        _bounds("reach", say("Reach, minimum and maximum"), wanted)
    with right:
        _list(store, "topic", say("Topics"), wanted)
        _list(store, "language", say("Languages"), wanted)
        _list(store, "country", say("Countries"), wanted)
        _bounds("engagement", say("Engagements, minimum and maximum"), wanted)
    _list(store, "has", say("With"), wanted, known=list(HAS))
    _list(store, "file", say("Files"), wanted)
    if wanted.story:  # of a link: nobody chooses among numbers
        _list(store, "story", say("Texts, by number"), wanted, known=list(wanted.story))


def _bounds(name: str, label: str, wanted: Filter) -> None:
    keys = (f"filter {name} least", f"filter {name} most")
    for key, value in zip(keys, getattr(wanted, name), strict=True):
        st.session_state[key] = value

    def keep() -> None:
        least, most = ("" if st.session_state[key] is None else str(int(st.session_state[key])) for key in keys)
        _put(name, f"{least}-{most}" if least or most else None)

    st.caption(label)
    with st.container(horizontal=True, gap="xsmall"):
        for key, which in zip(keys, (say("at least"), say("at most")), strict=True):
            st.number_input(
                f"{label} · {which}",
                min_value=0,
                step=1,
                key=key,
                on_change=keep,
                placeholder=which,
                label_visibility="collapsed",
            )


def _count(wanted: Filter) -> int:
    lists = ("kind", "source", "author", "language", "country", "topic", "has", "file", "story")
    return sum(bool(getattr(wanted, name)) for name in lists) + sum(
        getattr(wanted, name) != (None, None) for name in mention_filter.RANGES
    )


def named_filters(store: Store) -> None:
    """The named filters: apply, save, remove."""
    kept = decision_log.in_force(store, KIND)
    label = say("Named filters") if not kept else say_plural("{count} named filter", "{count} named filters", len(kept))
    with st.popover(label, icon=":material/bookmark:", width=188, key="named filters"):
        for name, one in kept.items():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(escaped(name), key=f"take {name}", on_click=_take, args=(one.value,), width="stretch")
                st.caption(
                    f"{escaped(table_columns.person(one.set_by))} · {table_columns.local_day(one.set_at)}",
                    width="content",
                )
                if may(ANALYST):
                    st.button(
                        say("Remove"),
                        key=f"drop {name}",
                        type="tertiary",
                        on_click=_drop,
                        args=(store, name),
                        width="content",
                    )
        if not may(ANALYST):
            return
        query = mention_filter.as_query({name: url.read(name) for name in mention_filter.NAMES})
        if not query:
            nothing(say("Set a filter, then save it here under a name, for everyone."))
            return
        with st.form("keep filter", border=False, clear_on_submit=True):
            name = st.text_input(say("Save these filters as"), max_chars=60)
            if st.form_submit_button(say("Save"), type="primary") and name.strip():
                attempt(lambda: _keep(store, " ".join(name.split()), query), say("Saved."))


def _take(query: str) -> None:
    clear()
    for name, value in parse_qsl(query):
        if name in mention_filter.NAMES:
            url.put(name, value)


def _keep(store: Store, name: str, query: str) -> None:
    decision_log.decide(store, KIND, name, query, who=identity.who())


def _drop(store: Store, name: str) -> None:
    identity.named(lambda: (_keep(store, name, ""), confirm(say("Removed."))))


def _search_help() -> str:
    return say(
        'Words and "expressions in quotes" that must all be present; with a minus in front, those that must not. '
        "Accents and capitals are ignored."
    )


def _values(store: Store, name: str, wanted: Filter) -> list[str]:
    return _known(str(store.path), store.version, name, wanted.brand, wanted.since, wanted.until, _store=store)


@st.cache_data(max_entries=200, show_spinner=False)
def _known(path: str, version: int, name: str, brand: str, since, until, *, _store: Store) -> list[str]:
    return mentions.values(_store, name, Filter(brand, since, until))
