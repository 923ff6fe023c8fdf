"""Audience: followers per network, compared with competitors, and jumps in their counts."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import streamlit as st

from data.store import Store
from kpis.analysis.follower_jumps import breaks
from kpis.engine.scope import Scope
from kpis.lineage import source_days
from kpis.lineage.source_days import Source
from locales import numbers
from ui import doors, session
from ui.empty_state import nothing
from ui.evidence import behind
from ui.fence import fenced
from ui.figures import indicator_page
from ui.session import say, say_code
from ui.view.view import View
from wording.markdown import escaped

DAYS = 364


def jumps(store: Store, view: View) -> None:
    """The jumps of the last 52 weeks; draws nothing while no follower count is loaded."""
    scope = Scope(view.until - timedelta(days=DAYS - 1), view.until, (view.brand,), view.channels, today=view.today)
    if not store.value("select exists (select 1 from followers where brand = ?)", [view.brand]):
        return
    found = breaks(store, scope)
    with st.container(border=True):
        st.markdown(f"**{say('Jumps in follower counts')}** :gray[· {say('more than 20% in a day, over 52 weeks')}]")
        if not found:
            nothing(say("None: every count is consistent with the one before."))
            return
        language = session.language()
        place = doors.table(
            pd.DataFrame(
                {
                    say("Day"): [numbers.day(one.day, language, pattern="d MMM y") for one in found],
                    say("Network"): [say_code(one.channel) for one in found],
                    say("Account"): [one.account for one in found],
                    say("Before"): [numbers.number(one.before, language) for one in found],
                    say("After"): [numbers.number(one.after, language) for one in found],
                }
            ),
            alt=say("Jumps in follower counts"),
            key="breaks",
        )
        st.caption(
            say(
                "A purge, a merger of pages, or a misread count: correct the export and load it again, or add an "
                "annotation."
            )
        )
    if place is not None:
        one = found[place]
        counted = source_days.held(
            Source("followers", one.brand, one.channel), one.day_before, one.day, account=one.account
        )
        title = " · ".join(part for part in (escaped(one.brand), say_code(one.channel), escaped(one.account)) if part)
        behind.records(store, title, counted, name=f"{one.brand} {one.channel} {one.day}")


store, view = indicator_page.begin(say("Audience"))
line = indicator_page.kpi_cards(store, view, "audience")
indicator_page.details(store, view, line)
fenced(say("Jumps in follower counts"), lambda: jumps(store, view))
