"""A KPI before and after an annotation: figures, difference with its interval, and caveats."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from data.decisions.annotations import Annotation
from data.decisions.brands import brands
from data.store import Store
from kpis.analysis.before_after import Reading, Side, before_and_after
from kpis.catalogue import catalogue
from locales import numbers
from ui import doors, session
from ui.empty_state import nothing
from ui.evidence import address
from ui.figures import trend_events
from ui.session import say, say_plural, say_sentence
from ui.view import view as scope_view
from wording import amounts
from wording.markdown import escaped

DEFAULT_KPI = "mention_volume_unique"  # shown until another KPI is selected


def show(store: Store, one: Annotation, *, brand: str) -> None:
    """Select a KPI and a number of weeks, and compare the weeks before with those after."""
    language = session.language()
    titles = {
        kpi.id: kpi.title[language]
        for kpi in catalogue().values()
        if "verdicts" not in kpi.needs and kpi.class_ != "max"
    }
    left, right = st.columns([3, 1])
    names = list(titles)
    name = left.selectbox(
        "KPI",
        names,
        index=names.index(DEFAULT_KPI),
        format_func=titles.__getitem__,
        key="reading kpi",
    )
    weeks = right.segmented_control(say("Weeks on each side"), (2, 4, 8), default=4, required=True, key="reading weeks")
    known = brands(store)
    reading = before_and_after(
        store,
        catalogue()[name],
        one,
        brand=brand,
        today=session.today(),
        weeks=weeks,
        competitors=tuple(known.loc[known["role"] == "competitor", "brand"]),
    )
    if reading.reason is not None:
        nothing(escaped(say_sentence(reading.reason)))
    else:
        _comparison(reading, brand)
    _caveats(reading)


def _comparison(reading: Reading, brand: str) -> None:
    assert reading.before is not None
    assert reading.after is not None
    assert reading.difference is not None
    first, second, third = st.columns(3)
    _side(first, say("Before"), reading.before, reading, brand)
    _side(second, say("After"), reading.after, reading, brand)
    size = _difference(reading.difference, reading)
    low, high = (_difference(bound, reading) for bound in (reading.low, reading.high))
    third.metric(say("Difference"), size)
    third.caption(say("95% interval: {low} to {high}", low=low, high=high))
    if reading.is_beyond_chance:
        st.markdown(f"**{say('The difference is statistically significant.')}**")
    else:
        st.markdown(f"**{say('The difference is not statistically significant.')}**")
    if reading.peers:
        language = session.language()
        frame = pd.DataFrame(
            {
                say("Brand"): [peer.brand for peer in reading.peers],
                say("Before"): [amounts.amount(peer.before, reading.kpi, language) for peer in reading.peers],
                say("After"): [amounts.amount(peer.after, reading.kpi, language) for peer in reading.peers],
                say("Difference"): [_difference(peer.after - peer.before, reading) for peer in reading.peers],
            }
        )
        label = say("Competitors over the same weeks")
        st.caption(label)
        if not _has_evidence(reading):
            doors.frame(frame, hide_index=True, alt=label)
        elif (place := doors.table(frame, key=f"peers {reading.kpi.id}", alt=label)) is not None:
            _open(reading, reading.after, reading.peers[place].brand)


def _side(column, label: str, side: Side, reading: Reading, brand: str) -> None:
    language = session.language()
    column.metric(label, amounts.amount(side.figure.value, reading.kpi, language))
    weeks = say_plural("{count} complete week", "{count} complete weeks", len(side.weekly))
    sample = amounts.sample(side.figure.n, side.figure.low, side.figure.high, reading.kpi, language)
    days = numbers.date_range(side.since, side.until, language)
    column.caption(" · ".join(part for part in (weeks, days, sample) if part))
    if _has_evidence(reading):
        column.button(
            say("Evidence of these weeks"),
            icon=":material/search:",
            type="tertiary",
            key=f"weeks of {label}",
            on_click=_open,
            args=(reading, side, brand),
        )


def _has_evidence(reading: Reading) -> bool:
    """Whether a screen has the same figure: none has one of a single topic."""
    return not (reading.is_filtered and reading.annotation.topic)


def _open(reading: Reading, side: Side, brand: str) -> None:
    """Open the evidence of the figure of all weeks of a side."""
    view = replace(scope_view.period_view_of_url(), brand=brand, since=side.since, until=side.until)
    address.put(reading.kpi.id, view, network=(reading.is_filtered and reading.annotation.channel) or "")


def _difference(size: float | None, reading: Reading) -> str:
    if size is None:
        return ""
    return amounts.difference(size, reading.kpi, session.language())


def _caveats(reading: Reading) -> None:
    """What the comparison can and cannot show."""
    lines = [say("This compares two periods. It shows that a figure changed, never that the action changed it.")]
    if reading.others:
        names = ", ".join(
            f"{escaped(trend_events.titled(other))} ({numbers.date_range(other.first_day, other.last_day, session.language())})"
            for other in reading.others
        )
        lines.append(say("Also in these weeks: {others}.", others=names))
    else:
        lines.append(
            say("No other action or event was noted in these weeks, which does not prove that there was none.")
        )
    if reading.is_filtered:
        lines.append(say("Only the network or topic of the annotation is compared."))
    if reading.peers:
        lines.append(say("If competitors changed in the same way, the market may be the cause."))
    for line in lines:
        st.caption(line)
