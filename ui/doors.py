"""Tables and charts that lead somewhere: what one selects is answered once, so that coming back does not open it again."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from ui.report import cells, copied


def frame(data: pd.DataFrame, *, alt: str = "", **options: Any) -> Any:
    """A table, as st.dataframe shows it; it offers itself to be copied as a slide under its `alt`."""
    if alt:
        chosen = {"order": options.get("column_order"), "config": options.get("column_config")}
        copied.offer("table", alt, lambda: cells.table_of(data, title=alt, **chosen))
    return st.dataframe(data, **({"alt": alt} if alt else {}), **options)


def table(data: pd.DataFrame, *, key: str, **options: Any) -> int | None:
    """A table; the place of the row that was just selected, else None. `options`: as of st.dataframe."""
    answered = st.session_state.get(f"answered {key}", 0)
    event = frame(
        data, key=f"{key} {answered}", on_select="rerun", selection_mode="single-row", hide_index=True, **options
    )
    rows = [one for one in event["selection"]["rows"] if one < len(data)]
    if not rows:
        return None
    st.session_state[f"answered {key}"] = answered + 1
    return rows[0]


def chart(figure, *, key: str, **options: object) -> dict | None:
    """A chart; the point that was just selected, else None. `options`: as of st.plotly_chart.

    It is a chart of its own after each answer, so that no point stays selected and the same one opens again.
    """
    answered = st.session_state.get(f"answered {key}", 0)
    event = st.plotly_chart(
        figure, key=f"plot {key} {answered}", on_select="rerun", selection_mode="points", theme=None, **options
    )
    if not event["selection"]["points"]:
        return None
    st.session_state[f"answered {key}"] = answered + 1
    return event["selection"]["points"][0]
