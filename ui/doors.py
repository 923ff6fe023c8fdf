"""Tables and charts that lead somewhere: what one selects is answered once, so that coming back does not open it again."""

from __future__ import annotations

import pandas as pd
import streamlit as st


def table(frame: pd.DataFrame, *, key: str, **options: object) -> int | None:
    """A table; the place of the row that was just selected, else None. `options`: as of st.dataframe."""
    answered = st.session_state.get(f"answered {key}", 0)
    event = st.dataframe(
        frame, key=f"{key} {answered}", on_select="rerun", selection_mode="single-row", hide_index=True, **options
    )
    rows = [one for one in event["selection"]["rows"] if one < len(frame)]
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
