"""Crisis watch: the level, the days out of the ordinary and their causes, the return to calm, the alert log."""

from __future__ import annotations

from app_pages import _episode, _indicator, _watch
from app_pages._session import say

store, seen = _indicator.begin(say("Crisis watch"))
_watch.standing(store, seen)
line = _indicator.figures(store, seen, "crisis")
_watch.days(store, seen)
_episode.causes(store, seen)
_watch.spiked(store, seen)
_watch.log(store, seen)
_indicator.whole(store, seen, line)
