"""Crisis watch: the level, the days out of the ordinary and their causes, the return to calm, the alert log."""

from __future__ import annotations

from ui.crisis import episode, watch
from ui.figures import indicator_page
from ui.session import say

store, seen = indicator_page.begin(say("Crisis watch"))
watch.standing(store, seen)
line = indicator_page.figures(store, seen, "crisis")
watch.days(store, seen)
episode.causes(store, seen)
watch.spiked(store, seen)
watch.log(store, seen)
indicator_page.whole(store, seen, line)
