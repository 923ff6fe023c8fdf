"""Crisis watch: the level, unusual days and their causes, the return to calm, the alert log."""

from __future__ import annotations

from ui.crisis import episode, watch
from ui.figures import indicator_page
from ui.session import say

store, view = indicator_page.begin(say("Crisis watch"))
watch.status(store, view)
line = indicator_page.kpi_cards(store, view, "crisis")
watch.new_normals(store, view)
watch.daily_chart(store, view)
episode.causes(store, view)
watch.unusual_days(store, view)
watch.alert_log(store, view)
indicator_page.details(store, view, line)
