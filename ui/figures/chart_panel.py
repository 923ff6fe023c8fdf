"""Parts of a KPI's chart panel: heading, chart with downloads, number format, and a choice of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from charts import described, multiples
from data.store import Store
from kpis.catalogue import Kpi
from kpis.engine.breaks import Crossing
from ui import session
from ui.figures import brand_colours, chart_export
from ui.report import slide
from ui.session import say, say_code
from ui.view import url
from ui.view import view as scope_view
from ui.view.view import View
from wording import amounts, redefinitions
from wording.markdown import escaped


def line(
    figure,
    frame: pd.DataFrame,
    *,
    key: str,
    view: View,
    kpi: Kpi,
    part: str,
    on_select: Callable[[date], None] | None = None,
    is_alone: bool = True,
    redefined: Sequence[Crossing] = (),
) -> None:
    """A trend with its alternative text, and its downloads where it stands alone.

    `redefined`: what networks redefined within its days, each told in a sentence below
    a chart that stands alone.
    """
    language = session.language()
    title = f"{kpi.title[language]} {part}, {view.brand}"
    told = redefinitions.each_told(redefined, language)
    chart_export.chart(
        figure,
        key=key,
        name=chart_export.file_name(view.brand, kpi.id, view.period),
        title="\n".join((f"{view.brand} · {kpi.title[language]}", unit(kpi), part, scope_view.week_dates(view))),
        alt=" ".join([described.line(frame, title, format_value=value_format(kpi), language=language), *told]),
        data=frame,
        brand=view.brand,
        needs=kpi.needs,
        is_share=kpi.unit == "percent",
        on_select=on_select,
        annotated=min(view.until, view.today),
        is_alone=is_alone,
        part=lambda: (
            slide.trend(frame, kpi, brand=view.brand, part=part, days=scope_view.week_dates(view), redefined=redefined)
            or slide.series(frame, kpi, title=f"{kpi.title[language]} · {part}")
        ),
    )
    for text in told if is_alone else ():
        st.caption(escaped(text))


def all_in_one(store: Store, frame: pd.DataFrame, *, view: View, kpi: Kpi, part: str) -> None:
    """The downloads of small charts side by side: one picture of all series, one file of their data."""
    language = session.language()
    figure = multiples.together(
        frame,
        session.pen(),
        format_value=value_format(kpi),
        format_tick=lambda value: amounts.tick(value, kpi, language),
        own=view.brand,
        colours=brand_colours.of_brands(store),
        is_stock=kpi.class_ == "stock",
    )
    chart_export.exports(
        figure,
        key="competitors",
        name=chart_export.file_name(view.brand, f"{kpi.id}_{say('competitors')}", view.period),
        title="\n".join((kpi.title[language], unit(kpi), part, say("compared with competitors, one scale"))),
        data=frame,
        part=lambda: slide.series(frame, kpi, title=f"{kpi.title[language]} · {part}"),
        brand="",
        needs=kpi.needs,
        is_share=kpi.unit == "percent",
        is_elsewhere=True,
    )


def value_format(kpi: Kpi) -> Callable[[float], str]:
    """The number format of a KPI."""
    return lambda value: amounts.amount(value, kpi, session.language())


def ticks(kpi: Kpi) -> tuple[float, ...]:
    """The ticks of an axis whose ends are known: one to five stars."""
    return (1.0, 2.0, 3.0, 4.0, 5.0) if kpi.unit == "stars" else ()


def heading(kpi: Kpi, rest: str) -> None:
    st.markdown(f"**{escaped(kpi.title[session.language()])}** :gray[· {unit(kpi)} · {rest}]", width="stretch")


def unit(kpi: Kpi) -> str:
    """The unit of a KPI, as a label."""
    return say_code(kpi.unit)


def per_grain(grain: str) -> str:
    """'per week'."""
    return {
        "day": say("per day"),
        "week": say("per week"),
        "four weeks": say("over four weeks"),
        "month": say("per month"),
    }[grain]


def choice(name: str, options: tuple[str, ...], default: str, words: Callable[[str], str]) -> str:
    """A segmented control whose value is kept in the URL; an unknown value is replaced by the default."""
    key = f"choose {name}"
    asked = url.read(name)
    chosen = asked if asked in options else default if default in options else options[0]
    if len(options) == 1:
        return chosen
    st.session_state[key] = chosen
    st.segmented_control(
        name,
        options,
        key=key,
        required=True,
        label_visibility="collapsed",
        format_func=words,
        on_change=lambda: url.put(name, st.session_state[key]),
    )
    return chosen
