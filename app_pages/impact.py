"""Impact: the visits, conversions and revenue that social networks bring."""

from __future__ import annotations

import streamlit as st

from ui.figures import indicator_page
from ui.session import say

store, view = indicator_page.begin(say("Impact"))
line = indicator_page.kpi_cards(store, view, "impact")
indicator_page.details(store, view, line)
st.caption(
    say(
        "Revenue is what web analytics attributes to social networks under the model named in its export: an "
        "attribution, not a proof of cause."
    )
)
