"""The hourly clock on the demonstration: its two crises within their first hours, a competitor's outage, and nothing else."""

from datetime import date, datetime

import numpy as np

from data.demo.story import OUTAGE, RECALL, STRIKE
from kpis.engine.scope import Scope
from kpis.inputs.crisis import CONCERN
from kpis.inputs.hourly_signals import hourly_signals


def test_the_hourly_clock_rings_for_the_storys_crises_within_hours_and_for_nothing_else(store):
    found = hourly_signals(store, Scope(date(2025, 7, 14), date(2026, 11, 15)))
    level = np.max([found.moments[name].level for name in CONCERN], axis=0)
    rang = {
        name: [found.moment(hour) for hour in np.flatnonzero(level[:, place] == 2)]
        for place, name in enumerate(found.series)
    }
    for episode, within in ((RECALL, 9), (STRIKE, 9), (OUTAGE, 18)):
        began = datetime.combine(episode.begins, datetime.min.time())
        first = next(moment for moment in rang[episode.brand] if moment >= began)
        assert (first - began).total_seconds() / 3600 < within, episode.subject
    told = {name: {moment.date() for moment in moments} for name, moments in rang.items()}
    assert not told["Karsa"]
    for episode in (RECALL, STRIKE, OUTAGE):
        told[episode.brand] = {day for day in told[episode.brand] if not 0 <= (day - episode.begins).days < 28}
    assert not any(told.values()), told
