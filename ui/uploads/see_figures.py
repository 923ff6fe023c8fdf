"""The way from an upload to what it changed: the screen of its table, its brand, the days that it covers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cache

import streamlit as st

from data.decisions.brands import own_brands
from data.store import Store
from kpis.catalogue import catalogue
from kpis.engine import periods
from kpis.engine.periods import Period
from kpis.tables import TABLES
from ui.session import say
from ui.view import url
from ui.view import view as scope_view
from wording.markdown import escaped

LONGEST = 92  # days that are shown as they are; of a longer file, its last whole month is


def button(store: Store, upload_id: str, *, place: str) -> None:
    """A button to the figures of a loaded upload, whose label says where it leads; nothing for one that covers no day.

    `place`: where on the screen it stands, as one upload may be shown at several.
    """
    found = target(store, upload_id)
    if found is None:
        return
    screen, brand, period = found
    where = " · ".join(part for part in (escaped(brand), scope_view.period_name(period)) if part)
    if st.button(
        say("See the figures: {where}", where=where),
        icon=":material/monitoring:",
        key=f"see figures {place} {upload_id}",
    ):
        for name in ("kpi", "channel", "compare", "weeks", "grain"):
            url.put(name, None)
        url.put("since", period.since.isoformat())
        url.put("until", period.until.isoformat())
        if brand:
            url.put("brand", brand)
        st.switch_page(f"app_pages/{screen}.py")


def target(store: Store, upload_id: str) -> tuple[str, str, Period] | None:
    """The screen, brand ('' for any) and period that an upload changed most; None when it covers no day.

    Of several tables the one with most records counts; of several brands ours, else the first one by name.
    """
    rows = store.rows(
        """
        select c.table_name, c.brand, min(c.covered_from) as first, max(c.covered_to) as last
        from coverage c
        left join (select upload_id, part, table_name, sum(kept) as kept from upload_parts group by all) p
            using (upload_id, part, table_name)
        where c.upload_id = ?
        group by c.table_name, c.brand
        order by max(coalesce(p.kept, 0)) desc, c.table_name, c.brand
        """,
        [upload_id],
    )
    if not rows:
        return None
    ours = own_brands(store)
    same = [row for row in rows if row["table_name"] == rows[0]["table_name"]]
    chosen = next((row for row in same if row["brand"] in ours), same[0])
    return screen_of(chosen["table_name"]), chosen["brand"], period_of(chosen["first"], chosen["last"])


@cache
def screen_of(table: str) -> str:
    """The screen with most of the KPIs that a canonical table proves; for one that proves none, where its days stand."""
    screens = Counter(
        kpi.screen
        for kpi in catalogue().values()
        if kpi.screen != "overview" and any(need in TABLES and table in TABLES[need].proof for need in kpi.needs)
    )
    return screens.most_common(1)[0][0] if screens else "sources"


def period_of(first: date, last: date) -> Period:
    """These days; of more than LONGEST, the last whole month in them, which there always is."""
    if (last - first).days < LONGEST:
        return Period(first, last)
    month = periods.month(last + timedelta(days=1))
    return month.back()
