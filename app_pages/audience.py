"""Audience: who follows us, on which networks, beside whom; and the jumps that a count alone does not explain."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import streamlit as st

from app_pages import _indicator, _session
from app_pages._nothing import nothing
from app_pages._session import say, say_code
from app_pages._view import View
from data.store import Store
from kpis.breaks import breaks
from kpis.scope import Scope
from locales import numbers

DAYS = 364


def jumps(store: Store, seen: View) -> None:
    """The jumps of the last year; nothing while no count was loaded."""
    scope = Scope(seen.until - timedelta(days=DAYS - 1), seen.until, (seen.brand,), seen.channels, today=seen.today)
    if not store.value("select exists (select 1 from followers where brand = ?)", [seen.brand]):
        return
    found = breaks(store, scope)
    with st.container(border=True):
        st.markdown(f"**{say('Jumps of follower counts')}** :gray[· {say('above 20 % in a day, in 52 weeks')}]")
        if not found:
            nothing(say("None: every count follows from the one before."))
            return
        spoken = _session.language()
        st.dataframe(
            pd.DataFrame(
                {
                    say("Day"): [numbers.day(one.day, spoken, pattern="d MMM y") for one in found],
                    say("Network"): [say_code(one.channel) for one in found],
                    say("Account"): [one.account for one in found],
                    say("Before"): [numbers.number(one.before, spoken) for one in found],
                    say("After"): [numbers.number(one.after, spoken) for one in found],
                }
            ),
            hide_index=True,
            alt=say("Jumps of follower counts"),
            key="breaks",
        )
        st.caption(
            say(
                "A purge, a merger of pages, or a count misread: correct the export and load it again, or note what happened."
            )
        )


store, seen = _indicator.begin(say("Audience"))
line = _indicator.figures(store, seen, "audience")
_indicator.whole(store, seen, line)
jumps(store, seen)
