"""Tables whose rows lead somewhere: a selected row is answered once, so that coming back does not open it again."""

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
