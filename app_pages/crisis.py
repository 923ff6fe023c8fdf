"""Crisis watch: the level, what waits for somebody, causes of episodes, the calendar, another threshold, the logs."""

from __future__ import annotations

from ui.crisis import calendar, episode, lists, simulation, watch
from ui.fence import fenced
from ui.figures import indicator_page
from ui.session import say

store, view = indicator_page.begin(say("Crisis watch"))
fenced(say("Crisis watch"), lambda: watch.status(store, view))
fenced(say("Episodes to see to"), lambda: calendar.open_episodes(store, view))
line = indicator_page.kpi_cards(store, view, "crisis")
fenced(say("Crisis watch"), lambda: watch.new_normals(store, view))
fenced(say("Each day, observed and expected"), lambda: watch.daily_chart(store, view))
fenced(say("Causes of an episode"), lambda: episode.causes(store, view))
fenced(say("Calendar of levels"), lambda: calendar.levels(store, view))
fenced(say("Another threshold, tried on the past"), lambda: simulation.panel(store, view))
fenced(say("Unusual days"), lambda: lists.unusual_days(store, view))
fenced(say("Alert log"), lambda: lists.alert_log(store, view))
indicator_page.details(store, view, line)
