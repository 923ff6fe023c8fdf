"""Impact: the visits, conversions and revenue that social networks bring."""

from __future__ import annotations

import streamlit as st

from app_pages import _indicator
from app_pages._session import say

store, seen = _indicator.begin(say("Impact"))
line = _indicator.figures(store, seen, "impact")
_indicator.whole(store, seen, line)
st.caption(
    say(
        "Revenue is what web analytics attributes to social networks by the model that its export names: an attribution, not a proof of cause."
    )
)
